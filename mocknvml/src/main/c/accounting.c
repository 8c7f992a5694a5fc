/* Accounting: what processes used of a GPU, kept after their end. */
#define SELDOM_ASKED
#include "getters.h"

enum { BUFFER_SIZE = 4000 };

DEVICE_NUMBER(nvmlDeviceGetAccountingMode, gpu->accounting)
DEVICE_NUMBER(nvmlDeviceGetAccountingBufferSize, BUFFER_SIZE)

NVML nvmlDeviceSetAccountingMode(nvmlDevice_t gpu, u32 mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(mode <= 1, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->accounting, mode);
}

static int is_of(const struct accounted *entry, nvmlDevice_t gpu) {
    return entry->pid != 0 && entry->gpu == number_of(gpu);
}

NVML nvmlDeviceClearAccountingPids(nvmlDevice_t gpu) {
    struct change change;
    REQUIRE_DEVICE(gpu);
    nvmlReturn_t begun = change_begin(&change);
    REQUIRE(begun == NVML_SUCCESS, begun);
    for (u32 i = 0; i < MAX_ACCOUNTED; i++) {
        if (is_of(session.accounted + i, gpu) && !session.accounted[i].running) {
            CHANGE_PUT(&change, session.accounted[i].pid, 0);
        }
    }
    return change_end(&change);
}

NVML nvmlDeviceGetAccountingPids(nvmlDevice_t gpu, u32 *count, u32 *pids) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    REQUIRE(gpu->accounting || *count == 0 || pids != 0, NVML_ERROR_INVALID_ARGUMENT);
    u32 space = *count;
    u32 found = 0;
    for (u32 i = 0; i < MAX_ACCOUNTED && gpu->accounting; i++) {
        if (is_of(session.accounted + i, gpu)) {
            if (pids != 0 && found < space) {
                pids[found] = session.accounted[i].pid;
            }
            found++;
        }
    }
    *count = found;
    return found > space ? NVML_ERROR_INSUFFICIENT_SIZE : NVML_SUCCESS;
}

static const struct accounted *entry_of(nvmlDevice_t gpu, u32 pid) {
    for (u32 i = 0; i < MAX_ACCOUNTED; i++) {
        if (pid != 0 && is_of(session.accounted + i, gpu) && session.accounted[i].pid == pid) {
            return session.accounted + i;
        }
    }
    return 0;
}

NVML nvmlDeviceGetAccountingStats(nvmlDevice_t gpu, u32 pid, nvmlAccountingStats_t *stats) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(stats);
    REQUIRE(gpu->accounting, NVML_ERROR_NOT_SUPPORTED);
    const struct accounted *entry = entry_of(gpu, pid);
    REQUIRE(entry != 0, NVML_ERROR_NOT_FOUND);
    memset(stats, 0, sizeof(*stats));
    stats->gpuUtilization = entry->gpu_utilization;
    stats->memoryUtilization = entry->memory_utilization;
    stats->maxMemoryUsage = entry->memory_max;
    stats->time = entry->time_ms;
    stats->startTime = entry->started_us;
    stats->isRunning = entry->running;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetAccountingStats_v2(nvmlDevice_t gpu, nvmlAccountingStats_v2_t *stats) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(stats);
    REQUIRE(gpu->accounting, NVML_ERROR_NOT_SUPPORTED);
    const struct accounted *entry = entry_of(gpu, stats->pid);
    REQUIRE(entry != 0, NVML_ERROR_NOT_FOUND);
    stats->isRunning = entry->running;
    stats->gpuUtilization = entry->gpu_utilization;
    stats->memoryUtilization = entry->memory_utilization;
    stats->maxMemoryUsage = entry->memory_max;
    stats->sampleCount = 1;
    stats->sumGpuUtil = entry->gpu_utilization;
    stats->sumFbUtil = entry->memory_utilization;
    stats->time = entry->time_ms;
    stats->startTime = entry->started_us;
    return NVML_SUCCESS;
}
