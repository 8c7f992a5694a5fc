/* Workload profiles and power smoothing, of the boards of Blackwell. */
#define SELDOM_ASKED
#include "getters.h"
#include "subjects.h"

enum { PROFILES = 4, PROFILE_MASK = (1 << PROFILES) - 1, PRIORITY_FIRST = 100 };
enum { OPERATION_CLEAR = 0, OPERATION_SET = 1, OPERATION_REPLACE = 2 };

static int has_profiles(const struct gpu *gpu) { return board_of(gpu)->architecture >= ARCHITECTURE_BLACKWELL; }

static void fill_mask(nvmlMask255_t *mask, u32 bits) {
    memset(mask, 0, sizeof(*mask));
    mask->mask[0] = bits;
}

/* Max-P, Max-Q, compute and memory bound; each excludes the other of its pair. */
NVML nvmlDeviceWorkloadPowerProfileGetProfilesInfo(nvmlDevice_t gpu, nvmlWorkloadPowerProfileProfilesInfo_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlWorkloadPowerProfileProfilesInfo_t, 1);
    REQUIRE(has_profiles(gpu), NVML_ERROR_NOT_SUPPORTED);
    memset(info->perfProfile, 0, sizeof(info->perfProfile));
    fill_mask(&info->perfProfilesMask, PROFILE_MASK);
    for (u32 i = 0; i < PROFILES; i++) {
        info->perfProfile[i].version = VERSION_OF(nvmlWorkloadPowerProfileInfo_t, 1);
        info->perfProfile[i].profileId = i;
        info->perfProfile[i].priority = PRIORITY_FIRST + i;
        fill_mask(&info->perfProfile[i].conflictingMask, 1u << (i ^ 1));
    }
    return NVML_SUCCESS;
}

/* Of a pair that excludes each other the first, which has the higher priority, is enforced. */
static u32 enforced(u32 requested) { return requested & ~(((requested & 5) << 1)); }

NVML nvmlDeviceWorkloadPowerProfileGetCurrentProfiles(nvmlDevice_t gpu,
                                                      nvmlWorkloadPowerProfileCurrentProfiles_t *profiles) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(profiles);
    REQUIRE_VERSION(profiles, nvmlWorkloadPowerProfileCurrentProfiles_t, 1);
    REQUIRE(has_profiles(gpu), NVML_ERROR_NOT_SUPPORTED);
    u32 requested = gpu->power_profiles & PROFILE_MASK;
    fill_mask(&profiles->perfProfilesMask, PROFILE_MASK);
    fill_mask(&profiles->requestedProfilesMask, requested);
    fill_mask(&profiles->enforcedProfilesMask, enforced(requested));
    return NVML_SUCCESS;
}

static nvmlReturn_t change_profiles(nvmlDevice_t gpu, const nvmlMask255_t *mask, u32 operation) {
    REQUIRE(has_profiles(gpu), NVML_ERROR_NOT_SUPPORTED);
    u32 bits = mask->mask[0];
    u32 others = 0;
    for (u32 i = 1; i < sizeof(mask->mask) / sizeof(mask->mask[0]); i++) {
        others |= mask->mask[i];
    }
    REQUIRE(others == 0 && (bits & ~(u32)PROFILE_MASK) == 0 && operation <= OPERATION_REPLACE, NVML_ERROR_INVALID_ARGUMENT);
    u32 now = gpu->power_profiles;
    u32 wanted = operation == OPERATION_CLEAR ? now & ~bits : operation == OPERATION_SET ? now | bits : bits;
    return STATE_SET(gpu->power_profiles, wanted);
}

#define CHANGE_PROFILES(name, operation) \
    NVML name(nvmlDevice_t gpu, nvmlWorkloadPowerProfileRequestedProfiles_t *profiles) { \
        REQUIRE_DEVICE(gpu); \
        REQUIRE_POINTER(profiles); \
        REQUIRE_VERSION(profiles, nvmlWorkloadPowerProfileRequestedProfiles_t, 1); \
        return change_profiles(gpu, &profiles->requestedProfilesMask, operation); \
    }

CHANGE_PROFILES(nvmlDeviceWorkloadPowerProfileSetRequestedProfiles, OPERATION_SET)
CHANGE_PROFILES(nvmlDeviceWorkloadPowerProfileClearRequestedProfiles, OPERATION_CLEAR)

NVML nvmlDeviceWorkloadPowerProfileUpdateProfiles_v1(nvmlDevice_t gpu,
                                                     nvmlWorkloadPowerProfileUpdateProfiles_v1_t *update) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(update);
    return change_profiles(gpu, &update->updateProfilesMask, update->operation);
}

/*
 * Who may read or set it in band is the management controller's to say, and no capture is of a node where
 * it lets anybody: not even whether it is on can be read there. So it is with every user, root too.
 */
nvmlReturn_t smoothing_access(const struct gpu *gpu) {
    enum { OF_DATA_CENTERS = 10 };
    return board_of(gpu)->compute_major == OF_DATA_CENTERS ? NVML_ERROR_NO_PERMISSION : NVML_ERROR_NOT_SUPPORTED;
}

NVML nvmlDevicePowerSmoothingSetState(nvmlDevice_t gpu, nvmlPowerSmoothingState_t *state) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(state);
    REQUIRE_VERSION(state, nvmlPowerSmoothingState_t, 1);
    return smoothing_access(gpu);
}

#define PRESET_SETTER(name) \
    NVML name(nvmlDevice_t gpu, nvmlPowerSmoothingProfile_t *profile) { \
        REQUIRE_DEVICE(gpu); \
        REQUIRE_POINTER(profile); \
        REQUIRE_VERSION(profile, nvmlPowerSmoothingProfile_t, 1); \
        return smoothing_access(gpu); \
    }

PRESET_SETTER(nvmlDevicePowerSmoothingActivatePresetProfile)
PRESET_SETTER(nvmlDevicePowerSmoothingUpdatePresetProfileParam)
