/* The types of virtual GPUs that the driver of a host offers: what one would be, none being there. */
#define SELDOM_ASKED
#include "getters.h"
#include "subjects.h"

int hosts_vgpus(void) { return session.system->virtualization == HOST_VGPU; }

/* The board's entries; a damaged board has none. */
const struct vgpu_type *vgpu_types_of(const struct gpu *gpu, u32 *count) {
    u32 start = board_of(gpu)->vgpu_start;
    u32 number = board_of(gpu)->vgpu_count;
    int inside = hosts_vgpus() && start <= session.vgpu_type_count && number <= session.vgpu_type_count - start;
    *count = inside ? number : 0;
    return session.vgpu_types + (inside ? start : 0);
}

static const struct vgpu_type *find(u32 id, const struct vgpu_type *types, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (types[i].id == id) {
            return types + i;
        }
    }
    return 0;
}

static nvmlReturn_t find_type(u32 id, const struct vgpu_type **type) {
    REQUIRE_SESSION();
    REQUIRE(hosts_vgpus(), NVML_ERROR_NOT_SUPPORTED);
    *type = find(id, session.vgpu_types, session.vgpu_type_count);
    REQUIRE(*type != 0, NVML_ERROR_INVALID_ARGUMENT);
    return NVML_SUCCESS;
}

/* Declares the name as the entry with the id. */
#define REQUIRE_TYPE(name, id) \
    const struct vgpu_type *name; \
    do { \
        nvmlReturn_t found_ = find_type(id, &name); \
        REQUIRE(found_ == NVML_SUCCESS, found_); \
    } while (0)

#define TYPE_NUMBER(name, number, value) \
    NVML name(nvmlVgpuTypeId_t id, number *out) { \
        REQUIRE_TYPE(type, id); \
        REQUIRE_POINTER(out); \
        *out = (value); \
        return NVML_SUCCESS; \
    }

/* Of types that are cut from a whole GPU, not from a GPU instance. */
#define NO_GPU_INSTANCE_PROFILE 0xffffffffu
/* Where the host does not run the GPU's own processor for its virtual GPUs, no heap is set aside for it. */
enum { NO_HEAP = 0 };

TYPE_NUMBER(nvmlVgpuTypeGetFramebufferSize, u64, type->memory)
TYPE_NUMBER(nvmlVgpuTypeGetFbReservation, u64, type->memory_reserved)
TYPE_NUMBER(nvmlVgpuTypeGetGspHeapSize, u64, NO_HEAP)
TYPE_NUMBER(nvmlVgpuTypeGetNumDisplayHeads, u32, type->heads)
TYPE_NUMBER(nvmlVgpuTypeGetFrameRateLimit, u32, type->frame_rate)
TYPE_NUMBER(nvmlVgpuTypeGetMaxInstancesPerVm, u32, type->instances_per_vm)
TYPE_NUMBER(nvmlVgpuTypeGetGpuInstanceProfileId, u32, NO_GPU_INSTANCE_PROFILE)

/* Where the text does not fit, the size says how much room it needs. */
static nvmlReturn_t give_sized(const char *text, size_t limit, char *buffer, u32 *size) {
    REQUIRE_POINTER(size);
    nvmlReturn_t result = give_text_of(text, limit, buffer, *size);
    if (result == NVML_ERROR_INSUFFICIENT_SIZE) {
        *size = (u32)text_length(text, limit) + 1;
    }
    return result;
}

NVML nvmlVgpuTypeGetName(nvmlVgpuTypeId_t id, char *name, u32 *size) {
    REQUIRE_TYPE(type, id);
    return give_sized(type->name, sizeof(type->name), name, size);
}

NVML nvmlVgpuTypeGetClass(nvmlVgpuTypeId_t id, char *name, u32 *size) {
    REQUIRE_TYPE(type, id);
    return give_sized(type->type_class, sizeof(type->type_class), name, size);
}

NVML nvmlVgpuTypeGetDeviceID(nvmlVgpuTypeId_t id, u64 *device, u64 *subsystem) {
    REQUIRE_TYPE(type, id);
    REQUIRE(device != 0 && subsystem != 0, NVML_ERROR_INVALID_ARGUMENT);
    *device = type->device_id;
    *subsystem = type->subsystem_id;
    return NVML_SUCCESS;
}

NVML nvmlVgpuTypeGetResolution(nvmlVgpuTypeId_t id, u32 head, u32 *width, u32 *height) {
    REQUIRE_TYPE(type, id);
    REQUIRE(width != 0 && height != 0 && head < type->heads, NVML_ERROR_INVALID_ARGUMENT);
    *width = type->width;
    *height = type->height;
    return NVML_SUCCESS;
}

/* NV_GRID_LICENSE_FEATURE_*_EDITION of NVIDIA's open kernel modules, ctrl2080gpu.h. */
#define WORKSTATION "Quadro-Virtual-DWS,5.0;GRID-Virtual-WS,2.0;GRID-Virtual-WS-Ext,2.0"

NVML nvmlVgpuTypeGetLicense(nvmlVgpuTypeId_t id, char *license, u32 size) {
    REQUIRE_TYPE(type, id);
    switch (type->license) {
    case LICENSE_VIRTUAL_PC:
        return give_text("GRID-Virtual-PC,2.0;" WORKSTATION, license, size);
    case LICENSE_VIRTUAL_APPLICATIONS:
        return give_text("GRID-Virtual-Apps,3.0", license, size);
    default:
        return give_text(WORKSTATION, license, size);
    }
}

NVML nvmlVgpuTypeGetBAR1Info(nvmlVgpuTypeId_t id, nvmlVgpuTypeBar1Info_t *info) {
    REQUIRE_TYPE(type, id);
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlVgpuTypeBar1Info_t, 1);
    info->bar1Size = type->bar1_mib;
    return NVML_SUCCESS;
}

NVML nvmlVgpuTypeGetMaxInstances(nvmlDevice_t gpu, nvmlVgpuTypeId_t id, u32 *instances) {
    u32 count;
    REQUIRE_DEVICE(gpu);
    REQUIRE(hosts_vgpus(), NVML_ERROR_NOT_SUPPORTED);
    const struct vgpu_type *types = vgpu_types_of(gpu, &count);
    const struct vgpu_type *type = find(id, types, count);
    REQUIRE(type != 0 && instances != 0, NVML_ERROR_INVALID_ARGUMENT);
    *instances = type->instances;
    return NVML_SUCCESS;
}

/*
 * All on a GPU have the size of the first one, whatever their series: the mode of mixed sizes, of vGPU 17, is not there.
 * Nothing public says of which types GPUDirect can be had.
 */
enum { CAP_NVLINK_P2P, CAP_GPUDIRECT, CAP_EXCLUSIVE_IN_VM, CAP_EXCLUSIVE_TYPE, CAP_EXCLUSIVE_SIZE, CAP_COUNT };

NVML nvmlVgpuTypeGetCapabilities(nvmlVgpuTypeId_t id, u32 capability, u32 *result) {
    REQUIRE_TYPE(type, id);
    REQUIRE(result != 0 && capability < CAP_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(capability != CAP_GPUDIRECT, NVML_ERROR_NOT_SUPPORTED);
    *result = (capability == CAP_EXCLUSIVE_IN_VM && type->exclusive) || capability == CAP_EXCLUSIVE_SIZE;
    return NVML_SUCCESS;
}
