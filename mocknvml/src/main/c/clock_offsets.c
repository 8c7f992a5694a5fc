/* Offsets of the voltage and frequency curve, and what clocks and P-states look like as text. */
#define SELDOM_ASKED
#include "getters.h"

enum { OFFSET_MIN = -1000, OFFSET_MAX = 1000 };

/* The driver offers offsets on boards since Volta; application clocks are what they shift. */
static int has_offsets(const struct gpu *gpu) { return board_of(gpu)->architecture >= ARCHITECTURE_VOLTA; }

static nvmlReturn_t give_offset(nvmlDevice_t gpu, i32 value, int *out) {
    REQUIRE_POINTER(out);
    REQUIRE(has_offsets(gpu), NVML_ERROR_NOT_SUPPORTED);
    *out = value;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetGpcClkVfOffset(nvmlDevice_t gpu, int *offset) {
    REQUIRE_DEVICE(gpu);
    return give_offset(gpu, gpu->graphics_offset, offset);
}

NVML nvmlDeviceGetMemClkVfOffset(nvmlDevice_t gpu, int *offset) {
    REQUIRE_DEVICE(gpu);
    return give_offset(gpu, gpu->memory_offset, offset);
}

static nvmlReturn_t give_range(nvmlDevice_t gpu, int *min, int *max) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(min != 0 && max != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(has_offsets(gpu), NVML_ERROR_NOT_SUPPORTED);
    *min = OFFSET_MIN;
    *max = OFFSET_MAX;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetGpcClkMinMaxVfOffset(nvmlDevice_t gpu, int *min, int *max) { return give_range(gpu, min, max); }
NVML nvmlDeviceGetMemClkMinMaxVfOffset(nvmlDevice_t gpu, int *min, int *max) { return give_range(gpu, min, max); }

static nvmlReturn_t check_offset(nvmlDevice_t gpu, int offset) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(has_offsets(gpu), NVML_ERROR_NOT_SUPPORTED);
    return offset >= OFFSET_MIN && offset <= OFFSET_MAX ? NVML_SUCCESS : NVML_ERROR_INVALID_ARGUMENT;
}

NVML nvmlDeviceSetGpcClkVfOffset(nvmlDevice_t gpu, int offset) {
    nvmlReturn_t checked = check_offset(gpu, offset);
    return checked == NVML_SUCCESS ? STATE_SET(gpu->graphics_offset, offset) : checked;
}

NVML nvmlDeviceSetMemClkVfOffset(nvmlDevice_t gpu, int offset) {
    nvmlReturn_t checked = check_offset(gpu, offset);
    return checked == NVML_SUCCESS ? STATE_SET(gpu->memory_offset, offset) : checked;
}

/* The same by type of clock and P-state; only P0 and the clocks of graphics and memory have one. */
static nvmlReturn_t check_offset_struct(nvmlDevice_t gpu, const nvmlClockOffset_t *offset) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(offset);
    REQUIRE_VERSION(offset, nvmlClockOffset_t, 1);
    REQUIRE(offset->type < CLOCK_COUNT && offset->pstate < 16, NVML_ERROR_INVALID_ARGUMENT);
    int has = has_offsets(gpu) && offset->pstate == 0 && (offset->type == CLOCK_GRAPHICS || offset->type == CLOCK_MEM);
    return has ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}

NVML nvmlDeviceGetClockOffsets(nvmlDevice_t gpu, nvmlClockOffset_t *offset) {
    nvmlReturn_t checked = check_offset_struct(gpu, offset);
    REQUIRE(checked == NVML_SUCCESS, checked);
    offset->clockOffsetMHz = offset->type == CLOCK_MEM ? gpu->memory_offset : gpu->graphics_offset;
    offset->minClockOffsetMHz = OFFSET_MIN;
    offset->maxClockOffsetMHz = OFFSET_MAX;
    return NVML_SUCCESS;
}

NVML nvmlDeviceSetClockOffsets(nvmlDevice_t gpu, nvmlClockOffset_t *offset) {
    nvmlReturn_t checked = check_offset_struct(gpu, offset);
    REQUIRE(checked == NVML_SUCCESS, checked);
    return offset->type == CLOCK_MEM ? nvmlDeviceSetMemClkVfOffset(gpu, offset->clockOffsetMHz)
                                     : nvmlDeviceSetGpcClkVfOffset(gpu, offset->clockOffsetMHz);
}

static char *append_value(char *end, const char *name, u32 value) {
    return text_number(text_append(text_append(end, name), "="), value, 10, 1);
}

/* "perf=0, nvclock=210, ..." as the driver's settings tool writes them. */
NVML nvmlDeviceGetCurrentClockFreqs(nvmlDevice_t gpu, nvmlDeviceCurrentClockFreqs_t *clocks) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(clocks);
    REQUIRE_VERSION(clocks, nvmlDeviceCurrentClockFreqs_t, 1);
    char *end = append_value(clocks->str, "perf", gpu->pstate);
    end = append_value(end, ", nvclock", gpu->clock[CLOCK_GRAPHICS]);
    end = append_value(end, ", memclock", gpu->clock[CLOCK_MEM]);
    append_value(end, ", memTransferRate", gpu->clock[CLOCK_MEM] * 2);
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetPerformanceModes(nvmlDevice_t gpu, nvmlDevicePerfModes_t *modes) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(modes);
    REQUIRE_VERSION(modes, nvmlDevicePerfModes_t, 1);
    const struct board *board = board_of(gpu);
    char *end = append_value(modes->str, "perf", 0);
    end = append_value(end, ", nvclock", board->clock_max[CLOCK_GRAPHICS]);
    end = append_value(end, ", memclock", board->clock_max[CLOCK_MEM]);
    append_value(end, ", memTransferRate", board->clock_max[CLOCK_MEM] * 2);
    return NVML_SUCCESS;
}
