#include "session.h"

struct session session;

/* Held while init or shutdown work: both are rare, so a waiting thread just tries again. */
static u8 changing;

static void enter(void) {
    while (__atomic_test_and_set(&changing, __ATOMIC_ACQUIRE)) {
        sys_sleep_us(50);
    }
}

static void leave(void) { __atomic_clear(&changing, __ATOMIC_RELEASE); }

static int inside(u64 offset, u64 count, u64 size, u64 end) {
    return offset % 8 == 0 && offset >= sizeof(struct header) && offset <= end && count <= (end - offset) / size;
}

/* The image may be of another build, cut short or rubbish: nothing is used before this has passed. */
static nvmlReturn_t check_image(void) {
    const struct header *h = state_header();
    REQUIRE(h->magic == STATE_MAGIC, NVML_ERROR_DRIVER_NOT_LOADED);
    REQUIRE(h->layout_hash == STATE_LAYOUT_HASH, NVML_ERROR_LIB_RM_VERSION_MISMATCH);
    REQUIRE(h->board_count >= 1 && h->board_count <= MAX_BOARDS, NVML_ERROR_DRIVER_NOT_LOADED);
    REQUIRE(h->gpu_count <= MAX_GPUS && h->clock_count <= MAX_CLOCKS, NVML_ERROR_DRIVER_NOT_LOADED);
    REQUIRE(h->profile_count <= MAX_PROFILES, NVML_ERROR_DRIVER_NOT_LOADED);
    REQUIRE(inside(h->system_offset, 1, sizeof(struct system), h->size) &&
                inside(h->boards_offset, h->board_count, sizeof(struct board), h->size) &&
                inside(h->gpus_offset, h->gpu_count, sizeof(struct gpu), h->size) &&
                inside(h->processes_offset, MAX_PROCESSES, sizeof(struct process), h->size) &&
                inside(h->clocks_offset, h->clock_count, sizeof(u16), h->size) &&
                inside(h->profiles_offset, h->profile_count, sizeof(struct profile), h->size),
            NVML_ERROR_DRIVER_NOT_LOADED);
    return NVML_SUCCESS;
}

static int node_exists(u32 minor) {
    char path[32];
    text_number(text_append(path, "/dev/nvidia"), minor, 10, 1);
    return sys_exists(path) == 0;
}

/*
 * As with the real driver a process sees the GPUs whose device node its root has. Where none has one
 * (a host whose nodes are in the driver root only) or all have, all are seen.
 */
static void find_visible(void) {
    const struct gpu *gpus = state_gpus();
    u32 count = state_header()->gpu_count;
    u32 present = 0;
    u8 there[MAX_GPUS];
    for (u32 i = 0; i < count; i++) {
        there[i] = (u8)node_exists(gpus[i].minor);
        present += there[i];
    }
    session.visible_count = 0;
    for (u32 i = 0; i < MAX_GPUS; i++) {
        session.index[i] = MAX_GPUS;
        if (i < count && (present == 0 || there[i])) {
            session.index[i] = (u8)session.visible_count;
            session.visible[session.visible_count++] = (u8)i;
        }
    }
}

NVML nvmlInitWithFlags(u32 flags) {
    nvmlReturn_t result = NVML_SUCCESS;
    (void)flags; /* NO_GPUS and NO_ATTACH change only what the real driver opens */
    enter();
    if (session.references == 0) {
        result = check_image();
        if (result == NVML_SUCCESS) {
            find_visible();
        }
    }
    if (result == NVML_SUCCESS) {
        __atomic_store_n(&session.references, session.references + 1, __ATOMIC_RELEASE);
    }
    leave();
    return result;
}

NVML nvmlInit_v2(void) { return nvmlInitWithFlags(0); }
NVML nvmlInit(void) { return nvmlInitWithFlags(0); }

NVML nvmlShutdown(void) {
    nvmlReturn_t result = NVML_ERROR_UNINITIALIZED;
    enter();
    if (session.references != 0) {
        __atomic_store_n(&session.references, session.references - 1, __ATOMIC_RELEASE);
        result = NVML_SUCCESS;
    }
    leave();
    return result;
}

nvmlReturn_t give_text(const char *text, char *buffer, u32 size) {
    REQUIRE_POINTER(buffer);
    REQUIRE(text[0] != 0, NVML_ERROR_NOT_SUPPORTED);
    return text_copy(buffer, size, text) ? NVML_SUCCESS : NVML_ERROR_INSUFFICIENT_SIZE;
}
