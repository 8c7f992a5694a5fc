/* Temperatures in degrees Celsius. */
#include "getters.h"

enum { SENSOR_GPU = 0 };

NVML nvmlDeviceGetTemperature(nvmlDevice_t gpu, u32 sensor, u32 *temperature) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(temperature != 0 && sensor == SENSOR_GPU, NVML_ERROR_INVALID_ARGUMENT);
    *temperature = (u32)gpu->temperature;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetTemperatureV(nvmlDevice_t gpu, nvmlTemperature_t *temperature) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(temperature);
    REQUIRE_VERSION(temperature, nvmlTemperature_t, 1);
    REQUIRE(temperature->sensorType == SENSOR_GPU, NVML_ERROR_INVALID_ARGUMENT);
    temperature->temperature = gpu->temperature;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetMarginTemperature(nvmlDevice_t gpu, nvmlMarginTemperature_t *margin) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(margin);
    REQUIRE_VERSION(margin, nvmlMarginTemperature_t, 1);
    REQUIRE(board_of(gpu)->margins, NVML_ERROR_NOT_SUPPORTED);
    margin->marginTemperature = (i32)((u32)board_of(gpu)->temperature_limit - (u32)gpu->temperature);
    return NVML_SUCCESS;
}

/* By nvmlTemperatureThresholds_t. Boards that state margins answer these with field values instead. */
static i32 threshold(const struct gpu *gpu, u32 kind) {
    const struct board *board = board_of(gpu);
    switch (kind) {
    case 0:
        return board->threshold_shutdown;
    case 1:
        return board->threshold_slowdown;
    case 2:
        return board->threshold_memory_max;
    case 3:
        return board->threshold_gpu_max;
    case 4: /* acoustic: least, present and highest target */
        return gpu->acoustic_threshold == ABSENT_SIGNED ? ABSENT_SIGNED : 65;
    case 5:
        return gpu->acoustic_threshold;
    case 6:
        return gpu->acoustic_threshold == ABSENT_SIGNED ? ABSENT_SIGNED : board->threshold_gpu_max;
    case 7:
        return board->threshold_target;
    default:
        return ABSENT_SIGNED;
    }
}

enum { THRESHOLD_COUNT = 8 };

NVML nvmlDeviceGetTemperatureThreshold(nvmlDevice_t gpu, u32 kind, u32 *temperature) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(temperature != 0 && kind < THRESHOLD_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    i32 value = threshold(gpu, kind);
    REQUIRE(!board_of(gpu)->margins && value != ABSENT_SIGNED, NVML_ERROR_NOT_SUPPORTED);
    *temperature = (u32)value;
    return NVML_SUCCESS;
}

enum { ACOUSTIC_MIN = 4, ACOUSTIC_CURRENT = 5, ACOUSTIC_MAX = 6, ACOUSTIC_LOWEST = 65 };

/* The target that the fan is driven for, of boards that have one. */
NVML nvmlDeviceSetTemperatureThreshold(nvmlDevice_t gpu, u32 kind, int *temperature) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(temperature != 0 && kind < THRESHOLD_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(kind == ACOUSTIC_CURRENT && gpu->acoustic_threshold != ABSENT_SIGNED, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(*temperature >= ACOUSTIC_LOWEST && *temperature <= board_of(gpu)->threshold_gpu_max,
            NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->acoustic_threshold, *temperature);
}

enum { CONTROLLER_GPU = 1, TARGET_GPU = 1, SENSOR_ALL = 15, LOWEST = -40, HIGHEST = 150 };

NVML nvmlDeviceGetThermalSettings(nvmlDevice_t gpu, u32 sensor, nvmlGpuThermalSettings_t *settings) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(settings != 0 && (sensor == 0 || sensor == SENSOR_ALL), NVML_ERROR_INVALID_ARGUMENT);
    memset(settings, 0, sizeof(*settings));
    settings->count = 1;
    settings->sensor[0].controller = CONTROLLER_GPU;
    settings->sensor[0].defaultMinTemp = LOWEST;
    settings->sensor[0].defaultMaxTemp = HIGHEST;
    settings->sensor[0].currentTemp = gpu->temperature;
    settings->sensor[0].target = TARGET_GPU;
    return NVML_SUCCESS;
}
