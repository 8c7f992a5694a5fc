/* Switches of a GPU: what they are, and setting them. */
#include "getters.h"

enum { DISABLED, ENABLED };

DEVICE_NUMBER(nvmlDeviceGetPersistenceMode, gpu->persistence)
DEVICE_NUMBER(nvmlDeviceGetComputeMode, gpu->compute_mode)
DEVICE_NUMBER(nvmlDeviceGetDisplayMode, board->display_mode)
DEVICE_NUMBER(nvmlDeviceGetDisplayActive, DISABLED)
DEVICE_NUMBER(nvmlDeviceGetVirtualizationMode, state_system()->virtualization)
DEVICE_NUMBER(nvmlDeviceGetAccountingMode, gpu->accounting)
DEVICE_NUMBER(nvmlDeviceGetAccountingBufferSize, 4000)

NVML nvmlDeviceSetPersistenceMode(nvmlDevice_t gpu, u32 mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(mode <= ENABLED, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->persistence, mode);
}

enum { COMPUTE_EXCLUSIVE_THREAD = 1, COMPUTE_EXCLUSIVE_PROCESS = 3 };

NVML nvmlDeviceSetComputeMode(nvmlDevice_t gpu, u32 mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(mode <= COMPUTE_EXCLUSIVE_PROCESS, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(mode != COMPUTE_EXCLUSIVE_THREAD, NVML_ERROR_NOT_SUPPORTED);
    return STATE_SET(gpu->compute_mode, mode);
}

NVML nvmlDeviceSetAccountingMode(nvmlDevice_t gpu, u32 mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(mode <= ENABLED, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->accounting, mode);
}

NVML nvmlDeviceClearAccountingPids(nvmlDevice_t gpu) {
    REQUIRE_DEVICE(gpu);
    return sys_euid() == 0 ? NVML_SUCCESS : NVML_ERROR_NO_PERMISSION;
}

/* No process has ended on the mock, so none has been accounted. */
NVML nvmlDeviceGetAccountingPids(nvmlDevice_t gpu, u32 *count, u32 *pids) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    (void)pids;
    *count = 0;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetAccountingStats(nvmlDevice_t gpu, u32 pid, nvmlAccountingStats_t *stats) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(stats);
    (void)pid;
    return gpu->accounting ? NVML_ERROR_NOT_FOUND : NVML_ERROR_NOT_SUPPORTED;
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

NVML nvmlDeviceGetAPIRestriction(nvmlDevice_t gpu, u32 api, u32 *restricted) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(restricted != 0 && api <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(api == 0, NVML_ERROR_NOT_SUPPORTED);
    *restricted = DISABLED;
    return NVML_SUCCESS;
}

/* MIG mode can be asked for; it takes effect with a reset, as on boards of the Ampere generation. */
DEVICE_PAIR(nvmlDeviceGetMigMode, board->mig != SUPPORT_NONE, gpu->mig_current, gpu->mig_pending)

NVML nvmlDeviceSetMigMode(nvmlDevice_t gpu, u32 mode, nvmlReturn_t *activation) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(activation != 0 && mode <= ENABLED, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(board_of(gpu)->mig != SUPPORT_NONE, NVML_ERROR_NOT_SUPPORTED);
    nvmlReturn_t result = STATE_SET(gpu->mig_pending, mode);
    *activation = result == NVML_SUCCESS && mode != gpu->mig_current ? NVML_ERROR_IN_USE : NVML_SUCCESS;
    return result;
}
