/* The processes that use a GPU, and what the ones that have ended used. */
#define SELDOM_ASKED
#include "getters.h"
#include "subjects.h"

int process_of(const struct process *process, const struct target *target, u32 kinds) {
    if ((process->kind & kinds) == 0 || process->gpu != number_of(target->gpu)) {
        return 0;
    }
    return target->slot == MAX_INSTANCES || (process->gpu_instance == target->gpu->ci_gi[target->slot] &&
                                             process->compute_instance == target->gpu->ci_id[target->slot]);
}

static u32 count_processes(const struct target *target, u32 kinds) {
    u32 count = 0;
    for (u32 i = 0; i < MAX_PROCESSES; i++) {
        count += (u32)process_of(session.processes + i, target, kinds);
    }
    return count;
}

/* Layouts of an entry differ in length: 1 has no instance ids. */
enum { LAYOUT_1 = sizeof(nvmlProcessInfo_v1_t), LAYOUT_2 = sizeof(nvmlProcessInfo_t) };

static void fill_entry(u8 *entry, u32 layout, const struct process *process) {
    nvmlProcessInfo_t info = {process->pid, process->memory, process->gpu_instance, process->compute_instance};
    memcpy(entry, &info, layout);
}

static nvmlReturn_t give_processes(nvmlDevice_t device, u32 kind, u32 layout, u32 *count, void *entries) {
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(count);
    u32 needed = count_processes(&target, kind);
    u32 space = *count;
    *count = needed;
    REQUIRE(needed == 0 || (space >= needed && entries != 0), NVML_ERROR_INSUFFICIENT_SIZE);
    u32 given = 0;
    for (u32 i = 0; i < MAX_PROCESSES && given < needed; i++) {
        if (process_of(session.processes + i, &target, kind)) {
            fill_entry((u8 *)entries + (size_t)given++ * layout, layout, session.processes + i);
        }
    }
    *count = given;
    return NVML_SUCCESS;
}

#define PROCESSES(name, kind, layout, type) \
    NVML name(nvmlDevice_t device, u32 *count, type *entries) { \
        return give_processes(device, kind, layout, count, entries); \
    }

PROCESSES(nvmlDeviceGetComputeRunningProcesses_v3, PROCESS_COMPUTE, LAYOUT_2, nvmlProcessInfo_t)
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v2, PROCESS_COMPUTE, LAYOUT_2, nvmlProcessInfo_v2_t)
PROCESSES(nvmlDeviceGetComputeRunningProcesses, PROCESS_COMPUTE, LAYOUT_1, nvmlProcessInfo_v1_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v3, PROCESS_GRAPHICS, LAYOUT_2, nvmlProcessInfo_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v2, PROCESS_GRAPHICS, LAYOUT_2, nvmlProcessInfo_v2_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses, PROCESS_GRAPHICS, LAYOUT_1, nvmlProcessInfo_v1_t)
PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses_v3, PROCESS_MPS, LAYOUT_2, nvmlProcessInfo_t)
PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses_v2, PROCESS_MPS, LAYOUT_2, nvmlProcessInfo_v2_t)
PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses, PROCESS_MPS, LAYOUT_1, nvmlProcessInfo_v1_t)

NVML nvmlDeviceGetRunningProcessDetailList(nvmlDevice_t device, nvmlProcessDetailList_t *list) {
    static const u32 kinds[] = {PROCESS_COMPUTE, PROCESS_GRAPHICS, PROCESS_MPS};
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(list);
    REQUIRE_VERSION(list, nvmlProcessDetailList_t, 1);
    REQUIRE(list->mode < sizeof(kinds) / sizeof(kinds[0]), NVML_ERROR_INVALID_ARGUMENT);
    u32 needed = count_processes(&target, kinds[list->mode]);
    u32 space = list->numProcArrayEntries;
    list->numProcArrayEntries = needed;
    REQUIRE(needed == 0 || (space >= needed && list->procArray != 0), NVML_ERROR_INSUFFICIENT_SIZE);
    u32 given = 0;
    for (u32 i = 0; i < MAX_PROCESSES && given < needed; i++) {
        const struct process *process = session.processes + i;
        if (process_of(process, &target, kinds[list->mode])) {
            nvmlProcessDetail_v1_t detail = {process->pid, process->memory, process->gpu_instance,
                                             process->compute_instance, 0};
            list->procArray[given++] = detail;
        }
    }
    return NVML_SUCCESS;
}

enum { ANY_KIND = PROCESS_COMPUTE | PROCESS_GRAPHICS | PROCESS_MPS };

/* One sample of each process, as of now. */
NVML nvmlDeviceGetProcessUtilization(nvmlDevice_t device, nvmlProcessUtilizationSample_t *samples, u32 *count,
                                     u64 last_seen) {
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(count);
    u32 needed = count_processes(&target, ANY_KIND);
    u32 space = *count;
    u64 now = sys_time_us(CLOCK_WALL);
    *count = needed;
    REQUIRE(needed != 0 && now > last_seen, NVML_ERROR_NOT_FOUND);
    REQUIRE(space >= needed && samples != 0, NVML_ERROR_INSUFFICIENT_SIZE);
    u32 given = 0;
    for (u32 i = 0; i < MAX_PROCESSES && given < needed; i++) {
        const struct process *p = session.processes + i;
        if (process_of(p, &target, ANY_KIND)) {
            nvmlProcessUtilizationSample_t sample = {p->pid, now, p->sm_utilization, p->memory_utilization,
                                                     p->encoder_utilization, p->decoder_utilization};
            samples[given++] = sample;
        }
    }
    *count = given;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetProcessesUtilizationInfo(nvmlDevice_t device, nvmlProcessesUtilizationInfo_t *info) {
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlProcessesUtilizationInfo_t, 1);
    u32 needed = count_processes(&target, ANY_KIND);
    u32 space = info->processSamplesCount;
    u64 now = sys_time_us(CLOCK_WALL);
    info->processSamplesCount = needed;
    REQUIRE(needed != 0 && now > info->lastSeenTimeStamp, NVML_ERROR_NOT_FOUND);
    REQUIRE(space >= needed && info->procUtilArray != 0, NVML_ERROR_INSUFFICIENT_SIZE);
    u32 given = 0;
    for (u32 i = 0; i < MAX_PROCESSES && given < needed; i++) {
        const struct process *p = session.processes + i;
        if (process_of(p, &target, ANY_KIND)) {
            nvmlProcessUtilizationInfo_v1_t sample = {
                now, p->pid, p->sm_utilization, p->memory_utilization, p->encoder_utilization, p->decoder_utilization,
                p->jpeg_utilization, p->ofa_utilization};
            info->procUtilArray[given++] = sample;
        }
    }
    info->processSamplesCount = given;
    return NVML_SUCCESS;
}
