#include "mig_devices.h"

enum { UNCORRECTED = 1, VOLATILE = 0, LOCATION_SRAM = 7 };

const struct mig_list *mig_devices_of(nvmlDevice_t gpu) {
    static struct mig_list list;
    u32 slots = 0;
    list.count = 0;
    nvmlDeviceGetMaxMigDeviceCount(gpu, &slots);
    for (u32 i = 0; i < slots && list.count < MAX_MIG_DEVICES; i++) {
        struct mig_device *device = &list.devices[list.count];
        if (nvmlDeviceGetMigDeviceHandleByIndex(gpu, i, &device->handle) != NVML_SUCCESS ||
            nvmlDeviceGetGpuInstanceId(device->handle, &device->gpu_instance) != NVML_SUCCESS ||
            nvmlDeviceGetComputeInstanceId(device->handle, &device->compute_instance) != NVML_SUCCESS ||
            nvmlDeviceGetAttributes_v2(device->handle, &device->attributes) != NVML_SUCCESS ||
            nvmlDeviceGetBAR1MemoryInfo(device->handle, &device->bar1) != NVML_SUCCESS) {
            continue;
        }
        device->index = i;
        device->errors = 0;
        device->has_errors = nvmlDeviceGetMemoryErrorCounter(device->handle, UNCORRECTED, VOLATILE, LOCATION_SRAM,
                                                             &device->errors) == NVML_SUCCESS;
        list.count++;
    }
    return &list;
}
