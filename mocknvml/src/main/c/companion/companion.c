/*
 * The driver's other libraries: there to be found, linked by ldconfig and opened. No GPU computes
 * behind them, so what they are asked first is refused as a driver without a usable device does.
 */
#define EXPORT __attribute__((visibility("default")))

enum { CUDA_ERROR_INVALID_VALUE = 1, CUDA_ERROR_NOT_INITIALIZED = 3, CUDA_ERROR_NO_DEVICE = 100, NV_ENC_ERR_NO_ENCODE_DEVICE = 1 };

EXPORT int cuInit(unsigned flags) {
    return flags != 0 ? CUDA_ERROR_INVALID_VALUE : CUDA_ERROR_NO_DEVICE;
}

EXPORT int cuDriverGetVersion(int *version) {
    (void)version;
    return CUDA_ERROR_NOT_INITIALIZED;
}

EXPORT int cuDeviceGetCount(int *count) {
    (void)count;
    return CUDA_ERROR_NOT_INITIALIZED;
}

EXPORT int cuDeviceGet(int *device, int ordinal) {
    (void)device;
    (void)ordinal;
    return CUDA_ERROR_NOT_INITIALIZED;
}

EXPORT int cuvidGetDecoderCaps(void *capabilities) {
    (void)capabilities;
    return CUDA_ERROR_NOT_INITIALIZED;
}

EXPORT int NvEncodeAPIGetMaxSupportedVersion(unsigned *version) {
    (void)version;
    return NV_ENC_ERR_NO_ENCODE_DEVICE;
}
