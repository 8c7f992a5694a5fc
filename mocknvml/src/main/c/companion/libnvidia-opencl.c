/* OpenCL's platform of this vendor: a loader is told that there is none, as no device is. */
#include "companion.h"

EXPORT void *clGetExtensionFunctionAddress(const char *name);

static int no_platform(unsigned room, void **platforms, unsigned *count) {
    (void)room;
    return platforms == 0 && count == 0 ? CL_INVALID_VALUE : CL_DEVICE_NOT_FOUND;
}

EXPORT void *clGetExtensionFunctionAddress(const char *name) {
    return name != 0 && same_text(name, "clIcdGetPlatformIDsKHR") ? (void *)no_platform : 0;
}
