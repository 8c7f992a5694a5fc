/* The functions of functions.def that no machine of the catalog answers. */
#include "session.h"

#define ANSWERED(name)
#define SETTER(name)
#define REFUSED_DEVICE(name) \
    NVML name(nvmlDevice_t gpu) { \
        REQUIRE_DEVICE(gpu); \
        return NVML_ERROR_NOT_SUPPORTED; \
    }
#define REFUSED(name) \
    NVML name(void) { \
        REQUIRE_SESSION(); \
        return NVML_ERROR_NOT_SUPPORTED; \
    }
#include "functions.def"
