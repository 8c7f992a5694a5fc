/* PCI: addresses, identifiers, and the state of the link. */
#define SELDOM_ASKED
#include "getters.h"
#include "subjects.h"

enum { BASE_CLASS_DISPLAY = 3, BUS_TYPE_PCIE = 2 };

void pci_text(char *buffer, u32 digits, u32 domain, u32 bus, u32 device) {
    char *end = text_number(buffer, digits == 4 ? domain & 0xffff : domain, 16, digits);
    end = text_number(text_append(end, ":"), bus & 0xff, 16, 2);
    text_append(text_number(text_append(end, ":"), device & 0xff, 16, 2), ".0");
}

static void fill_pci(const struct gpu *gpu, nvmlPciInfo_t *pci) {
    memset(pci, 0, sizeof(*pci));
    pci_text(pci->busIdLegacy, 4, gpu->domain, gpu->bus, gpu->device);
    pci_text(pci->busId, 8, gpu->domain, gpu->bus, gpu->device);
    pci->domain = gpu->domain;
    pci->bus = gpu->bus;
    pci->device = gpu->device;
    pci->pciDeviceId = board_of(gpu)->pci_device_id;
    pci->pciSubSystemId = board_of(gpu)->pci_subsystem_id;
}

NVML nvmlDeviceGetPciInfo_v3(nvmlDevice_t device, nvmlPciInfo_t *pci) {
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(pci);
    fill_pci(target.gpu, pci);
    return NVML_SUCCESS;
}

/* The first two versions of the struct end before the long busId, which is left alone. */
NVML nvmlDeviceGetPciInfo_v2(nvmlDevice_t device, nvmlPciInfo_t *pci) {
    nvmlPciInfo_t whole;
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(pci);
    fill_pci(target.gpu, &whole);
    memcpy(pci, &whole, offsetof(nvmlPciInfo_t, busId));
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetPciInfo(nvmlDevice_t device, nvmlPciInfo_t *pci) { return nvmlDeviceGetPciInfo_v2(device, pci); }

NVML nvmlDeviceGetPciInfoExt(nvmlDevice_t gpu, nvmlPciInfoExt_t *pci) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(pci);
    REQUIRE_VERSION(pci, nvmlPciInfoExt_t, 1);
    pci->domain = gpu->domain;
    pci->bus = gpu->bus;
    pci->device = gpu->device;
    pci->pciDeviceId = board_of(gpu)->pci_device_id;
    pci->pciSubSystemId = board_of(gpu)->pci_subsystem_id;
    pci->baseClass = BASE_CLASS_DISPLAY;
    pci->subClass = board_of(gpu)->pci_sub_class;
    memset(pci->busId, 0, sizeof(pci->busId));
    pci_text(pci->busId, 8, gpu->domain, gpu->bus, gpu->device);
    return NVML_SUCCESS;
}

/* Hexadecimal digits up to the separator; 0 when there is none or too many. */
static int parse_part(const char **text, char separator, u32 *part) {
    u32 digits = 0;
    *part = 0;
    for (;; (*text)++, digits++) {
        char c = **text;
        char lower = (char)(c | 32);
        if (c >= '0' && c <= '9') {
            *part = *part * 16 + (u32)(c - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            *part = *part * 16 + (u32)(lower - 'a' + 10);
        } else {
            break;
        }
    }
    if (**text != separator || digits == 0 || digits > 8) {
        return 0;
    }
    *text += separator != 0;
    return 1;
}

/* [domain:]bus:device[.function], as nvidia-smi -i and the NVML call take it. */
int parse_bus_id(const char *text, u32 parts[4]) {
    u32 colons = 0;
    u32 dots = 0;
    for (const char *c = text; *c != 0; c++) {
        colons += *c == ':';
        dots += *c == '.';
    }
    if (colons < 1 || colons > 2 || dots > 1) {
        return 0;
    }
    parts[0] = 0;
    parts[3] = 0;
    return (colons == 1 || parse_part(&text, ':', &parts[0])) && parse_part(&text, ':', &parts[1]) &&
           parse_part(&text, dots == 1 ? '.' : 0, &parts[2]) && (dots == 0 || parse_part(&text, 0, &parts[3]));
}

NVML nvmlDeviceGetHandleByPciBusId_v2(const char *text, nvmlDevice_t *device) {
    u32 parts[4];
    REQUIRE_SESSION();
    REQUIRE(text != 0 && device != 0 && parse_bus_id(text, parts), NVML_ERROR_INVALID_ARGUMENT);
    for (u32 i = 0; i < session.visible_count; i++) {
        const struct gpu *gpu = session.gpus + session.visible[i];
        if (gpu->domain == parts[0] && gpu->bus == parts[1] && gpu->device == parts[2] && parts[3] == 0) {
            *device = gpu;
            return NVML_SUCCESS;
        }
    }
    return NVML_ERROR_NOT_FOUND;
}

NVML nvmlDeviceGetHandleByPciBusId(const char *text, nvmlDevice_t *device) {
    return nvmlDeviceGetHandleByPciBusId_v2(text, device);
}

/* MB/s of one lane and direction, by generation. */
static u32 lane_speed(u32 generation) {
    static const u32 speed[] = {0, 250, 500, 985, 1969, 3938, 7563, 15125};
    return generation < sizeof(speed) / sizeof(speed[0]) ? speed[generation] : ABSENT;
}

/* MT/s as NVML names the link speeds. */
static u32 link_speed(u32 generation) {
    static const u32 speed[] = {0, 2500, 5000, 8000, 16000, 32000, 64000, 128000};
    return generation < sizeof(speed) / sizeof(speed[0]) ? speed[generation] : ABSENT;
}

#define LINK_NUMBER(name, value) DEVICE_NUMBER(name, UNLESS_REFUSED(PCIE_LINK, value))

LINK_NUMBER(nvmlDeviceGetMaxPcieLinkGeneration, gpu->pcie_max_generation)
LINK_NUMBER(nvmlDeviceGetGpuMaxPcieLinkGeneration, board->pcie_device_generation)
LINK_NUMBER(nvmlDeviceGetCurrPcieLinkGeneration, gpu->pcie_generation)
LINK_NUMBER(nvmlDeviceGetMaxPcieLinkWidth, board->pcie_width)
LINK_NUMBER(nvmlDeviceGetCurrPcieLinkWidth, gpu->pcie_width_now)
LINK_NUMBER(nvmlDeviceGetPcieSpeed, lane_speed(gpu->pcie_generation))
LINK_NUMBER(nvmlDeviceGetPcieLinkMaxSpeed, link_speed(gpu->pcie_max_generation))
DEVICE_NUMBER(nvmlDeviceGetPcieReplayCounter, UNLESS_REFUSED(PCIE_REPLAYS, gpu->pcie_replays))
DEVICE_NUMBER(nvmlDeviceGetBusType, BUS_TYPE_PCIE)

NVML nvmlDeviceGetPcieThroughput(nvmlDevice_t gpu, u32 counter, u32 *value) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(value != 0 && counter <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(!refuses(REFUSES_PCIE_THROUGHPUT), NVML_ERROR_NOT_SUPPORTED);
    *value = counter == 0 ? gpu->pcie_tx : gpu->pcie_rx;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetBridgeChipInfo(nvmlDevice_t gpu, nvmlBridgeChipHierarchy_t *hierarchy) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(hierarchy);
    return NVML_ERROR_NOT_SUPPORTED;
}
