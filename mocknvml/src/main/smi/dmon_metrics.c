#include "dmon_metrics.h"

#include "format.h"

enum { METRICS_VERSION = 1, TEXT_SIZE = 32, SUPPORT_VERSION = 1 };

/* The two latest samples of each GPU. Which of the first lines has a number already is a race in the original. */
static struct history {
    nvmlGpmSample_t samples[2];
    u32 taken;
    int is_supported;
} histories[MAX_GPUS];

static void take(struct history *history, nvmlDevice_t gpu) {
    nvmlGpmSample_t *sample = &history->samples[history->taken % 2];
    nvmlGpmSupport_t support = {.version = SUPPORT_VERSION};
    history->is_supported =
        nvmlGpmQueryDeviceSupport(gpu, &support) == NVML_SUCCESS && support.isSupportedDevice != 0 &&
        (*sample != 0 || nvmlGpmSampleAlloc(sample) == NVML_SUCCESS) && nvmlGpmSampleGet(gpu, *sample) == NVML_SUCCESS;
    history->taken++;
}

void dmon_metric(const struct target *target, u32 metric, int is_first, char *text) {
    static nvmlGpmMetricsGet_t request;
    struct history *history = &histories[target->index % MAX_GPUS];
    if (is_first) {
        take(history, target->gpu);
    }
    if (!history->is_supported || history->taken < 2) {
        return;
    }
    request.version = METRICS_VERSION;
    request.numMetrics = 1;
    request.sample1 = history->samples[history->taken % 2];
    request.sample2 = history->samples[(history->taken + 1) % 2];
    request.metrics[0].metricId = metric;
    if (nvmlGpmMetricsGet(&request) == NVML_SUCCESS && request.metrics[0].nvmlReturn == NVML_SUCCESS) {
        format(text, TEXT_SIZE, "%llu", (u64)request.metrics[0].value);
    }
}
