/* A process's view of the state: whether it has initialised, and which GPUs it may see. */
#ifndef GPUMOCK_SESSION_H
#define GPUMOCK_SESSION_H

#include "abi.h"
#include "runtime.h"

/* Start of the state image: in the library the last segment of its file. */
extern u8 state_image[] __attribute__((visibility("hidden")));

struct session {
    u32 references; /* nvmlInit calls that no nvmlShutdown has answered yet */
    u32 visible_count;
    u8 visible[MAX_GPUS]; /* number in the state, by index */
    u8 index[MAX_GPUS]; /* index, by number in the state; MAX_GPUS: hidden */
};
extern struct session session __attribute__((visibility("hidden")));

#define HIDDEN __attribute__((visibility("hidden")))

static inline const struct header *state_header(void) { return (const struct header *)state_image; }
static inline const struct system *state_system(void) {
    return (const struct system *)(state_image + state_header()->system_offset);
}
static inline const struct gpu *state_gpus(void) {
    return (const struct gpu *)(state_image + state_header()->gpus_offset);
}
static inline const struct process *state_processes(void) {
    return (const struct process *)(state_image + state_header()->processes_offset);
}
static inline const struct profile *state_profiles(void) {
    return (const struct profile *)(state_image + state_header()->profiles_offset);
}
static inline const u16 *state_clocks(void) { return (const u16 *)(state_image + state_header()->clocks_offset); }

/* A damaged number never leads outside of the image: the last board or GPU answers for it. */
static inline const struct board *board_of(const struct gpu *gpu) {
    u32 last = state_header()->board_count - 1;
    const struct board *boards = (const struct board *)(state_image + state_header()->boards_offset);
    return boards + (gpu->board < last ? gpu->board : last);
}

static inline u32 number_of(const struct gpu *gpu) { return (u32)(gpu - state_gpus()); }
static inline u32 index_of(const struct gpu *gpu) { return session.index[number_of(gpu)]; }

static inline int initialized(void) { return __atomic_load_n(&session.references, __ATOMIC_ACQUIRE) != 0; }

static inline nvmlReturn_t check_device(const struct gpu *gpu) {
    u64 distance = (u64)((const u8 *)gpu - (const u8 *)state_gpus());
    if (!initialized()) {
        return NVML_ERROR_UNINITIALIZED;
    }
    if (distance >= (u64)state_header()->gpu_count * sizeof(struct gpu) || distance % sizeof(struct gpu) != 0 ||
        session.index[distance / sizeof(struct gpu)] == MAX_GPUS) {
        return NVML_ERROR_INVALID_ARGUMENT;
    }
    return gpu->lost ? NVML_ERROR_GPU_IS_LOST : NVML_SUCCESS;
}

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
        nvmlReturn_t checked_ = check_device(device); \
        REQUIRE(checked_ == NVML_SUCCESS, checked_); \
    } while (0)
#define REQUIRE_POINTER(pointer) REQUIRE((pointer) != 0, NVML_ERROR_INVALID_ARGUMENT)
#define REQUIRE_VERSION(pointer, type, number) \
    REQUIRE((pointer)->version == VERSION_OF(type, number), NVML_ERROR_ARGUMENT_VERSION_MISMATCH)

/* Reads several values as they were at one moment: repeats while a writer is at work. */
#define CONSISTENTLY(statements) \
    do { \
        u64 before_; \
        u32 tries_ = 0; \
        do { \
            before_ = __atomic_load_n(&state_header()->sequence, __ATOMIC_ACQUIRE); \
            statements; \
            __atomic_thread_fence(__ATOMIC_ACQUIRE); \
        } while (((before_ & 1) != 0 || before_ != __atomic_load_n(&state_header()->sequence, __ATOMIC_RELAXED)) && \
                 ++tries_ < 100000); \
    } while (0)

/* Text of the state into a caller's buffer: NOT_SUPPORTED where the board has none. */
HIDDEN nvmlReturn_t give_text(const char *text, char *buffer, u32 size);
/* Changes part of the state in the file, for all processes. */
HIDDEN nvmlReturn_t state_write(const void *field, const void *value, size_t size);
#define STATE_SET(field, number) \
    ({ \
        __typeof__(field) value_ = (__typeof__(field))(number); \
        state_write(&(field), &value_, sizeof(value_)); \
    })

#endif
