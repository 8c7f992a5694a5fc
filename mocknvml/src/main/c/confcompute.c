/* Confidential computing: off, on a machine without it. */
#define SELDOM_ASKED
#include "getters.h"

NVML nvmlSystemGetConfComputeCapabilities(nvmlConfComputeSystemCaps_t *capabilities) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(capabilities);
    capabilities->cpuCaps = 0;
    capabilities->gpusCaps = 0;
    return NVML_SUCCESS;
}

NVML nvmlSystemGetConfComputeState(nvmlConfComputeSystemState_t *state) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(state);
    state->environment = 0;
    state->ccFeature = 0;
    state->devToolsMode = 0;
    return NVML_SUCCESS;
}

NVML nvmlSystemGetConfComputeSettings(nvmlSystemConfComputeSettings_t *settings) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(settings);
    REQUIRE_VERSION(settings, nvmlSystemConfComputeSettings_t, 1);
    u32 version = settings->version;
    memset(settings, 0, sizeof(*settings));
    settings->version = version;
    return NVML_SUCCESS;
}

NVML nvmlSystemGetConfComputeGpusReadyState(u32 *ready) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(ready);
    *ready = session.system->cc_ready;
    return NVML_SUCCESS;
}

static int hopper_or_later(void) {
    for (u32 i = 0; i < session.gpu_count; i++) {
        if (board_of(session.gpus + i)->architecture >= ARCHITECTURE_HOPPER) {
            return 1;
        }
    }
    return 0;
}

NVML nvmlSystemSetConfComputeGpusReadyState(u32 ready) {
    REQUIRE_SESSION();
    REQUIRE(ready <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(hopper_or_later(), NVML_ERROR_NOT_SUPPORTED);
    return STATE_SET(session.system->cc_ready, ready);
}

NVML nvmlSystemGetConfComputeKeyRotationThresholdInfo(nvmlConfComputeGetKeyRotationThresholdInfo_t *info) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlConfComputeGetKeyRotationThresholdInfo_t, 1);
    REQUIRE(hopper_or_later(), NVML_ERROR_NOT_SUPPORTED);
    info->attackerAdvantage = session.system->cc_key_rotation;
    return NVML_SUCCESS;
}

NVML nvmlSystemSetConfComputeKeyRotationThresholdInfo(nvmlConfComputeSetKeyRotationThresholdInfo_t *info) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlConfComputeSetKeyRotationThresholdInfo_t, 1);
    REQUIRE(hopper_or_later(), NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(!session.system->cc_ready, NVML_ERROR_INVALID_STATE);
    return STATE_SET(session.system->cc_key_rotation, info->maxAttackerAdvantage);
}

NVML nvmlDeviceSetConfComputeUnprotectedMemSize(nvmlDevice_t gpu, u64 kib) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(board_of(gpu)->architecture >= ARCHITECTURE_HOPPER, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(kib <= board_of(gpu)->memory_total / 1024, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->cc_unprotected_kib, kib);
}

/* DRAM encryption is of Blackwell; a change waits for a reset. */
NVML nvmlDeviceGetDramEncryptionMode(nvmlDevice_t gpu, nvmlDramEncryptionInfo_t *current,
                                     nvmlDramEncryptionInfo_t *pending) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(current != 0 && pending != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE_VERSION(current, nvmlDramEncryptionInfo_t, 1);
    REQUIRE_VERSION(pending, nvmlDramEncryptionInfo_t, 1);
    REQUIRE(board_of(gpu)->architecture >= ARCHITECTURE_BLACKWELL, NVML_ERROR_NOT_SUPPORTED);
    current->encryptionState = session.initial[number_of(gpu)].dram_encryption;
    pending->encryptionState = gpu->dram_encryption;
    return NVML_SUCCESS;
}

NVML nvmlDeviceSetDramEncryptionMode(nvmlDevice_t gpu, const nvmlDramEncryptionInfo_t *mode) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(mode);
    REQUIRE_VERSION(mode, nvmlDramEncryptionInfo_t, 1);
    REQUIRE(board_of(gpu)->architecture >= ARCHITECTURE_BLACKWELL, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(mode->encryptionState <= 1, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->dram_encryption, mode->encryptionState);
}
