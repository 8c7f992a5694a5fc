#include "kernel_view.h"
#include "session.h"

struct session session;

/*
 * Held while init or shutdown work, which takes microseconds: a waiting thread just tries again, and
 * takes over from a thread that a fork left behind in the parent.
 */
static u8 changing;
enum { WAIT_US = 50, WAITS = 20000 };

static void enter(void) {
    for (u32 i = 0; i < WAITS && __atomic_test_and_set(&changing, __ATOMIC_ACQUIRE); i++) {
        sys_sleep_us(WAIT_US);
    }
}

static void leave(void) { __atomic_clear(&changing, __ATOMIC_RELEASE); }

/* A table's address, or 0 where it does not lie inside of the image. */
static const void *table(const u8 *image, u64 offset, u64 count, u64 size, u64 end) {
    int inside = offset % 8 == 0 && offset >= sizeof(struct header) && offset <= end && count <= (end - offset) / size;
    return inside ? image + offset : 0;
}

#define TABLE(name, offset, count) \
    do { \
        session.name = table(image, header.offset, count, sizeof(*session.name), header.size); \
        REQUIRE(session.name != 0, NVML_ERROR_DRIVER_NOT_LOADED); \
    } while (0)

static nvmlReturn_t find_tables(const u8 *image, struct header header) {
    TABLE(system, system_offset, 1);
    TABLE(boards, boards_offset, header.board_count);
    TABLE(gpus, gpus_offset, header.gpu_count);
    TABLE(links, links_offset, (u64)header.gpu_count * header.links_per_gpu);
    TABLE(initial, initial_offset, header.gpu_count);
    TABLE(processes, processes_offset, MAX_PROCESSES);
    TABLE(accounted, accounted_offset, MAX_ACCOUNTED);
    TABLE(events, events_offset, MAX_EVENTS);
    TABLE(clocks, clocks_offset, header.clock_count);
    TABLE(profiles, profiles_offset, header.profile_count);
    TABLE(parts, parts_offset, header.part_count);
    TABLE(vgpu_types, vgpu_types_offset, header.vgpu_type_count);
    return NVML_SUCCESS;
}

/*
 * The image may be of another build, cut short or rubbish: nothing is used before this has passed.
 * The header is checked in a copy, for the image may change in between.
 */
static nvmlReturn_t open_image(void) {
    size_t size;
    const u8 *image = image_find(&size);
    REQUIRE(image != 0 && size >= sizeof(struct header), NVML_ERROR_DRIVER_NOT_LOADED);
    struct header header;
    memcpy(&header, image, sizeof(header));
    REQUIRE(header.magic == STATE_MAGIC, NVML_ERROR_DRIVER_NOT_LOADED);
    REQUIRE(header.layout_hash == STATE_LAYOUT_HASH, NVML_ERROR_LIB_RM_VERSION_MISMATCH);
    REQUIRE(header.size <= size, NVML_ERROR_DRIVER_NOT_LOADED);
    REQUIRE(header.board_count >= 1 && header.board_count <= MAX_BOARDS, NVML_ERROR_DRIVER_NOT_LOADED);
    REQUIRE(header.gpu_count <= MAX_GPUS && header.links_per_gpu <= MAX_LINKS, NVML_ERROR_DRIVER_NOT_LOADED);
    REQUIRE(header.clock_count <= MAX_CLOCKS && header.profile_count <= MAX_PROFILES && header.part_count <= MAX_PARTS &&
                header.vgpu_type_count <= MAX_VGPU_TYPES,
            NVML_ERROR_DRIVER_NOT_LOADED);
    session.header = (const struct header *)image;
    session.board_count = header.board_count;
    session.gpu_count = header.gpu_count;
    session.clock_count = header.clock_count;
    session.profile_count = header.profile_count;
    session.part_count = header.part_count;
    session.vgpu_type_count = header.vgpu_type_count;
    session.links_per_gpu = header.links_per_gpu;
    return find_tables(image, header);
}

static void mark_present(const char *name, u8 present[MAX_GPUS], u32 *found) {
    u32 minor;
    for (u32 i = 0; text_minor(name, &minor) && i < session.gpu_count; i++) {
        if (session.gpus[i].minor == minor && !present[i]) {
            present[i] = 1;
            ++*found;
        }
    }
}

/* One listing of /dev costs the same for any number of GPUs. */
static u32 list_nodes(u8 present[MAX_GPUS]) {
    _Alignas(8) u8 block[4096];
    u32 found = 0;
    long directory = sys_open("/dev", OPEN_DIRECTORY);
    long size;
    while (directory >= 0 && (size = sys_list((int)directory, block, sizeof(block))) > 0) {
        for (long at = 0; at < size; at += ((const struct directory_entry *)(block + at))->length) {
            mark_present(((const struct directory_entry *)(block + at))->name, present, &found);
        }
    }
    if (directory >= 0) {
        sys_close((int)directory);
    }
    return found;
}

/*
 * As with the real driver a process sees the GPUs whose device node its root has. Where none has one
 * (a host whose nodes are in the driver root only) or all have, all are seen.
 */
static void find_visible(void) {
    u8 present[MAX_GPUS] = {0};
    u32 found = list_nodes(present);
    session.visible_count = 0;
    session.last = 0;
    for (u32 i = 0; i < MAX_GPUS; i++) {
        session.index[i] = MAX_GPUS;
        if (i < session.gpu_count && (found == 0 || present[i])) {
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
        result = open_image();
        if (result == NVML_SUCCESS) {
            find_visible();
            kernel_view();
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

nvmlReturn_t check_device(const struct gpu *gpu) {
    REQUIRE(!passed_before(gpu), NVML_SUCCESS);
    u64 distance = (u64)((const u8 *)gpu - (const u8 *)session.gpus);
    REQUIRE_SESSION();
    REQUIRE(distance < (u64)session.gpu_count * sizeof(struct gpu), NVML_ERROR_INVALID_ARGUMENT);
    if (distance % sizeof(struct gpu) != 0) {
        struct target target;
        nvmlReturn_t mig = check_mig_device(gpu, &target);
        return mig == NVML_SUCCESS ? NVML_ERROR_NOT_SUPPORTED : mig;
    }
    REQUIRE(session.index[distance / sizeof(struct gpu)] != MAX_GPUS, NVML_ERROR_INVALID_ARGUMENT);
    nvmlReturn_t failure = failure_of(gpu);
    if (failure == NVML_SUCCESS) {
        __atomic_store_n(&session.last, gpu, __ATOMIC_RELAXED);
    }
    return failure;
}

nvmlReturn_t check_target(const void *device, struct target *target) {
    u64 distance = (u64)((const u8 *)device - (const u8 *)session.gpus);
    target->gpu = device;
    target->slot = MAX_INSTANCES;
    REQUIRE(!passed_before(device), NVML_SUCCESS);
    if (initialized() && distance % sizeof(struct gpu) != 0) {
        return check_mig_device(device, target);
    }
    return check_device(device);
}

nvmlReturn_t give_text_of(const char *text, size_t limit, char *buffer, u32 size) {
    size_t length = text_length(text, limit);
    REQUIRE_POINTER(buffer);
    REQUIRE(length != 0, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(length < size, NVML_ERROR_INSUFFICIENT_SIZE);
    memcpy(buffer, text, length);
    buffer[length] = 0;
    return NVML_SUCCESS;
}

/*
 * A writer makes the sequence odd before its change and even behind it. A reader waits for an odd
 * one to pass; a writer may have lost its processor for a while. One that died in between has left
 * what is now the state: when a reader has run out of patience, it does not wait for this one again.
 */
enum { SPINS = 500, PAUSE_US = 20, PATIENCE_US = 200000 };

static u64 abandoned;

static int is_changing(u64 now) { return now % 2 != 0 && now != __atomic_load_n(&abandoned, __ATOMIC_RELAXED); }

static u64 wait_for_writer(u64 now) {
    u64 end = sys_time_us(CLOCK_BOOT) + PATIENCE_US;
    while (is_changing(now)) {
        if (sys_time_us(CLOCK_BOOT) >= end) {
            __atomic_store_n(&abandoned, now, __ATOMIC_RELAXED);
            return now;
        }
        sys_sleep_us(PAUSE_US);
        now = sequence();
    }
    return now;
}

u64 read_patiently(void) {
    u64 now = sequence();
    for (u32 i = 0; i < SPINS && is_changing(now); i++) {
        now = sequence();
    }
    return is_changing(now) ? wait_for_writer(now) : now;
}
