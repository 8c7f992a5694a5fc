/* NVML's interface, and the numbers of it that several subjects use. */
#ifndef GPUMOCK_ABI_H
#define GPUMOCK_ABI_H

#include "nvml.h"
#include "state.h"

enum { ARCHITECTURE_VOLTA = 5, ARCHITECTURE_TURING = 6, ARCHITECTURE_AMPERE = 7, ARCHITECTURE_HOPPER = 9 };
enum { ARCHITECTURE_BLACKWELL = 10 };
enum { CLOCK_GRAPHICS, CLOCK_SM, CLOCK_MEM, CLOCK_VIDEO, CLOCK_COUNT };
enum { LINK_REMOTE_GPU = 0, LINK_REMOTE_SWITCH = 2, LINK_REMOTE_UNKNOWN = 255 };
enum { VALUE_DOUBLE, VALUE_UINT, VALUE_ULONG, VALUE_ULONGLONG, VALUE_SLONGLONG, VALUE_SINT };

/* The first word of a versioned struct: its size, and its version number in the highest byte. */
#define VERSION_OF(type, number) ((u32)(sizeof(type) | ((number##u) << 24)))

#endif
