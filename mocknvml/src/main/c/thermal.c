/* Temperatures in degrees Celsius. */
#include "getters.h"

enum { SENSOR_GPU = 0 };

NVML nvmlDeviceGetTemperature(nvmlDevice_t gpu, u32 sensor, u32 *temperature) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(temperature != 0 && sensor == SENSOR_GPU, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(!refuses(REFUSES_TEMPERATURE), NVML_ERROR_NOT_SUPPORTED);
    *temperature = (u32)gpu->temperature;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetTemperatureV(nvmlDevice_t gpu, nvmlTemperature_t *temperature) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(temperature);
    REQUIRE_VERSION(temperature, nvmlTemperature_t, 1);
    REQUIRE(temperature->sensorType == SENSOR_GPU, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(!refuses(REFUSES_TEMPERATURE), NVML_ERROR_NOT_SUPPORTED);
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

/* Of nvmlTemperatureThresholds_t, the targets that the fan is driven for: what may be set, and what was built in. */
enum { ACOUSTIC_MIN = 4, ACOUSTIC_CURRENT, ACOUSTIC_MAX, GPS_CURRENT, THRESHOLD_COUNT };

/* By nvmlTemperatureThresholds_t. Boards that state margins answer the first four with field values instead. */
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
    case ACOUSTIC_MIN:
        return gpu->acoustic_threshold == ABSENT_SIGNED ? ABSENT_SIGNED : board->target_min;
    case ACOUSTIC_CURRENT:
        return gpu->acoustic_threshold;
    case ACOUSTIC_MAX:
        return gpu->acoustic_threshold == ABSENT_SIGNED ? ABSENT_SIGNED : board->target_max;
    case GPS_CURRENT:
        return session.initial[number_of(gpu)].acoustic_threshold;
    default:
        return ABSENT_SIGNED;
    }
}

NVML nvmlDeviceGetTemperatureThreshold(nvmlDevice_t gpu, u32 kind, u32 *temperature) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(temperature != 0 && kind < THRESHOLD_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    i32 value = threshold(gpu, kind);
    REQUIRE((kind >= ACOUSTIC_MIN || !board_of(gpu)->margins) && value != ABSENT_SIGNED, NVML_ERROR_NOT_SUPPORTED);
    *temperature = (u32)value;
    return NVML_SUCCESS;
}

/* The target that the fan is driven for, of boards that have one. */
NVML nvmlDeviceSetTemperatureThreshold(nvmlDevice_t gpu, u32 kind, int *temperature) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(temperature != 0 && kind < THRESHOLD_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(kind == ACOUSTIC_CURRENT && gpu->acoustic_threshold != ABSENT_SIGNED, NVML_ERROR_NOT_SUPPORTED);
    const struct board *board = board_of(gpu);
    REQUIRE(board->target_min != ABSENT_SIGNED && board->target_max != ABSENT_SIGNED, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(*temperature >= board->target_min && *temperature <= board->target_max, NVML_ERROR_INVALID_ARGUMENT);
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
