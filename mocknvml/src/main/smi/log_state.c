/* How the GPU is: clocks event reasons, memory, utilization, sessions. */
#include "format.h"
#include "log_parts.h"
#include "log_rows.h"

/* Bits of nvmlClocksEventReasons. */
enum {
    IDLE = 1, APPLICATION_CLOCKS = 2, SW_POWER_CAP = 4, HW_SLOWDOWN = 8, SYNC_BOOST = 16, SW_THERMAL = 32,
    HW_THERMAL = 64, HW_BRAKE = 128, DISPLAY_CLOCKS = 256,
};

static nvmlReturn_t event_reasons(nvmlDevice_t gpu, u32 unused, char *text) {
    u64 reasons;
    (void)unused;
    (void)text;
    nvmlReturn_t code = nvmlDeviceGetSupportedClocksThrottleReasons(gpu, &reasons);
    return code != NVML_SUCCESS ? code : nvmlDeviceGetCurrentClocksThrottleReasons(gpu, &reasons);
}

static nvmlReturn_t event_reason(nvmlDevice_t gpu, u32 bit, char *text) {
    u64 supported = 0;
    u64 reasons = 0;
    nvmlReturn_t code = nvmlDeviceGetSupportedClocksThrottleReasons(gpu, &supported);
    code = code != NVML_SUCCESS ? code : nvmlDeviceGetCurrentClocksThrottleReasons(gpu, &reasons);
    write_active(text, (reasons & bit) != 0);
    return code == NVML_SUCCESS && (supported & bit) == 0 ? NVML_ERROR_NOT_SUPPORTED : code;
}

/* Fields that count the time of a reason, in ns. */
static nvmlReturn_t reason_time(nvmlDevice_t gpu, u32 field, char *text) {
    u64 time;
    nvmlReturn_t code = field_number(gpu, field, 0, &time);
    format(text, VALUE_SIZE, "%llu", time / 1000);
    return code;
}

enum { TOTAL, RESERVED, USED, FREE };

/* 550 rounds up to MiB, 535 cuts. */
static void write_mebibytes(char *text, u64 bytes) {
    format(text, VALUE_SIZE, "%llu", bytes / 1048576 + (layout() >= LAYOUT_550 && bytes % 1048576 != 0));
}

nvmlReturn_t frame_buffer(nvmlDevice_t gpu, u32 which, char *text) {
    nvmlMemory_v2_t memory = {.version = (u32)sizeof(memory) | 2u << 24};
    nvmlReturn_t code = nvmlDeviceGetMemoryInfo_v2(gpu, &memory);
    const u64 words[] = {memory.total, memory.reserved, memory.used, memory.free};
    write_mebibytes(text, words[which]);
    return code;
}

static nvmlReturn_t bar1(nvmlDevice_t gpu, u32 which, char *text) {
    nvmlBAR1Memory_t memory = {0};
    nvmlReturn_t code = nvmlDeviceGetBAR1MemoryInfo(gpu, &memory);
    const u64 words[] = {memory.bar1Total, 0, memory.bar1Used, memory.bar1Free};
    format(text, VALUE_SIZE, "%llu", words[which] / 1048576);
    return code;
}

nvmlReturn_t protected_memory(nvmlDevice_t gpu, u32 which, char *text) {
    nvmlMemory_t memory = {0};
    nvmlReturn_t code = nvmlDeviceGetConfComputeProtectedMemoryUsage(gpu, &memory);
    const u64 words[] = {memory.total, 0, memory.used, memory.free};
    write_mebibytes(text, words[which]);
    return code;
}

nvmlReturn_t utilization(nvmlDevice_t gpu, u32 of_memory, char *text) {
    nvmlUtilization_t rates = {0};
    nvmlReturn_t code = nvmlDeviceGetUtilizationRates(gpu, &rates);
    write_number(text, of_memory ? rates.memory : rates.gpu);
    return code;
}

nvmlReturn_t encoder_stats(nvmlDevice_t gpu, u32 which, char *text) {
    u32 numbers[3] = {0, 0, 0};
    nvmlReturn_t code = nvmlDeviceGetEncoderStats(gpu, &numbers[0], &numbers[1], &numbers[2]);
    write_number(text, numbers[which]);
    return code;
}

static nvmlReturn_t capture_stats(nvmlDevice_t gpu, u32 which, char *text) {
    nvmlFBCStats_t stats = {0};
    nvmlReturn_t code = nvmlDeviceGetFBCStats(gpu, &stats);
    const u32 numbers[] = {stats.sessionsCount, stats.averageFPS, stats.averageLatency};
    write_number(text, numbers[which]);
    return code;
}

static nvmlReturn_t sparse(nvmlDevice_t gpu, u32 unused, char *text) {
    u32 mode = 0;
    (void)unused;
    nvmlReturn_t code = slot_number(gpu, layout() < LAYOUT_550 ? 243 : 249, &mode);
    write_enabled(text, mode);
    return code;
}

enum { INTERNAL_RELAXED_ORDERING = 1 };

nvmlReturn_t relaxed_ordering(nvmlDevice_t gpu, u32 unused, char *text) {
    u64 mode = 0;
    (void)unused;
    nvmlReturn_t code = internal_field(gpu, INTERNAL_RELAXED_ORDERING, 0, &mode);
    write_enabled(text, (i64)mode);
    return code;
}

#define ENGINE(question) \
    static nvmlReturn_t of_##question(nvmlDevice_t gpu, u32 *percent) { \
        u32 period; \
        return nvmlDeviceGet##question##Utilization(gpu, percent, &period); \
    }
ENGINE(Encoder)
ENGINE(Decoder)
ENGINE(Jpg)
ENGINE(Ofa)

const number_question engine_utilization[] = {of_Encoder, of_Decoder, of_Jpg, of_Ofa};

#define REASON(level, text, name, bit) LEAF(level, text, "clocks_event_reason_" name, CUSTOM(event_reason, bit))
#define REASON_TIME(text, name, field) \
    LEAF_UNIT(2, text, "clocks_event_reasons_counters_" name, " us", CUSTOM(reason_time, field))
#define MEBIBYTES(text, name, function, which) LEAF_UNIT(2, text, name, " MiB", CUSTOM(function, which))
#define PERCENT(text, name, ...) LEAF_UNIT(2, text, name, " %", __VA_ARGS__)
#define AT(place, section, text, name) {ROW(1, place, section, text, name)}

const struct row rows_of_state[] = {
    LEAF_UNIT(1, "Fan Speed", "fan_speed", " %", NUMBER(nvmlDeviceGetFanSpeed, write_number)),
    {ROW(1, EVERYWHERE, PERFORMANCE, "Performance State", "performance_state"), .unit = "",
     .value = NUMBER(nvmlDeviceGetPerformanceState, write_pstate)},
    {ROW(1, EVERYWHERE, PERFORMANCE, "Clocks Event Reasons", "clocks_event_reasons"),
     .value = CUSTOM(event_reasons, 0)},
    REASON(2, "Idle", "gpu_idle", IDLE),
    REASON(2, "Applications Clocks Setting", "applications_clocks_setting", APPLICATION_CLOCKS),
    REASON(2, "SW Power Cap", "sw_power_cap", SW_POWER_CAP),
    REASON(2, "HW Slowdown", "hw_slowdown", HW_SLOWDOWN),
    {ROW(3, TEXT_ONLY, 0, "HW Thermal Slowdown", 0), .unit = "", .value = CUSTOM(event_reason, HW_THERMAL)},
    {ROW(3, TEXT_ONLY, 0, "HW Power Brake Slowdown", 0), .unit = "", .value = CUSTOM(event_reason, HW_BRAKE)},
    {ROW(2, XML_ONLY, 0, 0, "clocks_event_reason_hw_thermal_slowdown"), .unit = "",
     .value = CUSTOM(event_reason, HW_THERMAL)},
    {ROW(2, XML_ONLY, 0, 0, "clocks_event_reason_hw_power_brake_slowdown"), .unit = "",
     .value = CUSTOM(event_reason, HW_BRAKE)},
    REASON(2, "Sync Boost", "sync_boost", SYNC_BOOST),
    REASON(2, "SW Thermal Slowdown", "sw_thermal_slowdown", SW_THERMAL),
    REASON(2, "Display Clock Setting", "display_clocks_setting", DISPLAY_CLOCKS),
    {ROW(1, EVERYWHERE, PERFORMANCE, "Clocks Event Reasons Counters", "clocks_event_reasons_counters"),
     .since = LAYOUT_580},
    REASON_TIME("SW Power Capping", "sw_power_cap", 74),
    REASON_TIME("Sync Boost", "sync_boost", 76),
    REASON_TIME("SW Thermal Slowdown", "sw_therm_slowdown", 269),
    REASON_TIME("HW Thermal Slowdown", "hw_therm_slowdown", 270),
    REASON_TIME("HW Power Braking", "hw_power_brake", 271),
    {ROW(1, EVERYWHERE, PERFORMANCE, "Sparse Operation Mode", "sparse_operation_mode"), .unit = "",
     .value = CUSTOM(sparse, 0)},
    AT(EVERYWHERE, MEMORY, "FB Memory Usage", "fb_memory_usage"),
    MEBIBYTES("Total", "total", frame_buffer, TOTAL),
    MEBIBYTES("Reserved", "reserved", frame_buffer, RESERVED),
    MEBIBYTES("Used", "used", frame_buffer, USED),
    MEBIBYTES("Free", "free", frame_buffer, FREE),
    AT(EVERYWHERE, MEMORY, "BAR1 Memory Usage", "bar1_memory_usage"),
    MEBIBYTES("Total", "total", bar1, TOTAL),
    MEBIBYTES("Used", "used", bar1, USED),
    MEBIBYTES("Free", "free", bar1, FREE),
    AT(EVERYWHERE, MEMORY, "Conf Compute Protected Memory Usage", "cc_protected_memory_usage"),
    MEBIBYTES("Total", "total", protected_memory, TOTAL),
    MEBIBYTES("Used", "used", protected_memory, USED),
    MEBIBYTES("Free", "free", protected_memory, FREE),
    {ROW(1, EVERYWHERE, COMPUTE, "Compute Mode", "compute_mode"), .unit = "",
     .value = NUMBER(nvmlDeviceGetComputeMode, write_compute_mode_in_list)},
    AT(EVERYWHERE, UTILIZATION, "Utilization", "utilization"),
    {ROW(2, EVERYWHERE, 0, "Gpu", "gpu_util"), .until = LAYOUT_570, .unit = " %", .value = CUSTOM(utilization, 0)},
    {ROW(2, EVERYWHERE, 0, "GPU", "gpu_util"), .since = LAYOUT_570, .unit = " %", .value = CUSTOM(utilization, 0)},
    PERCENT("Memory", "memory_util", CUSTOM(utilization, 1)),
    PERCENT("Encoder", "encoder_util", NUMBER(of_Encoder, write_number)),
    PERCENT("Decoder", "decoder_util", NUMBER(of_Decoder, write_number)),
    PERCENT("JPEG", "jpeg_util", NUMBER(of_Jpg, write_number)),
    PERCENT("OFA", "ofa_util", NUMBER(of_Ofa, write_number)),
    {ROW(1, ASKED_ONLY, UTILIZATION, 0, 0), .print = print_utilization_samples},
    AT(EVERYWHERE, ENCODER_STATS, "Encoder Stats", "encoder_stats"),
    LEAF(2, "Active Sessions", "session_count", CUSTOM(encoder_stats, 0)),
    LEAF(2, "Average FPS", "average_fps", CUSTOM(encoder_stats, 1)),
    LEAF(2, "Average Latency", "average_latency", CUSTOM(encoder_stats, 2)),
    AT(EVERYWHERE, FBC_STATS, "FBC Stats", "fbc_stats"),
    LEAF(2, "Active Sessions", "session_count", CUSTOM(capture_stats, 0)),
    LEAF(2, "Average FPS", "average_fps", CUSTOM(capture_stats, 1)),
    LEAF(2, "Average Latency", "average_latency", CUSTOM(capture_stats, 2)),
    END_OF_ROWS,
};
