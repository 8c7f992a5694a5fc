/* What GPU instances (mig.c), compute instances (mig_compute.c) and MIG devices (mig_device.c) share. */
#ifndef GPUMOCK_MIG_H
#define GPUMOCK_MIG_H

#include "subjects.h"

/* The slot in the target is that of the GPU instance. */
HIDDEN nvmlReturn_t check_gpu_instance(nvmlGpuInstance_t instance, struct target *target);

#define REQUIRE_GPU_INSTANCE(name, instance) \
    struct target name; \
    do { \
        nvmlReturn_t checked_ = check_gpu_instance(instance, &name); \
        REQUIRE(checked_ == NVML_SUCCESS, checked_); \
    } while (0)

enum { MEMORY_SLICES = 16, INSTANCE_IDS = 15 };

HIDDEN u32 mig_placements_of(const struct profile *row);
/* Memory slices from start on, as a mask. */
HIDDEN u32 mig_slices_of(u32 start, u32 size);
/* What the largest profile takes: 8, or 4 of a small board. */
HIDDEN u32 mig_memory_slices(const struct gpu *gpu);
/* Those of all GPU instances. */
HIDDEN u32 mig_taken(const struct gpu *gpu);
/* Where the driver puts an instance, or the wanted place if it is free; MEMORY_SLICES where there is none. */
HIDDEN u32 mig_choose(const struct gpu *gpu, const struct profile *row, const nvmlGpuInstancePlacement_t *wanted);
HIDDEN u32 mig_id(const struct gpu *gpu, const struct profile *row, u32 start);

#endif
