/* Power and clocks, voltage, fabric and processes. */
#include "format.h"
#include "log_parts.h"
#include "log_rows.h"

enum { FIELD_SMOOTHING_ENABLED = 251, FIELD_EDPP_MULTIPLIER = 274 };
enum { AVERAGE = 185, INSTANT, LIMIT_MIN, LIMIT_MAX, LIMIT_DEFAULT, LIMIT_CURRENT, LIMIT_REQUESTED = 192 };
enum { OF_GPU, OF_MODULE, OF_MEMORY };

static nvmlReturn_t draw_before_550(nvmlDevice_t gpu, u32 of_module, char *text) {
    u32 power = 0;
    u64 average = 0;
    nvmlReturn_t code =
        of_module ? field_number(gpu, AVERAGE, OF_MODULE, &average) : nvmlDeviceGetPowerUsage(gpu, &power);
    write_draw(text, of_module ? (u32)average : power);
    return code;
}

nvmlReturn_t dram_encryption(nvmlDevice_t gpu, u32 pending, char *text) {
    nvmlDramEncryptionInfo_t info[2] = {{.version = (u32)sizeof(info[0]) | 1u << 24},
                                        {.version = (u32)sizeof(info[0]) | 1u << 24}};
    nvmlReturn_t code = nvmlDeviceGetDramEncryptionMode(gpu, &info[0], &info[1]);
    write_enabled(text, info[pending].encryptionState);
    return code;
}

static nvmlReturn_t power_profiles(nvmlDevice_t gpu, u32 unused, char *text) {
    nvmlWorkloadPowerProfileCurrentProfiles_t profiles = {.version = (u32)sizeof(profiles) | 1u << 24};
    (void)unused;
    text[0] = 0;
    return nvmlDeviceWorkloadPowerProfileGetCurrentProfiles(gpu, &profiles);
}

enum { GRAPHICS, SM, MEM, VIDEO, CUSTOMER_BOOST = 3 };

static nvmlReturn_t boost_clock(nvmlDevice_t gpu, u32 clock, u32 *megahertz) {
    return nvmlDeviceGetClock(gpu, clock, CUSTOMER_BOOST, megahertz);
}

static nvmlReturn_t deferred_clock(nvmlDevice_t gpu, u32 unused, char *text) {
    u32 kilohertz = 0;
    (void)unused;
    nvmlReturn_t code = slot_number(gpu, 232, &kilohertz);
    write_thousandth(text, kilohertz);
    return code == NVML_SUCCESS && kilohertz == 0 ? NVML_ERROR_NOT_SUPPORTED : code;
}

enum { STATE, STATUS, CLIQUE, CLUSTER, SUMMARY, HEALTH = 16 };
enum { FABRIC_COMPLETED = 3 };

static void write_cluster(char *text, const u8 *uuid) {
    for (u32 i = 0; i < 16; i++) {
        u32 length = (u32)string_length(text);
        format(text + length, VALUE_SIZE - length, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", uuid[i]);
    }
}

/* Two bits of the mask each: 0 unknown, 1 true, 2 false. */
static nvmlReturn_t fabric_health(u32 mask, u32 shift, char *text) {
    static const char *const bandwidth[] = {"N/A", "Degraded", "Full", "N/A"};
    static const char *const others[] = {"N/A", "True", "False", "N/A"};
    format(text, VALUE_SIZE, "%s", (shift == 0 ? bandwidth : others)[mask >> shift & 3]);
    return NVML_SUCCESS;
}

nvmlReturn_t fabric(nvmlDevice_t gpu, u32 which, char *text) {
    static const char *const states[] = {0, "Not Started", "In Progress", "Completed"};
    static const char *const summaries[] = {"N/A", "Healthy", "Unhealthy", "Limited Capacity"};
    nvmlGpuFabricInfo_v3_t info = {.version = (u32)sizeof(info) | 3u << 24};
    nvmlReturn_t code = nvmlDeviceGetGpuFabricInfoV(gpu, &info);
    if (code != NVML_SUCCESS || info.state == 0 || info.state > FABRIC_COMPLETED ||
        (which != STATE && info.state != FABRIC_COMPLETED)) {
        return code != NVML_SUCCESS ? code : NVML_ERROR_NOT_SUPPORTED;
    }
    text[0] = 0;
    if (which == STATE) {
        format(text, VALUE_SIZE, "%s", states[info.state]);
    } else if (which == STATUS) {
        format(text, VALUE_SIZE, "%s", info.status == NVML_SUCCESS ? "Success" : nvmlErrorString(info.status));
    } else if (which == CLIQUE) {
        write_number(text, info.cliqueId);
    } else if (which == CLUSTER) {
        write_cluster(text, info.clusterUuid);
    } else if (which == SUMMARY) {
        format(text, VALUE_SIZE, "%s", summaries[info.healthSummary & 3]);
    } else {
        return fabric_health(info.healthMask, which - HEALTH, text);
    }
    return NVML_SUCCESS;
}

static nvmlReturn_t egm(nvmlDevice_t gpu, u32 unused, char *text) {
    nvmlDeviceCapabilities_t capabilities = {.version = (u32)sizeof(capabilities) | 1u << 24};
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetCapabilities(gpu, &capabilities);
    format(text, VALUE_SIZE, "%s", capabilities.capMask & 1 ? "enabled" : "disabled");
    return code;
}

#define WATTS(text, name, field, of) LEAF_UNIT(2, text, name, " W", FIELD(field, of, write_watts))
#define DRAW_SINCE_550(text, name, field, of) \
    {ROW(2, EVERYWHERE, 0, text, name), .since = LAYOUT_550, .unit = " W", .value = FIELD(field, of, write_draw)}
#define MEGAHERTZ(text, name, ...) LEAF_UNIT(2, text, name, " MHz", __VA_ARGS__)
#define POWER_READINGS(of, of_module) \
    {ROW(2, XML_ONLY, 0, 0, "power_state"), .unit = "", .value = NUMBER(nvmlDeviceGetPowerState, write_pstate)}, \
    {ROW(2, EVERYWHERE, 0, "Power Draw", "power_draw"), .until = LAYOUT_550, .unit = " W", \
     .value = CUSTOM(draw_before_550, of_module)}, \
    DRAW_SINCE_550("Average Power Draw", "average_power_draw", AVERAGE, of), \
    DRAW_SINCE_550("Instantaneous Power Draw", "instant_power_draw", INSTANT, of), \
    WATTS("Current Power Limit", "current_power_limit", LIMIT_CURRENT, of), \
    WATTS("Requested Power Limit", "requested_power_limit", LIMIT_REQUESTED, of), \
    WATTS("Default Power Limit", "default_power_limit", LIMIT_DEFAULT, of), \
    WATTS("Min Power Limit", "min_power_limit", LIMIT_MIN, of), \
    WATTS("Max Power Limit", "max_power_limit", LIMIT_MAX, of)

const struct row rows_of_power[] = {
    {ROW(1, EVERYWHERE, POWER, "GPU Power Readings", "gpu_power_readings")},
    POWER_READINGS(OF_GPU, 0),
    {ROW(1, ASKED_ONLY, POWER, 0, 0), .print = print_power_samples},
    {ROW(1, EVERYWHERE, POWER, "GPU Memory Power Readings ", "gpu_memory_power_readings"), .since = LAYOUT_550},
    WATTS("Average Power Draw", "average_power_draw", AVERAGE, OF_MEMORY),
    WATTS("Instantaneous Power Draw", "instant_power_draw", INSTANT, OF_MEMORY),
    {ROW(1, EVERYWHERE, POWER, "Module Power Readings", "module_power_readings")},
    POWER_READINGS(OF_MODULE, 1),
    {ROW(1, EVERYWHERE, POWER_SMOOTHING, "Power Smoothing", "power_smoothing"), .since = LAYOUT_570, .unit = "",
     .value = FIELD(FIELD_SMOOTHING_ENABLED, 0, write_yes)},
    {ROW(1, EVERYWHERE, POWER_PROFILES, "Workload Power Profiles", "power_profiles"), .since = LAYOUT_570},
    LEAF(2, "Requested Profiles", "power_profile_requested_profiles", CUSTOM(power_profiles, 0)),
    LEAF(2, "Enforced Profiles", "power_profile_enforced_profiles", CUSTOM(power_profiles, 0)),
    {ROW(1, EVERYWHERE, POWER, "EDPp Multiplier", "edpp_multiplier"), .since = LAYOUT_590, .unit = " %",
     .value = FIELD(FIELD_EDPP_MULTIPLIER, 0, write_number)},
    END_OF_ROWS,
};

#define HEALTH_ROW(version, text, name, shift) \
    {ROW(3, EVERYWHERE, 0, text, name), .since = version, .unit = "", .value = CUSTOM(fabric, HEALTH + (shift))}

const struct row rows_of_clocks[] = {
    {ROW(1, EVERYWHERE, CLOCK, "Clocks", "clocks")},
    MEGAHERTZ("Graphics", "graphics_clock", INDEXED(nvmlDeviceGetClockInfo, GRAPHICS, write_number)),
    MEGAHERTZ("SM", "sm_clock", INDEXED(nvmlDeviceGetClockInfo, SM, write_number)),
    MEGAHERTZ("Memory", "mem_clock", INDEXED(nvmlDeviceGetClockInfo, MEM, write_number)),
    MEGAHERTZ("Video", "video_clock", INDEXED(nvmlDeviceGetClockInfo, VIDEO, write_number)),
    {ROW(1, EVERYWHERE, CLOCK, "Applications Clocks", "applications_clocks")},
    MEGAHERTZ("Graphics", "graphics_clock", INDEXED(nvmlDeviceGetApplicationsClock, GRAPHICS, write_number)),
    MEGAHERTZ("Memory", "mem_clock", INDEXED(nvmlDeviceGetApplicationsClock, MEM, write_number)),
    {ROW(1, EVERYWHERE, CLOCK, "Default Applications Clocks", "default_applications_clocks")},
    MEGAHERTZ("Graphics", "graphics_clock", INDEXED(nvmlDeviceGetDefaultApplicationsClock, GRAPHICS, write_number)),
    MEGAHERTZ("Memory", "mem_clock", INDEXED(nvmlDeviceGetDefaultApplicationsClock, MEM, write_number)),
    {ROW(1, EVERYWHERE, CLOCK, "Deferred Clocks", "deferred_clocks")},
    MEGAHERTZ("Memory", "mem_clock", CUSTOM(deferred_clock, 0)),
    {ROW(1, EVERYWHERE, CLOCK, "Max Clocks", "max_clocks")},
    MEGAHERTZ("Graphics", "graphics_clock", INDEXED(nvmlDeviceGetMaxClockInfo, GRAPHICS, write_number)),
    MEGAHERTZ("SM", "sm_clock", INDEXED(nvmlDeviceGetMaxClockInfo, SM, write_number)),
    MEGAHERTZ("Memory", "mem_clock", INDEXED(nvmlDeviceGetMaxClockInfo, MEM, write_number)),
    MEGAHERTZ("Video", "video_clock", INDEXED(nvmlDeviceGetMaxClockInfo, VIDEO, write_number)),
    {ROW(1, EVERYWHERE, CLOCK, "Max Customer Boost Clocks", "max_customer_boost_clocks")},
    MEGAHERTZ("Graphics", "graphics_clock", INDEXED(boost_clock, GRAPHICS, write_number)),
    {ROW(1, ASKED_ONLY, CLOCK, 0, 0), .print = print_clock_samples},
    {ROW(1, EVERYWHERE, CLOCK, "Clock Policy", "clock_policy")},
    LEAF(2, "Auto Boost", "auto_boost", PAIR(nvmlDeviceGetAutoBoostedClocksEnabled, 0, write_on)),
    LEAF(2, "Auto Boost Default", "auto_boost_default", PAIR(nvmlDeviceGetAutoBoostedClocksEnabled, 1, write_on)),
    {ROW(1, EVERYWHERE, VOLTAGE, "Voltage", "voltage"), .until = LAYOUT_580},
    LEAF_UNIT(2, "Graphics", "graphics_volt", " mV", SLOT(209, write_millivolts)),
    {ROW(1, EVERYWHERE, 0, "Fabric", "fabric")},
    LEAF(2, "State", "state", CUSTOM(fabric, STATE)),
    LEAF(2, "Status", "status", CUSTOM(fabric, STATUS)),
    {ROW(2, EVERYWHERE, 0, "CliqueId", "cliqueId"), .since = LAYOUT_550, .unit = "", .value = CUSTOM(fabric, CLIQUE)},
    {ROW(2, EVERYWHERE, 0, "ClusterUUID", "clusterUuid"), .since = LAYOUT_550, .unit = "",
     .value = CUSTOM(fabric, CLUSTER)},
    {ROW(2, EVERYWHERE, 0, "Health", "health"), .since = LAYOUT_550},
    {ROW(3, EVERYWHERE, 0, "Summary", "summary"), .since = LAYOUT_580, .unit = "", .value = CUSTOM(fabric, SUMMARY)},
    HEALTH_ROW(LAYOUT_550, "Bandwidth", "bandwidth", 0),
    HEALTH_ROW(LAYOUT_570, "Route Recovery in progress", "route_recovery_in_progress", 2),
    HEALTH_ROW(LAYOUT_570, "Route Unhealthy", "route_unhealthy", 4),
    HEALTH_ROW(LAYOUT_570, "Access Timeout Recovery", "access_timeout_recovery", 6),
    HEALTH_ROW(LAYOUT_580, "Incorrect Configuration", "incorrect_configuration", 8),
    HEALTH_ROW(LAYOUT_580_LATE, "Partition Assigned", "partition_assigned", 12),
    {ROW(1, XML_OR_ASKED, SUPPORTED_CLOCKS, "Supported Clocks", "supported_clocks"), .print = print_supported_clocks},
    {ROW(1, EVERYWHERE, PIDS, "Processes", "processes"), .print = print_processes},
    {ROW(1, ASKED_ONLY, ACCOUNTING, "Accounted Processes", 0), .print = print_accounted_processes},
    {ROW(1, XML_ONLY, 0, 0, "accounted_processes"), .print = print_accounted_processes},
    {ROW(1, EVERYWHERE, 0, "Capabilities", "capabilities"), .since = LAYOUT_570},
    LEAF(2, "EGM", "egm", CUSTOM(egm, 0)),
    END_OF_ROWS,
};
