/* Power in mW and energy in mJ. */
#include "getters.h"
#include "subjects.h"

DEVICE_NUMBER(nvmlDeviceGetPowerUsage, gpu->power_usage)
DEVICE_NUMBER(nvmlDeviceGetPowerManagementMode, board->power_default == ABSENT ? ABSENT : 1)
DEVICE_NUMBER(nvmlDeviceGetPowerManagementLimit, gpu->power_limit)
DEVICE_NUMBER(nvmlDeviceGetEnforcedPowerLimit, gpu->power_limit)
DEVICE_NUMBER(nvmlDeviceGetPowerManagementDefaultLimit, board->power_default)
DEVICE_NUMBER(nvmlDeviceGetPowerSource, 0)

/* What was counted up to a moment, and what the present draw has used since. */
u64 energy_of(const struct gpu *gpu) {
    u64 counted;
    u64 since;
    u64 draw;
    CONSISTENTLY(counted = gpu->energy_mj; since = gpu->energy_us; draw = gpu->power_usage);
    u64 now = sys_time_us(CLOCK_BOOT);
    u64 passed_ms = now > since ? (now - since) / 1000 : 0;
    return counted + passed_ms * draw / 1000;
}

DEVICE_LONG(nvmlDeviceGetTotalEnergyConsumption, gpu->power_usage == ABSENT ? ABSENT64 : energy_of(gpu))

NVML nvmlDeviceGetPowerManagementLimitConstraints(nvmlDevice_t gpu, u32 *min, u32 *max) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(min != 0 && max != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(board_of(gpu)->power_min != ABSENT && board_of(gpu)->power_max != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    *min = board_of(gpu)->power_min;
    *max = board_of(gpu)->power_max;
    return NVML_SUCCESS;
}

enum { SCOPE_GPU = 0, SCOPE_MODULE = 1 };

NVML nvmlDeviceSetPowerManagementLimit(nvmlDevice_t gpu, u32 limit) {
    REQUIRE_DEVICE(gpu);
    const struct board *board = board_of(gpu);
    REQUIRE(board->power_min != ABSENT && board->power_max != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(limit >= board->power_min && limit <= board->power_max, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->power_limit, limit);
}

NVML nvmlDeviceSetPowerManagementLimit_v2(nvmlDevice_t gpu, nvmlPowerValue_v2_t *value) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(value);
    REQUIRE_VERSION(value, nvmlPowerValue_v2_t, 2);
    if (value->powerScope == SCOPE_GPU) {
        return nvmlDeviceSetPowerManagementLimit(gpu, value->powerValueMw);
    }
    const struct board *board = board_of(gpu);
    REQUIRE(value->powerScope == SCOPE_MODULE && board->module_power_min != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(value->powerValueMw >= board->module_power_min && value->powerValueMw <= board->module_power_max,
            NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->module_power_limit, value->powerValueMw);
}

/* Settings of the X driver, which a node without a display keeps for those who ask. */
enum { MIZER_ADAPTIVE = 0, MIZER_MODES = 4, MIZER_ALL = 0xf };

NVML nvmlDeviceGetPowerMizerMode_v1(nvmlDevice_t gpu, nvmlDevicePowerMizerModes_v1_t *modes) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(modes);
    modes->currentMode = gpu->power_mizer;
    modes->mode = gpu->power_mizer;
    modes->supportedPowerMizerModes = MIZER_ALL;
    return NVML_SUCCESS;
}

NVML nvmlDeviceSetPowerMizerMode_v1(nvmlDevice_t gpu, nvmlDevicePowerMizerModes_v1_t *modes) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(modes != 0 && modes->mode < MIZER_MODES, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->power_mizer, modes->mode);
}

/* What the driver is to poll for its shared pages; nobody reads those on the mock. */
NVML nvmlDeviceSetRusdSettings_v1(nvmlDevice_t gpu, nvmlRusdSettings_v1_t *settings) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(settings);
    REQUIRE_VERSION(settings, nvmlRusdSettings_v1_t, 1);
    return sys_euid() == 0 ? NVML_SUCCESS : NVML_ERROR_NO_PERMISSION;
}
