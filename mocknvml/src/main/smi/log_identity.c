/* Who the GPU is: the first part of -q. */
#include "clocktime.h"
#include "format.h"
#include "log_parts.h"
#include "log_rows.h"
#include "vgpu_host.h"

static nvmlReturn_t inforom(nvmlDevice_t gpu, u32 object, char *text) {
    return nvmlDeviceGetInforomVersion(gpu, object, text, 16);
}

static nvmlReturn_t display_attached(nvmlDevice_t gpu, u32 unused, char *text) {
    u32 mode = 0;
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetDisplayMode(gpu, &mode);
    if (code == NVML_SUCCESS || code == NVML_ERROR_DEPRECATED) {
        write_yes(text, code == NVML_ERROR_DEPRECATED || mode != 0);
        return NVML_SUCCESS;
    }
    return code;
}

static nvmlReturn_t pdi(nvmlDevice_t gpu, u32 unused, char *text) {
    nvmlPdi_t answer = {.version = (u32)sizeof(answer) | 1u << 24};
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetPdi(gpu, &answer);
    format(text, VALUE_SIZE, "0x%016llx", answer.value);
    return code;
}

enum { CHASSIS, SLOT_NUMBER, TRAY, HOST, PEER, MODULE, GUID };

static nvmlReturn_t platform(nvmlDevice_t gpu, u32 which, char *text) {
    static const char *const peers[] = {"Direct Connected", "Switch Connected"};
    nvmlPlatformInfo_t info = {.version = (u32)sizeof(info) | 2u << 24};
    u64 guid = 0;
    nvmlReturn_t code = nvmlDeviceGetPlatformInfo(gpu, &info);
    if (code != NVML_SUCCESS) {
        u32 module = 0;
        nvmlReturn_t other = which == MODULE ? nvmlDeviceGetModuleId(gpu, &module) : code;
        write_number(text, module);
        return other;
    }
    const u8 numbers[] = {0, info.slotNumber, info.trayIndex, info.hostId, 0, info.moduleId};
    for (u32 i = 0; i < 8; i++) {
        guid = guid << 8 | info.ibGuid[i];
    }
    if (which == CHASSIS) {
        format(text, VALUE_SIZE, "%.16s", (const char *)info.chassisSerialNumber);
    } else if (which == PEER) {
        format(text, VALUE_SIZE, "%s", peers[info.peerType != 0]);
    } else if (which == GUID) {
        format(text, VALUE_SIZE, "0x%016llx", guid);
    } else {
        write_number(text, numbers[which]);
    }
    return NVML_SUCCESS;
}

static nvmlReturn_t black_box(nvmlDevice_t gpu, u32 duration, char *text) {
    u64 when = 0;
    unsigned long took = 0;
    nvmlReturn_t code = nvmlDeviceGetLastBBXFlushTime(gpu, &when, &took);
    if (duration) {
        format(text, VALUE_SIZE, "%llu us", (u64)took);
    } else {
        time_as_stamp(text, VALUE_SIZE, when);
    }
    return code;
}

static nvmlReturn_t c2c_mode(nvmlDevice_t gpu, u32 unused, char *text) {
    nvmlC2cModeInfo_v1_t info = {0};
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetC2cModeInfoV(gpu, &info);
    write_enabled(text, info.isC2cEnabled);
    return code;
}

static nvmlReturn_t heterogeneous(nvmlDevice_t gpu, u32 unused, char *text) {
    nvmlVgpuHeterogeneousMode_t mode = {.version = (u32)sizeof(mode) | 1u << 24};
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetVgpuHeterogeneousMode(gpu, &mode);
    write_enabled(text, mode.mode);
    return code;
}

static nvmlReturn_t gsp(nvmlDevice_t gpu, u32 unused, char *text) {
    (void)unused;
    return nvmlDeviceGetGspFirmwareVersion(gpu, text);
}

static nvmlReturn_t capability(nvmlDevice_t gpu, u32 which, char *text) {
    nvmlReturn_t code = device_capability(gpu, which, text);
    format(text, VALUE_SIZE, "%s", string_equal(text, "0") ? "Not Supported" : "Supported");
    return code;
}

enum { FIELD_RESET = 226, FIELD_DRAIN = 227, FIELD_RECOVERY = 230 };

const struct row rows_of_identity[] = {
    LEAF(1, "Product Name", "product_name", TEXT(nvmlDeviceGetName)),
    LEAF(1, "Product Brand", "product_brand", NUMBER(nvmlDeviceGetBrand, write_brand)),
    LEAF(1, "Product Architecture", "product_architecture", NUMBER(nvmlDeviceGetArchitecture, write_architecture)),
    LEAF(1, "Display Mode", "display_mode", NUMBER(nvmlDeviceGetDisplayMode, write_enabled)),
    {ROW(1, EVERYWHERE, 0, "Display Attached", "display_attached"), .since = LAYOUT_580, .unit = "",
     .value = CUSTOM(display_attached, 0)},
    LEAF(1, "Display Active", "display_active", NUMBER(nvmlDeviceGetDisplayActive, write_enabled)),
    LEAF(1, "Persistence Mode", "persistence_mode", NUMBER(nvmlDeviceGetPersistenceMode, write_enabled)),
    LEAF(1, "Addressing Mode", "addressing_mode", SLOT(242, write_addressing)),
    {ROW(1, EVERYWHERE, 0, "vGPU Device Capability", "vgpu_device_capability"), .when = vgpu_is_host},
    LEAF(2, "Fractional Multi-vGPU", "fractional_multiVgpu", CUSTOM(capability, 0)),
    LEAF(2, "Heterogeneous Time-Slice Profiles", "heterogeneous_timeSlice_profile", CUSTOM(capability, 1)),
    LEAF(2, "Heterogeneous Time-Slice Sizes", "heterogeneous_timeSlice_sizes", CUSTOM(capability, 2)),
    GROUP(1, "MIG Mode", "mig_mode"),
    LEAF(2, "Current", "current_mig", PAIR(nvmlDeviceGetMigMode, 0, write_enabled)),
    LEAF(2, "Pending", "pending_mig", PAIR(nvmlDeviceGetMigMode, 1, write_enabled)),
    {ROW(1, EVERYWHERE, 0, "MIG Devices", "mig_devices"), .print = print_mig_devices},
    {ROW(1, EVERYWHERE, ACCOUNTING, "Accounting Mode", "accounting_mode"), .unit = "",
     .value = NUMBER(nvmlDeviceGetAccountingMode, write_enabled)},
    {ROW(1, EVERYWHERE, ACCOUNTING, "Accounting Mode Buffer Size", "accounting_mode_buffer_size"), .unit = "",
     .value = NUMBER(nvmlDeviceGetAccountingBufferSize, write_number)},
    GROUP(1, "Driver Model", "driver_model"),
    LEAF(2, "Current", "current_dm", PAIR(nvmlDeviceGetDriverModel, 0, write_driver_model)),
    LEAF(2, "Pending", "pending_dm", PAIR(nvmlDeviceGetDriverModel, 1, write_driver_model)),
    LEAF(1, "Serial Number", "serial", TEXT(nvmlDeviceGetSerial)),
    LEAF(1, "GPU UUID", "uuid", TEXT(nvmlDeviceGetUUID)),
    {ROW(1, EVERYWHERE, 0, "GPU PDI", "pdi"), .since = LAYOUT_580, .unit = "", .value = CUSTOM(pdi, 0)},
    LEAF(1, "Minor Number", "minor_number", NUMBER(nvmlDeviceGetMinorNumber, write_number)),
    LEAF(1, "VBIOS Version", "vbios_version", TEXT(nvmlDeviceGetVbiosVersion)),
    LEAF(1, "MultiGPU Board", "multigpu_board", NUMBER(nvmlDeviceGetMultiGpuBoard, write_yes)),
    LEAF(1, "Board ID", "board_id", NUMBER(nvmlDeviceGetBoardId, write_hexadecimal)),
    LEAF(1, "Board Part Number", "board_part_number", TEXT(nvmlDeviceGetBoardPartNumber)),
    LEAF(1, "GPU Part Number", "gpu_part_number", SLOT_TEXT(231)),
    LEAF(1, "FRU Part Number", "gpu_fru_part_number", SLOT_TEXT(237)),
    {ROW(1, EVERYWHERE, 0, "Module ID", "gpu_module_id"), .until = LAYOUT_570, .unit = "",
     .value = NUMBER(nvmlDeviceGetModuleId, write_number)},
    {ROW(1, EVERYWHERE, 0, "Platform Info", "platformInfo"), .since = LAYOUT_570},
    LEAF(2, "Chassis Serial Number", "chassis_serial_number", CUSTOM(platform, CHASSIS)),
    LEAF(2, "Slot Number", "slot_number", CUSTOM(platform, SLOT_NUMBER)),
    LEAF(2, "Tray Index", "tray_index", CUSTOM(platform, TRAY)),
    LEAF(2, "Host ID", "host_id", CUSTOM(platform, HOST)),
    LEAF(2, "Peer Type", "peer_type", CUSTOM(platform, PEER)),
    LEAF(2, "Module Id", "module_id", CUSTOM(platform, MODULE)),
    LEAF(2, "GPU Fabric GUID", "gpu_fabric_guid", CUSTOM(platform, GUID)),
    GROUP(1, "Inforom Version", "inforom_version"),
    LEAF(2, "Image Version", "img_version", TEXT(nvmlDeviceGetInforomImageVersion)),
    LEAF(2, "OEM Object", "oem_object", CUSTOM(inforom, 0)),
    LEAF(2, "ECC Object", "ecc_object", CUSTOM(inforom, 1)),
    LEAF(2, "Power Management Object", "pwr_object", CUSTOM(inforom, 2)),
    GROUP(1, "Inforom BBX Object Flush", "inforom_bbx_flush"),
    LEAF(2, "Latest Timestamp", "latest_timestamp", CUSTOM(black_box, 0)),
    LEAF(2, "Latest Duration", "latest_duration", CUSTOM(black_box, 1)),
    GROUP(1, "GPU Operation Mode", "gpu_operation_mode"),
    LEAF(2, "Current", "current_gom", PAIR(nvmlDeviceGetGpuOperationMode, 0, write_operation_mode)),
    LEAF(2, "Pending", "pending_gom", PAIR(nvmlDeviceGetGpuOperationMode, 1, write_operation_mode)),
    {ROW(1, EVERYWHERE, 0, "GPU C2C Mode", "c2c_mode"), .since = LAYOUT_550, .unit = "", .value = CUSTOM(c2c_mode, 0)},
    {ROW(1, EVERYWHERE, 0, "GSP Firmware Version", "gsp_firmware_version"), .until = LAYOUT_550, .unit = "",
     .value = CUSTOM(gsp, 0)},
    GROUP(1, "GPU Virtualization Mode", "gpu_virtualization_mode"),
    LEAF(2, "Virtualization Mode", "virtualization_mode", NUMBER(nvmlDeviceGetVirtualizationMode, write_virtualization)),
    LEAF(2, "Host VGPU Mode", "host_vgpu_mode", NUMBER(nvmlDeviceGetHostVgpuMode, write_host_mode)),
    {ROW(2, EVERYWHERE, 0, "vGPU Heterogeneous Mode", "vgpu_heterogeneous_mode"), .since = LAYOUT_550, .unit = "",
     .value = CUSTOM(heterogeneous, 0)},
    {ROW(1, EVERYWHERE, RESET_STATUS, "GPU Reset Status", "gpu_reset_status"), .until = LAYOUT_580},
    LEAF(2, "Reset Required", "reset_required", FIELD(FIELD_RESET, 0, write_yes)),
    LEAF(2, "Drain and Reset Recommended", "drain_and_reset_recommended", FIELD(FIELD_DRAIN, 0, write_yes)),
    {ROW(1, EVERYWHERE, RESET_STATUS, "GPU Recovery Action", "gpu_recovery_action"), .since = LAYOUT_570, .unit = "",
     .value = FIELD(FIELD_RECOVERY, 0, write_recovery_action)},
    {ROW(1, EVERYWHERE, GSP_FIRMWARE_VERSION, "GSP Firmware Version", "gsp_firmware_version"), .since = LAYOUT_550,
     .unit = "", .value = CUSTOM(gsp, 0)},
    GROUP(1, "IBMNPU", "ibmnpu"),
    LEAF(2, "Relaxed Ordering Mode", "relaxed_ordering_mode", CUSTOM(relaxed_ordering, 0)),
    END_OF_ROWS,
};
