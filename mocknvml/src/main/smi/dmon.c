/* nvidia-smi dmon: a line of numbers for each GPU and sample. */
#include "codes.h"
#include "dmon_metrics.h"
#include "dmon_violations.h"
#include "layout.h"
#include "mig_devices.h"
#include "monitor.h"
#include "output.h"
#include "value.h"

enum { FIELD_MEMORY_TEMPERATURE = 82, CLOCK_SM_DOMAIN = 1, CLOCK_MEM_DOMAIN = 2 };
enum { PCIE_TX, PCIE_RX, NARROW = 6, WIDE = 10 };
enum { PWR, GTEMP, MTEMP, SM, MEM, ENC, DEC, JPG, OFA, MCLK, PCLK, PVIOL, TVIOL, FB, BAR1, CCPM, SBECC, DBECC, PCI,
       RXPCI, TXPCI };

static const struct monitor_column columns[] = {
    {'p', "pwr", "W"},      {'p', "gtemp", "C"},    {'p', "mtemp", "C"},    {'u', "sm", "%"},
    {'u', "mem", "%"},      {'u', "enc", "%"},      {'u', "dec", "%"},      {'u', "jpg", "%"},
    {'u', "ofa", "%"},      {'c', "mclk", "MHz"},   {'c', "pclk", "MHz"},   {'v', "pviol", "%"},
    {'v', "tviol", "bool"}, {'m', "fb", "MB"},      {'m', "bar1", "MB"},    {'m', "ccpm", "MB"},
    {'e', "sbecc", "errs"}, {'e', "dbecc", "errs"}, {'e', "pci", "errs"},   {'t', "rxpci", "MB/s"},
    {'t', "txpci", "MB/s"}, {0, 0, 0},
};

static const struct suboption options[] = {
    MONITOR_OPTIONS,
    [M_FORMAT] = {0, "--format", TEXT_VALUE | SINCE_550},
    [M_METRICS] = {0, "--gpm-metrics", OPTIONAL_VALUE},
    [M_METRICS_OF] = {0, "--gpm-options", TEXT_VALUE | SINCE_550},
    {0, 0, 0},
};

static nvmlReturn_t memory_number(nvmlDevice_t gpu, u32 column, u32 *number) {
    char text[VALUE_SIZE] = "";
    nvmlBAR1Memory_t bar1 = {0};
    nvmlReturn_t code;
    if (column == BAR1) {
        code = nvmlDeviceGetBAR1MemoryInfo(gpu, &bar1);
        *number = (u32)(bar1.bar1Used / 1048576);
        return code;
    }
    code = column == FB ? frame_buffer(gpu, 2, text) : protected_memory(gpu, 2, text);
    *number = (u32)text_to_number(text, 0);
    return code;
}

static nvmlReturn_t error_number(nvmlDevice_t gpu, u32 uncorrected, u32 *number) {
    u32 current = 0;
    u32 pending;
    u64 errors = 0;
    nvmlReturn_t code = nvmlDeviceGetEccMode(gpu, &current, &pending);
    code = code != NVML_SUCCESS ? code : nvmlDeviceGetTotalEccErrors(gpu, uncorrected, 0, &errors);
    *number = (u32)errors;
    return code;
}

static nvmlReturn_t number_of(const struct monitor *monitor, const struct target *target, u32 column, u32 *number) {
    nvmlDevice_t gpu = target->gpu;
    nvmlUtilization_t rates = {0};
    u64 field = 0;
    nvmlReturn_t code;
    switch (column) {
    case PWR:
        code = nvmlDeviceGetPowerUsage(gpu, number);
        *number /= 1000;
        return code;
    case GTEMP:
        return nvmlDeviceGetTemperature(gpu, 0, number);
    case MTEMP:
        code = field_number(gpu, FIELD_MEMORY_TEMPERATURE, 0, &field);
        *number = (u32)field;
        return code;
    case SM:
    case MEM:
        code = nvmlDeviceGetUtilizationRates(gpu, &rates);
        *number = column == SM ? rates.gpu : rates.memory;
        return code;
    case ENC:
    case DEC:
    case JPG:
    case OFA:
        return engine_utilization[column - ENC](gpu, number);
    case MCLK:
        return nvmlDeviceGetClockInfo(gpu, CLOCK_MEM_DOMAIN, number);
    case PCLK:
        return nvmlDeviceGetClockInfo(gpu, CLOCK_SM_DOMAIN, number);
    case PVIOL:
        return dmon_power_violation(target, monitor->pause_us, number);
    case TVIOL:
        return dmon_thermal_violation(target, number);
    case FB:
    case BAR1:
    case CCPM:
        return memory_number(gpu, column, number);
    case SBECC:
    case DBECC:
        return error_number(gpu, column == DBECC, number);
    case PCI:
        return nvmlDeviceGetPcieReplayCounter(gpu, number);
    default:
        code = nvmlDeviceGetPcieThroughput(gpu, column == RXPCI ? PCIE_RX : PCIE_TX, number);
        *number /= 1000;
        return code;
    }
}

static void put_cell(const struct monitor *monitor, int width, const char *text) {
    if (monitor->csv) {
        put(", %s", text);
    } else {
        put(" %*s", width, text);
    }
}

/* In the layout before, they stand close together, and nothing stands behind them. */
static void put_metric(const struct monitor *monitor, u32 place, const char *text) {
    if (layout() < LAYOUT_550 && place > 0) {
        put("%*s", WIDE, text);
    } else {
        put_cell(monitor, WIDE, text);
    }
}

static void put_end(const struct monitor *monitor) {
    int is_bare = monitor->csv || (layout() < LAYOUT_550 && monitor->metric_count > 0);
    put(is_bare ? "\n" : " \n");
}

static void put_titles(const struct monitor *monitor, int units) {
    static const char *const instances[] = {"mig_id", "gi_id", "ci_id"};
    monitor_put_stamp_title(monitor, units);
    for (u32 i = 0; monitor->of_gpus && i < monitor->count; i++) {
        const struct monitor_column *column = &columns[monitor->chosen[i]];
        put_cell(monitor, NARROW, units ? column->unit : column->title);
    }
    for (u32 i = 0; monitor->of_mig && i < sizeof(instances) / sizeof(instances[0]); i++) {
        put_cell(monitor, WIDE, units ? "Idx" : instances[i]);
    }
    for (u32 i = 0; i < monitor->metric_count; i++) {
        char text[MONITOR_CELL] = "GPM";
        if (!units) {
            format(text, sizeof(text), "id=%u", monitor->metrics[i]);
        }
        put_metric(monitor, i, text);
    }
    put_end(monitor);
}

static void put_header(const struct monitor *monitor) {
    if (monitor->header) {
        put_titles(monitor, 0);
    }
    if (monitor->units) {
        put_titles(monitor, 1);
    }
}

static void put_index(const struct monitor *monitor, const struct target *target) {
    int stamped = monitor->date || monitor->time;
    monitor_put_stamp(monitor);
    if (monitor->csv) {
        put(stamped ? "%u" : " %u", target->index);
    } else {
        put("%*u", monitor_index_width(monitor), target->index);
    }
}

static void put_numbers(const struct monitor *monitor, const struct target *target, int is_mig) {
    for (u32 i = 0; monitor->of_gpus && i < monitor->count; i++) {
        char text[MONITOR_CELL] = "-";
        u32 number = 0;
        if (!is_mig && number_of(monitor, target, monitor->chosen[i], &number) == NVML_SUCCESS) {
            format(text, sizeof(text), "%d", (i32)number);
        }
        put_cell(monitor, NARROW, text);
    }
}

/* NULL: the line is the GPU's own. */
static void put_instances(const struct monitor *monitor, const struct mig_device *device) {
    for (u32 i = 0; monitor->of_mig && i < 3; i++) {
        char text[MONITOR_CELL] = "-";
        if (device != 0) {
            const u32 ids[] = {device->index, device->gpu_instance, device->compute_instance};
            format(text, sizeof(text), "%u", ids[i]);
        }
        put_cell(monitor, WIDE, text);
    }
}

/*
 * Of a MIG device the original asks for a sample by nvmlGpmSampleGet, which gives none. Its first lines
 * show 0 or nothing, as its threads happen to run.
 */
static void put_metrics(const struct monitor *monitor, const struct target *target, int is_mig) {
    for (u32 i = 0; i < monitor->metric_count; i++) {
        char text[MONITOR_CELL] = "-";
        if (!is_mig && monitor->of_gpus) {
            dmon_metric(target, monitor->metrics[i], i == 0, text);
        }
        put_metric(monitor, i, text);
    }
}

static void put_line(const struct monitor *monitor, const struct target *target, const struct mig_device *device) {
    put_index(monitor, target);
    put_numbers(monitor, target, device != 0);
    put_instances(monitor, device);
    put_metrics(monitor, target, device != 0);
    put_end(monitor);
}

/* The GPU's line, unless its devices stand for it; then theirs. Answers the number of lines. */
static u32 put_sample(struct monitor *monitor, const struct target *target) {
    const struct mig_list *list = monitor->of_mig ? mig_devices_of(target->gpu) : 0;
    u32 devices = list == 0 ? 0 : list->count;
    u32 own = monitor->of_gpus || devices == 0;
    monitor_put_header(monitor);
    if (own) {
        put_line(monitor, target, 0);
    }
    for (u32 i = 0; i < devices; i++) {
        put_line(monitor, target, &list->devices[i]);
    }
    return own + devices;
}

static const struct monitor_kind kind = {&dmon_command, columns, "puc", 600, 0, put_header, put_sample};

static int run(const struct given *given) { return monitor_run(given, &kind); }

const struct subcommand dmon_command = {
    "dmon", options,
    "A line of numbers for each GPU and sample.",
    FORGIVING,
    run,
};
