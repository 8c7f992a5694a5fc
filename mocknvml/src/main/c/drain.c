/* Taking a GPU out of service: drained by its address, removed from the bus, and found again. */
#define SELDOM_ASKED
#include "session.h"

static nvmlReturn_t find(const nvmlPciInfo_t *pci, const struct gpu **found) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(pci);
    for (u32 i = 0; i < session.gpu_count; i++) {
        const struct gpu *gpu = session.gpus + i;
        if (gpu->domain == pci->domain && gpu->bus == pci->bus && gpu->device == pci->device) {
            *found = gpu;
            return NVML_SUCCESS;
        }
    }
    return NVML_ERROR_NOT_FOUND;
}

#define REQUIRE_ADDRESS(gpu, pci) \
    const struct gpu *gpu; \
    do { \
        nvmlReturn_t found_ = find(pci, &gpu); \
        REQUIRE(found_ == NVML_SUCCESS, found_); \
    } while (0)

NVML nvmlDeviceQueryDrainState(nvmlPciInfo_t *pci, u32 *state) {
    REQUIRE_ADDRESS(gpu, pci);
    REQUIRE_POINTER(state);
    *state = gpu->draining;
    return NVML_SUCCESS;
}

NVML nvmlDeviceModifyDrainState(nvmlPciInfo_t *pci, u32 state) {
    REQUIRE_ADDRESS(gpu, pci);
    REQUIRE(state <= 1, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->draining, state);
}

/* Only a GPU that takes no new work can go. */
NVML nvmlDeviceRemoveGpu_v2(nvmlPciInfo_t *pci, u32 gpu_state, u32 link_state) {
    REQUIRE_ADDRESS(gpu, pci);
    REQUIRE(gpu_state <= 1 && link_state <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(gpu->draining, NVML_ERROR_IN_USE);
    return STATE_SET(gpu->failure, NVML_ERROR_GPU_IS_LOST);
}

NVML nvmlDeviceRemoveGpu(nvmlPciInfo_t *pci) { return nvmlDeviceRemoveGpu_v2(pci, 0, 0); }

NVML nvmlDeviceDiscoverGpus(nvmlPciInfo_t *pci) {
    REQUIRE_ADDRESS(gpu, pci);
    return STATE_SET_BOTH(gpu->failure, NVML_SUCCESS, gpu->draining, 0);
}
