/* NVLink, and the fabric that the links join. */
#include "getters.h"

static nvmlReturn_t check_link(nvmlDevice_t gpu, u32 link, const void *out) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(out);
    REQUIRE(board_of(gpu)->link_count != 0, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(link < board_of(gpu)->link_count && link < MAX_LINKS, NVML_ERROR_INVALID_ARGUMENT);
    return NVML_SUCCESS;
}

#define REQUIRE_LINK(gpu, link, out) \
    do { \
        nvmlReturn_t checked_ = check_link(gpu, link, out); \
        REQUIRE(checked_ == NVML_SUCCESS, checked_); \
    } while (0)

#define LINK_NUMBER(name, value) \
    NVML name(nvmlDevice_t gpu, u32 link, u32 *out) { \
        REQUIRE_LINK(gpu, link, out); \
        *out = (u32)(value); \
        return NVML_SUCCESS; \
    }

LINK_NUMBER(nvmlDeviceGetNvLinkState, link < gpu->link_active)
LINK_NUMBER(nvmlDeviceGetNvLinkVersion, board_of(gpu)->link_version)
LINK_NUMBER(nvmlDeviceGetNvLinkRemoteDeviceType, gpu->link_remote_kind[link])

enum { CAPABILITIES = 6, CAPABILITY_SLI = 4, ERROR_COUNTERS = 5 };

NVML nvmlDeviceGetNvLinkCapability(nvmlDevice_t gpu, u32 link, u32 capability, u32 *result) {
    REQUIRE_LINK(gpu, link, result);
    REQUIRE(capability < CAPABILITIES, NVML_ERROR_INVALID_ARGUMENT);
    *result = capability != CAPABILITY_SLI && link < gpu->link_active;
    return NVML_SUCCESS;
}

/* The links of the mock make no errors. */
NVML nvmlDeviceGetNvLinkErrorCounter(nvmlDevice_t gpu, u32 link, u32 counter, u64 *value) {
    REQUIRE_LINK(gpu, link, value);
    REQUIRE(counter < ERROR_COUNTERS, NVML_ERROR_INVALID_ARGUMENT);
    *value = 0;
    return NVML_SUCCESS;
}

NVML nvmlDeviceResetNvLinkErrorCounters(nvmlDevice_t gpu, u32 link) {
    REQUIRE_LINK(gpu, link, gpu);
    return sys_euid() == 0 ? NVML_SUCCESS : NVML_ERROR_NO_PERMISSION;
}

static void fill_switch(nvmlPciInfo_t *pci, u32 number) {
    const struct system *s = state_system();
    pci->domain = s->switch_domain[number];
    pci->bus = s->switch_bus[number];
    pci->device = s->switch_device[number];
    pci->pciDeviceId = s->switch_device_id[number];
}

static void fill_remote(nvmlPciInfo_t *pci, const struct gpu *gpu, u32 link) {
    u32 remote = gpu->link_remote[link];
    memset(pci, 0, sizeof(*pci));
    if (gpu->link_remote_kind[link] == LINK_REMOTE_SWITCH && remote < MAX_SWITCHES) {
        fill_switch(pci, remote);
    } else if (gpu->link_remote_kind[link] == LINK_REMOTE_GPU && remote < state_header()->gpu_count) {
        const struct gpu *peer = state_gpus() + remote;
        pci->domain = peer->domain;
        pci->bus = peer->bus;
        pci->device = peer->device;
        pci->pciDeviceId = board_of(peer)->pci_device_id;
    }
    char *end = text_append(text_number(pci->busId, pci->domain, 16, 8), ":");
    end = text_append(text_number(end, pci->bus & 0xff, 16, 2), ":");
    text_append(text_number(end, pci->device & 0xff, 16, 2), ".0");
    end = text_append(text_number(pci->busIdLegacy, pci->domain & 0xffff, 16, 4), ":");
    end = text_append(text_number(end, pci->bus & 0xff, 16, 2), ":");
    text_append(text_number(end, pci->device & 0xff, 16, 2), ".0");
}

NVML nvmlDeviceGetNvLinkRemotePciInfo_v2(nvmlDevice_t gpu, u32 link, nvmlPciInfo_t *pci) {
    REQUIRE_LINK(gpu, link, pci);
    fill_remote(pci, gpu, link);
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetNvLinkRemotePciInfo(nvmlDevice_t gpu, u32 link, nvmlPciInfo_t *pci) {
    return nvmlDeviceGetNvLinkRemotePciInfo_v2(gpu, link, pci);
}

static int has_fabric(const struct gpu *gpu) {
    return state_system()->fabric_state != 0 && board_of(gpu)->link_count != 0;
}

#define FILL_FABRIC(info) \
    do { \
        memcpy((info)->clusterUuid, state_system()->cluster_uuid, sizeof((info)->clusterUuid)); \
        (info)->status = NVML_SUCCESS; \
        (info)->cliqueId = state_system()->clique_id; \
        (info)->state = (u8)state_system()->fabric_state; \
    } while (0)

NVML nvmlDeviceGetGpuFabricInfo(nvmlDevice_t gpu, nvmlGpuFabricInfo_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    REQUIRE(has_fabric(gpu), NVML_ERROR_NOT_SUPPORTED);
    FILL_FABRIC(info);
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetGpuFabricInfoV(nvmlDevice_t gpu, nvmlGpuFabricInfo_v3_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    int third = info->version == VERSION_OF(nvmlGpuFabricInfo_v3_t, 3);
    REQUIRE(third || info->version == VERSION_OF(nvmlGpuFabricInfo_v2_t, 2), NVML_ERROR_ARGUMENT_VERSION_MISMATCH);
    REQUIRE(has_fabric(gpu), NVML_ERROR_NOT_SUPPORTED);
    FILL_FABRIC(info);
    info->healthMask = state_system()->fabric_health_mask;
    if (third) {
        info->healthSummary = (u8)state_system()->fabric_health_summary;
    }
    return NVML_SUCCESS;
}
