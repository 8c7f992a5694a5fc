/* The processes of one GPU, as the internal table's three lists give them. */
#ifndef GPUMOCK_SMI_PROCESSES_H
#define GPUMOCK_SMI_PROCESSES_H

#include "nvml.h"
#include "runtime.h"

enum { MAX_LISTED = 500, NAME_SIZE = 4096, PROCESS_TYPE_SIZE = 8 };

/* As the slots 213 to 215 write it. */
struct process_entry {
    u32 pid;
    u64 memory;
    u32 gpu_instance, compute_instance;
    u8 unused[8];
    char name[NAME_SIZE];
};
_Static_assert(sizeof(struct process_entry) == 4128, "the table's stride");

struct listed_process {
    const struct process_entry *entry;
    char type[PROCESS_TYPE_SIZE]; /* C, G, C+G or M+C */
};

struct process_list {
    u32 count;
    struct listed_process processes[2 * MAX_LISTED];
};

/* Sorted by pid; empty when one of the lists cannot be read. Valid until the next call. */
const struct process_list *processes_of(nvmlDevice_t gpu);
/* The compute processes only, in the table's order; the code of that list. */
nvmlReturn_t compute_processes_of(nvmlDevice_t gpu, const struct process_entry **entries, u32 *count);

#endif
