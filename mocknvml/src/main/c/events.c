/*
 * Event sets. No event happens on the mock by itself, so a wait ends with its time; the
 * sets come from a pool of fixed size, for the library has no heap.
 */
#include "getters.h"

enum { SETS = 64 };

struct event_set {
    u8 used;
    u64 types;
};

static struct event_set sets[SETS];

enum { SINGLE_BIT = 1, DOUBLE_BIT = 2, PSTATE = 4, XID = 8, CLOCK = 0x10 };
enum { SUPPORTED_EVENTS = DOUBLE_BIT | SINGLE_BIT | PSTATE | XID | CLOCK };

static int is_set(const struct event_set *set) {
    u64 distance = (u64)((const u8 *)set - (const u8 *)sets);
    return distance < sizeof(sets) && distance % sizeof(sets[0]) == 0 && __atomic_load_n(&set->used, __ATOMIC_ACQUIRE);
}

NVML nvmlEventSetCreate(nvmlEventSet_t *set) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(set);
    for (u32 i = 0; i < SETS; i++) {
        if (!__atomic_test_and_set(&sets[i].used, __ATOMIC_ACQ_REL)) {
            sets[i].types = 0;
            *set = &sets[i];
            return NVML_SUCCESS;
        }
    }
    return NVML_ERROR_MEMORY;
}

NVML nvmlEventSetFree(nvmlEventSet_t set) {
    REQUIRE_SESSION();
    REQUIRE(is_set(set), NVML_ERROR_INVALID_ARGUMENT);
    __atomic_clear(&set->used, __ATOMIC_RELEASE);
    return NVML_SUCCESS;
}

DEVICE_LONG(nvmlDeviceGetSupportedEventTypes, SUPPORTED_EVENTS)

NVML nvmlDeviceRegisterEvents(nvmlDevice_t gpu, u64 types, nvmlEventSet_t set) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(is_set(set), NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE((types & ~(u64)SUPPORTED_EVENTS) == 0, NVML_ERROR_NOT_SUPPORTED);
    set->types |= types;
    return NVML_SUCCESS;
}

NVML nvmlEventSetWait_v2(nvmlEventSet_t set, nvmlEventData_t *data, u32 timeout_ms) {
    REQUIRE_SESSION();
    REQUIRE(data != 0 && is_set(set), NVML_ERROR_INVALID_ARGUMENT);
    sys_sleep_us((u64)timeout_ms * 1000);
    return NVML_ERROR_TIMEOUT;
}

NVML nvmlEventSetWait(nvmlEventSet_t set, nvmlEventData_t *data, u32 timeout_ms) {
    return nvmlEventSetWait_v2(set, data, timeout_ms);
}
