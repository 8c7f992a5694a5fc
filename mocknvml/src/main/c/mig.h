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

#endif
