/* MIG mode and GPU instances. Profile tables are the board's; instances live in the GPU's record. */
#define SELDOM_ASKED
#include "mig.h"

#include "getters.h"
#include "kernel_view.h"

enum { PROFILE_COUNT = 18 };

/* A slot of the GPU's record, as its number; MAX_INSTANCES where the address is none of them. */
static u32 slot_at(const void *address, const u8 *first) {
    u64 distance = (u64)((const u8 *)address - first);
    return distance < MAX_INSTANCES ? (u32)distance : MAX_INSTANCES;
}

static const struct gpu *gpu_around(const void *address) {
    u64 distance = (u64)((const u8 *)address - (const u8 *)session.gpus);
    u32 number = (u32)(distance / sizeof(struct gpu));
    int inside = distance < (u64)session.gpu_count * sizeof(struct gpu) && session.index[number] != MAX_GPUS;
    return inside ? session.gpus + number : 0;
}

nvmlReturn_t check_mig_device(const void *device, struct target *target) {
    REQUIRE_SESSION();
    const struct gpu *gpu = gpu_around(device);
    REQUIRE(gpu != 0, NVML_ERROR_INVALID_ARGUMENT);
    u32 slot = slot_at(device, gpu->ci_used);
    REQUIRE(slot < MAX_INSTANCES && gpu->ci_used[slot], NVML_ERROR_INVALID_ARGUMENT);
    target->gpu = gpu;
    target->slot = slot;
    return failure_of(gpu);
}

nvmlReturn_t check_gpu_instance(nvmlGpuInstance_t instance, struct target *target) {
    REQUIRE_SESSION();
    const struct gpu *gpu = gpu_around(instance);
    REQUIRE(gpu != 0, NVML_ERROR_INVALID_ARGUMENT);
    u32 slot = slot_at(instance, gpu->gi_used);
    REQUIRE(slot < MAX_INSTANCES && gpu->gi_used[slot], NVML_ERROR_INVALID_ARGUMENT);
    target->gpu = gpu;
    target->slot = slot;
    return failure_of(gpu);
}

const struct profile *profile_of(const struct gpu *gpu, u32 gi_slot) {
    u32 number = board_of(gpu)->profile_start + gpu->gi_profile[gi_slot];
    return number < session.profile_count ? session.profiles + number : 0;
}

u32 gi_slot_of(const struct gpu *gpu, u32 id) {
    u32 slot = 0;
    while (slot < MAX_INSTANCES && !(gpu->gi_used[slot] && gpu->gi_id[slot] == id)) {
        slot++;
    }
    return slot;
}

/* The board's row for a profile number of NVML's, or for an id as the driver prints it. */
static const struct profile *find_profile(const struct gpu *gpu, u32 number, int by_id) {
    const struct board *board = board_of(gpu);
    for (u32 i = 0; i < board->profile_count && board->profile_start + i < session.profile_count; i++) {
        const struct profile *profile = session.profiles + board->profile_start + i;
        if ((by_id ? profile->id : profile->profile) == number) {
            return profile;
        }
    }
    return 0;
}

#define REQUIRE_PROFILE(row, gpu, id) \
    const struct profile *row = find_profile(gpu, id, 1); \
    REQUIRE(row != 0, board_of(gpu)->mig == SUPPORT_NONE ? NVML_ERROR_NOT_SUPPORTED : NVML_ERROR_INVALID_ARGUMENT)

/* Boards since Hopper change at once; those before at a reset, of a GPU that nobody uses. */
DEVICE_PAIR(nvmlDeviceGetMigMode, board->mig != SUPPORT_NONE, gpu->mig_current, gpu->mig_pending)

/*
 * With instances on it MIG stays on, and nothing is pending. The DRA driver, which gives up its MIG devices one
 * by one and asks for this with each, judges the activation by mistake, and fails where that is not SUCCESS.
 */
NVML nvmlDeviceSetMigMode(nvmlDevice_t gpu, u32 mode, nvmlReturn_t *activation) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(activation != 0 && mode <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(board_of(gpu)->mig != SUPPORT_NONE, NVML_ERROR_NOT_SUPPORTED);
    *activation = NVML_SUCCESS;
    for (u32 i = 0; i < MAX_INSTANCES && mode == 0; i++) {
        REQUIRE(!gpu->gi_used[i], NVML_ERROR_IN_USE);
    }
    return STATE_SET_BOTH(gpu->mig_pending, mode, gpu->mig_current, mode);
}

TARGET_NUMBER(nvmlDeviceIsMigDeviceHandle, target.slot != MAX_INSTANCES)
DEVICE_NUMBER(nvmlDeviceGetMaxMigDeviceCount, board->mig == SUPPORT_NONE || !gpu->mig_current ? 0 : 7)

static nvmlReturn_t check_profile(nvmlDevice_t gpu, u32 profile, const void *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(info != 0 && profile < PROFILE_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(find_profile(gpu, profile, 0) != 0, NVML_ERROR_NOT_SUPPORTED);
    return NVML_SUCCESS;
}

/* The three layouts differ in the order of their fields, not in their names. */
#define FILL_PROFILE(info, row) \
    do { \
        (info)->id = (row)->id; \
        (info)->sliceCount = (row)->slices; \
        (info)->instanceCount = (row)->instances; \
        (info)->multiprocessorCount = (row)->multiprocessors; \
        (info)->copyEngineCount = (row)->copy_engines; \
        (info)->decoderCount = (row)->decoders; \
        (info)->encoderCount = (row)->encoders; \
        (info)->jpegCount = (row)->jpegs; \
        (info)->ofaCount = (row)->ofas; \
        (info)->memorySizeMB = (row)->memory_mib; \
    } while (0)

NVML nvmlDeviceGetGpuInstanceProfileInfo(nvmlDevice_t gpu, u32 profile, nvmlGpuInstanceProfileInfo_t *info) {
    nvmlReturn_t result = check_profile(gpu, profile, info);
    REQUIRE(result == NVML_SUCCESS, result);
    const struct profile *row = find_profile(gpu, profile, 0);
    FILL_PROFILE(info, row);
    info->isP2pSupported = row->p2p;
    return NVML_SUCCESS;
}

/* nvidia-smi prints what follows "MIG " in the name, and leaves out a profile without it. */
static void fill_name(char name[96], const struct profile *row) {
    text_append_limited(text_append(name, "MIG "), row->name, sizeof(row->name));
}

static nvmlReturn_t give_profile(nvmlGpuInstanceProfileInfo_v2_t *info, const struct profile *row) {
    if (info->version == VERSION_OF(nvmlGpuInstanceProfileInfo_v2_t, 2)) {
        FILL_PROFILE(info, row);
        info->isP2pSupported = row->p2p;
        fill_name(info->name, row);
        return NVML_SUCCESS;
    }
    if (info->version == VERSION_OF(nvmlGpuInstanceProfileInfo_v3_t, 3)) {
        nvmlGpuInstanceProfileInfo_v3_t *third = (nvmlGpuInstanceProfileInfo_v3_t *)(void *)info;
        FILL_PROFILE(third, row);
        third->capabilities = row->p2p;
        fill_name(third->name, row);
        return NVML_SUCCESS;
    }
    return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
}

NVML nvmlDeviceGetGpuInstanceProfileInfoV(nvmlDevice_t gpu, u32 profile, nvmlGpuInstanceProfileInfo_v2_t *info) {
    nvmlReturn_t result = check_profile(gpu, profile, info);
    REQUIRE(result == NVML_SUCCESS, result);
    return give_profile(info, find_profile(gpu, profile, 0));
}

NVML nvmlDeviceGetGpuInstanceProfileInfoByIdV(nvmlDevice_t gpu, u32 id, nvmlGpuInstanceProfileInfo_v2_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    REQUIRE_PROFILE(row, gpu, id);
    return give_profile(info, row);
}

NVML nvmlDeviceGetGpuInstancePossiblePlacements_v2(nvmlDevice_t gpu, u32 id, nvmlGpuInstancePlacement_t *placements,
                                                   u32 *count) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    REQUIRE_PROFILE(row, gpu, id);
    u32 needed = mig_placements_of(row);
    u32 space = *count;
    *count = needed;
    REQUIRE(placements == 0 || space >= needed, NVML_ERROR_INSUFFICIENT_SIZE);
    for (u32 i = 0; placements != 0 && i < needed; i++) {
        placements[i].start = row->placement[i];
        placements[i].size = row->size;
    }
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetGpuInstancePossiblePlacements(nvmlDevice_t gpu, u32 id, nvmlGpuInstancePlacement_t *placements,
                                                u32 *count) {
    return nvmlDeviceGetGpuInstancePossiblePlacements_v2(gpu, id, placements, count);
}

static u32 instances_of(const struct gpu *gpu, const struct profile *row) {
    u32 count = 0;
    for (u32 slot = 0; slot < MAX_INSTANCES; slot++) {
        count += gpu->gi_used[slot] && profile_of(gpu, slot) == row;
    }
    return count;
}

/* How many more fit: start positions that are free, but not beyond the profile's own maximum. */
static u32 capacity(const struct gpu *gpu, const struct profile *row) {
    u32 taken = mig_taken(gpu);
    u32 exist = instances_of(gpu, row);
    u32 room = exist < row->instances ? row->instances - exist : 0;
    u32 free = 0;
    for (u32 i = 0; i < mig_placements_of(row); i++) {
        free += (taken & mig_slices_of(row->placement[i], row->size)) == 0;
    }
    return free < room ? free : room;
}

NVML nvmlDeviceGetGpuInstanceRemainingCapacity(nvmlDevice_t gpu, u32 id, u32 *count) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    REQUIRE_PROFILE(row, gpu, id);
    *count = capacity(gpu, row);
    return NVML_SUCCESS;
}

static nvmlGpuInstance_t instance_at(const struct gpu *gpu, u32 slot) {
    return (nvmlGpuInstance_t)(const void *)&gpu->gi_used[slot];
}

NVML nvmlDeviceGetGpuInstances(nvmlDevice_t gpu, u32 id, nvmlGpuInstance_t *instances, u32 *count) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(count != 0 && instances != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(board_of(gpu)->mig != SUPPORT_NONE && gpu->mig_current, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE_PROFILE(row, gpu, id);
    u32 found = 0;
    for (u32 instance = 0; instance < INSTANCE_IDS && found < row->instances; instance++) {
        u32 slot = gi_slot_of(gpu, instance);
        if (slot < MAX_INSTANCES && profile_of(gpu, slot) == row) {
            instances[found++] = instance_at(gpu, slot);
        }
    }
    *count = found;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetGpuInstanceById(nvmlDevice_t gpu, u32 id, nvmlGpuInstance_t *instance) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(instance);
    REQUIRE(board_of(gpu)->mig != SUPPORT_NONE && gpu->mig_current, NVML_ERROR_NOT_SUPPORTED);
    u32 slot = gi_slot_of(gpu, id);
    REQUIRE(slot < MAX_INSTANCES, NVML_ERROR_NOT_FOUND);
    *instance = instance_at(gpu, slot);
    return NVML_SUCCESS;
}

static u32 free_slot(const u8 used[MAX_INSTANCES]) {
    u32 slot = 0;
    while (slot < MAX_INSTANCES && used[slot]) {
        slot++;
    }
    return slot;
}

/* In a change that has begun, so that two creators do not take the same place. */
static nvmlReturn_t create_in(struct change *change, const struct gpu *gpu, const struct profile *row,
                              const nvmlGpuInstancePlacement_t *wanted, nvmlGpuInstance_t *instance) {
    u32 slot = free_slot(gpu->gi_used);
    u32 start = mig_choose(gpu, row, wanted);
    REQUIRE(slot < MAX_INSTANCES && start < MEMORY_SLICES && capacity(gpu, row) != 0, NVML_ERROR_INSUFFICIENT_RESOURCES);
    CHANGE_PUT(change, gpu->gi_id[slot], mig_id(gpu, row, start));
    CHANGE_PUT(change, gpu->gi_profile[slot], row - session.profiles - board_of(gpu)->profile_start);
    CHANGE_PUT(change, gpu->gi_start[slot], start);
    CHANGE_PUT(change, gpu->gi_used[slot], 1);
    *instance = instance_at(gpu, slot);
    return NVML_SUCCESS;
}

static nvmlReturn_t create(nvmlDevice_t gpu, u32 id, const nvmlGpuInstancePlacement_t *wanted,
                           nvmlGpuInstance_t *instance) {
    struct change change;
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(instance);
    REQUIRE(board_of(gpu)->mig != SUPPORT_NONE && gpu->mig_current, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE_PROFILE(row, gpu, id);
    nvmlReturn_t begun = change_begin(&change);
    REQUIRE(begun == NVML_SUCCESS, begun);
    nvmlReturn_t created = create_in(&change, gpu, row, wanted, instance);
    nvmlReturn_t written = change_end(&change);
    kernel_view_changed();
    return created != NVML_SUCCESS ? created : written;
}

NVML nvmlDeviceCreateGpuInstance(nvmlDevice_t gpu, u32 id, nvmlGpuInstance_t *instance) {
    return create(gpu, id, 0, instance);
}

NVML nvmlDeviceCreateGpuInstanceWithPlacement(nvmlDevice_t gpu, u32 id, const nvmlGpuInstancePlacement_t *placement,
                                              nvmlGpuInstance_t *instance) {
    REQUIRE(!initialized() || placement != 0, NVML_ERROR_INVALID_ARGUMENT);
    return create(gpu, id, placement, instance);
}

NVML nvmlGpuInstanceDestroy(nvmlGpuInstance_t instance) {
    REQUIRE_GPU_INSTANCE(target, instance);
    const struct gpu *gpu = target.gpu;
    for (u32 i = 0; i < MAX_INSTANCES; i++) {
        REQUIRE(!gpu->ci_used[i] || gpu->ci_gi[i] != gpu->gi_id[target.slot], NVML_ERROR_IN_USE);
    }
    nvmlReturn_t written = STATE_SET(gpu->gi_used[target.slot], 0);
    kernel_view_changed();
    return written;
}

NVML nvmlGpuInstanceGetInfo(nvmlGpuInstance_t instance, nvmlGpuInstanceInfo_t *info) {
    REQUIRE_GPU_INSTANCE(target, instance);
    REQUIRE_POINTER(info);
    const struct profile *row = profile_of(target.gpu, target.slot);
    REQUIRE(row != 0, NVML_ERROR_UNKNOWN);
    info->device = target.gpu;
    info->id = target.gpu->gi_id[target.slot];
    info->profileId = row->id;
    info->placement.start = target.gpu->gi_start[target.slot];
    info->placement.size = row->size;
    return NVML_SUCCESS;
}
