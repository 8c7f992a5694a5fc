/* Who a GPU is: names, numbers, firmware. */
#include "getters.h"

DEVICE_NUMBER(nvmlDeviceGetIndex, index_of(gpu))
DEVICE_NUMBER(nvmlDeviceGetMinorNumber, gpu->minor)
DEVICE_NUMBER(nvmlDeviceGetModuleId, gpu->module_id)
DEVICE_NUMBER(nvmlDeviceGetBoardId, gpu->board_id)
DEVICE_NUMBER(nvmlDeviceGetIrqNum, gpu->irq)
DEVICE_NUMBER(nvmlDeviceGetBrand, board->brand)
DEVICE_NUMBER(nvmlDeviceGetArchitecture, board->architecture)
DEVICE_NUMBER(nvmlDeviceGetNumGpuCores, board->cores)
DEVICE_NUMBER(nvmlDeviceGetMultiGpuBoard, 0)

DEVICE_TEXT(nvmlDeviceGetName, board->name)
DEVICE_TEXT(nvmlDeviceGetUUID, gpu->uuid)
DEVICE_TEXT(nvmlDeviceGetSerial, gpu->serial)
DEVICE_TEXT(nvmlDeviceGetBoardPartNumber, board->board_part_number)
DEVICE_TEXT(nvmlDeviceGetVbiosVersion, board->vbios)
DEVICE_TEXT(nvmlDeviceGetInforomImageVersion, board->inforom_image)

NVML nvmlDeviceGetInforomVersion(nvmlDevice_t gpu, u32 object, char *version, u32 size) {
    REQUIRE_DEVICE(gpu);
    const struct board *board = board_of(gpu);
    switch (object) {
    case 0:
        return give_text(board->inforom_oem, version, size);
    case 1:
        return give_text(board->inforom_ecc, version, size);
    case 2:
        return give_text(board->inforom_power, version, size);
    default:
        return NVML_ERROR_INVALID_ARGUMENT;
    }
}

NVML nvmlDeviceGetInforomConfigurationChecksum(nvmlDevice_t gpu, u32 *checksum) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(checksum);
    REQUIRE(board_of(gpu)->inforom_image[0] != 0, NVML_ERROR_NOT_SUPPORTED);
    u32 sum = 0;
    for (const char *c = board_of(gpu)->inforom_image; *c != 0; c++) {
        sum = sum * 31 + (u8)*c;
    }
    *checksum = sum;
    return NVML_SUCCESS;
}

NVML nvmlDeviceValidateInforom(nvmlDevice_t gpu) {
    REQUIRE_DEVICE(gpu);
    return board_of(gpu)->inforom_image[0] != 0 ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}

NVML nvmlDeviceGetLastBBXFlushTime(nvmlDevice_t gpu, u64 *timestamp, unsigned long *duration) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(timestamp != 0 && duration != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(gpu->bbx_time_us != ABSENT64, NVML_ERROR_NOT_SUPPORTED);
    *timestamp = gpu->bbx_time_us;
    *duration = gpu->bbx_duration_us;
    return NVML_SUCCESS;
}

enum { GSP_TEXT = 64 };

NVML nvmlDeviceGetGspFirmwareVersion(nvmlDevice_t gpu, char *version) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(version);
    REQUIRE(board_of(gpu)->gsp, NVML_ERROR_NOT_SUPPORTED);
    return give_text(state_system()->driver_version, version, GSP_TEXT);
}

NVML nvmlDeviceGetGspFirmwareMode(nvmlDevice_t gpu, u32 *enabled, u32 *default_mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(enabled != 0 && default_mode != 0, NVML_ERROR_INVALID_ARGUMENT);
    *enabled = board_of(gpu)->gsp;
    *default_mode = board_of(gpu)->gsp;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetCudaComputeCapability(nvmlDevice_t gpu, int *major, int *minor) {
    REQUIRE_DEVICE(gpu);
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
