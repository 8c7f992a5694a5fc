/* Switches of a GPU: what they are, and setting them. */
#include "getters.h"

enum { DISABLED, ENABLED };

DEVICE_NUMBER(nvmlDeviceGetPersistenceMode, UNLESS_REFUSED(PERSISTENCE_MODE, gpu->persistence))
DEVICE_NUMBER(nvmlDeviceGetComputeMode, gpu->compute_mode)
/* Whether a monitor is attached: no longer asked from driver 575 on. */
NVML nvmlDeviceGetDisplayMode(nvmlDevice_t gpu, u32 *mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(mode);
    REQUIRE(session.system->branch < DEPRECATES_DISPLAY_MODE, NVML_ERROR_DEPRECATED);
    *mode = board_of(gpu)->display_mode;
    return NVML_SUCCESS;
}

DEVICE_NUMBER(nvmlDeviceGetDisplayActive, board->display_active)
DEVICE_NUMBER(nvmlDeviceGetVirtualizationMode, session.system->virtualization)

DEVICE_PAIR(nvmlDeviceGetEccMode, board->ecc_scheme != ECC_NONE, gpu->ecc_current, gpu->ecc_pending)
DEVICE_NUMBER(nvmlDeviceGetDefaultEccMode, board->ecc_scheme != ECC_NONE ? board->ecc_default : ABSENT)

/* Takes effect when the GPU is reset. */
NVML nvmlDeviceSetEccMode(nvmlDevice_t gpu, u32 mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(mode <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(board_of(gpu)->ecc_scheme != ECC_NONE, NVML_ERROR_NOT_SUPPORTED);
    return STATE_SET(gpu->ecc_pending, mode);
}

DEVICE_PAIR(nvmlDeviceGetDriverModel_v2, session.system->driver_model != ABSENT, session.system->driver_model,
            session.system->driver_model)
NVML nvmlDeviceGetDriverModel(nvmlDevice_t gpu, u32 *current, u32 *pending) {
    return nvmlDeviceGetDriverModel_v2(gpu, current, pending);
}

NVML nvmlDeviceSetPersistenceMode(nvmlDevice_t gpu, u32 mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(mode <= ENABLED, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(!refuses(REFUSES_PERSISTENCE_MODE), NVML_ERROR_NOT_SUPPORTED);
    return STATE_SET(gpu->persistence, mode);
}

enum { COMPUTE_EXCLUSIVE_THREAD = 1, COMPUTE_EXCLUSIVE_PROCESS = 3 };

NVML nvmlDeviceSetComputeMode(nvmlDevice_t gpu, u32 mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(mode <= COMPUTE_EXCLUSIVE_PROCESS, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(mode != COMPUTE_EXCLUSIVE_THREAD, NVML_ERROR_NOT_SUPPORTED);
    return STATE_SET(gpu->compute_mode, mode);
}

NVML nvmlDeviceGetC2cModeInfoV(nvmlDevice_t gpu, nvmlC2cModeInfo_v1_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    REQUIRE(board_of(gpu)->c2c != SUPPORT_NONE, NVML_ERROR_NOT_SUPPORTED);
    info->isC2cEnabled = board_of(gpu)->c2c == SUPPORT_ENABLED;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetAddressingMode(nvmlDevice_t gpu, nvmlDeviceAddressingMode_t *mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(mode);
    REQUIRE_VERSION(mode, nvmlDeviceAddressingMode_t, 1);
    REQUIRE(board_of(gpu)->addressing != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    mode->value = board_of(gpu)->addressing;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetCapabilities(nvmlDevice_t gpu, nvmlDeviceCapabilities_t *capabilities) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(capabilities);
    REQUIRE_VERSION(capabilities, nvmlDeviceCapabilities_t, 1);
    capabilities->capMask = 0;
    return NVML_SUCCESS;
}

/* Whether only root may call the setters of: application clocks (0), auto boost (1). */
NVML nvmlDeviceGetAPIRestriction(nvmlDevice_t gpu, u32 api, u32 *restricted) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(restricted != 0 && api <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(gpu->restricted_api[api] != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    *restricted = gpu->restricted_api[api];
    return NVML_SUCCESS;
}

NVML nvmlDeviceSetAPIRestriction(nvmlDevice_t gpu, u32 api, u32 restricted) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(api <= 1 && restricted <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(gpu->restricted_api[api] != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    return STATE_SET(gpu->restricted_api[api], restricted);
}
