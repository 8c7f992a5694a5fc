/* GPU performance metrics: not recorded by the mock, and said so by the support question. */
#include "getters.h"

NVML nvmlGpmQueryDeviceSupport(nvmlDevice_t gpu, nvmlGpmSupport_t *support) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(support);
    REQUIRE(support->version == 1, NVML_ERROR_ARGUMENT_VERSION_MISMATCH);
    support->isSupportedDevice = 0;
    return NVML_SUCCESS;
}
