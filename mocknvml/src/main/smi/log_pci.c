/* The PCI part of -q. */
#include "format.h"
#include "log_rows.h"

enum { BUS, DEVICE, DOMAIN, BASE_CLASS, SUB_CLASS, DEVICE_ID, BUS_ID, SUBSYSTEM_ID, XML = 16 };

static nvmlReturn_t pci(nvmlDevice_t gpu, u32 which, char *text) {
    nvmlPciInfoExt_t info = {.version = (u32)sizeof(info) | 1u << 24};
    nvmlReturn_t code = nvmlDeviceGetPciInfoExt(gpu, &info);
    const char *prefix = which & XML ? "" : "0x";
    switch (which & ~(u32)XML) {
    case BUS:
        format(text, VALUE_SIZE, "%s%02X", prefix, info.bus);
        break;
    case DEVICE:
        format(text, VALUE_SIZE, "%s%02X", prefix, info.device);
        break;
    case DOMAIN:
        format(text, VALUE_SIZE, "%s%04X", prefix, info.domain);
        break;
    case BASE_CLASS:
        format(text, VALUE_SIZE, "%s%x", prefix, info.baseClass);
        break;
    case SUB_CLASS:
        format(text, VALUE_SIZE, "%s%x", prefix, info.subClass);
        break;
    case DEVICE_ID:
        format(text, VALUE_SIZE, "%s%08X", prefix, info.pciDeviceId);
        break;
    case SUBSYSTEM_ID:
        format(text, VALUE_SIZE, "%s%08X", prefix, info.pciSubSystemId);
        break;
    default:
        format(text, VALUE_SIZE, "%s", info.busId);
    }
    return code;
}

static nvmlReturn_t bridge(nvmlDevice_t gpu, u32 firmware, char *text) {
    nvmlBridgeChipHierarchy_t chips = {0};
    nvmlReturn_t code = nvmlDeviceGetBridgeChipInfo(gpu, &chips);
    if (code == NVML_SUCCESS && chips.bridgeCount == 0) {
        return NVML_ERROR_NOT_SUPPORTED;
    }
    if (firmware) {
        write_number(text, chips.bridgeChipInfo[0].fwVersion);
    } else {
        format(text, VALUE_SIZE, "%s", chips.bridgeChipInfo[0].type == 0 ? "PLX" : "BR04");
    }
    return code;
}

static nvmlReturn_t atomics(nvmlDevice_t gpu, u32 inbound, char *text) {
    static const char *const names[] = {"FETCHADD_32", "FETCHADD_64", "SWAP_32", "SWAP_64", "CAS_32", "CAS_64", "CAS_128"};
    u32 words[2] = {0, 0};
    nvmlReturn_t code = slot_number(gpu, 226, words);
    if (code == NVML_SUCCESS && words[inbound] == 0) {
        return NVML_ERROR_NOT_SUPPORTED;
    }
    text[0] = 0;
    for (u32 i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (words[inbound] >> i & 1) {
            text = text_append(text_append(text, names[i]), " ");
        }
    }
    return code;
}

enum { FIELD_ROLLOVERS = 95, SLOT_HOST_MAX = 230 };

#define BOTH(level, text, name, which) \
    {ROW(level, TEXT_ONLY, 0, text, name), .unit = "", .value = CUSTOM(pci, which)}, \
    {ROW(level, XML_ONLY, 0, text, name), .unit = "", .value = CUSTOM(pci, (which) | XML)}
#define SINCE_550(level, place, text, name, which) \
    {ROW(level, place, 0, text, name), .since = LAYOUT_550, .unit = "", .value = CUSTOM(pci, which)}

const struct row rows_of_pci[] = {
    GROUP(1, "PCI", "pci"),
    BOTH(2, "Bus", "pci_bus", BUS),
    BOTH(2, "Device", "pci_device", DEVICE),
    BOTH(2, "Domain", "pci_domain", DOMAIN),
    SINCE_550(2, TEXT_ONLY, "Base Classcode", "pci_base_class", BASE_CLASS),
    SINCE_550(2, XML_ONLY, "Base Classcode", "pci_base_class", BASE_CLASS | XML),
    SINCE_550(2, TEXT_ONLY, "Sub Classcode", "pci_sub_class", SUB_CLASS),
    SINCE_550(2, XML_ONLY, "Sub Classcode", "pci_sub_class", SUB_CLASS | XML),
    BOTH(2, "Device Id", "pci_device_id", DEVICE_ID),
    LEAF(2, "Bus Id", "pci_bus_id", CUSTOM(pci, BUS_ID)),
    BOTH(2, "Sub System Id", "pci_sub_system_id", SUBSYSTEM_ID),
    GROUP(2, "GPU Link Info", "pci_gpu_link_info"),
    GROUP(3, "PCIe Generation", "pcie_gen"),
    LEAF(4, "Max", "max_link_gen", NUMBER(nvmlDeviceGetMaxPcieLinkGeneration, write_number)),
    LEAF(4, "Current", "current_link_gen", NUMBER(nvmlDeviceGetCurrPcieLinkGeneration, write_number)),
    LEAF(4, "Device Current", "device_current_link_gen", NUMBER(nvmlDeviceGetCurrPcieLinkGeneration, write_number)),
    LEAF(4, "Device Max", "max_device_link_gen", NUMBER(nvmlDeviceGetGpuMaxPcieLinkGeneration, write_number)),
    LEAF(4, "Host Max", "max_host_link_gen", SLOT(SLOT_HOST_MAX, write_number)),
    GROUP(3, "Link Width", "link_widths"),
    LEAF_UNIT(4, "Max", "max_link_width", "x", NUMBER(nvmlDeviceGetMaxPcieLinkWidth, write_number)),
    LEAF_UNIT(4, "Current", "current_link_width", "x", NUMBER(nvmlDeviceGetCurrPcieLinkWidth, write_number)),
    GROUP(2, "Bridge Chip", "pci_bridge_chip"),
    LEAF(3, "Type", "bridge_chip_type", CUSTOM(bridge, 0)),
    LEAF(3, "Firmware", "bridge_chip_fw", CUSTOM(bridge, 1)),
    LEAF(2, "Replays Since Reset", "replay_counter", NUMBER(nvmlDeviceGetPcieReplayCounter, write_number)),
    LEAF(2, "Replay Number Rollovers", "replay_rollover_counter", FIELD(FIELD_ROLLOVERS, 0, write_number)),
    LEAF_UNIT(2, "Tx Throughput", "tx_util", " KB/s", INDEXED(nvmlDeviceGetPcieThroughput, 0, write_number)),
    LEAF_UNIT(2, "Rx Throughput", "rx_util", " KB/s", INDEXED(nvmlDeviceGetPcieThroughput, 1, write_number)),
    {ROW(2, EVERYWHERE, 0, "Atomic Caps Outbound", "atomic_caps_outbound"), .since = LAYOUT_570, .unit = "",
     .value = CUSTOM(atomics, 0)},
    LEAF(2, "Atomic Caps Inbound", "atomic_caps_inbound", CUSTOM(atomics, 1)),
    {ROW(2, EVERYWHERE, 0, "Atomic Caps Outbound", "atomic_caps_outbound"), .until = LAYOUT_570, .unit = "",
     .value = CUSTOM(atomics, 0)},
    END_OF_ROWS,
};
