/* Fans, in percent. */
#define SELDOM_ASKED
#include "getters.h"

enum { FAN_MAX = 100, POLICY_AUTOMATIC = 0, POLICY_MANUAL = 1 };

DEVICE_NUMBER(nvmlDeviceGetFanSpeed, board->fan_count == 0 ? ABSENT : gpu->fan_speed)
DEVICE_NUMBER(nvmlDeviceGetNumFans, board->fan_count)

static nvmlReturn_t check_fan(nvmlDevice_t gpu, u32 fan) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(board_of(gpu)->fan_count != 0 && gpu->fan_speed != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    return fan < board_of(gpu)->fan_count ? NVML_SUCCESS : NVML_ERROR_INVALID_ARGUMENT;
}

#define FAN_NUMBER(name, value) \
    NVML name(nvmlDevice_t gpu, u32 fan, u32 *out) { \
        nvmlReturn_t checked = check_fan(gpu, fan); \
        REQUIRE(checked == NVML_SUCCESS, checked); \
        REQUIRE_POINTER(out); \
        *out = (value); \
        return NVML_SUCCESS; \
    }

FAN_NUMBER(nvmlDeviceGetFanSpeed_v2, gpu->fan_speed)
FAN_NUMBER(nvmlDeviceGetTargetFanSpeed, gpu->fan_speed)
FAN_NUMBER(nvmlDeviceGetFanControlPolicy_v2, gpu->fan_policy)

NVML nvmlDeviceGetFanSpeedRPM(nvmlDevice_t gpu, nvmlFanSpeedInfo_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlFanSpeedInfo_t, 1);
    nvmlReturn_t checked = check_fan(gpu, info->fan);
    REQUIRE(checked == NVML_SUCCESS, checked);
    u32 full = board_of(gpu)->fan_rpm_max;
    REQUIRE(full != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    info->speed = full * (gpu->fan_speed < FAN_MAX ? gpu->fan_speed : FAN_MAX) / FAN_MAX;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetMinMaxFanSpeed(nvmlDevice_t gpu, u32 *min, u32 *max) {
    nvmlReturn_t checked = check_fan(gpu, 0);
    REQUIRE(checked == NVML_SUCCESS, checked);
    REQUIRE(min != 0 && max != 0, NVML_ERROR_INVALID_ARGUMENT);
    u32 least = board_of(gpu)->fan_min;
    REQUIRE(least != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    *min = least;
    *max = FAN_MAX;
    return NVML_SUCCESS;
}

/* A cooler that is driven variably and cools the whole board. */
enum { SIGNAL_VARIABLE = 2, TARGET_BOARD = 7 };

NVML nvmlDeviceGetCoolerInfo(nvmlDevice_t gpu, nvmlCoolerInfo_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlCoolerInfo_t, 1);
    nvmlReturn_t checked = check_fan(gpu, info->index);
    REQUIRE(checked == NVML_SUCCESS, checked);
    info->signalType = SIGNAL_VARIABLE;
    info->target = TARGET_BOARD;
    return NVML_SUCCESS;
}

NVML nvmlDeviceSetFanSpeed_v2(nvmlDevice_t gpu, u32 fan, u32 speed) {
    nvmlReturn_t checked = check_fan(gpu, fan);
    REQUIRE(checked == NVML_SUCCESS, checked);
    u32 least = board_of(gpu)->fan_min;
    REQUIRE(speed <= FAN_MAX && (least == ABSENT || speed >= least), NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET_BOTH(gpu->fan_speed, speed, gpu->fan_policy, POLICY_MANUAL);
}

NVML nvmlDeviceSetDefaultFanSpeed_v2(nvmlDevice_t gpu, u32 fan) {
    nvmlReturn_t checked = check_fan(gpu, fan);
    REQUIRE(checked == NVML_SUCCESS, checked);
    return STATE_SET_BOTH(gpu->fan_speed, session.initial[number_of(gpu)].fan_speed, gpu->fan_policy, POLICY_AUTOMATIC);
}

NVML nvmlDeviceSetFanControlPolicy(nvmlDevice_t gpu, u32 fan, u32 policy) {
    nvmlReturn_t checked = check_fan(gpu, fan);
    REQUIRE(checked == NVML_SUCCESS, checked);
    REQUIRE(policy <= POLICY_MANUAL, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->fan_policy, policy);
}
