/* Temperatures in degrees Celsius, and fans. */
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
    margin->marginTemperature = board_of(gpu)->temperature_limit - gpu->temperature;
    return NVML_SUCCESS;
}

/* By nvmlTemperatureThresholds_t. Boards that state margins answer these with field values instead. */
static i32 threshold(const struct board *board, u32 kind) {
    switch (kind) {
    case 0:
        return board->threshold_shutdown;
    case 1:
        return board->threshold_slowdown;
    case 2:
        return board->threshold_memory_max;
    case 3:
        return board->threshold_gpu_max;
    case 5:
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
    i32 value = threshold(board_of(gpu), kind);
    REQUIRE(!board_of(gpu)->margins && value != ABSENT_SIGNED, NVML_ERROR_NOT_SUPPORTED);
    *temperature = (u32)value;
    return NVML_SUCCESS;
}

DEVICE_NUMBER(nvmlDeviceGetFanSpeed, board->fan_count == 0 ? ABSENT : gpu->fan_speed)
DEVICE_NUMBER(nvmlDeviceGetNumFans, board->fan_count)

static nvmlReturn_t give_fan(nvmlDevice_t gpu, u32 fan, u32 *out, u32 value) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(out);
    REQUIRE(board_of(gpu)->fan_count != 0, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(fan < board_of(gpu)->fan_count, NVML_ERROR_INVALID_ARGUMENT);
    *out = value;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetFanSpeed_v2(nvmlDevice_t gpu, u32 fan, u32 *speed) {
    REQUIRE_DEVICE(gpu);
    return give_fan(gpu, fan, speed, gpu->fan_speed);
}

NVML nvmlDeviceGetTargetFanSpeed(nvmlDevice_t gpu, u32 fan, u32 *speed) {
    REQUIRE_DEVICE(gpu);
    return give_fan(gpu, fan, speed, gpu->fan_speed);
}

/* 0: the temperature decides. */
NVML nvmlDeviceGetFanControlPolicy_v2(nvmlDevice_t gpu, u32 fan, u32 *policy) { return give_fan(gpu, fan, policy, 0); }

enum { FAN_MIN = 30, FAN_MAX = 100 };

NVML nvmlDeviceGetMinMaxFanSpeed(nvmlDevice_t gpu, u32 *min, u32 *max) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(min != 0 && max != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(board_of(gpu)->fan_count != 0, NVML_ERROR_NOT_SUPPORTED);
    *min = FAN_MIN;
    *max = FAN_MAX;
    return NVML_SUCCESS;
}
