/*
 * GPU performance metrics, of Hopper and later. A sample keeps what the GPU was doing at its moment;
 * a metric is computed from two of them. Samples come from a pool, for the library has no heap.
 */
#define SELDOM_ASKED
#include "getters.h"
#include "subjects.h"

enum { POOL = 256, GPM_VERSION = 1 };

struct gpm_sample {
    u8 used;
    u32 gpu; /* ABSENT: empty */
    u64 time_us;
    u32 gpu_utilization, memory_utilization, encoder, decoder, jpeg, ofa;
    u32 pcie_tx, pcie_rx; /* KB/s */
    u64 link_tx_kib, link_rx_kib;
};

static struct gpm_sample pool[POOL];

static int is_sample(const struct gpm_sample *sample) {
    u64 distance = (u64)((const u8 *)sample - (const u8 *)pool);
    return distance < sizeof(pool) && distance % sizeof(pool[0]) == 0 && __atomic_load_n(&sample->used, __ATOMIC_ACQUIRE);
}

static int has_gpm(const struct gpu *gpu) { return board_of(gpu)->architecture >= ARCHITECTURE_HOPPER; }

NVML nvmlGpmQueryDeviceSupport(nvmlDevice_t device, nvmlGpmSupport_t *support) {
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(support);
    REQUIRE(support->version == GPM_VERSION, NVML_ERROR_ARGUMENT_VERSION_MISMATCH);
    support->isSupportedDevice = (u32)has_gpm(target.gpu);
    return NVML_SUCCESS;
}

NVML nvmlGpmQueryIfStreamingEnabled(nvmlDevice_t gpu, u32 *state) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(state);
    REQUIRE(has_gpm(gpu), NVML_ERROR_NOT_SUPPORTED);
    *state = gpu->gpm_streaming;
    return NVML_SUCCESS;
}

NVML nvmlGpmSetStreamingEnabled(nvmlDevice_t gpu, u32 state) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(state <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(has_gpm(gpu), NVML_ERROR_NOT_SUPPORTED);
    return STATE_SET(gpu->gpm_streaming, state);
}

NVML nvmlGpmSampleAlloc(nvmlGpmSample_t *sample) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(sample);
    for (u32 i = 0; i < POOL; i++) {
        if (!__atomic_test_and_set(&pool[i].used, __ATOMIC_ACQ_REL)) {
            pool[i].gpu = ABSENT;
            *sample = &pool[i];
            return NVML_SUCCESS;
        }
    }
    return NVML_ERROR_MEMORY;
}

NVML nvmlGpmSampleFree(nvmlGpmSample_t sample) {
    REQUIRE_SESSION();
    REQUIRE(is_sample(sample), NVML_ERROR_INVALID_ARGUMENT);
    __atomic_clear(&sample->used, __ATOMIC_RELEASE);
    return NVML_SUCCESS;
}

static void take(struct gpm_sample *sample, const struct gpu *gpu) {
    CONSISTENTLY(sample->gpu_utilization = gpu->gpu_utilization; sample->memory_utilization = gpu->memory_utilization;
                 sample->encoder = gpu->encoder_utilization; sample->decoder = gpu->decoder_utilization;
                 sample->jpeg = gpu->jpeg_utilization; sample->ofa = gpu->ofa_utilization;
                 sample->pcie_tx = gpu->pcie_tx; sample->pcie_rx = gpu->pcie_rx;
                 sample->link_tx_kib = gpu->link_tx_kib; sample->link_rx_kib = gpu->link_rx_kib);
    sample->time_us = sys_time_us(CLOCK_BOOT);
    sample->gpu = number_of(gpu);
}

NVML nvmlGpmSampleGet(nvmlDevice_t gpu, nvmlGpmSample_t sample) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(is_sample(sample), NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(has_gpm(gpu), NVML_ERROR_NOT_SUPPORTED);
    take(sample, gpu);
    return NVML_SUCCESS;
}

NVML nvmlGpmMigSampleGet(nvmlDevice_t gpu, u32 gpu_instance, nvmlGpmSample_t sample) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(is_sample(sample), NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(has_gpm(gpu) && gpu->mig_current, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(gi_slot_of(gpu, gpu_instance) < MAX_INSTANCES, NVML_ERROR_INVALID_ARGUMENT);
    take(sample, gpu);
    return NVML_SUCCESS;
}

struct metric {
    u16 id;
    const char *name;
    const char *unit;
};

/* Without a table of addresses, which the loader would have to write: names are chosen by code. */
static struct metric describe(u32 id) {
    struct metric m = {(u16)id, "Unknown", ""};
    switch (id) {
#define METRIC(number, text, measure) \
    case number: \
        m.name = text; \
        m.unit = measure; \
        break;
        METRIC(1, "Graphics Util", "%")
        METRIC(2, "SM Util", "%")
        METRIC(3, "SM Occupancy", "%")
        METRIC(4, "Integer Util", "%")
        METRIC(5, "Any Tensor Util", "%")
        METRIC(6, "DFMA Tensor Util", "%")
        METRIC(7, "HMMA Tensor Util", "%")
        METRIC(8, "DMMA Tensor Util", "%")
        METRIC(9, "IMMA Tensor Util", "%")
        METRIC(10, "DRAM BW Util", "%")
        METRIC(11, "FP64 Util", "%")
        METRIC(12, "FP32 Util", "%")
        METRIC(13, "FP16 Util", "%")
        METRIC(20, "PCIe TX", "MiB/sec")
        METRIC(21, "PCIe RX", "MiB/sec")
        METRIC(60, "NVLink Total RX", "MiB/sec")
        METRIC(61, "NVLink Total TX", "MiB/sec")
#undef METRIC
    }
    if (id >= 30 && id <= 51) {
        m.name = id < 40 ? "NVDEC Util" : id < 50 ? "NVJPG Util" : "NVOFA Util";
        m.unit = "%";
    }
    return m;
}

/* MiB a second between two counts of KiB. */
static double rate(u64 before, u64 after, u64 us) {
    return us == 0 || after < before ? 0 : (double)(after - before) / 1024 * 1000000 / (double)us;
}

static double average(u32 a, u32 b) { return ((double)a + (double)b) / 2; }

/* Percent or MiB/s; what a mock of no kernels cannot know apart, such as which pipes are busy, is 0. */
static nvmlReturn_t compute(const struct gpm_sample *a, const struct gpm_sample *b, u32 id, double *value) {
    u64 us = b->time_us - a->time_us;
    *value = 0;
    if (id == 1 || id == 2) {
        *value = average(a->gpu_utilization, b->gpu_utilization);
    } else if (id == 10) {
        *value = average(a->memory_utilization, b->memory_utilization);
    } else if (id == 20 || id == 21) {
        *value = (id == 20 ? average(a->pcie_tx, b->pcie_tx) : average(a->pcie_rx, b->pcie_rx)) / 1024;
    } else if (id == 60 || id == 61) {
        *value = id == 60 ? rate(a->link_rx_kib, b->link_rx_kib, us) : rate(a->link_tx_kib, b->link_tx_kib, us);
    } else if (id >= 30 && id <= 37) {
        *value = average(a->decoder, b->decoder);
    } else if (id >= 40 && id <= 47) {
        *value = average(a->jpeg, b->jpeg);
    } else if (id == 50 || id == 51) {
        *value = average(a->ofa, b->ofa);
    } else if (id == 0 || (id > 13 && id < 20) || (id > 21 && id < 30) || id >= NVML_GPM_METRIC_MAX) {
        return NVML_ERROR_NOT_SUPPORTED;
    }
    return NVML_SUCCESS;
}

NVML nvmlGpmMetricsGet(nvmlGpmMetricsGet_t *request) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(request);
    REQUIRE(request->version == GPM_VERSION, NVML_ERROR_ARGUMENT_VERSION_MISMATCH);
    REQUIRE(request->numMetrics <= NVML_GPM_METRIC_MAX, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(is_sample(request->sample1) && is_sample(request->sample2), NVML_ERROR_INVALID_ARGUMENT);
    const struct gpm_sample *a = request->sample1;
    const struct gpm_sample *b = request->sample2;
    REQUIRE(a->gpu == b->gpu && a->gpu != ABSENT, NVML_ERROR_INVALID_ARGUMENT);
    for (u32 i = 0; i < request->numMetrics; i++) {
        nvmlGpmMetric_t *metric = &request->metrics[i];
        struct metric described = describe(metric->metricId);
        metric->nvmlReturn = compute(a, b, metric->metricId, &metric->value);
        metric->metricInfo.shortName = described.name;
        metric->metricInfo.longName = described.name;
        metric->metricInfo.unit = described.unit;
    }
    return NVML_SUCCESS;
}
