/* Clocks in MHz: as they are, what they may be, and why they are held back. */
#include "getters.h"

/* What the GPU runs at, moved into the range that it was locked to. */
static u32 current_clock(const struct gpu *gpu, u32 type) {
    u32 min = type == CLOCK_MEM ? gpu->locked_memory_min : gpu->locked_graphics_min;
    u32 max = type == CLOCK_MEM ? gpu->locked_memory_max : gpu->locked_graphics_max;
    u32 now = gpu->clock[type];
    if (max == 0 || now == ABSENT || type == CLOCK_VIDEO) {
        return now;
    }
    return now < min ? min : now > max ? max : now;
}

NVML nvmlDeviceGetClockInfo(nvmlDevice_t gpu, u32 type, u32 *clock) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(clock != 0 && type < CLOCK_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    u32 now = current_clock(gpu, type);
    REQUIRE(now != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    *clock = now;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetMaxClockInfo(nvmlDevice_t gpu, u32 type, u32 *clock) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(clock != 0 && type < CLOCK_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    u32 most = UNLESS_REFUSED(MAX_CLOCKS, board_of(gpu)->clock_max[type]);
    REQUIRE(most != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    *clock = most;
    return NVML_SUCCESS;
}

/* Application clocks exist for graphics (which SM follows) and memory only. */
static nvmlReturn_t give_application(u32 type, u32 graphics, u32 memory, u32 *clock) {
    REQUIRE(clock != 0 && type < CLOCK_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(session.system->branch < DEPRECATES_APPLICATION_CLOCKS, NVML_ERROR_DEPRECATED);
    u32 value = type == CLOCK_MEM ? memory : graphics;
    REQUIRE(type != CLOCK_VIDEO && value != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    *clock = value;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetApplicationsClock(nvmlDevice_t gpu, u32 type, u32 *clock) {
    REQUIRE_DEVICE(gpu);
    return give_application(type, gpu->application_graphics, gpu->application_memory, clock);
}

NVML nvmlDeviceGetDefaultApplicationsClock(nvmlDevice_t gpu, u32 type, u32 *clock) {
    REQUIRE_DEVICE(gpu);
    return give_application(type, board_of(gpu)->application_graphics, board_of(gpu)->application_memory, clock);
}

static u32 customer_boost(const struct gpu *gpu, u32 type) {
    const struct board *board = board_of(gpu);
    switch (type) {
    case CLOCK_GRAPHICS:
    case CLOCK_SM:
        return board->boost_graphics;
    case CLOCK_MEM:
        return board->boost_graphics == ABSENT ? ABSENT : board->clock_max[CLOCK_MEM];
    default:
        return ABSENT;
    }
}

NVML nvmlDeviceGetMaxCustomerBoostClock(nvmlDevice_t gpu, u32 type, u32 *clock) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(clock != 0 && type < CLOCK_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    u32 value = customer_boost(gpu, type);
    REQUIRE(value != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    *clock = value;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetClock(nvmlDevice_t gpu, u32 type, u32 id, u32 *clock) {
    switch (id) {
    case 0:
        return nvmlDeviceGetClockInfo(gpu, type, clock);
    case 1:
        return nvmlDeviceGetApplicationsClock(gpu, type, clock);
    case 2:
        return nvmlDeviceGetDefaultApplicationsClock(gpu, type, clock);
    case 3:
        return nvmlDeviceGetMaxCustomerBoostClock(gpu, type, clock);
    default:
        REQUIRE_DEVICE(gpu);
        return NVML_ERROR_INVALID_ARGUMENT;
    }
}

static u32 memory_clock_count(const struct board *board) {
    return board->memory_clock_count < MAX_MEMORY_CLOCKS ? board->memory_clock_count : MAX_MEMORY_CLOCKS;
}

/* The needed count goes out with INSUFFICIENT_SIZE; nvidia-smi relies on that code. */
NVML nvmlDeviceGetSupportedMemoryClocks(nvmlDevice_t gpu, u32 *count, u32 *clocks) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    const struct board *board = board_of(gpu);
    u32 needed = memory_clock_count(board);
    u32 space = *count;
    REQUIRE(needed != 0, NVML_ERROR_NOT_SUPPORTED);
    *count = needed;
    REQUIRE(space >= needed && clocks != 0, NVML_ERROR_INSUFFICIENT_SIZE);
    for (u32 i = 0; i < needed; i++) {
        clocks[i] = board->memory_clock[i];
    }
    return NVML_SUCCESS;
}

enum { SMI_CLOCKS = 256 };

NVML nvmlDeviceGetSupportedGraphicsClocks(nvmlDevice_t gpu, u32 memory, u32 *count, u32 *clocks) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(count);
    const struct board *board = board_of(gpu);
    u32 rows = memory_clock_count(board);
    u32 row = 0;
    REQUIRE(rows != 0, NVML_ERROR_NOT_SUPPORTED);
    while (row < rows && board->memory_clock[row] != memory) {
        row++;
    }
    REQUIRE(row < rows, NVML_ERROR_NOT_FOUND);
    u32 start = board->graphics_clock_start[row];
    u32 needed = board->graphics_clock_count[row];
    u32 pool = session.clock_count;
    REQUIRE(start <= pool && needed <= pool - start, NVML_ERROR_UNKNOWN);
    u32 space = *count;
    /* nvidia-smi up to 550 has room for 256 and no more; GB200 has 260 steps. */
    needed = space == SMI_CLOCKS && needed > space ? space : needed;
    *count = needed;
    REQUIRE(space >= needed && clocks != 0, NVML_ERROR_INSUFFICIENT_SIZE);
    for (u32 i = 0; i < needed; i++) {
        clocks[i] = session.clocks[start + i];
    }
    return NVML_SUCCESS;
}

/* Boards since Volta know all reasons; drivers since 535 report the display clock's too. */
enum { ALL_REASONS = 0x1ff };

#define REASONS(name, value) DEVICE_LONG(name, refuses(REFUSES_CLOCK_EVENT_REASONS) ? ABSENT64 : (value))
REASONS(nvmlDeviceGetSupportedClocksThrottleReasons, ALL_REASONS)
REASONS(nvmlDeviceGetSupportedClocksEventReasons, ALL_REASONS)
REASONS(nvmlDeviceGetCurrentClocksThrottleReasons, gpu->event_reasons)
REASONS(nvmlDeviceGetCurrentClocksEventReasons, gpu->event_reasons)

enum { POLICY_COUNT = 6, POLICY_TOTAL_FIRST = 10, POLICY_TOTAL_LAST = 11 };

/* Times are in nanoseconds since the driver was loaded. */
NVML nvmlDeviceGetViolationStatus(nvmlDevice_t gpu, u32 policy, nvmlViolationTime_t *time) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(time);
    REQUIRE(policy < POLICY_COUNT || (policy >= POLICY_TOTAL_FIRST && policy <= POLICY_TOTAL_LAST),
            NVML_ERROR_INVALID_ARGUMENT);
    time->referenceTime = sys_time_us(CLOCK_WALL);
    time->violationTime = policy < POLICY_COUNT ? gpu->violation_us[policy] * 1000 : 0;
    return NVML_SUCCESS;
}

DEVICE_NUMBER(nvmlDeviceGetPerformanceState, gpu->pstate)

NVML nvmlDeviceGetPowerState(nvmlDevice_t gpu, u32 *state) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(session.system->branch < DEPRECATES_APPLICATION_CLOCKS, NVML_ERROR_DEPRECATED);
    return nvmlDeviceGetPerformanceState(gpu, state);
}

DEVICE_NUMBER(nvmlDeviceGetAdaptiveClockInfoStatus, 1)

enum { PSTATES = 16, PSTATE_UNKNOWN = 32 };

NVML nvmlDeviceGetSupportedPerformanceStates(nvmlDevice_t gpu, u32 *states, u32 bytes) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(states);
    REQUIRE(bytes >= PSTATES * sizeof(u32), NVML_ERROR_INSUFFICIENT_SIZE);
    states[0] = 0;
    for (u32 i = 1; i < PSTATES; i++) {
        states[i] = PSTATE_UNKNOWN;
    }
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetMinMaxClockOfPState(nvmlDevice_t gpu, u32 type, u32 pstate, u32 *min, u32 *max) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(min != 0 && max != 0 && type < CLOCK_COUNT && pstate == 0, NVML_ERROR_INVALID_ARGUMENT);
    const struct board *board = board_of(gpu);
    u32 count = board->graphics_clock_count[0];
    u32 last = board->graphics_clock_start[0] + count - 1;
    REQUIRE(memory_clock_count(board) != 0 && count != 0 && last < session.clock_count, NVML_ERROR_NOT_SUPPORTED);
    *max = board->clock_max[type];
    *min = type == CLOCK_MEM ? board->memory_clock[0] : session.clocks[last];
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetClkMonStatus(nvmlDevice_t gpu, nvmlClkMonStatus_t *status) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(status);
    memset(status, 0, sizeof(*status));
    return NVML_SUCCESS;
}

/* A locked range lies within what the board has; 0 and 0 is none. */
static int is_range(const struct board *board, u32 type, u32 min, u32 max) {
    return min <= max && max <= board->clock_max[type];
}

NVML nvmlDeviceSetGpuLockedClocks(nvmlDevice_t gpu, u32 min, u32 max) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(max != 0 && is_range(board_of(gpu), CLOCK_GRAPHICS, min, max), NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET_BOTH(gpu->locked_graphics_min, min, gpu->locked_graphics_max, max);
}

NVML nvmlDeviceResetGpuLockedClocks(nvmlDevice_t gpu) {
    REQUIRE_DEVICE(gpu);
    return STATE_SET_BOTH(gpu->locked_graphics_min, 0, gpu->locked_graphics_max, 0);
}

/* Boards before Ampere cannot lock their memory clock. */
NVML nvmlDeviceSetMemoryLockedClocks(nvmlDevice_t gpu, u32 min, u32 max) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(board_of(gpu)->architecture >= ARCHITECTURE_AMPERE, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(max != 0 && is_range(board_of(gpu), CLOCK_MEM, min, max), NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET_BOTH(gpu->locked_memory_min, min, gpu->locked_memory_max, max);
}

NVML nvmlDeviceResetMemoryLockedClocks(nvmlDevice_t gpu) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(board_of(gpu)->architecture >= ARCHITECTURE_AMPERE, NVML_ERROR_NOT_SUPPORTED);
    return STATE_SET_BOTH(gpu->locked_memory_min, 0, gpu->locked_memory_max, 0);
}

/* Whether the pair is one that -q -d SUPPORTED_CLOCKS lists. */
static int is_supported(const struct board *board, u32 memory, u32 graphics) {
    for (u32 row = 0; row < memory_clock_count(board); row++) {
        u32 start = board->graphics_clock_start[row];
        u32 count = board->graphics_clock_count[row];
        for (u32 i = start; board->memory_clock[row] == memory && i < start + count && i < MAX_CLOCKS; i++) {
            if (i < session.clock_count && session.clocks[i] == graphics) {
                return 1;
            }
        }
    }
    return 0;
}

NVML nvmlDeviceSetApplicationsClocks(nvmlDevice_t gpu, u32 memory, u32 graphics) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(gpu->application_graphics != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(is_supported(board_of(gpu), memory, graphics), NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET_BOTH(gpu->application_graphics, graphics, gpu->application_memory, memory);
}

NVML nvmlDeviceResetApplicationsClocks(nvmlDevice_t gpu) {
    REQUIRE_DEVICE(gpu);
    const struct board *board = board_of(gpu);
    REQUIRE(board->application_graphics != ABSENT, NVML_ERROR_NOT_SUPPORTED);
    return STATE_SET_BOTH(gpu->application_graphics, board->application_graphics, gpu->application_memory,
                          board->application_memory);
}
