#ifndef GPUMOCK_CAPS_MINOR_H
#define GPUMOCK_CAPS_MINOR_H

#include "subjects.h"

/* Minors of device files for MIG, as the driver numbers them: nv-caps.c of NVIDIA's open kernel modules. */
enum { CAPS_CONFIGURES_MIG = 1, CAPS_FIRST = 3, CAPS_OF_GPU = 135, CAPS_OF_INSTANCE = 9 };

static inline u32 caps_of_gpu_instance(const struct gpu *gpu, u32 id) {
    return CAPS_FIRST + CAPS_OF_GPU * gpu->minor + CAPS_OF_INSTANCE * id;
}

static inline u32 caps_of_compute_instance(const struct gpu *gpu, u32 gpu_instance, u32 id) {
    return caps_of_gpu_instance(gpu, gpu_instance) + 1 + id;
}

#endif
