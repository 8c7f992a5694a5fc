#include "dmon_violations.h"

#include "layout.h"
#include "value.h"

enum { POLICY_POWER = 0, SLOT_THERMAL = 138, CORE = 0, THRESHOLD_SLOWDOWN = 1 };

/* The times at the last sample; before the first one, and while nothing was violated, 0. */
static u64 last_power[MAX_GPUS];
static u64 last_thermal[MAX_GPUS];

nvmlReturn_t dmon_power_violation(const struct target *target, u64 pause_us, u32 *percent) {
    u64 *last = &last_power[target->index % MAX_GPUS];
    nvmlViolationTime_t now = {0};
    nvmlReturn_t code = nvmlDeviceGetViolationStatus(target->gpu, POLICY_POWER, &now);
    if (code != NVML_SUCCESS) {
        return code;
    }
    *last = *last == 0 ? now.violationTime : *last;
    double part = (double)(now.violationTime - *last) / (double)(pause_us * 1000) * 100;
    *percent = part < 100 ? (u32)part : 100;
    *last = now.violationTime;
    return NVML_SUCCESS;
}

static nvmlReturn_t is_hot(nvmlDevice_t gpu, int *hot) {
    u32 temperature = 0;
    u32 threshold = 0;
    nvmlReturn_t code = nvmlDeviceGetTemperature(gpu, CORE, &temperature);
    code = code != NVML_SUCCESS ? code : nvmlDeviceGetTemperatureThreshold(gpu, THRESHOLD_SLOWDOWN, &threshold);
    *hot = temperature >= threshold;
    return code;
}

/* Before 550 what was kept was half as wide, so that a time that needs more always differs; and heat alone counted. */
static nvmlReturn_t older_thermal_violation(nvmlDevice_t gpu, u64 *last, u64 now, u32 *flag) {
    int hot = 0;
    u64 before = (u32)(*last == 0 ? now : *last);
    *last = (u32)now;
    nvmlReturn_t code = is_hot(gpu, &hot);
    *flag = hot || before != now;
    return code;
}

nvmlReturn_t dmon_thermal_violation(const struct target *target, u32 *flag) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, nvmlViolationTime_t *);
    u64 *last = &last_thermal[target->index % MAX_GPUS];
    nvmlViolationTime_t now = {0};
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(SLOT_THERMAL))(target->gpu, &now);
    if (code != NVML_SUCCESS) {
        return code;
    }
    if (layout() < LAYOUT_550) {
        return older_thermal_violation(target->gpu, last, now.violationTime, flag);
    }
    *flag = *last != 0 && *last != now.violationTime;
    *last = now.violationTime;
    return NVML_SUCCESS;
}
