/* MIG: which instances a board can be cut into. No instance exists. */
#include "getters.h"

DEVICE_NUMBER(nvmlDeviceIsMigDeviceHandle, 0)
DEVICE_NUMBER(nvmlDeviceGetMaxMigDeviceCount, 0)

NVML nvmlDeviceGetMigDeviceHandleByIndex(nvmlDevice_t gpu, u32 index, nvmlDevice_t *device) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(device);
    (void)index;
    return board_of(gpu)->mig == SUPPORT_NONE ? NVML_ERROR_NOT_SUPPORTED : NVML_ERROR_NOT_FOUND;
}

/* A full GPU is no MIG device: these four take MIG handles only. */
static nvmlReturn_t not_a_mig_device(nvmlDevice_t gpu, const void *out) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(out);
    return NVML_ERROR_INVALID_ARGUMENT;
}

NVML nvmlDeviceGetDeviceHandleFromMigDeviceHandle(nvmlDevice_t mig, nvmlDevice_t *device) {
    return not_a_mig_device(mig, device);
}
NVML nvmlDeviceGetGpuInstanceId(nvmlDevice_t mig, u32 *id) { return not_a_mig_device(mig, id); }
NVML nvmlDeviceGetComputeInstanceId(nvmlDevice_t mig, u32 *id) { return not_a_mig_device(mig, id); }
NVML nvmlDeviceGetAttributes_v2(nvmlDevice_t mig, nvmlDeviceAttributes_t *attributes) { return not_a_mig_device(mig, attributes); }
NVML nvmlDeviceGetAttributes(nvmlDevice_t mig, nvmlDeviceAttributes_t *attributes) { return not_a_mig_device(mig, attributes); }

enum { PROFILE_COUNT = 18 };

/* The board's row for a profile number of NVML's, or for an id as the driver prints it. */
static const struct profile *find_profile(const struct gpu *gpu, u32 number, int by_id) {
    const struct board *board = board_of(gpu);
    u32 end = state_header()->profile_count;
    for (u32 i = board->profile_start; i < end && i - board->profile_start < board->profile_count; i++) {
        const struct profile *profile = state_profiles() + i;
        if ((by_id ? profile->id : profile->profile) == number) {
            return profile;
        }
    }
    return 0;
}

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
    text_append(text_append(name, "MIG "), row->name);
}

static nvmlReturn_t fill_v2(nvmlGpuInstanceProfileInfo_v2_t *info, const struct profile *row) {
    FILL_PROFILE(info, row);
    info->isP2pSupported = row->p2p;
    fill_name(info->name, row);
    return NVML_SUCCESS;
}

static nvmlReturn_t fill_v3(nvmlGpuInstanceProfileInfo_v3_t *info, const struct profile *row) {
    FILL_PROFILE(info, row);
    info->capabilities = row->p2p;
    fill_name(info->name, row);
    return NVML_SUCCESS;
}

static nvmlReturn_t give_profile(nvmlGpuInstanceProfileInfo_v2_t *info, const struct profile *row) {
    if (info->version == VERSION_OF(nvmlGpuInstanceProfileInfo_v2_t, 2)) {
        return fill_v2(info, row);
    }
    if (info->version == VERSION_OF(nvmlGpuInstanceProfileInfo_v3_t, 3)) {
        return fill_v3((nvmlGpuInstanceProfileInfo_v3_t *)(void *)info, row);
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
    const struct profile *row = find_profile(gpu, id, 1);
    REQUIRE(row != 0, board_of(gpu)->mig == SUPPORT_NONE ? NVML_ERROR_NOT_SUPPORTED : NVML_ERROR_INVALID_ARGUMENT);
    return give_profile(info, row);
}

NVML nvmlDeviceGetGpuInstancePossiblePlacements_v2(nvmlDevice_t gpu, u32 id, nvmlGpuInstancePlacement_t *placements,
                                                   u32 *count) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    const struct profile *row = find_profile(gpu, id, 1);
    REQUIRE(row != 0, board_of(gpu)->mig == SUPPORT_NONE ? NVML_ERROR_NOT_SUPPORTED : NVML_ERROR_INVALID_ARGUMENT);
    u32 needed = row->placement_count < MAX_PLACEMENTS ? row->placement_count : MAX_PLACEMENTS;
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

/* With MIG mode off there is room for nothing. */
NVML nvmlDeviceGetGpuInstanceRemainingCapacity(nvmlDevice_t gpu, u32 id, u32 *count) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    REQUIRE(find_profile(gpu, id, 1) != 0, NVML_ERROR_NOT_SUPPORTED);
    *count = 0;
    return NVML_SUCCESS;
}
