/*
 * The rows of "nvidia-smi -q" and its XML: one definition gives both. A row belongs to the nearest row
 * above it that is less deep; a row that is left out takes those below it along.
 */
#ifndef GPUMOCK_SMI_LOG_ROWS_H
#define GPUMOCK_SMI_LOG_ROWS_H

#include "layout.h"
#include "value.h"

/* Where a row is printed: in text, in XML, and also when no section is asked for. */
enum { IN_TEXT = 1, IN_XML = 2, IN_WHOLE = 4, EVERYWHERE = 7, TEXT_ONLY = 5, XML_ONLY = 6, ASKED_ONLY = 1 };
/* In XML, and in text when its section is asked for. */
enum { XML_OR_ASKED = 3 };

/* -d flags, in the order of section_names. */
enum {
    MEMORY = 1 << 0, UTILIZATION = 1 << 1, ECC = 1 << 2, TEMPERATURE = 1 << 3, POWER = 1 << 4, CLOCK = 1 << 5,
    COMPUTE = 1 << 6, PIDS = 1 << 7, PERFORMANCE = 1 << 8, SUPPORTED_CLOCKS = 1 << 9, PAGE_RETIREMENT = 1 << 10,
    ACCOUNTING = 1 << 11, ENCODER_STATS = 1 << 12, SUPPORTED_GPU_TARGET_TEMP = 1 << 13, VOLTAGE = 1 << 14,
    FBC_STATS = 1 << 15, ROW_REMAPPER = 1 << 16, RESET_STATUS = 1 << 17, GSP_FIRMWARE_VERSION = 1 << 18,
    POWER_SMOOTHING = 1 << 19, POWER_PROFILES = 1 << 20,
};

struct row {
    u8 depth, where;
    u32 sections;
    u32 since, until; /* layouts, the second excluded; 0: no end */
    const char *label, *tag;
    struct value value; /* of a group: when it fails, its code is the value of the whole */
    const char *unit;
    int (*when)(nvmlDevice_t gpu);
    void (*print)(nvmlDevice_t gpu); /* prints the row itself */
};

extern const struct row rows_of_identity[], rows_of_pci[], rows_of_state[], rows_of_errors[], rows_of_power[],
    rows_of_clocks[];

/* The beginnings of rows, to be followed by designated initializers. */
#define ROW(level, place, section, text, name) \
    .depth = (level), .where = (place), .sections = (section), .label = (text), .tag = (name)
#define LEAF(level, text, name, ...) {ROW(level, EVERYWHERE, 0, text, name), .unit = "", .value = __VA_ARGS__}
#define LEAF_UNIT(level, text, name, suffix, ...) \
    {ROW(level, EVERYWHERE, 0, text, name), .unit = (suffix), .value = __VA_ARGS__}
#define GROUP(level, text, name) {ROW(level, EVERYWHERE, 0, text, name)}
#define END_OF_ROWS {.depth = 0}

#endif
