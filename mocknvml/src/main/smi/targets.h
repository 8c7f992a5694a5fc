/* The GPUs that a command is about: all, or those that -i names. */
#ifndef GPUMOCK_SMI_TARGETS_H
#define GPUMOCK_SMI_TARGETS_H

#include "nvml.h"
#include "runtime.h"
#include "state.h"

struct targets {
    u32 count, attached; /* chosen, and all in the system */
    struct target {
        u32 index;
        nvmlDevice_t gpu;
        char bus_id[32];
    } gpus[MAX_GPUS];
};

/* ids is the argument of -i, or NULL. Not 0: the exit status, and why has been printed. */
int targets_find(struct targets *targets, const char *ids);
/* Every GPU, with nothing printed; 0: one has failed. */
int targets_all(struct targets *targets);
/* A line with the GPU's number, name and UUID. */
void target_put_title(const struct target *target);
/* Ends a line that says that there is no handle of a GPU: why. */
void target_put_reason(nvmlReturn_t code);
/* The bus id by index, or the index as text, for messages. */
void target_text(u32 index, char *text, u32 size);

#endif
