#include "csv_lists.h"

#include "clocktime.h"
#include "format.h"
#include "processes.h"
#include "property.h"

enum { MAX_PIDS = 4096, MAX_CLOCK_PAIRS = 4096, MAX_RATES = 1024, MAX_MEMORY_RATES = 32, MAX_PAGES = 512 };

/* Columns that all lists have: the properties of the same name. */
static nvmlReturn_t of_property(const struct csv_row *row, const char *name, char *text) {
    const struct property *p = property_find(name, (u32)string_length(name));
    return p->value.get(row->gpu, &p->value, text);
}

#define OF_PROPERTY(function, name) \
    static nvmlReturn_t function(const struct csv_row *row, char *text) { return of_property(row, name, text); }
OF_PROPERTY(timestamp, "timestamp")
OF_PROPERTY(gpu_name, "name")
OF_PROPERTY(gpu_bus_id, "pci.bus_id")
OF_PROPERTY(gpu_serial, "serial")
OF_PROPERTY(gpu_uuid, "uuid")

#define COMMON_COLUMNS \
    {"timestamp", 0, "", timestamp}, {"gpu_name", 0, "", gpu_name}, {"gpu_bus_id", 0, "", gpu_bus_id}, \
        {"gpu_serial", 0, "", gpu_serial}, {"gpu_uuid", 0, "", gpu_uuid}
#define NO_COLUMN {0, 0, 0, 0}

/* Running compute processes. */
static const struct process_entry *processes;

static void start_processes(struct csv_row *row) {
    row->code = compute_processes_of(row->gpu, &processes, &row->count);
    row->count = row->code != NVML_SUCCESS ? 1 : row->count;
}

static nvmlReturn_t process_pid(const struct csv_row *row, char *text) {
    write_number(text, processes[row->number].pid);
    return row->code;
}

static nvmlReturn_t process_name(const struct csv_row *row, char *text) {
    if (row->code != NVML_SUCCESS) {
        return row->code;
    }
    nvmlReturn_t code = nvmlSystemGetProcessName(processes[row->number].pid, text, 2048);
    return code == NVML_SUCCESS ? code : NVML_ERROR_NOT_SUPPORTED;
}

static nvmlReturn_t process_memory(const struct csv_row *row, char *text) {
    u64 memory = processes[row->number].memory;
    format(text, VALUE_SIZE, "%llu", memory / 1048576);
    return row->code == NVML_SUCCESS && memory == ABSENT64 ? NVML_ERROR_NOT_SUPPORTED : row->code;
}

static const struct column process_columns[] = {
    COMMON_COLUMNS,
    {"pid", 0, "", process_pid},
    {"process_name", "name", "", process_name},
    {"used_gpu_memory", "used_memory", "MiB", process_memory},
    NO_COLUMN,
};

/* Processes whose work has been accounted. */
static u32 accounted[MAX_PIDS];

static void start_accounted(struct csv_row *row) {
    row->count = MAX_PIDS;
    row->code = nvmlDeviceGetAccountingPids(row->gpu, &row->count, accounted);
    row->count = row->code != NVML_SUCCESS || row->count > MAX_PIDS ? 0 : row->count;
}

static nvmlReturn_t accounted_number(const struct csv_row *row, char *text, u32 which) {
    nvmlAccountingStats_t stats = {0};
    nvmlReturn_t code = nvmlDeviceGetAccountingStats(row->gpu, accounted[row->number], &stats);
    const u64 numbers[] = {stats.gpuUtilization, stats.memoryUtilization, stats.maxMemoryUsage / 1048576, stats.time};
    format(text, VALUE_SIZE, "%llu", numbers[which]);
    return code;
}

static nvmlReturn_t accounted_vgpu(const struct csv_row *row, char *text) {
    (void)row;
    format(text, VALUE_SIZE, "N/A");
    return NVML_SUCCESS;
}

static nvmlReturn_t accounted_pid(const struct csv_row *row, char *text) {
    write_number(text, accounted[row->number]);
    return NVML_SUCCESS;
}

#define ACCOUNTED(function, which) \
    static nvmlReturn_t function(const struct csv_row *row, char *text) { return accounted_number(row, text, which); }
ACCOUNTED(accounted_gpu, 0)
ACCOUNTED(accounted_memory, 1)
ACCOUNTED(accounted_max_memory, 2)
ACCOUNTED(accounted_time, 3)

static const struct column accounted_columns[] = {
    COMMON_COLUMNS,
    {"vgpu_instance", 0, "", accounted_vgpu},
    {"pid", 0, "", accounted_pid},
    {"gpu_utilization", "gpu_util", "%", accounted_gpu},
    {"mem_utilization", "mem_util", "%", accounted_memory},
    {"max_memory_usage", 0, "MiB", accounted_max_memory},
    {"time", 0, "ms", accounted_time},
    NO_COLUMN,
};

/* Pairs of clocks. */
static struct {
    u32 memory, graphics;
} pairs[MAX_CLOCK_PAIRS];

static void add_pairs(struct csv_row *row, u32 memory) {
    static u32 rates[MAX_RATES];
    u32 count = MAX_RATES;
    if (nvmlDeviceGetSupportedGraphicsClocks(row->gpu, memory, &count, rates) != NVML_SUCCESS) {
        return;
    }
    count = csv_asks(row->fields, "graphics") || csv_asks(row->fields, "gr") ? count : 1;
    for (u32 i = 0; i < count && i < MAX_RATES && row->count < MAX_CLOCK_PAIRS; i++) {
        pairs[row->count].memory = memory;
        pairs[row->count++].graphics = rates[i];
    }
}

/* A clock that is not asked for makes no lines of its own: the first stands for all. */
static void start_clocks(struct csv_row *row) {
    u32 rates[MAX_MEMORY_RATES];
    u32 count = MAX_MEMORY_RATES;
    row->count = 0;
    row->code = nvmlDeviceGetSupportedMemoryClocks(row->gpu, &count, rates);
    count = csv_asks(row->fields, "memory") || csv_asks(row->fields, "mem") ? count : 1;
    for (u32 i = 0; row->code == NVML_SUCCESS && i < count && i < MAX_MEMORY_RATES; i++) {
        add_pairs(row, rates[i]);
    }
    row->count = row->code != NVML_SUCCESS ? 1 : row->count;
}

static nvmlReturn_t memory_clock(const struct csv_row *row, char *text) {
    write_number(text, pairs[row->number].memory);
    return row->code;
}

static nvmlReturn_t graphics_clock(const struct csv_row *row, char *text) {
    write_number(text, pairs[row->number].graphics);
    return row->code;
}

static const struct column clock_columns[] = {
    COMMON_COLUMNS,
    {"memory", "mem", "MHz", memory_clock},
    {"graphics", "gr", "MHz", graphics_clock},
    NO_COLUMN,
};

/* Retired pages, first those of single bit errors. */
static struct {
    u64 address, time;
    u32 cause;
    nvmlReturn_t code;
} pages[2 * MAX_PAGES + 2];

static void add_pages(struct csv_row *row, u32 cause) {
    static u64 addresses[MAX_PAGES];
    static u64 times[MAX_PAGES];
    u32 count = MAX_PAGES;
    nvmlReturn_t code = nvmlDeviceGetRetiredPages_v2(row->gpu, cause, &count, addresses, times);
    count = code != NVML_SUCCESS ? 1 : count;
    for (u32 i = 0; i < count && i < MAX_PAGES; i++) {
        pages[row->count].address = addresses[i];
        pages[row->count].time = times[i];
        pages[row->count].cause = cause;
        pages[row->count++].code = code;
    }
}

static void start_pages(struct csv_row *row) {
    row->count = 0;
    add_pages(row, 0);
    add_pages(row, 1);
}

static nvmlReturn_t page_address(const struct csv_row *row, char *text) {
    format(text, VALUE_SIZE, "0x%016llx", pages[row->number].address);
    return pages[row->number].code;
}

static nvmlReturn_t page_time(const struct csv_row *row, char *text) {
    time_as_ctime(text, VALUE_SIZE, pages[row->number].time);
    return pages[row->number].code;
}

static nvmlReturn_t page_cause(const struct csv_row *row, char *text) {
    format(text, VALUE_SIZE, "%s", pages[row->number].cause == 0 ? "Single Bit ECC" : "Double Bit ECC");
    return NVML_SUCCESS;
}

static const struct column page_columns[] = {
    COMMON_COLUMNS,
    {"retired_pages.address", 0, "", page_address},
    {"retired_pages.timestamp", 0, "", page_time},
    {"retired_pages.cause", 0, "", page_cause},
    NO_COLUMN,
};

/* Remapped rows: one line of numbers. */
static void start_rows(struct csv_row *row) { row->count = 1; }

static nvmlReturn_t row_number(const struct csv_row *row, char *text, u32 which) {
    u32 numbers[4] = {0, 0, 0, 0};
    nvmlReturn_t code = nvmlDeviceGetRemappedRows(row->gpu, &numbers[0], &numbers[1], &numbers[2], &numbers[3]);
    write_number(text, numbers[which]);
    return code;
}

#define REMAPPED(function, which) \
    static nvmlReturn_t function(const struct csv_row *row, char *text) { return row_number(row, text, which); }
REMAPPED(rows_correctable, 0)
REMAPPED(rows_uncorrectable, 1)
REMAPPED(rows_pending, 2)
REMAPPED(rows_failure, 3)

static const struct column row_columns[] = {
    COMMON_COLUMNS,
    {"remapped_rows.correctable", 0, "", rows_correctable},
    {"remapped_rows.uncorrectable", 0, "", rows_uncorrectable},
    {"remapped_rows.pending", 0, "", rows_pending},
    {"remapped_rows.failure", 0, "", rows_failure},
    NO_COLUMN,
};

/* What a scheduler of virtual GPUs has done: there is none, which is said of one engine. */
static void start_scheduler(struct csv_row *row) { row->count = 1; }

#define SCHEDULER(function, value) \
    static nvmlReturn_t function(const struct csv_row *row, char *text) { \
        (void)row; \
        format(text, VALUE_SIZE, value); \
        return NVML_SUCCESS; \
    }
SCHEDULER(scheduler_engine, "0")
SCHEDULER(scheduler_policy, "Unknown")
SCHEDULER(scheduler_nothing, "-")

static const struct column scheduler_columns[] = {
    COMMON_COLUMNS,
    {"engine_id", 0, "", scheduler_engine},
    {"scheduler_policy", "sched_policy", "", scheduler_policy},
    {"arr_mode", 0, "", scheduler_nothing},
    {"avg_factor", 0, "", scheduler_nothing},
    {"time_slice", 0, "", scheduler_nothing},
    {"sw_runlist_id", "sw_rl_id", "", scheduler_nothing},
    {"time_stamp", 0, "", scheduler_nothing},
    {"cumulative_run_time", "cum_run_time", "", scheduler_nothing},
    {"previous_timeslice_runtime", "prev_timeslice_runtime", "", scheduler_nothing},
    {"target_time_slice", 0, "", scheduler_nothing},
    {"cumulative_preempt_time", "cum_preempt_time", "", scheduler_nothing},
    NO_COLUMN,
};

static const struct csv_list lists[] = {
    {"--query-compute-apps", start_processes, process_columns},
    {"--query-accounted-apps", start_accounted, accounted_columns},
    {"--query-supported-clocks", start_clocks, clock_columns},
    {"--query-retired-pages", start_pages, page_columns},
    {"--query-remapped-rows", start_rows, row_columns},
    {"--query-vgpu-scheduler-logs", start_scheduler, scheduler_columns},
};

const struct csv_list *csv_list_find(const char *option) {
    for (u32 i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (string_equal(lists[i].option, option)) {
            return &lists[i];
        }
    }
    return 0;
}
