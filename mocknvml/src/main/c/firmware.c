/* What is burnt into the board, and its black box. */
#define SELDOM_ASKED
#include "getters.h"

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
    case 3: /* the dead object of boards that have no such thing */
        return NVML_ERROR_NOT_SUPPORTED;
    default:
        return NVML_ERROR_INVALID_ARGUMENT;
    }
}

NVML nvmlDeviceGetInforomConfigurationChecksum(nvmlDevice_t gpu, u32 *checksum) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(checksum);
    REQUIRE(board_of(gpu)->inforom_image[0] != 0, NVML_ERROR_NOT_SUPPORTED);
    u32 sum = 0;
    const char *image = board_of(gpu)->inforom_image;
    for (size_t i = 0; i < text_length(image, sizeof(board_of(gpu)->inforom_image)); i++) {
        sum = sum * 31 + (u8)image[i];
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

NVML nvmlDeviceGetBBXTimeData_v1(nvmlDevice_t gpu, nvmlBBXTimeData_v1_t *data) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(data);
    REQUIRE(gpu->bbx_time_us != ABSENT64, NVML_ERROR_NOT_SUPPORTED);
    data->timeRun = (u32)(sys_time_us(CLOCK_BOOT) / 1000000);
    return NVML_SUCCESS;
}

enum { GSP_TEXT = 64 };

NVML nvmlDeviceGetGspFirmwareVersion(nvmlDevice_t gpu, char *version) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(version);
    REQUIRE(board_of(gpu)->gsp, NVML_ERROR_NOT_SUPPORTED);
    return give_text(session.system->driver_version, version, GSP_TEXT);
}

NVML nvmlDeviceGetGspFirmwareMode(nvmlDevice_t gpu, u32 *enabled, u32 *default_mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(enabled != 0 && default_mode != 0, NVML_ERROR_INVALID_ARGUMENT);
    *enabled = board_of(gpu)->gsp;
    *default_mode = board_of(gpu)->gsp;
    return NVML_SUCCESS;
}
