#include "log_parts.h"

#include "codes.h"
#include "format.h"
#include "layout.h"
#include "processes.h"
#include "tree.h"

enum { MAX_PIDS = 4096, MAX_MEMORY_RATES = 32, MAX_RATES = 1024 };
/* Programs before 570 have no room for more rates of one memory clock. */
enum { MAX_RATES_BEFORE_570 = 256 };

static void leaf_number(const char *label, const char *tag, u64 number, const char *unit) {
    char text[VALUE_SIZE];
    format(text, sizeof(text), "%llu%s", number, unit);
    tree_leaf(label, tag, text);
}

static void print_accounted(nvmlDevice_t gpu, u32 pid) {
    nvmlAccountingStats_t stats = {0};
    if (nvmlDeviceGetAccountingStats(gpu, pid, &stats) != NVML_SUCCESS) {
        return;
    }
    tree_open(0, "accounted_process_info");
    leaf_number("Process ID", "pid", pid, "");
    if (!tree_is_xml()) {
        tree_open(0, 0);
    }
    leaf_number("GPU Utilization", "gpu_util", stats.gpuUtilization, " %");
    leaf_number("Memory Utilization", "memory_util", stats.memoryUtilization, " %");
    leaf_number("Max memory usage", "max_memory_usage", stats.maxMemoryUsage / 1048576, " MiB");
    leaf_number("Time", "time", stats.time, " ms");
    leaf_number("Is Running", "is_running", stats.isRunning, "");
    if (!tree_is_xml()) {
        tree_close(0);
    }
    tree_close("accounted_process_info");
}

void print_accounted_processes(nvmlDevice_t gpu) {
    static u32 pids[MAX_PIDS];
    u32 count = MAX_PIDS;
    nvmlReturn_t code = nvmlDeviceGetAccountingPids(gpu, &count, pids);
    count = code == NVML_SUCCESS && count <= MAX_PIDS ? count : 0;
    if (!tree_is_xml() && count == 0) {
        tree_leaf("Accounted Processes", 0, code == NVML_SUCCESS ? "None" : code_text(code));
        return;
    }
    tree_open("Accounted Processes", "accounted_processes");
    for (u32 i = 0; i < count; i++) {
        print_accounted(gpu, pids[i]);
    }
    tree_close("accounted_processes");
}

static void leaf_instance(const char *label, const char *tag, u32 id) {
    if (id == ABSENT) {
        tree_leaf(label, tag, "N/A");
    } else {
        leaf_number(label, tag, id, "");
    }
}

static void print_process(const struct listed_process *process) {
    const struct process_entry *entry = process->entry;
    tree_open(0, "process_info");
    if (!tree_is_xml()) {
        tree_close(0);
    }
    leaf_instance("GPU instance ID", "gpu_instance_id", entry->gpu_instance);
    leaf_instance("Compute instance ID", "compute_instance_id", entry->compute_instance);
    leaf_number("Process ID", "pid", entry->pid, "");
    if (!tree_is_xml()) {
        tree_open(0, 0);
    }
    tree_leaf("Type", "type", process->type);
    tree_leaf("Name", "process_name", entry->name);
    if (entry->memory == ABSENT64) {
        const char *unknown = tree_is_xml() ? "N/A" : "Not available in WDDM driver model";
        tree_leaf("Used GPU Memory", "used_memory", unknown);
    } else {
        leaf_number("Used GPU Memory", "used_memory", entry->memory / 1048576, " MiB");
    }
    tree_close("process_info");
}

void print_processes(nvmlDevice_t gpu) {
    const struct process_list *list = processes_of(gpu);
    if (!tree_is_xml() && list->count == 0) {
        tree_leaf("Processes", 0, "None");
        return;
    }
    tree_open("Processes", "processes");
    for (u32 i = 0; i < list->count; i++) {
        print_process(&list->processes[i]);
    }
    tree_close("processes");
}

static void print_graphics_clocks(nvmlDevice_t gpu, u32 memory_clock) {
    static u32 rates[MAX_RATES];
    u32 count = layout() < LAYOUT_570 ? MAX_RATES_BEFORE_570 : MAX_RATES;
    nvmlReturn_t code = nvmlDeviceGetSupportedGraphicsClocks(gpu, memory_clock, &count, rates);
    if (code != NVML_SUCCESS) {
        tree_leaf("Graphics", "supported_graphics_clock", "Unknown Error");
        return;
    }
    for (u32 i = 0; i < count && i < MAX_RATES; i++) {
        leaf_number("Graphics", "supported_graphics_clock", rates[i], " MHz");
    }
}

void print_supported_clocks(nvmlDevice_t gpu) {
    u32 rates[MAX_MEMORY_RATES];
    u32 count = MAX_MEMORY_RATES;
    nvmlReturn_t code = nvmlDeviceGetSupportedMemoryClocks(gpu, &count, rates);
    if (code != NVML_SUCCESS) {
        tree_leaf("Supported Clocks", "supported_clocks", code_text(code));
        return;
    }
    tree_open("Supported Clocks", "supported_clocks");
    for (u32 i = 0; i < count && i < MAX_MEMORY_RATES; i++) {
        if (tree_is_xml()) {
            tree_open(0, "supported_mem_clock");
            leaf_number(0, "value", rates[i], " MHz");
        } else {
            leaf_number("Memory", 0, rates[i], " MHz");
            tree_open(0, 0);
        }
        print_graphics_clocks(gpu, rates[i]);
        tree_close("supported_mem_clock");
    }
    tree_close("supported_clocks");
}

static void print_retirement(nvmlDevice_t gpu, u32 cause, const char *tag) {
    u32 count = 0;
    nvmlReturn_t code = nvmlDeviceGetRetiredPages(gpu, cause, &count, 0);
    int known = code == NVML_SUCCESS || code == NVML_ERROR_INSUFFICIENT_SIZE;
    tree_open(0, tag);
    if (known) {
        leaf_number(0, "retired_count", count, "");
        tree_open(0, "retired_pagelist");
        tree_close("retired_pagelist");
    } else {
        tree_leaf(0, "retired_count", code_text(code));
        tree_leaf(0, "retired_pagelist", code_text(code));
    }
    tree_close(tag);
}

void print_retired_pages(nvmlDevice_t gpu) {
    u32 pending = 0;
    char text[VALUE_SIZE];
    tree_open(0, "retired_pages");
    print_retirement(gpu, 0, "multiple_single_bit_retirement");
    print_retirement(gpu, 1, "double_bit_retirement");
    nvmlReturn_t code = nvmlDeviceGetRetiredPagesPendingStatus(gpu, &pending);
    write_yes(text, pending);
    tree_leaf(0, "pending_blacklist", code == NVML_SUCCESS ? text : code_text(code));
    tree_leaf(0, "pending_retirement", code == NVML_SUCCESS ? text : code_text(code));
    tree_close("retired_pages");
}
