/* The processes that use a GPU. */
#include "getters.h"

enum { NO_INSTANCE = -1 };

static u32 count_processes(u32 gpu, u32 kind) {
    u32 count = 0;
    for (u32 i = 0; i < MAX_PROCESSES; i++) {
        const struct process *process = state_processes() + i;
        count += (process->kind & kind) != 0 && process->gpu == gpu;
    }
    return count;
}

/* Layouts of an entry differ in length: 1 has no instance ids. */
enum { LAYOUT_1 = sizeof(nvmlProcessInfo_v1_t), LAYOUT_2 = sizeof(nvmlProcessInfo_t) };

static void fill_entry(u8 *entry, u32 layout, const struct process *process) {
    nvmlProcessInfo_t info = {process->pid, process->memory, (u32)NO_INSTANCE, (u32)NO_INSTANCE};
    memcpy(entry, &info, layout);
}

static nvmlReturn_t give_processes(nvmlDevice_t gpu, u32 kind, u32 layout, u32 *count, void *entries) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    u32 number = number_of(gpu);
    u32 needed = count_processes(number, kind);
    u32 space = *count;
    *count = needed;
    REQUIRE(needed == 0 || (space >= needed && entries != 0), NVML_ERROR_INSUFFICIENT_SIZE);
    u32 given = 0;
    for (u32 i = 0; i < MAX_PROCESSES && given < needed; i++) {
        const struct process *process = state_processes() + i;
        if ((process->kind & kind) != 0 && process->gpu == number) {
            fill_entry((u8 *)entries + (size_t)given++ * layout, layout, process);
        }
    }
    *count = given;
    return NVML_SUCCESS;
}

#define PROCESSES(name, kind, layout, type) \
    NVML name(nvmlDevice_t gpu, u32 *count, type *entries) { return give_processes(gpu, kind, layout, count, entries); }

PROCESSES(nvmlDeviceGetComputeRunningProcesses_v3, PROCESS_COMPUTE, LAYOUT_2, nvmlProcessInfo_v2_t)
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v2, PROCESS_COMPUTE, LAYOUT_2, nvmlProcessInfo_v2_t)
PROCESSES(nvmlDeviceGetComputeRunningProcesses, PROCESS_COMPUTE, LAYOUT_1, nvmlProcessInfo_v1_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v3, PROCESS_GRAPHICS, LAYOUT_2, nvmlProcessInfo_v2_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v2, PROCESS_GRAPHICS, LAYOUT_2, nvmlProcessInfo_v2_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses, PROCESS_GRAPHICS, LAYOUT_1, nvmlProcessInfo_v1_t)
PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses_v3, PROCESS_MPS, LAYOUT_2, nvmlProcessInfo_v2_t)
PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses_v2, PROCESS_MPS, LAYOUT_2, nvmlProcessInfo_v2_t)
PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses, PROCESS_MPS, LAYOUT_1, nvmlProcessInfo_v1_t)

NVML nvmlDeviceGetRunningProcessDetailList(nvmlDevice_t gpu, nvmlProcessDetailList_t *list) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(list);
    REQUIRE_VERSION(list, nvmlProcessDetailList_t, 1);
    REQUIRE(list->mode <= 2, NVML_ERROR_INVALID_ARGUMENT);
    u32 kind = list->mode == 0 ? PROCESS_COMPUTE : list->mode == 1 ? PROCESS_GRAPHICS : PROCESS_MPS;
    u32 needed = count_processes(number_of(gpu), kind);
    u32 space = list->numProcArrayEntries;
    list->numProcArrayEntries = needed;
    REQUIRE(needed == 0 || (space >= needed && list->procArray != 0), NVML_ERROR_INSUFFICIENT_SIZE);
    u32 given = 0;
    for (u32 i = 0; i < MAX_PROCESSES && given < needed; i++) {
        const struct process *process = state_processes() + i;
        if ((process->kind & kind) != 0 && process->gpu == number_of(gpu)) {
            nvmlProcessDetail_v1_t detail = {process->pid, process->memory, (u32)NO_INSTANCE, (u32)NO_INSTANCE, 0};
            list->procArray[given++] = detail;
        }
    }
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetProcessUtilization(nvmlDevice_t gpu, nvmlProcessUtilizationSample_t *samples, u32 *count, u64 last_seen) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    u32 needed = count_processes(number_of(gpu), PROCESS_COMPUTE | PROCESS_GRAPHICS | PROCESS_MPS);
    u32 space = *count;
    u64 now = sys_time_us(CLOCK_WALL);
    *count = needed;
    REQUIRE(needed != 0 && now > last_seen, NVML_ERROR_NOT_FOUND);
    REQUIRE(space >= needed && samples != 0, NVML_ERROR_INSUFFICIENT_SIZE);
    u32 given = 0;
    for (u32 i = 0; i < MAX_PROCESSES && given < needed; i++) {
        const struct process *process = state_processes() + i;
        if (process->kind != 0 && process->gpu == number_of(gpu)) {
            nvmlProcessUtilizationSample_t sample = {process->pid, now, process->sm_utilization, 0, 0, 0};
            samples[given++] = sample;
        }
    }
    return NVML_SUCCESS;
}
