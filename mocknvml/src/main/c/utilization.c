/* How busy a GPU is, in percent, and the samples behind it. */
#include "getters.h"

enum { SAMPLING_PERIOD_US = 167000 };

NVML nvmlDeviceGetUtilizationRates(nvmlDevice_t gpu, nvmlUtilization_t *utilization) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(utilization);
    REQUIRE(!gpu->mig_current, NVML_ERROR_NOT_SUPPORTED);
    CONSISTENTLY(utilization->gpu = gpu->gpu_utilization; utilization->memory = gpu->memory_utilization);
    return NVML_SUCCESS;
}

static nvmlReturn_t give_engine(u32 value, u32 *percent, u32 *period) {
    REQUIRE(percent != 0 && period != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(value != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    *percent = value;
    *period = SAMPLING_PERIOD_US;
    return NVML_SUCCESS;
}

#define ENGINE(name, value) \
    NVML name(nvmlDevice_t gpu, u32 *percent, u32 *period) { \
        REQUIRE_DEVICE(gpu); \
        return give_engine(gpu->mig_current ? ABSENT : (value), percent, period); \
    }

ENGINE(nvmlDeviceGetEncoderUtilization, gpu->encoder_utilization)
ENGINE(nvmlDeviceGetDecoderUtilization, gpu->decoder_utilization)
ENGINE(nvmlDeviceGetJpgUtilization, UNLESS_REFUSED(JPEG_UTILIZATION, gpu->jpeg_utilization))
ENGINE(nvmlDeviceGetOfaUtilization, UNLESS_REFUSED(OFA_UTILIZATION, gpu->ofa_utilization))

/* By nvmlSamplingType_t. */
static u32 sample_value(const struct gpu *gpu, u32 type) {
    switch (type) {
    case 0:
        return gpu->power_usage;
    case 1:
        return gpu->gpu_utilization;
    case 2:
        return gpu->memory_utilization;
    case 3:
        return gpu->encoder_utilization;
    case 4:
        return gpu->decoder_utilization;
    case 5:
        return gpu->clock[CLOCK_SM];
    case 6:
        return gpu->clock[CLOCK_MEM];
    case 7:
        return gpu->module_power_usage;
    case 8:
        return gpu->jpeg_utilization;
    case 9:
        return gpu->ofa_utilization;
    default:
        return ABSENT;
    }
}

enum { SAMPLES = 16, SAMPLE_TYPES = 10 };

/* The last samples of a value that has not changed while they were taken. */
NVML nvmlDeviceGetSamples(nvmlDevice_t gpu, u32 type, u64 last_seen, u32 *value_type, u32 *count, nvmlSample_t *samples) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(value_type != 0 && count != 0 && type < SAMPLE_TYPES, NVML_ERROR_INVALID_ARGUMENT);
    u32 value = sample_value(gpu, type);
    REQUIRE(value != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    *value_type = VALUE_UINT;
    if (samples == 0) {
        *count = SAMPLES;
        return NVML_SUCCESS;
    }
    u64 now = sys_time_us(CLOCK_WALL);
    u32 space = *count < SAMPLES ? *count : SAMPLES;
    u32 given = 0;
    for (u32 i = space; i > 0; i--) {
        u64 time = now - now % SAMPLING_PERIOD_US - (u64)(i - 1) * SAMPLING_PERIOD_US;
        if (time > last_seen) {
            samples[given].timeStamp = time;
            samples[given].sampleValue.ullVal = value;
            given++;
        }
    }
    *count = given;
    return given != 0 ? NVML_SUCCESS : NVML_ERROR_NOT_FOUND;
}

NVML nvmlDeviceGetDynamicPstatesInfo(nvmlDevice_t gpu, nvmlGpuDynamicPstatesInfo_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    memset(info, 0, sizeof(*info));
    info->utilization[0].bIsPresent = 1;
    info->utilization[0].percentage = gpu->gpu_utilization;
    info->utilization[1].bIsPresent = 1;
    info->utilization[1].percentage = gpu->memory_utilization;
    return NVML_SUCCESS;
}

/* Nobody encodes or captures: no session, so no frames. */
static nvmlReturn_t no_sessions(u32 *sessions, u32 *frames, u32 *latency) {
    REQUIRE(sessions != 0 && frames != 0 && latency != 0, NVML_ERROR_INVALID_ARGUMENT);
    *sessions = 0;
    *frames = 0;
    *latency = 0;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetEncoderStats(nvmlDevice_t gpu, u32 *sessions, u32 *frames, u32 *latency) {
    REQUIRE_DEVICE(gpu);
    return no_sessions(sessions, frames, latency);
}

NVML nvmlDeviceGetFBCStats(nvmlDevice_t gpu, nvmlFBCStats_t *stats) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(stats);
    return no_sessions(&stats->sessionsCount, &stats->averageFPS, &stats->averageLatency);
}

static nvmlReturn_t give_no_sessions(nvmlDevice_t gpu, u32 *count) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    *count = 0;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetEncoderSessions(nvmlDevice_t gpu, u32 *count, nvmlEncoderSessionInfo_t *sessions) {
    (void)sessions;
    return give_no_sessions(gpu, count);
}

NVML nvmlDeviceGetFBCSessions(nvmlDevice_t gpu, u32 *count, nvmlFBCSessionInfo_t *sessions) {
    (void)sessions;
    return give_no_sessions(gpu, count);
}

NVML nvmlDeviceGetEncoderCapacity(nvmlDevice_t gpu, u32 query, u32 *capacity) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(capacity != 0 && query <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(board_of(gpu)->encoders != 0, NVML_ERROR_NOT_SUPPORTED);
    *capacity = 100;
    return NVML_SUCCESS;
}
