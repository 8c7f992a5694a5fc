/* The compiler's version, which is CUDA's. */
#include "companion.h"

EXPORT int nvPTXCompilerGetVersion(unsigned *major, unsigned *minor);

DRIVER_RECORD;

EXPORT int nvPTXCompilerGetVersion(unsigned *major, unsigned *minor) {
    if (major == 0 || minor == 0) {
        return NVPTXCOMPILE_ERROR_INVALID_INPUT;
    }
    *major = driver.cuda_version / 1000;
    *minor = driver.cuda_version % 1000 / 10;
    return NVPTXCOMPILE_SUCCESS;
}
