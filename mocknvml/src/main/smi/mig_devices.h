/* The MIG devices of a GPU. */
#ifndef GPUMOCK_SMI_MIG_DEVICES_H
#define GPUMOCK_SMI_MIG_DEVICES_H

#include "nvml.h"
#include "runtime.h"

enum { MAX_MIG_DEVICES = 16 };

struct mig_device {
    nvmlDevice_t handle;
    u32 index, gpu_instance, compute_instance;
    u64 errors; /* SRAM, uncorrected, volatile */
    int has_errors;
    nvmlDeviceAttributes_t attributes;
    nvmlBAR1Memory_t bar1;
};

struct mig_list {
    u32 count;
    struct mig_device devices[MAX_MIG_DEVICES];
};

/* A device that refuses its attributes or its BAR1 is left out. Valid until the next call. */
const struct mig_list *mig_devices_of(nvmlDevice_t gpu);

#endif
