/* vGPU licensing and host modes, as a machine without vGPU answers. */
#define SELDOM_ASKED
#include "getters.h"
#include "mig.h"

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

/* What boards of the data center could host, had they a vGPU host driver: nothing. */
static nvmlReturn_t give_none(nvmlDevice_t gpu, u32 *count) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    *count = 0;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetSupportedVgpus(nvmlDevice_t gpu, u32 *count, nvmlVgpuTypeId_t *types) {
    (void)types;
    return give_none(gpu, count);
}

NVML nvmlDeviceGetCreatableVgpus(nvmlDevice_t gpu, u32 *count, nvmlVgpuTypeId_t *types) {
    (void)types;
    return give_none(gpu, count);
}

NVML nvmlDeviceGetActiveVgpus(nvmlDevice_t gpu, u32 *count, nvmlVgpuInstance_t *instances) {
    (void)instances;
    return give_none(gpu, count);
}

enum { DEVICE_CAPABILITIES = 11, DRIVER_CAPABILITIES = 2 };

NVML nvmlDeviceGetVgpuCapabilities(nvmlDevice_t gpu, u32 capability, u32 *result) {
    REQUIRE(!initialized() || capability < DEVICE_CAPABILITIES, NVML_ERROR_INVALID_ARGUMENT);
    return give_none(gpu, result);
}

NVML nvmlGetVgpuDriverCapabilities(u32 capability, u32 *result) {
    REQUIRE_SESSION();
    REQUIRE(result != 0 && capability < DRIVER_CAPABILITIES, NVML_ERROR_INVALID_ARGUMENT);
    *result = 0;
    return NVML_SUCCESS;
}

NVML nvmlGpuInstanceGetActiveVgpus(nvmlGpuInstance_t instance, nvmlActiveVgpuInstanceInfo_t *info) {
    REQUIRE_GPU_INSTANCE(target, instance);
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlActiveVgpuInstanceInfo_t, 1);
    info->vgpuCount = 0;
    return NVML_SUCCESS;
}

NVML nvmlGpuInstanceGetCreatableVgpus(nvmlGpuInstance_t instance, nvmlVgpuTypeIdInfo_t *info) {
    REQUIRE_GPU_INSTANCE(target, instance);
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlVgpuTypeIdInfo_t, 1);
    info->vgpuCount = 0;
    return NVML_SUCCESS;
}

/* A migration needs a host driver at both ends. */
enum { COMPATIBILITY_NONE = 0, LIMITED_BY_HOST_DRIVER = 1 };

NVML nvmlGetVgpuCompatibility(nvmlVgpuMetadata_t *vgpu, nvmlVgpuPgpuMetadata_t *pgpu,
                              nvmlVgpuPgpuCompatibility_t *compatibility) {
    REQUIRE_SESSION();
    REQUIRE(vgpu != 0 && pgpu != 0 && compatibility != 0, NVML_ERROR_INVALID_ARGUMENT);
    compatibility->vgpuVmCompatibility = COMPATIBILITY_NONE;
    compatibility->compatibilityLimitCode = LIMITED_BY_HOST_DRIVER;
    return NVML_SUCCESS;
}
