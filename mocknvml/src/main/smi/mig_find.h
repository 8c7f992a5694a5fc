/* The GPU instances and compute instances that exist, as nvidia-smi mig finds and filters them. */
#ifndef GPUMOCK_SMI_MIG_FIND_H
#define GPUMOCK_SMI_MIG_FIND_H

#include "targets.h"

enum { GPU_PROFILES = 10, COMPUTE_PROFILES = 8, MAX_OF_GPU = 8, MIG_NAME = 96 };
enum { GPU_PROFILE_VERSION = 0x02000098, COMPUTE_PROFILE_VERSION = 0x02000088 };

struct gpu_instance {
    const struct target *target;
    nvmlGpuInstance_t handle;
    nvmlGpuInstanceInfo_t info;
    char name[MIG_NAME]; /* of its profile */
};

struct compute_instance {
    const struct gpu_instance *parent;
    nvmlComputeInstance_t handle;
    nvmlComputeInstanceInfo_t info;
    char name[MIG_NAME];
};

struct gpu_instances {
    u32 count;
    struct gpu_instance list[MAX_GPUS * MAX_OF_GPU];
};

struct compute_instances {
    u32 count;
    struct compute_instance list[MAX_GPUS * MAX_OF_GPU];
};

/* ids is a list with commas, or NULL for all. */
void mig_find_gpu_instances(struct gpu_instances *found, const struct targets *targets, const char *ids);
void mig_find_compute_instances(struct compute_instances *found, const struct gpu_instances *parents, const char *ids);

/* Profiles by their place among those that NVML knows; 0 when the board has not this one. */
int mig_gpu_profile(nvmlDevice_t gpu, u32 place, nvmlGpuInstanceProfileInfo_v2_t *profile);
/* All that the board has, the smallest first; answers how many. */
u32 mig_gpu_profiles(nvmlDevice_t gpu, nvmlGpuInstanceProfileInfo_v2_t profiles[GPU_PROFILES]);
int mig_compute_profile(nvmlGpuInstance_t parent, u32 place, nvmlComputeInstanceProfileInfo_v2_t *profile);
/* The profile that fills the GPU instance. */
int mig_largest_profile(nvmlGpuInstance_t parent, nvmlComputeInstanceProfileInfo_v2_t *profile);

#endif
