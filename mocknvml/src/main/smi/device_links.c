/* nvidia-smi c2c and nvidia-smi pci: the links to the processor and the errors on them. */
#include "codes.h"
#include "output.h"
#include "subcommand.h"
#include "value.h"

enum { ID, LINK, STATUS };
enum { FIELD_COUNT = 170, FIELD_STATE, FIELD_SPEED, ALL_LINKS = -1 };

static const struct suboption c2c_options[] = {
    [ID] = {"-i", "--id", TEXT_VALUE},
    [LINK] = {"-l", "--link", NUMBER_VALUE},
    [STATUS] = {"-s", "--status", FLAG},
    {0, 0, 0},
};

static void put_link(nvmlDevice_t gpu, u32 link) {
    u64 up = 0;
    u64 speed = 0;
    char text[VALUE_SIZE];
    field_number(gpu, FIELD_STATE, link, &up);
    if (up == 0) {
        put("\t C2C Link %u: <inactive>\n", link);
        return;
    }
    field_number(gpu, FIELD_SPEED, link, &speed);
    format_general(text, sizeof(text), speed);
    put("\t C2C Link %u: %s GB/s\n", link, text);
}

static void put_links(nvmlDevice_t gpu, u32 count, i64 wanted) {
    if (wanted >= count) {
        put("NVML: Unable to retrieve C2C link information for link %lld - inActive\n", wanted);
    }
    for (u32 link = 0; link < count; link++) {
        if (wanted < 0 || wanted == link) {
            put_link(gpu, link);
        }
    }
}

static int run_c2c(const struct given *given) {
    static struct targets targets;
    u32 able = 0;
    int status = targets_find(&targets, given[ID].value);
    for (u32 i = 0; status == 0 && i < targets.count; i++) {
        const struct target *target = &targets.gpus[i];
        u64 count = 0;
        if (field_number(target->gpu, FIELD_COUNT, 0, &count) != NVML_SUCCESS || count == 0) {
            continue;
        }
        able++;
        target_put_title(target);
        if (given[STATUS].is_given) {
            put_links(target->gpu, (u32)count, given[LINK].is_given ? given[LINK].number : ALL_LINKS);
        }
    }
    if (status == 0 && able == 0) {
        put("No Devices support C2C.\n");
        return NVML_ERROR_NOT_SUPPORTED;
    }
    return status;
}

const struct subcommand c2c_command = {
    "c2c", c2c_options, "The links between a GPU and the processor beside it.", STRICT, run_c2c,
};

enum { PCI_ID, GET_ERRORS, CLEAR_ERRORS };
enum { FIELD_LANE_ERRORS = 183, LANES = 13 }; /* the original asks for 16 lanes and shows these */

static const struct suboption pci_options[] = {
    [PCI_ID] = {"-i", "--id", TEXT_VALUE},
    [GET_ERRORS] = {"-gErrCnt", "--getErrorCounters", FLAG},
    [CLEAR_ERRORS] = {"-cErrCnt", "--clearErrorCounters", FLAG},
    {0, 0, 0},
};

static const struct {
    u32 field;
    const char *name;
} counters[] = {
    {94, "REPLAY_COUNTER:"},      {95, "REPLAY_ROLLOVER_COUNTER:"}, {169, "L0_TO_RECOVERY_COUNTER:"},
    {173, "CORRECTABLE_ERRORS:"}, {174, "NAKS_RECEIVED:"},          {175, "RECEIVER_ERROR:"},
    {176, "BAD_TLP:"},            {177, "NAKS_SENT:"},              {178, "BAD_DLLP:"},
    {179, "NON_FATAL_ERROR:"},    {180, "FATAL_ERROR:"},            {181, "UNSUPPORTED_REQ:"},
    {182, "LCRC_ERROR:"},
};
enum { COUNTERS = sizeof(counters) / sizeof(counters[0]) };

static void put_counter(nvmlDevice_t gpu, const char *before, u32 field, u32 scope) {
    u64 number = 0;
    if (field_number(gpu, field, scope, &number) == NVML_SUCCESS) {
        put("%s%llu\n", before, number);
    } else {
        put("%serror\n", before);
    }
}

static void put_counters(nvmlDevice_t gpu) {
    char before[VALUE_SIZE];
    for (u32 i = 0; i < COUNTERS; i++) {
        format(before, sizeof(before), "    %-25s", counters[i].name);
        put_counter(gpu, before, counters[i].field, 0);
    }
    put("    %-25s\n", "LANE_ERROR:");
    for (u32 lane = 0; lane < LANES; lane++) {
        format(before, sizeof(before), "\t lane %2u: ", lane);
        put_counter(gpu, before, FIELD_LANE_ERRORS, lane);
    }
}

static void put_cleared(const char *name, const nvmlFieldValue_t *value) {
    put("    %-25s%s\n", name, value->nvmlReturn == NVML_SUCCESS ? "cleared" : "fail to clear");
}

static nvmlReturn_t clear_counters(nvmlDevice_t gpu) {
    nvmlFieldValue_t values[COUNTERS + 1];
    memset(values, 0, sizeof(values));
    for (u32 i = 0; i < COUNTERS; i++) {
        values[i].fieldId = counters[i].field;
    }
    values[COUNTERS].fieldId = FIELD_LANE_ERRORS;
    nvmlReturn_t code = nvmlDeviceClearFieldValues(gpu, COUNTERS + 1, values);
    if (code != NVML_SUCCESS) {
        return code;
    }
    for (u32 i = 0; i < COUNTERS; i++) {
        put_cleared(counters[i].name, &values[i]);
        code = code == NVML_SUCCESS ? values[i].nvmlReturn : code;
    }
    put_cleared("LANE_ERROR:", &values[COUNTERS]);
    return code == NVML_SUCCESS ? values[COUNTERS].nvmlReturn : code;
}

static int run_pci(const struct given *given) {
    static struct targets targets;
    int status = targets_find(&targets, given[PCI_ID].value);
    for (u32 i = 0; status == 0 && i < targets.count; i++) {
        target_put_title(&targets.gpus[i]);
        if (given[GET_ERRORS].is_given) {
            put_counters(targets.gpus[i].gpu);
        }
        if (given[CLEAR_ERRORS].is_given) {
            status = exit_status(clear_counters(targets.gpus[i].gpu));
        }
    }
    return status;
}

const struct subcommand pci_command = {
    "pci", pci_options, "Errors on a GPU's PCI Express link.", STRICT, run_pci,
};
