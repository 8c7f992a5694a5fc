/* The names of errors, and what is said of those that this library has: of all others, the name again. */
#include "libcuda.h"

static const char *name_of(int error) {
    switch (error) {
#define ERROR(name, value) \
    case value: \
        return #name;
#include "cuda_errors.def"
    default:
        return 0;
    }
}

static const char *text_of(int error) {
    switch (error) {
    case CUDA_SUCCESS:
        return "no error";
    case CUDA_ERROR_INVALID_VALUE:
        return "invalid argument";
    case CUDA_ERROR_NOT_INITIALIZED:
        return "initialization error";
    case CUDA_ERROR_NO_DEVICE:
        return "no CUDA-capable device is detected";
    case CUDA_ERROR_NOT_FOUND:
        return "named symbol not found";
    default:
        return name_of(error);
    }
}

static int tell(const char *text, const char **to) {
    if (to == 0) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    *to = text;
    return text == 0 ? CUDA_ERROR_INVALID_VALUE : CUDA_SUCCESS;
}

EXPORT int cuGetErrorName(int error, const char **name) {
    return tell(name_of(error), name);
}

EXPORT int cuGetErrorString(int error, const char **text) {
    return tell(text_of(error), text);
}
