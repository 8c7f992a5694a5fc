#include "clocktime.h"
#include "format.h"
#include "property.h"

static nvmlReturn_t timestamp(nvmlDevice_t gpu, u32 unused, char *text) {
    (void)gpu;
    (void)unused;
    time_as_stamp(text, VALUE_SIZE, sys_time_us(CLOCK_WALL));
    return NVML_SUCCESS;
}

static nvmlReturn_t driver_version(nvmlDevice_t gpu, u32 unused, char *text) {
    (void)gpu;
    (void)unused;
    return nvmlSystemGetDriverVersion(text, 80);
}

static nvmlReturn_t gpu_count(nvmlDevice_t gpu, u32 unused, char *text) {
    u32 count = 0;
    (void)gpu;
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetCount_v2(&count);
    write_number(text, count);
    return code;
}

nvmlReturn_t driver_capability(nvmlDevice_t gpu, u32 which, char *text) {
    u32 number = 0;
    (void)gpu;
    nvmlReturn_t code = nvmlGetVgpuDriverCapabilities(which, &number);
    write_number(text, number);
    return code;
}

nvmlReturn_t device_capability(nvmlDevice_t gpu, u32 which, char *text) {
    u32 number = 0;
    nvmlReturn_t code = nvmlDeviceGetVgpuCapabilities(gpu, which, &number);
    write_number(text, number);
    return code;
}

enum { BUS_ID, DOMAIN, BUS, DEVICE, BASE_CLASS, SUB_CLASS, DEVICE_ID, SUBSYSTEM_ID };

static nvmlReturn_t pci(nvmlDevice_t gpu, u32 which, char *text) {
    static const char *const forms[] = {0, "0x%04X", "0x%02X", "0x%02X", "0x%x", "0x%x", "0x%08X", "0x%08X"};
    nvmlPciInfoExt_t info = {.version = (u32)sizeof(info) | 1u << 24};
    nvmlReturn_t code = nvmlDeviceGetPciInfoExt(gpu, &info);
    const u32 numbers[] = {0, info.domain, info.bus, info.device, info.baseClass, info.subClass, info.pciDeviceId,
                           info.pciSubSystemId};
    if (which == BUS_ID) {
        format(text, VALUE_SIZE, "%s", info.busId);
    } else {
        format(text, VALUE_SIZE, forms[which], numbers[which]);
    }
    return code;
}

static nvmlReturn_t inforom(nvmlDevice_t gpu, u32 object, char *text) {
    return nvmlDeviceGetInforomVersion(gpu, object, text, 16);
}

enum { FIELD_RESET = 226, FIELD_DRAIN = 227, SLOT_HOST_MAX = 230, SLOT_ADDRESSING = 242 };

const struct property properties_of_identity[] = {
    PROPERTY("timestamp", CUSTOM(timestamp, 0)),
    PROPERTY("driver_version", CUSTOM(driver_version, 0)),
    PROPERTY("vgpu_driver_capability.heterogenous_multivGPU", CUSTOM(driver_capability, 0)),
    PROPERTY("count", CUSTOM(gpu_count, 0)),
    PROPERTY_ALIAS("name", "gpu_name", TEXT(nvmlDeviceGetName)),
    PROPERTY_ALIAS("serial", "gpu_serial", TEXT(nvmlDeviceGetSerial)),
    PROPERTY_ALIAS("uuid", "gpu_uuid", TEXT(nvmlDeviceGetUUID)),
    PROPERTY_ALIAS("pci.bus_id", "gpu_bus_id", CUSTOM(pci, BUS_ID)),
    PROPERTY("pci.domain", CUSTOM(pci, DOMAIN)),
    PROPERTY("pci.bus", CUSTOM(pci, BUS)),
    PROPERTY("pci.device", CUSTOM(pci, DEVICE)),
    PROPERTY_550("pci.baseClass", CUSTOM(pci, BASE_CLASS)),
    PROPERTY_550("pci.subClass", CUSTOM(pci, SUB_CLASS)),
    PROPERTY("pci.device_id", CUSTOM(pci, DEVICE_ID)),
    PROPERTY("pci.sub_device_id", CUSTOM(pci, SUBSYSTEM_ID)),
    PROPERTY("vgpu_device_capability.fractional_multiVgpu", CUSTOM(device_capability, 0)),
    PROPERTY("vgpu_device_capability.heterogeneous_timeSlice_profile", CUSTOM(device_capability, 1)),
    PROPERTY("vgpu_device_capability.heterogeneous_timeSlice_sizes", CUSTOM(device_capability, 2)),
    PROPERTY("pcie.link.gen.current", NUMBER(nvmlDeviceGetCurrPcieLinkGeneration, write_number)),
    PROPERTY("pcie.link.gen.gpucurrent", NUMBER(nvmlDeviceGetCurrPcieLinkGeneration, write_number)),
    PROPERTY("pcie.link.gen.max", NUMBER(nvmlDeviceGetMaxPcieLinkGeneration, write_number)),
    PROPERTY("pcie.link.gen.gpumax", NUMBER(nvmlDeviceGetGpuMaxPcieLinkGeneration, write_number)),
    PROPERTY("pcie.link.gen.hostmax", SLOT(SLOT_HOST_MAX, write_number)),
    PROPERTY("pcie.link.width.current", NUMBER(nvmlDeviceGetCurrPcieLinkWidth, write_number)),
    PROPERTY("pcie.link.width.max", NUMBER(nvmlDeviceGetMaxPcieLinkWidth, write_number)),
    PROPERTY("index", NUMBER(nvmlDeviceGetIndex, write_number)),
    PROPERTY("display_mode", NUMBER(nvmlDeviceGetDisplayMode, write_enabled)),
    PROPERTY("display_active", NUMBER(nvmlDeviceGetDisplayActive, write_enabled)),
    PROPERTY("persistence_mode", NUMBER(nvmlDeviceGetPersistenceMode, write_enabled)),
    PROPERTY("addressing_mode", SLOT(SLOT_ADDRESSING, write_addressing)),
    PROPERTY("accounting.mode", NUMBER(nvmlDeviceGetAccountingMode, write_enabled)),
    PROPERTY("accounting.buffer_size", NUMBER(nvmlDeviceGetAccountingBufferSize, write_number)),
    PROPERTY("driver_model.current", PAIR(nvmlDeviceGetDriverModel, 0, write_driver_model)),
    PROPERTY("driver_model.pending", PAIR(nvmlDeviceGetDriverModel, 1, write_driver_model)),
    PROPERTY("vbios_version", TEXT(nvmlDeviceGetVbiosVersion)),
    PROPERTY_ALIAS("inforom.img", "inforom.image", TEXT(nvmlDeviceGetInforomImageVersion)),
    PROPERTY("inforom.oem", CUSTOM(inforom, 0)),
    PROPERTY("inforom.ecc", CUSTOM(inforom, 1)),
    PROPERTY_ALIAS("inforom.pwr", "inforom.power", CUSTOM(inforom, 2)),
    PROPERTY("reset_status.reset_required", FIELD(FIELD_RESET, 0, write_yes)),
    PROPERTY("reset_status.drain_and_reset_recommended", FIELD(FIELD_DRAIN, 0, write_yes)),
    PROPERTY_ALIAS("gom.current", "gpu_operation_mode.current",
                   PAIR(nvmlDeviceGetGpuOperationMode, 0, write_operation_mode)),
    PROPERTY_ALIAS("gom.pending", "gpu_operation_mode.pending",
                   PAIR(nvmlDeviceGetGpuOperationMode, 1, write_operation_mode)),
    {.name = 0},
};
