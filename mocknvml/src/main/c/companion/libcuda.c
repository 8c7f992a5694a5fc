/*
 * libcuda without a device: it tells its version and the names of errors, and gives addresses of functions
 * which all say that nothing was initialised, as cuInit finds no device.
 */
#include "libcuda.h"

DRIVER_RECORD;

#define ANSWERED(name, asked, streams, since)
#define REFUSED(name, asked, streams, since) \
    EXPORT int name(void); \
    EXPORT int name(void) { \
        return CUDA_ERROR_NOT_INITIALIZED; \
    }
#include "libcuda.def"

EXPORT int cuInit(unsigned flags) {
    return flags != 0 ? CUDA_ERROR_INVALID_VALUE : CUDA_ERROR_NO_DEVICE;
}

EXPORT int cuDriverGetVersion(int *version) {
    if (version == 0) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    *version = (int)driver_cuda_version();
    return CUDA_SUCCESS;
}

unsigned driver_cuda_version(void) {
    return driver.cuda_version;
}

/* The driver's tables of functions without a name: this one has none. */
EXPORT int cuGetExportTable(const void **table, const void *id) {
    (void)id;
    if (table != 0) {
        *table = 0;
    }
    return CUDA_ERROR_INVALID_VALUE;
}
