/* Frame buffer, BAR1, and protected memory. All in bytes. */
#include "getters.h"

struct amounts {
    u64 total, reserved, used, free;
};

static struct amounts frame_buffer(const struct gpu *gpu) {
    struct amounts a;
    a.total = board_of(gpu)->memory_total;
    a.reserved = board_of(gpu)->memory_reserved;
    a.used = gpu->memory_used < a.total - a.reserved ? gpu->memory_used : a.total - a.reserved;
    a.free = a.total - a.reserved - a.used;
    return a;
}

/* The first version knows no reserved part: it counts as used. */
NVML nvmlDeviceGetMemoryInfo(nvmlDevice_t gpu, nvmlMemory_t *memory) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(memory);
    struct amounts a = frame_buffer(gpu);
    memory->total = a.total;
    memory->used = a.used + a.reserved;
    memory->free = a.free;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetMemoryInfo_v2(nvmlDevice_t gpu, nvmlMemory_v2_t *memory) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(memory);
    REQUIRE_VERSION(memory, nvmlMemory_v2_t, 2);
    struct amounts a = frame_buffer(gpu);
    memory->total = a.total;
    memory->reserved = a.reserved;
    memory->used = a.used;
    memory->free = a.free;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetBAR1MemoryInfo(nvmlDevice_t gpu, nvmlBAR1Memory_t *memory) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(memory);
    u64 total = board_of(gpu)->bar1_total;
    REQUIRE(total != ABSENT64, NVML_ERROR_NOT_SUPPORTED);
    u64 used = gpu->bar1_used < total ? gpu->bar1_used : total;
    memory->bar1Total = total;
    memory->bar1Used = used;
    memory->bar1Free = total - used;
    return NVML_SUCCESS;
}

DEVICE_NUMBER(nvmlDeviceGetMemoryBusWidth, board->memory_bus_width)

/* Confidential computing is off: nothing of the memory is protected. */
NVML nvmlDeviceGetConfComputeProtectedMemoryUsage(nvmlDevice_t gpu, nvmlMemory_t *memory) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(memory);
    memset(memory, 0, sizeof(*memory));
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetConfComputeMemSizeInfo(nvmlDevice_t gpu, nvmlConfComputeMemSizeInfo_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    info->protectedMemSizeKib = 0;
    info->unprotectedMemSizeKib = board_of(gpu)->memory_total / 1024;
    return NVML_SUCCESS;
}
