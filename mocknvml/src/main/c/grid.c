/* vGPU licensing and host modes, as a machine without vGPU answers. */
#include "getters.h"

static nvmlReturn_t unlicensed(nvmlDevice_t gpu, nvmlGridLicensableFeatures_t *features) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(features);
    features->isGridLicenseSupported = 0;
    features->licensableFeaturesCount = 0;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetGridLicensableFeatures_v4(nvmlDevice_t gpu, nvmlGridLicensableFeatures_t *features) {
    return unlicensed(gpu, features);
}
NVML nvmlDeviceGetGridLicensableFeatures_v3(nvmlDevice_t gpu, nvmlGridLicensableFeatures_t *features) {
    return unlicensed(gpu, features);
}
NVML nvmlDeviceGetGridLicensableFeatures_v2(nvmlDevice_t gpu, nvmlGridLicensableFeatures_t *features) {
    return unlicensed(gpu, features);
}
NVML nvmlDeviceGetGridLicensableFeatures(nvmlDevice_t gpu, nvmlGridLicensableFeatures_t *features) {
    return unlicensed(gpu, features);
}
