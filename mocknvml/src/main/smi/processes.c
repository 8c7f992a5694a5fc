#include "processes.h"

#include "format.h"
#include "value.h"

enum { COMPUTE, MPS, GRAPHICS, LISTS, SLOT_COMPUTE = 213 };

static struct process_entry entries[LISTS][MAX_LISTED];
static u32 counts[LISTS];

static nvmlReturn_t read_list(nvmlDevice_t gpu, u32 which) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u32 *, struct process_entry *);
    counts[which] = MAX_LISTED;
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(SLOT_COMPUTE + which))(gpu, &counts[which], entries[which]);
    if (code != NVML_SUCCESS || counts[which] > MAX_LISTED) {
        counts[which] = 0;
    }
    return code;
}

static int is_listed(u32 which, u32 pid) {
    for (u32 i = 0; i < counts[which]; i++) {
        if (entries[which][i].pid == pid) {
            return 1;
        }
    }
    return 0;
}

static void insert(struct process_list *list, const struct process_entry *entry, const char *type) {
    u32 place = list->count++;
    for (; place > 0 && list->processes[place - 1].entry->pid > entry->pid; place--) {
        list->processes[place] = list->processes[place - 1];
    }
    list->processes[place].entry = entry;
    string_copy(list->processes[place].type, PROCESS_TYPE_SIZE, type);
}

const struct process_list *processes_of(nvmlDevice_t gpu) {
    static struct process_list list;
    list.count = 0;
    for (u32 i = 0; i < LISTS; i++) {
        if (read_list(gpu, i) != NVML_SUCCESS) {
            return &list;
        }
    }
    for (u32 i = 0; i < counts[COMPUTE]; i++) {
        u32 pid = entries[COMPUTE][i].pid;
        insert(&list, &entries[COMPUTE][i], is_listed(MPS, pid) ? "M+C" : is_listed(GRAPHICS, pid) ? "C+G" : "C");
    }
    for (u32 i = 0; i < counts[GRAPHICS]; i++) {
        if (!is_listed(COMPUTE, entries[GRAPHICS][i].pid)) {
            insert(&list, &entries[GRAPHICS][i], "G");
        }
    }
    return &list;
}

nvmlReturn_t compute_processes_of(nvmlDevice_t gpu, const struct process_entry **list, u32 *count) {
    nvmlReturn_t code = read_list(gpu, COMPUTE);
    *list = entries[COMPUTE];
    *count = counts[COMPUTE];
    return code;
}
