/* The lower part of the summary: processes, and MIG devices where there are any. */
#include "layout.h"
#include "mig_devices.h"
#include "output.h"
#include "processes.h"
#include "table.h"
#include "value.h"

enum { CELL = 64, NAME_WIDTH = 38, PID_WIDTH = 8, MEMORY_WIDTH = 8 };

static const char *gap(void) { return layout() >= LAYOUT_550 ? "  " : ""; }

static void put_instance(char *cell, u32 id) {
    if (id == ABSENT) {
        format(cell, CELL, "N/A");
    } else {
        format(cell, CELL, "%u", id);
    }
}

static void put_process(u32 index, const struct listed_process *process) {
    const struct process_entry *entry = process->entry;
    char instances[2][CELL];
    char number[CELL];
    char pid[CELL];
    char name[CELL];
    char memory[CELL];
    u32 length = (u32)string_length(entry->name);
    put_instance(instances[0], entry->gpu_instance);
    put_instance(instances[1], entry->compute_instance);
    format(number, sizeof(number), "%u", entry->pid);
    table_cut(pid, PID_WIDTH, number);
    if (length > NAME_WIDTH) {
        format(name, sizeof(name), "...%s", entry->name + length - (NAME_WIDTH - 3));
    } else {
        format(name, sizeof(name), "%s", entry->name);
    }
    if (entry->memory == ABSENT64) {
        format(memory, sizeof(memory), "N/A     ");
    } else {
        format(number, sizeof(number), "%lluMiB", entry->memory / 1048576);
        table_cut(memory, MEMORY_WIDTH, number);
    }
    put("|  %3u  %4s %4s  %8s  %5s   %-38s  %s  %8s |\n", index, instances[0], instances[1], pid, process->type, name,
        gap(), memory);
}

/* One without a name, as one that has ended or that a container does not see, gets no row, yet is found. */
void table_print_processes(const struct targets *targets) {
    u32 shown = 0;
    const char *rule = layout() >= LAYOUT_550 ? "--" : "";
    put("+---------------------------------------------------------------------------------------%s+\n", rule);
    put("| Processes:                                                                            %s|\n", gap());
    put("|  GPU   GI   CI        PID   Type   Process name                            %sGPU Memory |\n", gap());
    put("|        ID   ID                                                             %sUsage      |\n", gap());
    put("|=======================================================================================%s|\n",
        layout() >= LAYOUT_550 ? "==" : "");
    for (u32 i = 0; i < targets->count; i++) {
        const struct process_list *list = processes_of(targets->gpus[i].gpu);
        for (u32 j = 0; j < list->count; j++) {
            if (list->processes[j].entry->name[0] != 0) {
                put_process(targets->gpus[i].index, &list->processes[j]);
            }
        }
        shown += list->count;
    }
    if (shown == 0) {
        put("|  No running processes found                                                           %s|\n", gap());
    }
    put("+---------------------------------------------------------------------------------------%s+\n", rule);
}

static void put_mig_rule(char line, int shared) {
    char end = line == '=' ? '|' : '+';
    put("%c", end);
    put_times(line, 18);
    put("+");
    put_times(shared ? ' ' : line, layout() >= LAYOUT_550 ? 34 : 32);
    put("+");
    put_times(line, 11);
    put("+");
    put_times(line, 23);
    put("%c\n", end);
}

static void put_mig_heads(void) {
    u32 width = layout() >= LAYOUT_550 ? 33 : 31;
    int is_new = layout() >= LAYOUT_580;
    put("\n+---------------------------------------------------------------------------------------%s+\n",
        layout() >= LAYOUT_550 ? "--" : "");
    put("| MIG devices:                                                                          %s|\n", gap());
    put_mig_rule('-', 0);
    put("| GPU  GI  CI  MIG |%*s |        Vol|%s|\n", width, is_new ? "Shared Memory-Usage" : "Memory-Usage",
        is_new ? "        Shared         " : "      Shared           ");
    put("|      ID  ID  Dev |%*s | SM     Unc|%s|\n", width, is_new ? "Shared BAR1-Usage" : "BAR1-Usage",
        is_new ? " CE ENC  DEC  OFA  JPG " : " CE ENC DEC OFA JPG    ");
    put("|                  |                                %s|        ECC|                       |\n", gap());
    put_mig_rule('=', 0);
}

static void put_mig_device(u32 index, const struct mig_device *device, int shared) {
    char used[VALUE_SIZE] = "0";
    char total[VALUE_SIZE] = "0";
    char cell[CELL];
    char memory[CELL] = "";
    char bar1_text[CELL] = "";
    char errors[CELL] = "N/A";
    const nvmlDeviceAttributes_t *a = &device->attributes;
    u32 wide = layout() >= LAYOUT_550 ? 2 : 0;
    frame_buffer(device->handle, 2, used);
    frame_buffer(device->handle, 0, total);
    if (!shared) {
        format(cell, sizeof(cell), "%5sMiB", total);
        format(memory, sizeof(memory), "%16sMiB / %-*s", used, 10 + wide, cell);
        format(cell, sizeof(cell), "%5lluMiB", device->bar1.bar1Total / 1048576);
        format(bar1_text, sizeof(bar1_text), "%*lluMiB / %-10s", 16 + wide, device->bar1.bar1Used / 1048576, cell);
    }
    if (device->has_errors) {
        format(errors, sizeof(errors), "%llu", device->errors);
    }
    put("| %2u %4u %3u %3u  |%*s|%3u%7s |%3u %3u %4u %4u %4u |\n", index, device->gpu_instance,
        device->compute_instance, device->index, 32 + wide, memory, a->multiprocessorCount, errors,
        a->sharedCopyEngineCount, a->sharedEncoderCount, a->sharedDecoderCount, a->sharedOfaCount, a->sharedJpegCount);
    put("|                  |%*s|           |                       |\n", 32 + wide, bar1_text);
}

void table_print_mig(const struct targets *targets) {
    u32 shown = 0;
    put_mig_heads();
    for (u32 i = 0; i < targets->count; i++) {
        const struct mig_list *list = mig_devices_of(targets->gpus[i].gpu);
        for (u32 j = 0; j < list->count; j++) {
            const struct mig_device *device = &list->devices[j];
            int shared = j > 0 && list->devices[j - 1].gpu_instance == device->gpu_instance;
            int next_shares = j + 1 < list->count && list->devices[j + 1].gpu_instance == device->gpu_instance;
            put_mig_device(targets->gpus[i].index, device, shared);
            put_mig_rule('-', next_shares);
            shown++;
        }
    }
    if (shown == 0) {
        put("|  No MIG devices found                                                                 %s|\n", gap());
        put("+---------------------------------------------------------------------------------------%s+\n",
            layout() >= LAYOUT_550 ? "--" : "");
    }
}
