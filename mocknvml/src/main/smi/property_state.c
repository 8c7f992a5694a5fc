#include "format.h"
#include "log_parts.h"
#include "property.h"

static nvmlReturn_t event_mask(nvmlDevice_t gpu, u32 active, char *text) {
    u64 mask = 0;
    nvmlReturn_t code = active ? nvmlDeviceGetCurrentClocksThrottleReasons(gpu, &mask)
                               : nvmlDeviceGetSupportedClocksThrottleReasons(gpu, &mask);
    format(text, VALUE_SIZE, "0x%016llX", mask);
    return code;
}

static nvmlReturn_t event_reason(nvmlDevice_t gpu, u32 bit, char *text) {
    u64 supported = 0;
    u64 reasons = 0;
    nvmlReturn_t code = nvmlDeviceGetSupportedClocksThrottleReasons(gpu, &supported);
    code = code != NVML_SUCCESS ? code : nvmlDeviceGetCurrentClocksThrottleReasons(gpu, &reasons);
    write_active(text, (reasons & bit) != 0);
    return code == NVML_SUCCESS && (supported & bit) == 0 ? NVML_ERROR_NOT_SUPPORTED : code;
}

static nvmlReturn_t compute_capability(nvmlDevice_t gpu, u32 unused, char *text) {
    int major = 0;
    int minor = 0;
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetCudaComputeCapability(gpu, &major, &minor);
    format(text, VALUE_SIZE, "%d.%d", major, minor);
    return code;
}

static nvmlReturn_t engine(nvmlDevice_t gpu, u32 which, char *text) {
    u32 percent = 0;
    nvmlReturn_t code = engine_utilization[which](gpu, &percent);
    write_number(text, percent);
    return code;
}

#define REASON(name, bit) \
    PROPERTY_ALIAS("clocks_event_reasons." name, "clocks_throttle_reasons." name, CUSTOM(event_reason, bit))
#define PERCENT(name, ...) PROPERTY_UNIT(name, "%", __VA_ARGS__)

const struct property properties_of_state[] = {
    PERCENT("fan.speed", NUMBER(nvmlDeviceGetFanSpeed, write_number)),
    PROPERTY("pstate", NUMBER(nvmlDeviceGetPerformanceState, write_pstate)),
    PROPERTY_ALIAS("clocks_event_reasons.supported", "clocks_throttle_reasons.supported", CUSTOM(event_mask, 0)),
    PROPERTY_ALIAS("clocks_event_reasons.active", "clocks_throttle_reasons.active", CUSTOM(event_mask, 1)),
    REASON("gpu_idle", 1),
    REASON("applications_clocks_setting", 2),
    REASON("sw_power_cap", 4),
    REASON("hw_slowdown", 8),
    REASON("hw_thermal_slowdown", 64),
    REASON("hw_power_brake_slowdown", 128),
    REASON("sw_thermal_slowdown", 32),
    REASON("sync_boost", 16),
    MEBIBYTES("memory.total", frame_buffer, 0),
    MEBIBYTES("memory.reserved", frame_buffer, 1),
    MEBIBYTES("memory.used", frame_buffer, 2),
    MEBIBYTES("memory.free", frame_buffer, 3),
    PROPERTY("compute_mode", NUMBER(nvmlDeviceGetComputeMode, write_compute_mode_in_list)),
    PROPERTY("compute_cap", CUSTOM(compute_capability, 0)),
    PERCENT("utilization.gpu", CUSTOM(utilization, 0)),
    PERCENT("utilization.memory", CUSTOM(utilization, 1)),
    PERCENT("utilization.encoder", CUSTOM(engine, 0)),
    PERCENT("utilization.decoder", CUSTOM(engine, 1)),
    PERCENT("utilization.jpeg", CUSTOM(engine, 2)),
    PERCENT("utilization.ofa", CUSTOM(engine, 3)),
    PROPERTY("encoder.stats.sessionCount", CUSTOM(encoder_stats, 0)),
    PROPERTY("encoder.stats.averageFps", CUSTOM(encoder_stats, 1)),
    PROPERTY("encoder.stats.averageLatency", CUSTOM(encoder_stats, 2)),
    {.name = 0},
};
