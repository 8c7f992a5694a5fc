/* Who a GPU is: names and numbers. */
#include "getters.h"
#include "subjects.h"

TARGET_NUMBER(nvmlDeviceGetIndex, target.slot == MAX_INSTANCES ? index_of(gpu) : mig_index(target))
TARGET_NUMBER(nvmlDeviceGetMinorNumber, UNLESS_REFUSED(MINOR_NUMBER, gpu->minor))
DEVICE_NUMBER(nvmlDeviceGetModuleId, UNLESS_REFUSED(MODULE_ID, gpu->module_id))
DEVICE_NUMBER(nvmlDeviceGetBoardId, gpu->board_id)
DEVICE_NUMBER(nvmlDeviceGetIrqNum, gpu->irq)
TARGET_NUMBER(nvmlDeviceGetBrand, board->brand)
TARGET_NUMBER(nvmlDeviceGetArchitecture, board->architecture)
DEVICE_NUMBER(nvmlDeviceGetNumGpuCores, board->cores)
DEVICE_NUMBER(nvmlDeviceGetMultiGpuBoard, 0)

NVML nvmlDeviceGetName(nvmlDevice_t device, char *name, u32 size) {
    REQUIRE_TARGET(target, device);
    struct mig_device mig;
    if (target.slot == MAX_INSTANCES || !mig_device_of(&target, &mig)) {
        return give_text(board_of(target.gpu)->name, name, size);
    }
    char text[192];
    char profile[96];
    mig_name(&mig, profile);
    char *end = text_append_limited(text, board_of(target.gpu)->name, sizeof(board_of(target.gpu)->name) - 1);
    text_append(text_append(end, " "), profile);
    return give_text(text, name, size);
}

NVML nvmlDeviceGetUUID(nvmlDevice_t device, char *uuid, u32 size) {
    REQUIRE_TARGET(target, device);
    char text[48];
    if (target.slot == MAX_INSTANCES) {
        return give_text(target.gpu->uuid, uuid, size);
    }
    mig_uuid(target.gpu, target.slot, text);
    return give_text(text, uuid, size);
}

DEVICE_TEXT(nvmlDeviceGetSerial, gpu->serial)
DEVICE_TEXT(nvmlDeviceGetBoardPartNumber, board->board_part_number)

/* A name that an administrator gave the GPU's host, of boards in modules with a CPU. */
NVML nvmlDeviceGetHostname_v1(nvmlDevice_t gpu, nvmlHostname_v1_t *hostname) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(hostname);
    REQUIRE(board_of(gpu)->c2c == SUPPORT_ENABLED, NVML_ERROR_NOT_SUPPORTED);
    memset(hostname->value, 0, sizeof(hostname->value));
    text_append_limited(hostname->value, gpu->hostname, sizeof(gpu->hostname) - 1);
    return NVML_SUCCESS;
}

NVML nvmlDeviceSetHostname_v1(nvmlDevice_t gpu, nvmlHostname_v1_t *hostname) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(hostname);
    REQUIRE(board_of(gpu)->c2c == SUPPORT_ENABLED, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(text_length(hostname->value, sizeof(hostname->value)) < sizeof(hostname->value), NVML_ERROR_INVALID_ARGUMENT);
    return state_write(gpu->hostname, hostname->value, sizeof(gpu->hostname));
}

NVML nvmlDeviceGetCudaComputeCapability(nvmlDevice_t device, int *major, int *minor) {
    REQUIRE_TARGET(target, device);
    const struct gpu *gpu = target.gpu;
    REQUIRE(major != 0 && minor != 0, NVML_ERROR_INVALID_ARGUMENT);
    *major = (int)board_of(gpu)->compute_major;
    *minor = (int)board_of(gpu)->compute_minor;
    return NVML_SUCCESS;
}

NVML nvmlDeviceOnSameBoard(nvmlDevice_t a, nvmlDevice_t b, int *same) {
    REQUIRE_DEVICE(a);
    REQUIRE_DEVICE(b);
    REQUIRE_POINTER(same);
    *same = a == b;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetPdi(nvmlDevice_t gpu, nvmlPdi_t *pdi) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(pdi);
    REQUIRE_VERSION(pdi, nvmlPdi_t, 1);
    pdi->value = gpu->pdi;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetPlatformInfo(nvmlDevice_t gpu, nvmlPlatformInfo_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    REQUIRE(info->version == VERSION_OF(nvmlPlatformInfo_t, 1) || info->version == VERSION_OF(nvmlPlatformInfo_t, 2),
            NVML_ERROR_ARGUMENT_VERSION_MISMATCH);
    REQUIRE(gpu->has_platform, NVML_ERROR_NOT_SUPPORTED);
    memcpy(info->ibGuid, gpu->fabric_guid, sizeof(info->ibGuid));
    memcpy(info->chassisSerialNumber, gpu->chassis_serial, sizeof(info->chassisSerialNumber));
    info->slotNumber = (u8)gpu->slot;
    info->trayIndex = (u8)gpu->tray;
    info->hostId = (u8)gpu->host_id;
    info->peerType = (u8)gpu->peer_type;
    info->moduleId = (u8)gpu->module_id;
    return NVML_SUCCESS;
}
