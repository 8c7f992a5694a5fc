/*
 * The functions of nvml_functions.def that no machine of the catalog answers. What else they are
 * called with does not matter to them, so each is defined with the first argument only, under a
 * name of its own in C and NVML's in the library.
 */
#define SELDOM_ASKED
#include "session.h"

#define ANSWERED(name)
#define SETTER(name)
#define REFUSED_OWN(name)
#define REFUSED_DEVICE(name) \
    NVML refuse_##name(nvmlDevice_t gpu) __asm__("nvml" #name); \
    NVML refuse_##name(nvmlDevice_t gpu) { \
        REQUIRE_DEVICE(gpu); \
        return NVML_ERROR_NOT_SUPPORTED; \
    }
#define REFUSED(name) \
    NVML refuse_##name(void) __asm__("nvml" #name); \
    NVML refuse_##name(void) { \
        REQUIRE_SESSION(); \
        return NVML_ERROR_NOT_SUPPORTED; \
    }
#define SUBJECT(text)
#define FUNCTION(name, kind, parameters) kind(name)
#define FUNCTION_TEXT(name, kind, parameters)
#include "nvml_functions.def"
