/* Whether the driver hands parts of the GPU to virtual machines. */
#ifndef GPUMOCK_SMI_VGPU_HOST_H
#define GPUMOCK_SMI_VGPU_HOST_H

#include "nvml.h"

int vgpu_is_host(nvmlDevice_t gpu);

#endif
