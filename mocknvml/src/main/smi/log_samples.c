/* Maximum, minimum and average of the last seconds' samples. */
#include "codes.h"
#include "format.h"
#include "layout.h"
#include "log_parts.h"
#include "tree.h"

enum { MAX_SAMPLES = 4096 };
enum { TOTAL_POWER, GPU_UTILIZATION, MEMORY_UTILIZATION, ENCODER, DECODER, SM_CLOCK, MEMORY_CLOCK, JPEG = 8, OFA = 9 };

struct summary {
    u32 count;
    u64 duration, max, min, average;
};

static void summarize(struct summary *s, const nvmlSample_t *samples) {
    u64 weighted = 0;
    s->max = s->min = samples[0].sampleValue.uiVal;
    s->duration = samples[s->count - 1].timeStamp - samples[0].timeStamp;
    for (u32 i = 0; i < s->count; i++) {
        u64 value = samples[i].sampleValue.uiVal;
        s->max = value > s->max ? value : s->max;
        s->min = value < s->min ? value : s->min;
        weighted += i == 0 ? 0 : value * (samples[i].timeStamp - samples[i - 1].timeStamp);
    }
    s->average = s->duration == 0 ? s->max : weighted / s->duration;
}

static nvmlReturn_t read_samples(nvmlDevice_t gpu, u32 type, struct summary *s) {
    static nvmlSample_t samples[MAX_SAMPLES];
    u32 value_type;
    s->count = 0;
    nvmlReturn_t code = nvmlDeviceGetSamples(gpu, type, 0, &value_type, &s->count, 0);
    if (code == NVML_SUCCESS) {
        s->count = s->count > MAX_SAMPLES ? MAX_SAMPLES : s->count;
        code = nvmlDeviceGetSamples(gpu, type, 0, &value_type, &s->count, samples);
    }
    if (code == NVML_SUCCESS && s->count != 0 && s->count <= MAX_SAMPLES) {
        summarize(s, samples);
    }
    return code;
}

static void leaf(const char *label, nvmlReturn_t code, u64 number, writer_of_number write, const char *unit) {
    char text[VALUE_SIZE];
    write(text, (i64)number);
    u32 length = (u32)string_length(text);
    format(text + length, VALUE_SIZE - length, "%s", unit);
    tree_leaf(label, 0, code == NVML_SUCCESS ? text : code_text(code));
}

static void write_seconds(char *text, i64 microseconds) { format_thousandths(text, VALUE_SIZE, microseconds / 1000, 2); }

static void print_samples(nvmlDevice_t gpu, const char *label, u32 type, writer_of_number write, const char *unit) {
    struct summary s = {0};
    nvmlReturn_t code = read_samples(gpu, type, &s);
    tree_open(label, 0);
    leaf("Duration", code, s.duration, write_seconds, " sec");
    leaf("Number of Samples", code, s.count, write_number, "");
    leaf("Max", code, s.max, write, unit);
    leaf("Min", code, s.min, write, unit);
    leaf("Avg", code, s.average, write, unit);
    tree_close(0);
}

void print_utilization_samples(nvmlDevice_t gpu) {
    print_samples(gpu, "GPU Utilization Samples", GPU_UTILIZATION, write_number, " %");
    print_samples(gpu, "Memory Utilization Samples", MEMORY_UTILIZATION, write_number, " %");
    print_samples(gpu, "ENC Utilization Samples", ENCODER, write_number, " %");
    print_samples(gpu, "DEC Utilization Samples", DECODER, write_number, " %");
    if (layout() >= LAYOUT_550) {
        print_samples(gpu, "JPG Utilization Samples", JPEG, write_number, " %");
        print_samples(gpu, "OFA Utilization Samples", OFA, write_number, " %");
    }
}

void print_power_samples(nvmlDevice_t gpu) { print_samples(gpu, "Power Samples", TOTAL_POWER, write_watts, " W"); }

void print_clock_samples(nvmlDevice_t gpu) {
    print_samples(gpu, "SM Clock Samples", SM_CLOCK, write_number, " MHz");
    print_samples(gpu, "Memory Clock Samples", MEMORY_CLOCK, write_number, " MHz");
}
