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

static nvmlReturn_t limit(nvmlDevice_t gpu, u32 of_max, char *text) {
    u32 limits[2] = {0, 0};
    nvmlReturn_t code = nvmlDeviceGetPowerManagementLimitConstraints(gpu, &limits[0], &limits[1]);
    write_watts(text, limits[of_max]);
    return code;
}

/* Prints N/A bare where others have brackets. */
static nvmlReturn_t memory_temperature(nvmlDevice_t gpu, u32 unused, char *text) {
    u64 degrees = 0;
    (void)unused;
    nvmlReturn_t code = field_number(gpu, 82, 0, &degrees);
    write_signed(text, (i64)degrees);
    if (code == NVML_ERROR_NOT_SUPPORTED) {
        format(text, VALUE_SIZE, "N/A");
        return NVML_SUCCESS;
    }
    return code;
}

/* What is free is counted, not asked for. */
static nvmlReturn_t protected_free(nvmlDevice_t gpu, u32 unused, char *text) {
    nvmlMemory_t memory = {0};
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetConfComputeProtectedMemoryUsage(gpu, &memory);
    write_number(text, (i64)((memory.total - memory.used) / 1048576));
    return code;
}

/* The values carry a word of their own, with two blanks behind the first. */
static nvmlReturn_t fabric_in_list(nvmlDevice_t gpu, u32 which, char *text) {
    char value[VALUE_SIZE];
    nvmlGpuFabricInfo_t info;
    nvmlReturn_t code = nvmlDeviceGetGpuFabricInfo(gpu, &info);
    if (fabric(gpu, which, value) != NVML_SUCCESS) {
        format(value, sizeof(value), "N/A");
    }
    format(text, VALUE_SIZE, which == 0 ? "state  %s" : "status %s", value);
    return code;
}

#define REASON(name, bit) \
    PROPERTY_ALIAS("clocks_event_reasons." name, "clocks_throttle_reasons." name, CUSTOM(event_reason, bit))
#define PERCENT(name, ...) PROPERTY_UNIT(name, "%", __VA_ARGS__)
#define MEBIBYTES(name, function, which) PROPERTY_UNIT(name, "MiB", CUSTOM(function, which))
#define WATTS(name, ...) PROPERTY_UNIT(name, "W", __VA_ARGS__)
#define MEGAHERTZ(name, alias, function, clock) \
    PROPERTY_BOTH(name, alias, "MHz", INDEXED(function, clock, write_number))

enum { GRAPHICS, SM, MEM, VIDEO };

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
    PROPERTY("temperature.gpu", INDEXED(nvmlDeviceGetTemperature, 0, write_signed)),
    PROPERTY("temperature.gpu.tlimit", SLOT(240, write_signed)),
    PROPERTY("temperature.memory", CUSTOM(memory_temperature, 0)),
    PROPERTY("power.management", NUMBER(nvmlDeviceGetPowerManagementMode, write_enabled)),
    WATTS("power.draw", NUMBER(nvmlDeviceGetPowerUsage, write_watts)),
    WATTS("power.draw.average", FIELD(185, 0, write_watts)),
    WATTS("power.draw.instant", FIELD(186, 0, write_watts)),
    WATTS("power.limit", NUMBER(nvmlDeviceGetPowerManagementLimit, write_watts)),
    WATTS("enforced.power.limit", SLOT(108, write_watts)),
    WATTS("power.default_limit", NUMBER(nvmlDeviceGetPowerManagementDefaultLimit, write_watts)),
    WATTS("power.min_limit", CUSTOM(limit, 0)),
    WATTS("power.max_limit", CUSTOM(limit, 1)),
    MEGAHERTZ("clocks.current.graphics", "clocks.gr", nvmlDeviceGetClockInfo, GRAPHICS),
    MEGAHERTZ("clocks.current.sm", "clocks.sm", nvmlDeviceGetClockInfo, SM),
    MEGAHERTZ("clocks.current.memory", "clocks.mem", nvmlDeviceGetClockInfo, MEM),
    MEGAHERTZ("clocks.current.video", "clocks.video", nvmlDeviceGetClockInfo, VIDEO),
    MEGAHERTZ("clocks.applications.graphics", "clocks.applications.gr", nvmlDeviceGetApplicationsClock, GRAPHICS),
    MEGAHERTZ("clocks.applications.memory", "clocks.applications.mem", nvmlDeviceGetApplicationsClock, MEM),
    MEGAHERTZ("clocks.default_applications.graphics", "clocks.default_applications.gr",
              nvmlDeviceGetDefaultApplicationsClock, GRAPHICS),
    MEGAHERTZ("clocks.default_applications.memory", "clocks.default_applications.mem",
              nvmlDeviceGetDefaultApplicationsClock, MEM),
    MEGAHERTZ("clocks.max.graphics", "clocks.max.gr", nvmlDeviceGetMaxClockInfo, GRAPHICS),
    MEGAHERTZ("clocks.max.sm", "clocks.max.sm", nvmlDeviceGetMaxClockInfo, SM),
    MEGAHERTZ("clocks.max.memory", "clocks.max.mem", nvmlDeviceGetMaxClockInfo, MEM),
    MEBIBYTES("protected_memory.total", protected_memory, 0),
    MEBIBYTES("protected_memory.used", protected_memory, 2),
    MEBIBYTES("protected_memory.free", protected_free, 0),
    PROPERTY("fabric.state", CUSTOM(fabric_in_list, 0)),
    PROPERTY("fabric.status", CUSTOM(fabric_in_list, 1)),
    {.name = 0},
};
