/* Shapes that most functions have; each line of a subject's table makes one exported function. */
#ifndef GPUMOCK_GETTERS_H
#define GPUMOCK_GETTERS_H

#include "session.h"

/*
 * Driver branches from which on a question is answered with NVML_ERROR_DEPRECATED. Seen in logs of
 * real nodes under 570.148.08, 575.57.08, 580.105.08 and 590.44.01; of branches between, nothing is known.
 */
enum {
    DEPRECATES_RESET_STATUS = 570,
    DEPRECATES_DISPLAY_MODE = 575,
    DEPRECATES_VOLTAGE = 575,
    DEPRECATES_APPLICATION_CLOCKS = 590
};

#define UNLESS_REFUSED(what, value) (refuses(REFUSES_##what) ? ABSENT : (value))

/* One number of a device; "value" may use "gpu" and "board". ABSENT is NOT_SUPPORTED. */
#define DEVICE_NUMBER(name, value) \
    NVML name(nvmlDevice_t gpu, u32 *out) { \
        REQUIRE_DEVICE(gpu); \
        REQUIRE_POINTER(out); \
        const struct board *board = board_of(gpu); \
        (void)board; \
        u32 answer = (u32)(value); \
        REQUIRE(answer != ABSENT, NVML_ERROR_NOT_SUPPORTED); \
        *out = answer; \
        return NVML_SUCCESS; \
    }

/* The same of a device that may be a MIG device; "value" may use "target" as well. */
#define TARGET_NUMBER(name, value) \
    NVML name(nvmlDevice_t device, u32 *out) { \
        REQUIRE_TARGET(target, device); \
        REQUIRE_POINTER(out); \
        const struct gpu *gpu = target.gpu; \
        const struct board *board = board_of(gpu); \
        (void)board; \
        u32 answer = (u32)(value); \
        REQUIRE(answer != ABSENT, NVML_ERROR_NOT_SUPPORTED); \
        *out = answer; \
        return NVML_SUCCESS; \
    }

/* The same with 64 bits. */
#define DEVICE_LONG(name, value) \
    NVML name(nvmlDevice_t gpu, u64 *out) { \
        REQUIRE_DEVICE(gpu); \
        REQUIRE_POINTER(out); \
        u64 answer = (u64)(value); \
        REQUIRE(answer != ABSENT64, NVML_ERROR_NOT_SUPPORTED); \
        *out = answer; \
        return NVML_SUCCESS; \
    }

/* Text of a device into a buffer of the caller's. */
#define DEVICE_TEXT(name, value) \
    NVML name(nvmlDevice_t gpu, char *buffer, u32 size) { \
        REQUIRE_DEVICE(gpu); \
        const struct board *board = board_of(gpu); \
        (void)board; \
        return give_text(value, buffer, size); \
    }

/* Current and pending value; one of the two pointers may be null where nvidia-smi does so. */
#define DEVICE_PAIR(name, supported, current_value, pending_value) \
    NVML name(nvmlDevice_t gpu, u32 *current, u32 *pending) { \
        REQUIRE_DEVICE(gpu); \
        REQUIRE(current != 0 || pending != 0, NVML_ERROR_INVALID_ARGUMENT); \
        const struct board *board = board_of(gpu); \
        (void)board; \
        REQUIRE(supported, NVML_ERROR_NOT_SUPPORTED); \
        if (current != 0) { \
            *current = (u32)(current_value); \
        } \
        if (pending != 0) { \
            *pending = (u32)(pending_value); \
        } \
        return NVML_SUCCESS; \
    }

/* What "-q" shows of a bare-metal or pass-through driver that has no such thing. */
#define DEVICE_REFUSES(name) \
    NVML name(nvmlDevice_t gpu) { \
        REQUIRE_DEVICE(gpu); \
        return NVML_ERROR_NOT_SUPPORTED; \
    }

#endif
