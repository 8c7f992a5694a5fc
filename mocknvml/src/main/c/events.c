/*
 * Event sets. Events are entries of a ring in the state, written by whoever injects them; a set
 * remembers how far it has read. Sets come from a pool of fixed size, for the library has no heap.
 */
#define SELDOM_ASKED
#include "getters.h"

enum { SETS = 64, POLL_US = 10000 };

struct event_set {
    u8 used;
    u8 kind;
    u64 read; /* number of the last event that was looked at */
    u64 types[MAX_GPUS]; /* that were asked for, by GPU */
};
enum { OF_DEVICES = 1, OF_SYSTEM = 2 };

static struct event_set sets[SETS];

enum { SINGLE_BIT = 1, DOUBLE_BIT = 2, PSTATE = 4, XID = 8, CLOCK = 0x10, RECOVERY = 0x8000 };
enum { SUPPORTED_EVENTS = DOUBLE_BIT | SINGLE_BIT | PSTATE | XID | CLOCK, LATER_EVENTS = 0xf600 };

static u64 supported(const struct gpu *gpu) {
    return SUPPORTED_EVENTS | (board_of(gpu)->architecture >= ARCHITECTURE_AMPERE ? LATER_EVENTS : 0);
}

static int is_set(const struct event_set *set, u8 kind) {
    u64 distance = (u64)((const u8 *)set - (const u8 *)sets);
    return distance < sizeof(sets) && distance % sizeof(sets[0]) == 0 &&
           __atomic_load_n(&set->used, __ATOMIC_ACQUIRE) && set->kind == kind;
}

static u64 event_count(void) { return __atomic_load_n(&session.header->event_count, __ATOMIC_ACQUIRE); }

static struct event_set *new_set(u8 kind) {
    for (u32 i = 0; i < SETS; i++) {
        if (!__atomic_test_and_set(&sets[i].used, __ATOMIC_ACQ_REL)) {
            memset(sets[i].types, 0, sizeof(sets[i].types));
            sets[i].kind = kind;
            sets[i].read = event_count();
            return &sets[i];
        }
    }
    return 0;
}

NVML nvmlEventSetCreate(nvmlEventSet_t *set) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(set);
    struct event_set *created = new_set(OF_DEVICES);
    REQUIRE(created != 0, NVML_ERROR_MEMORY);
    *set = created;
    return NVML_SUCCESS;
}

NVML nvmlEventSetFree(nvmlEventSet_t set) {
    REQUIRE_SESSION();
    REQUIRE(is_set(set, OF_DEVICES), NVML_ERROR_INVALID_ARGUMENT);
    __atomic_clear(&set->used, __ATOMIC_RELEASE);
    return NVML_SUCCESS;
}

DEVICE_LONG(nvmlDeviceGetSupportedEventTypes, supported(gpu))

NVML nvmlDeviceRegisterEvents(nvmlDevice_t device, u64 types, nvmlEventSet_t set) {
    REQUIRE_TARGET(target, device);
    REQUIRE(is_set(set, OF_DEVICES), NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE((types & ~supported(target.gpu)) == 0, NVML_ERROR_NOT_SUPPORTED);
    set->types[number_of(target.gpu)] |= types;
    return NVML_SUCCESS;
}

/* A copy of the event with the number, if it still lies in the ring. */
static int read_event(u64 number, struct event *event) {
    const struct event *entry = &session.events[(number - 1) % MAX_EVENTS];
    CONSISTENTLY(memcpy(event, entry, sizeof(*event)));
    return event->number == number && event->gpu < session.gpu_count;
}

/* The next event that the set was asked to report; older ones than the ring holds are lost. */
static int next_event(struct event_set *set, struct event *event) {
    u64 count = event_count();
    if (count > MAX_EVENTS && set->read < count - MAX_EVENTS) {
        set->read = count - MAX_EVENTS;
    }
    while (set->read < count) {
        set->read++;
        if (read_event(set->read, event) && (set->types[event->gpu] & event->type) != 0) {
            return 1;
        }
    }
    return 0;
}

/* Looks again a hundred times a second until the time is over. */
static int wait_event(struct event_set *set, u32 timeout_ms, struct event *event) {
    u64 end = sys_time_us(CLOCK_BOOT) + (u64)timeout_ms * 1000;
    while (!next_event(set, event)) {
        u64 now = sys_time_us(CLOCK_BOOT);
        if (now >= end) {
            return 0;
        }
        sys_sleep_us(end - now < POLL_US ? end - now : POLL_US);
    }
    return 1;
}

NVML nvmlEventSetWait_v2(nvmlEventSet_t set, nvmlEventData_t *data, u32 timeout_ms) {
    struct event event;
    REQUIRE_SESSION();
    REQUIRE(data != 0 && is_set(set, OF_DEVICES), NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(wait_event(set, timeout_ms, &event), NVML_ERROR_TIMEOUT);
    data->device = session.gpus + event.gpu;
    data->eventType = event.type;
    data->eventData = event.data;
    data->gpuInstanceId = event.gpu_instance;
    data->computeInstanceId = event.compute_instance;
    return NVML_SUCCESS;
}

/* The first version's data ends before the instance ids. */
NVML nvmlEventSetWait(nvmlEventSet_t set, nvmlEventData_t *data, u32 timeout_ms) {
    nvmlEventData_t whole;
    REQUIRE(!initialized() || data != 0, NVML_ERROR_INVALID_ARGUMENT);
    nvmlReturn_t result = nvmlEventSetWait_v2(set, &whole, timeout_ms);
    REQUIRE(result == NVML_SUCCESS, result);
    memcpy(data, &whole, offsetof(nvmlEventData_t, gpuInstanceId));
    return NVML_SUCCESS;
}

/* Events of the node: a GPU was taken from the driver (1) or given to it (2). */
enum { GPU_UNBIND = 1, GPU_BIND = 2 };

NVML nvmlSystemEventSetCreate(nvmlSystemEventSetCreateRequest_t *request) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(request);
    REQUIRE_VERSION(request, nvmlSystemEventSetCreateRequest_t, 1);
    struct event_set *created = new_set(OF_SYSTEM);
    REQUIRE(created != 0, NVML_ERROR_MEMORY);
    request->set = (nvmlSystemEventSet_t)(void *)created;
    return NVML_SUCCESS;
}

static struct event_set *system_set(nvmlSystemEventSet_t set) {
    struct event_set *own = (struct event_set *)(void *)set;
    return is_set(own, OF_SYSTEM) ? own : 0;
}

NVML nvmlSystemEventSetFree(nvmlSystemEventSetFreeRequest_t *request) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(request);
    REQUIRE_VERSION(request, nvmlSystemEventSetFreeRequest_t, 1);
    struct event_set *set = system_set(request->set);
    REQUIRE(set != 0, NVML_ERROR_INVALID_ARGUMENT);
    __atomic_clear(&set->used, __ATOMIC_RELEASE);
    return NVML_SUCCESS;
}

NVML nvmlSystemRegisterEvents(nvmlSystemRegisterEventRequest_t *request) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(request);
    REQUIRE_VERSION(request, nvmlSystemRegisterEventRequest_t, 1);
    struct event_set *set = system_set(request->set);
    REQUIRE(set != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE((request->eventTypes & ~(u64)(GPU_UNBIND | GPU_BIND)) == 0, NVML_ERROR_NOT_SUPPORTED);
    return NVML_SUCCESS;
}

/* GPUs of the mock come and go with another state, which needs another init: nothing is reported. */
NVML nvmlSystemEventSetWait(nvmlSystemEventSetWaitRequest_t *request) {
    struct event unused;
    REQUIRE_SESSION();
    REQUIRE_POINTER(request);
    REQUIRE_VERSION(request, nvmlSystemEventSetWaitRequest_t, 1);
    struct event_set *set = system_set(request->set);
    REQUIRE(set != 0 && request->data != 0 && request->dataSize != 0, NVML_ERROR_INVALID_ARGUMENT);
    request->numEvent = 0;
    return wait_event(set, request->timeoutms, &unused) ? NVML_ERROR_UNKNOWN : NVML_ERROR_TIMEOUT;
}
