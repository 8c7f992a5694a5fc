/* Frame buffer, BAR1, and protected memory. All in bytes. */
#include "getters.h"
#include "mig.h"
#include "subjects.h"

struct amounts {
    u64 total, reserved, used, free;
};

static inline struct amounts split(u64 total, u64 reserved, u64 used) {
    struct amounts a = {.total = total};
    a.reserved = reserved < total ? reserved : 0;
    a.used = used < total - a.reserved ? used : total - a.reserved;
    a.free = total - a.reserved - a.used;
    return a;
}

/* What the GPU instance of a MIG device has; of one that is damaged, what the GPU has. */
static struct amounts frame_buffer_of_mig(const struct target *target) {
    struct mig_device mig;
    const struct board *board = board_of(target->gpu);
    int found;
    u64 total;
    CONSISTENTLY(found = mig_device_of(target, &mig); total = found ? mig_memory(&mig) : 0);
    return found ? split(total, 0, 0) : split(board->memory_total, board->memory_reserved, target->gpu->memory_used);
}

static struct amounts frame_buffer(const struct gpu *gpu) {
    const struct board *board = board_of(gpu);
    u64 total;
    u64 reserved;
    u64 used;
    CONSISTENTLY(total = board->memory_total; reserved = board->memory_reserved; used = gpu->memory_used);
    return split(total, reserved, used);
}

/* The first version knows no reserved part: it counts as used. */
static inline __attribute__((always_inline)) nvmlReturn_t give_memory(struct amounts a, nvmlMemory_t *memory) {
    memory->total = a.total;
    memory->used = a.used + a.reserved;
    memory->free = a.free;
    return NVML_SUCCESS;
}

static __attribute__((noinline)) nvmlReturn_t memory_of_any(nvmlDevice_t device, nvmlMemory_t *memory) {
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(memory);
    return give_memory(target.slot == MAX_INSTANCES ? frame_buffer(target.gpu) : frame_buffer_of_mig(&target), memory);
}

/* Monitors ask this most of all: of the GPU of the question before, with no writer at work, it takes no call. */
NVML nvmlDeviceGetMemoryInfo(nvmlDevice_t device, nvmlMemory_t *memory) {
    if (passed_before(device) && memory != 0) {
        const struct board *board = board_of(device);
        struct amounts a;
        if (AT_ONCE(a = split(board->memory_total, board->memory_reserved, device->memory_used))) {
            return give_memory(a, memory);
        }
    }
    return memory_of_any(device, memory);
}

NVML nvmlDeviceGetMemoryInfo_v2(nvmlDevice_t device, nvmlMemory_v2_t *memory) {
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(memory);
    REQUIRE_VERSION(memory, nvmlMemory_v2_t, 2);
    struct amounts a = target.slot == MAX_INSTANCES ? frame_buffer(target.gpu) : frame_buffer_of_mig(&target);
    memory->total = a.total;
    memory->reserved = a.reserved;
    memory->used = a.used;
    memory->free = a.free;
    return NVML_SUCCESS;
}

/* A GPU instance has of the window what it has of the memory, less a KiB: real ones print 8191 MiB, not 8192. */
static u64 window(const struct target *target) {
    enum { KIB = 1024 };
    struct mig_device mig;
    u64 total = board_of(target->gpu)->bar1_total;
    if (total == ABSENT64 || target->slot == MAX_INSTANCES || !mig_device_of(target, &mig)) {
        return total;
    }
    u32 whole = mig_memory_slices(target->gpu);
    u32 slices = mig.profile->size < whole ? mig.profile->size : whole;
    u64 share = whole == 0 ? total : total / whole * slices;
    return share > KIB ? share - KIB : share;
}

NVML nvmlDeviceGetBAR1MemoryInfo(nvmlDevice_t device, nvmlBAR1Memory_t *memory) {
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(memory);
    u64 total = window(&target);
    REQUIRE(total != ABSENT64, NVML_ERROR_NOT_SUPPORTED);
    u64 used = target.slot != MAX_INSTANCES ? 0 : target.gpu->bar1_used < total ? target.gpu->bar1_used : total;
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
    REQUIRE(!refuses(REFUSES_PROTECTED_MEMORY), NVML_ERROR_NOT_SUPPORTED);
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
