/* Confidential computing: off, on a machine without it. */
#include "session.h"

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
    *ready = 0;
    return NVML_SUCCESS;
}
