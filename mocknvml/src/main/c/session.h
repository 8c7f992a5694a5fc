/* A process's view of the state: whether it has initialised, and which GPUs it may see. */
#ifndef GPUMOCK_SESSION_H
#define GPUMOCK_SESSION_H

#include "abi.h"
#include "runtime.h"

/*
 * What initialisation found. Addresses are those of the image's tables, which were checked to lie
 * inside of it; what stands in the image may change at any time and to anything.
 */
struct session {
    const struct header *header;
    const struct system *system;
    const struct board *boards;
    const struct gpu *gpus;
    const struct link *links;
    const struct process *processes;
    const struct accounted *accounted;
    const struct event *events;
    const struct live *initial;
    const u16 *clocks;
    const struct profile *profiles;
    const struct part *parts;
    const struct vgpu_type *vgpu_types;
    u32 board_count;
    u32 gpu_count;
    u32 clock_count;
    u32 profile_count;
    u32 part_count;
    u32 vgpu_type_count;
    u32 links_per_gpu;
    const struct gpu *last; /* the GPU that passed check_device last; most calls are about it again */
    u32 references; /* nvmlInit calls that no nvmlShutdown has answered yet */
    u32 visible_count;
    u8 visible[MAX_GPUS]; /* number in the state, by index */
    u8 index[MAX_GPUS]; /* index, by number in the state; MAX_GPUS: hidden */
};
extern HIDDEN struct session session;

/* The image's first byte and how many bytes can be read; 0 where there is none. See image.c. */
HIDDEN const u8 *image_find(size_t *size);

/* A damaged number never leads outside of the image: the last board answers for it. */
static inline const struct board *board_of(const struct gpu *gpu) {
    u32 number = gpu->board;
    u32 last = session.board_count - 1;
    return session.boards + (number < last ? number : last);
}

/* What every question about the GPU gets, NVML_SUCCESS as long as it is well; a damaged code is no answer. */
static inline nvmlReturn_t failure_of(const struct gpu *gpu) {
    u32 code = __atomic_load_n(&gpu->failure, __ATOMIC_RELAXED);
    return code <= NVML_ERROR_RESET_TYPE_NOT_SUPPORTED ? code : NVML_ERROR_UNKNOWN;
}

/* What the driver does not tell of any GPU, whatever the board could. */
static inline int refuses(enum refusal what) { return (session.system->refused >> what & 1) != 0; }

static inline u32 number_of(const struct gpu *gpu) { return (u32)(gpu - session.gpus); }
static inline u32 index_of(const struct gpu *gpu) { return session.index[number_of(gpu)]; }

static inline u32 link_count(const struct gpu *gpu) {
    u32 count = board_of(gpu)->link_count;
    return count < session.links_per_gpu ? count : session.links_per_gpu;
}
static inline const struct link *link_of(const struct gpu *gpu, u32 link) {
    return session.links + number_of(gpu) * session.links_per_gpu + link;
}

static inline int initialized(void) { return __atomic_load_n(&session.references, __ATOMIC_ACQUIRE) != 0; }

/* Which GPU a handle means, and for a MIG device the slot of its compute instance. */
struct target {
    const struct gpu *gpu;
    u32 slot; /* MAX_INSTANCES: the whole GPU */
};

HIDDEN nvmlReturn_t check_mig_device(const void *device, struct target *target);

/* A question that whole GPUs answer; a MIG device is refused. */
HIDDEN nvmlReturn_t check_device(const struct gpu *gpu);
/* A question that MIG devices answer too. */
HIDDEN nvmlReturn_t check_target(const void *device, struct target *target);

/*
 * What check_device found out stays true in a session, but for the GPU's failure. Most calls are about the GPU of the
 * one before, and these few loads take less time than a call of check_device.
 */
static inline __attribute__((always_inline)) int passed_before(const struct gpu *gpu) {
    int passed = gpu == __atomic_load_n(&session.last, __ATOMIC_RELAXED) && gpu != 0 && initialized() &&
                 __atomic_load_n(&gpu->failure, __ATOMIC_RELAXED) == NVML_SUCCESS;
    return __builtin_expect(passed, 1);
}

/* A file whose questions are asked once, not a thousand times a second, says so and is smaller. */
#ifdef SELDOM_ASKED
#define PASSED_AT_ONCE(gpu) 0
#else
#define PASSED_AT_ONCE(gpu) passed_before(gpu)
#endif

/* First lines of a function: leave with the code of the first condition that fails. */
#define REQUIRE(condition, code) \
    do { \
        if (!(condition)) { \
            return (code); \
        } \
    } while (0)
#define REQUIRE_SESSION() REQUIRE(initialized(), NVML_ERROR_UNINITIALIZED)
#define REQUIRE_DEVICE(device) \
    do { \
        if (!PASSED_AT_ONCE(device)) { \
            nvmlReturn_t checked_ = check_device(device); \
            REQUIRE(checked_ == NVML_SUCCESS, checked_); \
        } \
    } while (0)
/* Declares the name as a struct target of the handle, which stays in registers as long as nobody takes its address. */
#define REQUIRE_TARGET(name, device) \
    struct target name = {.gpu = (const void *)(device), .slot = MAX_INSTANCES}; \
    do { \
        if (!PASSED_AT_ONCE(name.gpu)) { \
            struct target found_; \
            nvmlReturn_t checked_ = check_target(device, &found_); \
            REQUIRE(checked_ == NVML_SUCCESS, checked_); \
            name = found_; \
        } \
    } while (0)
#define REQUIRE_POINTER(pointer) REQUIRE((pointer) != 0, NVML_ERROR_INVALID_ARGUMENT)
#define REQUIRE_VERSION(pointer, type, number) \
    REQUIRE((pointer)->version == VERSION_OF(type, number), NVML_ERROR_ARGUMENT_VERSION_MISMATCH)

/*
 * Reads several values as they were at one moment: repeats while a writer is at work, whose sequence
 * is odd. What happens in all but a few calls is inlined, for it takes less time than a call.
 */
enum { GIVE_UP = 5000 };

HIDDEN u64 read_patiently(void);

static inline u64 sequence(void) { return __atomic_load_n(&session.header->sequence, __ATOMIC_ACQUIRE); }

static inline __attribute__((always_inline)) u64 read_begin(void) {
    u64 now = sequence();
    return now % 2 == 0 ? now : read_patiently();
}

static inline __attribute__((always_inline)) int read_again(u64 begun, u32 *tries) {
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return sequence() != begun && ++*tries < GIVE_UP;
}
#define CONSISTENTLY(statements) \
    do { \
        u32 tries_ = 0; \
        u64 begun_; \
        do { \
            begun_ = read_begin(); \
            statements; \
        } while (read_again(begun_, &tries_)); \
    } while (0)

/* The same once: 0 where a writer was at work. */
#define AT_ONCE(statements) \
    ({ \
        u64 once_ = sequence(); \
        statements; \
        __atomic_thread_fence(__ATOMIC_ACQUIRE); \
        once_ % 2 == 0 && sequence() == once_; \
    })

/* Text of the state, of at most limit bytes, into a buffer: NOT_SUPPORTED where the board has none. */
HIDDEN nvmlReturn_t give_text_of(const char *text, size_t limit, char *buffer, u32 size);
#define give_text(text, buffer, size) give_text_of(text, sizeof(text), buffer, size)

/*
 * Changes of the state in the file, for all processes: between begin and end the caller alone
 * writes. end tells whether all of it was written.
 */
struct change {
    int file;
    u64 place; /* of the image in the file */
    u64 sequence;
    nvmlReturn_t result;
};
HIDDEN nvmlReturn_t change_begin(struct change *change);
HIDDEN void change_put(struct change *change, const void *field, const void *value, size_t size);
HIDDEN nvmlReturn_t change_end(struct change *change);
#define CHANGE_PUT(change, field, number) \
    do { \
        __typeof__(field) value_ = (__typeof__(field))(number); \
        change_put(change, &(field), &value_, sizeof(value_)); \
    } while (0)

/* One field, or one piece of memory, in a change of its own. */
HIDDEN nvmlReturn_t state_write(const void *field, const void *value, size_t size);
#define STATE_SET(field, number) \
    ({ \
        __typeof__(field) value_ = (__typeof__(field))(number); \
        state_write(&(field), &value_, sizeof(value_)); \
    })

/* Two fields that belong together. */
#define STATE_SET_BOTH(first, first_number, second, second_number) \
    ({ \
        struct change change_; \
        nvmlReturn_t result_ = change_begin(&change_); \
        if (result_ == NVML_SUCCESS) { \
            CHANGE_PUT(&change_, first, first_number); \
            CHANGE_PUT(&change_, second, second_number); \
            result_ = change_end(&change_); \
        } \
        result_; \
    })

#endif
