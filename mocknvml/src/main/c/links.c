/* NVLink, and the fabric that the links join. */
#include "getters.h"
#include "subjects.h"

static inline __attribute__((always_inline)) nvmlReturn_t check_link(nvmlDevice_t gpu, u32 link, const void *out) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(out);
    REQUIRE(link < MAX_LINKS, NVML_ERROR_INVALID_ARGUMENT);
    /* Programs try all numbers that NVML has room for; topo -m ends when it is told of a bad argument. */
    return link < link_count(gpu) ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
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

LINK_NUMBER(nvmlDeviceGetNvLinkState, link_of(gpu, link)->state != 0)
LINK_NUMBER(nvmlDeviceGetNvLinkVersion, board_of(gpu)->link_version)
LINK_NUMBER(nvmlDeviceGetNvLinkRemoteDeviceType, link_of(gpu, link)->remote_kind)

enum { CAPABILITIES = 6, CAPABILITY_SLI = 4 };
enum { REPLAY, RECOVERY, CRC_FLIT, CRC_DATA, ECC_DATA, ERROR_COUNTERS };

NVML nvmlDeviceGetNvLinkCapability(nvmlDevice_t gpu, u32 link, u32 capability, u32 *result) {
    REQUIRE_LINK(gpu, link, result);
    REQUIRE(capability < CAPABILITIES, NVML_ERROR_INVALID_ARGUMENT);
    *result = capability != CAPABILITY_SLI && link_of(gpu, link)->state != 0;
    return NVML_SUCCESS;
}

static const u32 *error_counter(const struct link *link, u32 counter) {
    switch (counter) {
    case REPLAY:
        return &link->replay_errors;
    case RECOVERY:
        return &link->recovery_errors;
    case CRC_FLIT:
        return &link->crc_flit_errors;
    case CRC_DATA:
        return &link->crc_data_errors;
    default:
        return &link->ecc_data_errors;
    }
}

NVML nvmlDeviceGetNvLinkErrorCounter(nvmlDevice_t gpu, u32 link, u32 counter, u64 *value) {
    REQUIRE_LINK(gpu, link, value);
    REQUIRE(counter < ERROR_COUNTERS, NVML_ERROR_INVALID_ARGUMENT);
    *value = *error_counter(link_of(gpu, link), counter);
    return NVML_SUCCESS;
}

NVML nvmlDeviceResetNvLinkErrorCounters(nvmlDevice_t gpu, u32 link) {
    struct change change;
    REQUIRE_LINK(gpu, link, gpu);
    nvmlReturn_t begun = change_begin(&change);
    REQUIRE(begun == NVML_SUCCESS, begun);
    for (u32 counter = 0; counter < ERROR_COUNTERS; counter++) {
        CHANGE_PUT(&change, *error_counter(link_of(gpu, link), counter), 0);
    }
    return change_end(&change);
}

/*
 * The two pairs of programmable counters are of the second NVLink generation. The mock's links carry
 * nothing that they could count, and count bytes of all packets whatever they are told.
 */
enum { LINK_VERSION_2 = 2, UNITS_BYTES = 1, PACKETS_ALL = 0xff };

static nvmlReturn_t check_counter(nvmlDevice_t gpu, u32 link, u32 counter, const void *out) {
    REQUIRE_LINK(gpu, link, out);
    REQUIRE(board_of(gpu)->link_version == LINK_VERSION_2, NVML_ERROR_NOT_SUPPORTED);
    return counter <= 1 ? NVML_SUCCESS : NVML_ERROR_INVALID_ARGUMENT;
}

NVML nvmlDeviceGetNvLinkUtilizationControl(nvmlDevice_t gpu, u32 link, u32 counter,
                                           nvmlNvLinkUtilizationControl_t *control) {
    nvmlReturn_t checked = check_counter(gpu, link, counter, control);
    REQUIRE(checked == NVML_SUCCESS, checked);
    control->units = UNITS_BYTES;
    control->pktfilter = PACKETS_ALL;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetNvLinkUtilizationCounter(nvmlDevice_t gpu, u32 link, u32 counter, u64 *received, u64 *sent) {
    nvmlReturn_t checked = check_counter(gpu, link, counter, received);
    REQUIRE(checked == NVML_SUCCESS, checked);
    REQUIRE_POINTER(sent);
    *received = 0;
    *sent = 0;
    return NVML_SUCCESS;
}

static nvmlReturn_t allow_counter(nvmlDevice_t gpu, u32 link, u32 counter) {
    nvmlReturn_t checked = check_counter(gpu, link, counter, gpu);
    REQUIRE(checked == NVML_SUCCESS, checked);
    return sys_euid() == 0 ? NVML_SUCCESS : NVML_ERROR_NO_PERMISSION;
}

NVML nvmlDeviceSetNvLinkUtilizationControl(nvmlDevice_t gpu, u32 link, u32 counter,
                                           nvmlNvLinkUtilizationControl_t *control, u32 reset) {
    REQUIRE(!initialized() || (control != 0 && reset <= 1), NVML_ERROR_INVALID_ARGUMENT);
    return allow_counter(gpu, link, counter);
}

NVML nvmlDeviceFreezeNvLinkUtilizationCounter(nvmlDevice_t gpu, u32 link, u32 counter, u32 freeze) {
    REQUIRE(!initialized() || freeze <= 1, NVML_ERROR_INVALID_ARGUMENT);
    return allow_counter(gpu, link, counter);
}

NVML nvmlDeviceResetNvLinkUtilizationCounter(nvmlDevice_t gpu, u32 link, u32 counter) {
    return allow_counter(gpu, link, counter);
}

static void fill_switch(nvmlPciInfo_t *pci, u32 number) {
    const struct system *s = session.system;
    pci->domain = s->switch_domain[number];
    pci->bus = s->switch_bus[number];
    pci->device = s->switch_device[number];
    pci->pciDeviceId = s->switch_device_id[number];
}

NVML nvmlDeviceGetNvLinkRemotePciInfo_v2(nvmlDevice_t gpu, u32 link, nvmlPciInfo_t *pci) {
    REQUIRE_LINK(gpu, link, pci);
    const struct link *end = link_of(gpu, link);
    u32 remote = end->remote;
    memset(pci, 0, sizeof(*pci));
    if (end->remote_kind == LINK_REMOTE_SWITCH && remote < MAX_SWITCHES) {
        fill_switch(pci, remote);
    } else if (end->remote_kind == LINK_REMOTE_GPU && remote < session.gpu_count) {
        const struct gpu *peer = session.gpus + remote;
        pci->domain = peer->domain;
        pci->bus = peer->bus;
        pci->device = peer->device;
        pci->pciDeviceId = board_of(peer)->pci_device_id;
    } else {
        /* A link to nobody: an address of zeros would be some GPU's. */
        return NVML_ERROR_NOT_SUPPORTED;
    }
    pci_text(pci->busId, 8, pci->domain, pci->bus, pci->device);
    pci_text(pci->busIdLegacy, 4, pci->domain, pci->bus, pci->device);
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetNvLinkRemotePciInfo(nvmlDevice_t gpu, u32 link, nvmlPciInfo_t *pci) {
    return nvmlDeviceGetNvLinkRemotePciInfo_v2(gpu, link, pci);
}

/* Hopper and later put idle links to sleep after a time, in units of 100 us. */
enum { THRESHOLD_MIN = 1, THRESHOLD_MAX = 8191, THRESHOLD_DEFAULT = 0xffffffff };

NVML nvmlDeviceSetNvLinkDeviceLowPowerThreshold(nvmlDevice_t gpu, nvmlNvLinkPowerThres_t *threshold) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(threshold);
    REQUIRE(link_count(gpu) != 0 && gpu->link_threshold != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    u32 wanted = threshold->lowPwrThreshold;
    REQUIRE(wanted == THRESHOLD_DEFAULT || (wanted >= THRESHOLD_MIN && wanted <= THRESHOLD_MAX),
            NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->link_threshold, wanted == THRESHOLD_DEFAULT ? session.initial[number_of(gpu)].link_threshold : wanted);
}

/* Bandwidth modes: of the node on Hopper, of a device from Blackwell on. */
enum { BW_FULL, BW_OFF, BW_MIN, BW_HALF, BW_3QUARTER, BW_MODES };

static int has_links_of(u32 architecture) {
    for (u32 i = 0; i < session.gpu_count; i++) {
        if (link_count(session.gpus + i) != 0 && board_of(session.gpus + i)->architecture >= architecture) {
            return 1;
        }
    }
    return 0;
}

NVML nvmlSystemGetNvlinkBwMode(u32 *mode) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(mode);
    REQUIRE(has_links_of(ARCHITECTURE_HOPPER), NVML_ERROR_NOT_SUPPORTED);
    *mode = session.system->nvlink_bw_mode;
    return NVML_SUCCESS;
}

NVML nvmlSystemSetNvlinkBwMode(u32 mode) {
    REQUIRE_SESSION();
    REQUIRE(mode < BW_MODES, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(has_links_of(ARCHITECTURE_HOPPER), NVML_ERROR_NOT_SUPPORTED);
    return STATE_SET(session.system->nvlink_bw_mode, mode);
}

static int has_device_modes(const struct gpu *gpu) {
    return link_count(gpu) != 0 && board_of(gpu)->architecture >= ARCHITECTURE_BLACKWELL;
}

NVML nvmlDeviceGetNvlinkSupportedBwModes(nvmlDevice_t gpu, nvmlNvlinkSupportedBwModes_t *modes) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(modes);
    REQUIRE_VERSION(modes, nvmlNvlinkSupportedBwModes_t, 1);
    REQUIRE(has_device_modes(gpu), NVML_ERROR_NOT_SUPPORTED);
    memset(modes->bwModes, 0, sizeof(modes->bwModes));
    for (u8 i = 0; i < BW_MODES; i++) {
        modes->bwModes[i] = i;
    }
    modes->totalBwModes = BW_MODES;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetNvlinkBwMode(nvmlDevice_t gpu, nvmlNvlinkGetBwMode_t *mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(mode);
    REQUIRE_VERSION(mode, nvmlNvlinkGetBwMode_t, 1);
    REQUIRE(has_device_modes(gpu), NVML_ERROR_NOT_SUPPORTED);
    mode->bwMode = (u8)session.system->nvlink_bw_mode;
    mode->bIsBest = mode->bwMode == BW_FULL;
    return NVML_SUCCESS;
}

NVML nvmlDeviceSetNvlinkBwMode(nvmlDevice_t gpu, nvmlNvlinkSetBwMode_t *mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(mode);
    REQUIRE_VERSION(mode, nvmlNvlinkSetBwMode_t, 1);
    REQUIRE(has_device_modes(gpu), NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(mode->bSetBest || mode->bwMode < BW_MODES, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(session.system->nvlink_bw_mode, mode->bSetBest ? BW_FULL : mode->bwMode);
}

/* Encryption of the links is off; their firmware has no version to tell. */
NVML nvmlDeviceGetNvLinkInfo(nvmlDevice_t gpu, nvmlNvLinkInfo_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    int second = info->version == VERSION_OF(nvmlNvLinkInfo_v2_t, 2);
    REQUIRE(second || info->version == VERSION_OF(nvmlNvLinkInfo_v1_t, 1), NVML_ERROR_ARGUMENT_VERSION_MISMATCH);
    REQUIRE(has_device_modes(gpu), NVML_ERROR_NOT_SUPPORTED);
    info->isNvleEnabled = 0;
    if (second) {
        memset(&info->firmwareInfo, 0, sizeof(info->firmwareInfo));
    }
    return NVML_SUCCESS;
}

static int has_fabric(const struct gpu *gpu) {
    return session.system->fabric_state != 0 && link_count(gpu) != 0;
}

#define FILL_FABRIC(info) \
    do { \
        memcpy((info)->clusterUuid, session.system->cluster_uuid, sizeof((info)->clusterUuid)); \
        (info)->status = NVML_SUCCESS; \
        (info)->cliqueId = session.system->clique_id; \
        (info)->state = (u8)session.system->fabric_state; \
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
    info->healthMask = session.system->fabric_health_mask;
    if (third) {
        info->healthSummary = (u8)session.system->fabric_health_summary;
    }
    return NVML_SUCCESS;
}

/* Counters of the links' registers: of ports that exist, and all 0 on links that carry nothing. */
NVML nvmlDeviceReadPRMCounters_v1(nvmlDevice_t gpu, nvmlPRMCounterList_v1_t *list) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(list);
    REQUIRE(list->numCounters == 0 || list->counters != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(has_device_modes(gpu), NVML_ERROR_NOT_SUPPORTED);
    for (u32 i = 0; i < list->numCounters; i++) {
        nvmlPRMCounter_v1_t *counter = &list->counters[i];
        int is_port = counter->inData.localPort >= 1 && counter->inData.localPort <= link_count(gpu);
        counter->counterValue.status = is_port ? NVML_SUCCESS : NVML_ERROR_INVALID_ARGUMENT;
        counter->counterValue.outputType = VALUE_ULONGLONG;
        counter->counterValue.outputValue.ullVal = 0;
    }
    return NVML_SUCCESS;
}
