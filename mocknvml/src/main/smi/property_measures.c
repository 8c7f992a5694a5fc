#include "format.h"
#include "log_parts.h"
#include "property.h"

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

static nvmlReturn_t c2c_mode(nvmlDevice_t gpu, u32 unused, char *text) {
    nvmlC2cModeInfo_v1_t info = {0};
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetC2cModeInfoV(gpu, &info);
    write_enabled(text, info.isC2cEnabled);
    return code;
}

#define WATTS(name, ...) PROPERTY_UNIT(name, "W", __VA_ARGS__)
#define MEGAHERTZ(name, alias, function, clock) \
    PROPERTY_BOTH(name, alias, "MHz", INDEXED(function, clock, write_number))

enum { GRAPHICS, SM, MEM, VIDEO };

const struct property properties_of_measures[] = {
    PROPERTY("temperature.gpu", INDEXED(nvmlDeviceGetTemperature, 0, write_signed)),
    PROPERTY("temperature.gpu.tlimit", SLOT(240, write_signed)),
    PROPERTY("temperature.memory", CUSTOM(memory_temperature, 0)),
    PROPERTY("power.management", NUMBER(nvmlDeviceGetPowerManagementMode, write_enabled)),
    WATTS("power.draw", NUMBER(nvmlDeviceGetPowerUsage, write_watts)),
    WATTS("power.draw.average", FIELD(185, 0, write_draw)),
    WATTS("power.draw.instant", FIELD(186, 0, write_draw)),
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
    PROPERTY("mig.mode.current", PAIR(nvmlDeviceGetMigMode, 0, write_enabled)),
    PROPERTY("mig.mode.pending", PAIR(nvmlDeviceGetMigMode, 1, write_enabled)),
    PROPERTY("gsp.mode.current", PAIR(nvmlDeviceGetGspFirmwareMode, 0, write_enabled)),
    PROPERTY("gsp.mode.default", PAIR(nvmlDeviceGetGspFirmwareMode, 1, write_enabled)),
    PROPERTY_550("c2c.mode", CUSTOM(c2c_mode, 0)),
    MEBIBYTES("protected_memory.total", protected_memory, 0),
    MEBIBYTES("protected_memory.used", protected_memory, 2),
    MEBIBYTES("protected_memory.free", protected_free, 0),
    PROPERTY("fabric.state", CUSTOM(fabric_in_list, 0)),
    PROPERTY("fabric.status", CUSTOM(fabric_in_list, 1)),
    {.name = 0},
};
