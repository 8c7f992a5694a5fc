/* Memory errors, retired pages, remapped rows and temperatures. */
#include "format.h"
#include "log_parts.h"
#include "log_rows.h"

enum { TURING = 6 };
enum { CORRECTED = 0, UNCORRECTED = 1, VOLATILE = 0, AGGREGATE = 1, LOCATION_DRAM = 2, LOCATION_SRAM = 7 };

static u32 architecture(nvmlDevice_t gpu) {
    u32 number = 0;
    nvmlDeviceGetArchitecture(gpu, &number);
    return number;
}

static int before_turing(nvmlDevice_t gpu) { return architecture(gpu) < TURING; }
static int is_turing(nvmlDevice_t gpu) { return architecture(gpu) == TURING; }
static int after_turing(nvmlDevice_t gpu) { return architecture(gpu) > TURING; }
static int has_memory_parts(nvmlDevice_t gpu) { return !before_turing(gpu); }

static nvmlReturn_t counting(nvmlDevice_t gpu) {
    u32 current = 0;
    u32 pending;
    nvmlReturn_t code = nvmlDeviceGetEccMode(gpu, &current, &pending);
    return code == NVML_SUCCESS && current == 0 ? NVML_ERROR_NOT_SUPPORTED : code;
}

/* An error counter: its kind, period and place are digits of the argument. */
#define COUNTER(kind, period, place) ((kind) * 256 + (period)*16 + (place))

static nvmlReturn_t error_counter(nvmlDevice_t gpu, u32 which, char *text) {
    u64 count = 0;
    nvmlReturn_t code = counting(gpu);
    if (code == NVML_SUCCESS) {
        code = nvmlDeviceGetMemoryErrorCounter(gpu, which / 256, which / 16 % 16, which % 16, &count);
    }
    format(text, VALUE_SIZE, "%llu", count);
    return code;
}

static nvmlReturn_t total_errors(nvmlDevice_t gpu, u32 which, char *text) {
    u64 count = 0;
    nvmlReturn_t code = counting(gpu);
    if (code == NVML_SUCCESS) {
        code = nvmlDeviceGetTotalEccErrors(gpu, which / 256, which / 16 % 16, &count);
    }
    format(text, VALUE_SIZE, "%llu", count);
    return code;
}

#define SRAM(field) (u32) __builtin_offsetof(nvmlEccSramErrorStatus_t, field)

static nvmlReturn_t sram_counter(nvmlDevice_t gpu, u32 offset, char *text) {
    nvmlEccSramErrorStatus_t status = {.version = (u32)sizeof(status) | 1u << 24};
    u64 count;
    nvmlReturn_t code = counting(gpu);
    code = code != NVML_SUCCESS ? code : nvmlDeviceGetSramEccErrorStatus(gpu, &status);
    memcpy(&count, (const u8 *)&status + offset, sizeof(count));
    format(text, VALUE_SIZE, "%llu", count);
    return code;
}

static nvmlReturn_t sram_threshold(nvmlDevice_t gpu, u32 unused, char *text) {
    nvmlEccSramErrorStatus_t status = {.version = (u32)sizeof(status) | 1u << 24};
    (void)unused;
    nvmlReturn_t code = counting(gpu);
    code = code != NVML_SUCCESS ? code : nvmlDeviceGetSramEccErrorStatus(gpu, &status);
    write_yes(text, status.bThresholdExceeded);
    return code;
}

static nvmlReturn_t repair(nvmlDevice_t gpu, u32 of_tpc, char *text) {
    nvmlRepairStatus_t status = {.version = (u32)sizeof(status) | 1u << 24};
    nvmlReturn_t code = nvmlDeviceGetRepairStatus(gpu, &status);
    write_yes(text, of_tpc ? status.bTpcRepairPending : status.bChannelRepairPending);
    return code;
}

static nvmlReturn_t unrepairable(nvmlDevice_t gpu, u32 unused, char *text) {
    nvmlUnrepairableMemoryStatus_v1_t status = {0};
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetUnrepairableMemoryFlag_v1(gpu, &status);
    write_yes(text, status.bUnrepairableMemory);
    return code;
}

static nvmlReturn_t retired_pages(nvmlDevice_t gpu, u32 cause, char *text) {
    u32 count = 0;
    nvmlReturn_t code = nvmlDeviceGetRetiredPages(gpu, cause, &count, 0);
    write_number(text, count);
    return code == NVML_ERROR_INSUFFICIENT_SIZE ? NVML_SUCCESS : code;
}

static nvmlReturn_t remapped_rows(nvmlDevice_t gpu, u32 which, char *text) {
    u32 numbers[4] = {0, 0, 0, 0};
    nvmlReturn_t code = nvmlDeviceGetRemappedRows(gpu, &numbers[0], &numbers[1], &numbers[2], &numbers[3]);
    (which < 2 ? write_number : write_yes)(text, numbers[which]);
    return code;
}

static nvmlReturn_t inactive_rows(nvmlDevice_t gpu, u32 uncorrectable, char *text) {
    nvmlRemappedRowsInfo_v2_t rows = {0};
    nvmlReturn_t code = nvmlDeviceGetRemappedRows_v2(gpu, &rows);
    write_number(text, uncorrectable ? rows.uncInactiveRemaps : rows.corrInactiveRemaps);
    return code;
}

static nvmlReturn_t histogram(nvmlDevice_t gpu, u32 which, char *text) {
    nvmlRowRemapperHistogramValues_t values = {0};
    nvmlReturn_t code = nvmlDeviceGetRowRemapperHistogram(gpu, &values);
    const u32 numbers[] = {values.max, values.high, values.partial, values.low, values.none};
    write_number(text, numbers[which]);
    return code;
}

enum { SLOT_MARGIN = 240, FIELD_MEMORY_TEMPERATURE = 82 };
enum { MARGIN_SHUTDOWN = 193, MARGIN_SLOWDOWN = 194, MARGIN_MEMORY = 195, MARGIN_GPU = 196 };
enum { THRESHOLD_SHUTDOWN, THRESHOLD_SLOWDOWN, THRESHOLD_MEMORY, THRESHOLD_GPU, TARGET_MIN, TARGET, TARGET_MAX, TARGET_OTHER };

static int has_margin(nvmlDevice_t gpu) {
    u32 margin;
    return slot_number(gpu, SLOT_MARGIN, &margin) != NVML_ERROR_NOT_SUPPORTED;
}

static int has_thresholds(nvmlDevice_t gpu) { return !has_margin(gpu); }

static nvmlReturn_t target_temperature(nvmlDevice_t gpu, u32 unused, char *text) {
    u32 degrees = 0;
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetTemperatureThreshold(gpu, TARGET, &degrees);
    code = code == NVML_SUCCESS ? code : nvmlDeviceGetTemperatureThreshold(gpu, TARGET_OTHER, &degrees);
    write_signed(text, degrees);
    return code;
}

#define WHEN(condition, level, text, name, ...) \
    {ROW(level, EVERYWHERE, 0, text, name), .unit = "", .when = condition, .value = __VA_ARGS__}
#define ERRORS(condition, text, name, kind, period, place) \
    WHEN(condition, 3, text, name, CUSTOM(error_counter, COUNTER(kind, period, place)))
#define SRAM_ERRORS(text, name, field) WHEN(after_turing, 3, text, name, CUSTOM(sram_counter, SRAM(field)))
#define BANKS(text, name, which) \
    LEAF_UNIT(3, text, "row_remapper_histogram_" name, " bank(s)", CUSTOM(histogram, which))
#define DEGREES(condition, text, name, ...) \
    {ROW(2, EVERYWHERE, 0, text, name), .unit = " C", .when = condition, .value = __VA_ARGS__}
/* Volta and older: seven places and a total, for each kind. */
#define PLACES(text, name, kind, period) \
    {ROW(3, EVERYWHERE, 0, text, name), .when = before_turing}, \
    LEAF(4, "Device Memory", "device_memory", CUSTOM(error_counter, COUNTER(kind, period, 2))), \
    LEAF(4, "Register File", "register_file", CUSTOM(error_counter, COUNTER(kind, period, 3))), \
    LEAF(4, "L1 Cache", "l1_cache", CUSTOM(error_counter, COUNTER(kind, period, 0))), \
    LEAF(4, "L2 Cache", "l2_cache", CUSTOM(error_counter, COUNTER(kind, period, 1))), \
    LEAF(4, "Texture Memory", "texture_memory", CUSTOM(error_counter, COUNTER(kind, period, 4))), \
    LEAF(4, "Texture Shared", "texture_shm", CUSTOM(error_counter, COUNTER(kind, period, 5))), \
    LEAF(4, "CBU", "cbu", CUSTOM(error_counter, COUNTER(kind, period, 6))), \
    LEAF(4, "Total", "total", CUSTOM(total_errors, COUNTER(kind, period, 0)))

const struct row rows_of_errors[] = {
    {ROW(1, EVERYWHERE, 0, "DRAM Encryption Mode", "dram_encryption_mode"), .since = LAYOUT_570},
    LEAF(2, "Current", "current_dram_encryption", CUSTOM(dram_encryption, 0)),
    LEAF(2, "Pending", "pending_dram_encryption", CUSTOM(dram_encryption, 1)),
    {ROW(1, EVERYWHERE, ECC, "ECC Mode", "ecc_mode")},
    LEAF(2, "Current", "current_ecc", PAIR(nvmlDeviceGetEccMode, 0, write_enabled)),
    LEAF(2, "Pending", "pending_ecc", PAIR(nvmlDeviceGetEccMode, 1, write_enabled)),
    {ROW(1, EVERYWHERE, ECC, "ECC Errors", "ecc_errors")},
    GROUP(2, "Volatile", "volatile"),
    PLACES("Single Bit            ", "single_bit", CORRECTED, VOLATILE),
    PLACES("Double Bit            ", "double_bit", UNCORRECTED, VOLATILE),
    ERRORS(has_memory_parts, "SRAM Correctable", "sram_correctable", CORRECTED, VOLATILE, LOCATION_SRAM),
    ERRORS(is_turing, "SRAM Uncorrectable", "sram_uncorrectable", UNCORRECTED, VOLATILE, LOCATION_SRAM),
    SRAM_ERRORS("SRAM Uncorrectable Parity", "sram_uncorrectable_parity", volatileUncParity),
    SRAM_ERRORS("SRAM Uncorrectable SEC-DED", "sram_uncorrectable_secded", volatileUncSecDed),
    ERRORS(has_memory_parts, "DRAM Correctable", "dram_correctable", CORRECTED, VOLATILE, LOCATION_DRAM),
    ERRORS(has_memory_parts, "DRAM Uncorrectable", "dram_uncorrectable", UNCORRECTED, VOLATILE, LOCATION_DRAM),
    GROUP(2, "Aggregate", "aggregate"),
    PLACES("Single Bit            ", "single_bit", CORRECTED, AGGREGATE),
    PLACES("Double Bit            ", "double_bit", UNCORRECTED, AGGREGATE),
    ERRORS(has_memory_parts, "SRAM Correctable", "sram_correctable", CORRECTED, AGGREGATE, LOCATION_SRAM),
    ERRORS(is_turing, "SRAM Uncorrectable", "sram_uncorrectable", UNCORRECTED, AGGREGATE, LOCATION_SRAM),
    SRAM_ERRORS("SRAM Uncorrectable Parity", "sram_uncorrectable_parity", aggregateUncParity),
    SRAM_ERRORS("SRAM Uncorrectable SEC-DED", "sram_uncorrectable_secded", aggregateUncSecDed),
    ERRORS(has_memory_parts, "DRAM Correctable", "dram_correctable", CORRECTED, AGGREGATE, LOCATION_DRAM),
    ERRORS(has_memory_parts, "DRAM Uncorrectable", "dram_uncorrectable", UNCORRECTED, AGGREGATE, LOCATION_DRAM),
    WHEN(after_turing, 3, "SRAM Threshold Exceeded", "sram_threshold_exceeded", CUSTOM(sram_threshold, 0)),
    {ROW(2, EVERYWHERE, 0, "Aggregate Uncorrectable SRAM Sources", "aggregate_uncorrectable_sram_sources"),
     .when = after_turing},
    SRAM_ERRORS("SRAM L2", "sram_l2", aggregateUncBucketL2),
    SRAM_ERRORS("SRAM SM", "sram_sm", aggregateUncBucketSm),
    SRAM_ERRORS("SRAM Microcontroller", "sram_microcontroller", aggregateUncBucketMcu),
    SRAM_ERRORS("SRAM PCIE", "sram_pcie", aggregateUncBucketPcie),
    SRAM_ERRORS("SRAM Other", "sram_other", aggregateUncBucketOther),
    {ROW(2, EVERYWHERE, 0, "Channel Repair Pending", "channel_repair_pending"), .since = LAYOUT_580, .unit = "",
     .when = after_turing, .value = CUSTOM(repair, 0)},
    {ROW(2, EVERYWHERE, 0, "TPC Repair Pending", "tpc_repair_pending"), .since = LAYOUT_580, .unit = "",
     .when = after_turing, .value = CUSTOM(repair, 1)},
    {ROW(2, EVERYWHERE, 0, "Unrepairable Memory", "unrepairable_memory"), .since = LAYOUT_580_LATE, .unit = "",
     .when = after_turing, .value = CUSTOM(unrepairable, 0)},
    {ROW(1, TEXT_ONLY, PAGE_RETIREMENT, "Retired Pages", 0)},
    LEAF(2, "Single Bit ECC", 0, CUSTOM(retired_pages, 0)),
    LEAF(2, "Double Bit ECC", 0, CUSTOM(retired_pages, 1)),
    LEAF(2, "Pending Page Blacklist", 0, NUMBER(nvmlDeviceGetRetiredPagesPendingStatus, write_yes)),
    {ROW(1, XML_ONLY, 0, 0, "retired_pages"), .print = print_retired_pages},
    {ROW(1, EVERYWHERE, ROW_REMAPPER, "Remapped Rows", "remapped_rows"), .value = CUSTOM(remapped_rows, 0)},
    LEAF(2, "Correctable Error", "remapped_row_corr", CUSTOM(remapped_rows, 0)),
    {ROW(2, EVERYWHERE, 0, "Inactive Correctable Error", "remapped_row_corr_inactive"), .since = LAYOUT_580_LATE,
     .unit = "", .value = CUSTOM(inactive_rows, 0)},
    LEAF(2, "Uncorrectable Error", "remapped_row_unc", CUSTOM(remapped_rows, 1)),
    {ROW(2, EVERYWHERE, 0, "Inactive Uncorrectable Error", "remapped_row_unc_inactive"), .since = LAYOUT_580_LATE,
     .unit = "", .value = CUSTOM(inactive_rows, 1)},
    LEAF(2, "Pending", "remapped_row_pending", CUSTOM(remapped_rows, 2)),
    LEAF(2, "Remapping Failure Occurred", "remapped_row_failure", CUSTOM(remapped_rows, 3)),
    {ROW(2, EVERYWHERE, 0, "Bank Remap Availability Histogram", "row_remapper_histogram"),
     .value = CUSTOM(histogram, 0)},
    BANKS("Max", "max", 0),
    BANKS("High", "high", 1),
    BANKS("Partial", "partial", 2),
    BANKS("Low", "low", 3),
    BANKS("None", "none", 4),
    {ROW(1, EVERYWHERE, TEMPERATURE, "Temperature", "temperature")},
    LEAF_UNIT(2, "GPU Current Temp", "gpu_temp", " C", INDEXED(nvmlDeviceGetTemperature, 0, write_signed)),
    LEAF_UNIT(2, "GPU T.Limit Temp", "gpu_temp_tlimit", " C", SLOT(SLOT_MARGIN, write_signed)),
    DEGREES(has_thresholds, "GPU Shutdown Temp", "gpu_temp_max_threshold",
            INDEXED(nvmlDeviceGetTemperatureThreshold, THRESHOLD_SHUTDOWN, write_signed)),
    DEGREES(has_thresholds, "GPU Slowdown Temp", "gpu_temp_slow_threshold",
            INDEXED(nvmlDeviceGetTemperatureThreshold, THRESHOLD_SLOWDOWN, write_signed)),
    DEGREES(has_thresholds, "GPU Max Operating Temp", "gpu_temp_max_gpu_threshold",
            INDEXED(nvmlDeviceGetTemperatureThreshold, THRESHOLD_GPU, write_signed)),
    DEGREES(has_margin, "GPU Shutdown T.Limit Temp", "gpu_temp_max_tlimit_threshold",
            FIELD(MARGIN_SHUTDOWN, 0, write_signed)),
    DEGREES(has_margin, "GPU Slowdown T.Limit Temp", "gpu_temp_slow_tlimit_threshold",
            FIELD(MARGIN_SLOWDOWN, 0, write_signed)),
    DEGREES(has_margin, "GPU Max Operating T.Limit Temp", "gpu_temp_max_gpu_tlimit_threshold",
            FIELD(MARGIN_GPU, 0, write_signed)),
    LEAF_UNIT(2, "GPU Target Temperature", "gpu_target_temperature", " C", CUSTOM(target_temperature, 0)),
    LEAF_UNIT(2, "Memory Current Temp", "memory_temp", " C", FIELD(FIELD_MEMORY_TEMPERATURE, 0, write_signed)),
    DEGREES(has_thresholds, "Memory Max Operating Temp", "gpu_temp_max_mem_threshold",
            INDEXED(nvmlDeviceGetTemperatureThreshold, THRESHOLD_MEMORY, write_signed)),
    DEGREES(has_margin, "Memory Max Operating T.Limit Temp", "gpu_temp_max_mem_tlimit_threshold",
            FIELD(MARGIN_MEMORY, 0, write_signed)),
    {ROW(1, XML_OR_ASKED, SUPPORTED_GPU_TARGET_TEMP, "Supported GPU_TARGET_TEMP", "supported_gpu_target_temp")},
    LEAF_UNIT(2, "Min", "gpu_target_temp_min", " C", INDEXED(nvmlDeviceGetTemperatureThreshold, TARGET_MIN, write_signed)),
    LEAF_UNIT(2, "Max", "gpu_target_temp_max", " C", INDEXED(nvmlDeviceGetTemperatureThreshold, TARGET_MAX, write_signed)),
    END_OF_ROWS,
};
