/* nvidia-smi pmon: a line for each process and sample. */
#include "codes.h"
#include "layout.h"
#include "monitor.h"
#include "output.h"
#include "processes.h"
#include "value.h"
#include "vgpu_host.h"

enum { MAX_SAMPLES = 100, BLOCK_WORDS = 10, SLOT_SAMPLES = 145 };
enum { PM_SM, PM_MEM, PM_ENC, PM_DEC, PM_JPG, PM_OFA, ENGINES, PM_FB = ENGINES, PM_CCPM };

static const struct monitor_column columns[] = {
    {'u', "sm", "%"},  {'u', "mem", "%"}, {'u', "enc", "%"},  {'u', "dec", "%"},  {'u', "jpg", "%"},
    {'u', "ofa", "%"}, {'m', "fb", "MB"}, {'m', "ccpm", "MB"}, {0, 0, 0},
};

static const struct suboption options[] = {
    MONITOR_OPTIONS,
    {0, 0, 0},
};

/* Samples of the last moment; a block of words for each engine, 6 from 550 on and 4 before. */
static u64 samples[MAX_SAMPLES * (1 + ENGINES * BLOCK_WORDS)];
static u32 sample_count;

static u32 engines(void) { return layout() >= LAYOUT_550 ? 6 : 4; }

static void read_samples(nvmlDevice_t gpu) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u64, void *, u32 *, u64 *);
    u64 unknown = 0;
    sample_count = MAX_SAMPLES;
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(SLOT_SAMPLES))(gpu, 0, &unknown, &sample_count, samples);
    sample_count = code != NVML_SUCCESS || sample_count > MAX_SAMPLES ? 0 : sample_count;
}

static int utilization_of(u32 pid, u32 engine, u32 *percent) {
    u32 found = 0;
    u32 sum = 0;
    for (u32 i = 0; engine < engines() && i < sample_count; i++) {
        const u64 *block = samples + (size_t)i * (1 + engines() * BLOCK_WORDS) + 1 + engine * BLOCK_WORDS;
        if ((u32)block[1] == pid) {
            sum += (u32)block[0];
            found++;
        }
    }
    *percent = found == 0 ? 0 : sum / sample_count;
    return found != 0;
}

static int is_shown(u32 column) { return column < ENGINES ? column < engines() : 1; }

static void put_titles(const struct monitor *monitor, int units) {
    int wide = layout() >= LAYOUT_550;
    monitor_put_stamp_title(monitor, units);
    put(wide ? "%12s%7s" : "%12s%6s", units ? "#" : "pid", units ? "C/G" : "type");
    for (u32 i = 0; i < monitor->count; i++) {
        u32 column = monitor->chosen[i];
        if (is_shown(column)) {
            put("%*s", !wide && i == 0 ? 6 : 7, units ? columns[column].unit : columns[column].title);
        }
    }
    put(wide ? "    %s \n" : "    %s\n", units ? "name" : "command");
}

static void put_header(const struct monitor *monitor) {
    put_titles(monitor, 0);
    put_titles(monitor, 1);
}

static void give_cell(char *text, const struct listed_process *process, u32 column) {
    u32 number = 0;
    format(text, MONITOR_CELL, "-");
    if (process == 0) {
        return;
    }
    if (column == PM_FB && process->entry->memory != ABSENT64) {
        format(text, MONITOR_CELL, "%llu", process->entry->memory / 1048576);
    } else if (column == PM_CCPM) {
        format(text, MONITOR_CELL, "0");
    } else if (column < ENGINES && utilization_of(process->entry->pid, column, &number)) {
        format(text, MONITOR_CELL, "%u", number);
    }
}

/* 0: there is no such process any more, or none that can be seen from here. */
static int give_command(char *text, u32 size, u32 pid) {
    char path[2048] = "";
    const char *name = path;
    if (nvmlSystemGetProcessName(pid, path, sizeof(path)) != NVML_SUCCESS) {
        return 0;
    }
    for (const char *c = path; *c != 0; c++) {
        name = *c == '/' ? c + 1 : name;
    }
    format(text, size, "%s", name);
    return 1;
}

/* The process may be NULL. */
static void put_line(const struct monitor *monitor, u32 index, const struct listed_process *process, const char *command) {
    char text[MONITOR_CELL] = "-";
    if (process != 0) {
        format(text, sizeof(text), "%u", process->entry->pid);
    }
    monitor_put_stamp(monitor);
    put("%*u%11s%6s", monitor_index_width(monitor), index, text, process == 0 ? "-" : process->type);
    for (u32 i = 0; i < monitor->count; i++) {
        if (is_shown(monitor->chosen[i])) {
            give_cell(text, process, monitor->chosen[i]);
            put(" %6s", text);
        }
    }
    put("    %-15s\n", command);
}

static u32 put_processes(struct monitor *monitor, u32 index, const struct process_list *list) {
    u32 lines = 0;
    for (u32 i = 0; i < list->count; i++) {
        char command[256];
        if (give_command(command, sizeof(command), list->processes[i].entry->pid)) {
            if (lines++ == 0) {
                monitor_put_header(monitor);
            }
            put_line(monitor, index, &list->processes[i], command);
        }
    }
    return lines;
}

/* Where all processes are without a name, the line of a GPU without any comes before a header that is due. */
static u32 put_gpu(struct monitor *monitor, const struct target *target) {
    const struct process_list *list = processes_of(target->gpu);
    read_samples(target->gpu);
    u32 lines = put_processes(monitor, target->index, list);
    if (list->count == 0) {
        monitor_put_header(monitor);
    }
    if (lines == 0) {
        put_line(monitor, target->index, 0, "-");
    }
    return lines == 0 ? 1 : lines;
}

/* A host of virtual GPUs does not know the processes of its guests. */
static int is_refused(const struct targets *targets) {
    u32 hosts = 0;
    for (u32 i = 0; i < targets->count; i++) {
        if (vgpu_is_host(targets->gpus[i].gpu)) {
            put("The feature is not supported in this configuration\n");
            hosts++;
        }
    }
    return hosts != 0;
}

static const struct monitor_kind kind = {&pmon_command, columns, "u", 10, is_refused, put_header, put_gpu};

static int run(const struct given *given) { return monitor_run(given, &kind); }

const struct subcommand pmon_command = {
    "pmon", options,
    "A line for each process and sample.",
    FORGIVING,
    run,
};
