/* vGPU licensing and what GPUs can host: nothing where the driver is not that of a vGPU host. No virtual machine runs. */
#define SELDOM_ASKED
#include "getters.h"
#include "mig.h"
#include "subjects.h"

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

/* Asked with a buffer that is too small, or none, the number is the answer. */
static nvmlReturn_t give_types(nvmlDevice_t gpu, u32 *count, nvmlVgpuTypeId_t *ids) {
    u32 number;
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    u32 room = *count;
    const struct vgpu_type *types = vgpu_types_of(gpu, &number);
    *count = number;
    REQUIRE(room >= number, NVML_ERROR_INSUFFICIENT_SIZE);
    REQUIRE(number == 0 || ids != 0, NVML_ERROR_INVALID_ARGUMENT);
    for (u32 i = 0; i < number; i++) {
        ids[i] = types[i].id;
    }
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetSupportedVgpus(nvmlDevice_t gpu, u32 *count, nvmlVgpuTypeId_t *types) {
    return give_types(gpu, count, types);
}

/* All of them, as long as no virtual GPU runs. */
NVML nvmlDeviceGetCreatableVgpus(nvmlDevice_t gpu, u32 *count, nvmlVgpuTypeId_t *types) {
    return give_types(gpu, count, types);
}

NVML nvmlDeviceGetActiveVgpus(nvmlDevice_t gpu, u32 *count, nvmlVgpuInstance_t *instances) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    (void)instances;
    *count = 0;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetHostVgpuMode(nvmlDevice_t gpu, nvmlHostVgpuMode_t *mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(hosts_vgpus(), NVML_ERROR_NOT_SUPPORTED);
    REQUIRE_POINTER(mode);
    *mode = board_of(gpu)->vgpu_sriov != 0;
    return NVML_SUCCESS;
}

enum { CAP_FRACTIONAL, CAP_MIXED_TYPES, DEVICE_CAPABILITIES = 11 };
enum { CAP_SEVERAL_TYPES_IN_VM, DRIVER_CAPABILITIES = 2 };

NVML nvmlDeviceGetVgpuCapabilities(nvmlDevice_t gpu, u32 capability, u32 *result) {
    REQUIRE(!initialized() || capability < DEVICE_CAPABILITIES, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(result);
    *result = hosts_vgpus() && ((capability == CAP_FRACTIONAL && board_of(gpu)->vgpu_fractional != 0) ||
                                capability == CAP_MIXED_TYPES);
    return NVML_SUCCESS;
}

NVML nvmlGetVgpuDriverCapabilities(u32 capability, u32 *result) {
    REQUIRE_SESSION();
    REQUIRE(result != 0 && capability < DRIVER_CAPABILITIES, NVML_ERROR_INVALID_ARGUMENT);
    *result = hosts_vgpus() && capability == CAP_SEVERAL_TYPES_IN_VM;
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
