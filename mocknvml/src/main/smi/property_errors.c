#include "format.h"
#include "property.h"

/* Kind, period and place of a counter; place TOTAL is the sum. */
enum { CORRECTED, UNCORRECTED, VOLATILE = 0, AGGREGATE = 1, TOTAL = 15 };

static nvmlReturn_t error_count(nvmlDevice_t gpu, u32 which, char *text) {
    u64 count = 0;
    u32 kind = which / 256;
    u32 period = which / 16 % 16;
    nvmlReturn_t code = which % 16 == TOTAL ? nvmlDeviceGetTotalEccErrors(gpu, kind, period, &count)
                                            : nvmlDeviceGetMemoryErrorCounter(gpu, kind, period, which % 16, &count);
    format(text, VALUE_SIZE, "%llu", count);
    return code;
}

static nvmlReturn_t retired_pages(nvmlDevice_t gpu, u32 cause, char *text) {
    u32 count = 0;
    nvmlReturn_t code = nvmlDeviceGetRetiredPages(gpu, cause, &count, 0);
    write_number(text, count);
    return code == NVML_ERROR_INSUFFICIENT_SIZE ? NVML_SUCCESS : code;
}

#define COUNT(name, kind, period, place) PROPERTY(name, CUSTOM(error_count, (kind) * 256 + (period)*16 + (place)))
#define COUNTS(prefix, kind, period) \
    COUNT(prefix ".device_memory", kind, period, 2), COUNT(prefix ".dram", kind, period, 2), \
        COUNT(prefix ".register_file", kind, period, 3), COUNT(prefix ".l1_cache", kind, period, 0), \
        COUNT(prefix ".l2_cache", kind, period, 1), COUNT(prefix ".texture_memory", kind, period, 4), \
        COUNT(prefix ".cbu", kind, period, 6), COUNT(prefix ".sram", kind, period, 7), \
        COUNT(prefix ".total", kind, period, TOTAL)

const struct property properties_of_errors[] = {
    PROPERTY("ecc.mode.current", PAIR(nvmlDeviceGetEccMode, 0, write_enabled)),
    PROPERTY("ecc.mode.pending", PAIR(nvmlDeviceGetEccMode, 1, write_enabled)),
    COUNTS("ecc.errors.corrected.volatile", CORRECTED, VOLATILE),
    COUNTS("ecc.errors.corrected.aggregate", CORRECTED, AGGREGATE),
    COUNTS("ecc.errors.uncorrected.volatile", UNCORRECTED, VOLATILE),
    COUNTS("ecc.errors.uncorrected.aggregate", UNCORRECTED, AGGREGATE),
    PROPERTY_ALIAS("retired_pages.single_bit_ecc.count", "retired_pages.sbe", CUSTOM(retired_pages, 0)),
    PROPERTY_ALIAS("retired_pages.double_bit.count", "retired_pages.dbe", CUSTOM(retired_pages, 1)),
    PROPERTY("retired_pages.pending", NUMBER(nvmlDeviceGetRetiredPagesPendingStatus, write_yes)),
    {.name = 0},
};
