/* The video encoder: its version, and a table of functions that find no device to encode with. */
#include "companion.h"

enum {
    NV_ENC_SUCCESS = 0,
    NV_ENC_ERR_UNSUPPORTED_DEVICE = 2,
    NV_ENC_ERR_INVALID_ENCODERDEVICE = 3,
    NV_ENC_ERR_INVALID_PTR = 6,
    NV_ENC_ERR_INVALID_CALL = 9,
    NV_ENC_ERR_INVALID_VERSION = 15,
};

/* Of NV_ENCODE_API_FUNCTION_LIST, places of 8 bytes: its version is in the first. */
enum { OPEN_SESSION = 1, OPEN_SESSION_EX = 30, GET_LAST_ERROR_STRING = 38, LAST_FUNCTION = 43 };

/* Every struct's version has 7 in its upper four bits. */
enum { STRUCT_MARK = 7 };

struct open_parameters {
    unsigned version, device_type;
    void *device;
};

EXPORT int NvEncodeAPIGetMaxSupportedVersion(unsigned *version);
EXPORT int NvEncodeAPICreateInstance(void **list);

DRIVER_RECORD;

EXPORT int NvEncodeAPIGetMaxSupportedVersion(unsigned *version) {
    if (version == 0) {
        return NV_ENC_ERR_INVALID_PTR;
    }
    *version = driver.nvenc_version;
    return NV_ENC_SUCCESS;
}

static int is_struct(const void *at) {
    return *(const unsigned *)at >> 28 == STRUCT_MARK;
}

static int open_session(void) {
    return NV_ENC_ERR_INVALID_CALL;
}

static int open_session_ex(const struct open_parameters *parameters, void **encoder) {
    if (parameters == 0 || encoder == 0) {
        return NV_ENC_ERR_INVALID_PTR;
    }
    if (!is_struct(parameters)) {
        return NV_ENC_ERR_INVALID_VERSION;
    }
    return parameters->device == 0 ? NV_ENC_ERR_INVALID_PTR : NV_ENC_ERR_UNSUPPORTED_DEVICE;
}

/* No encoder was ever opened that a caller could name. */
static int no_encoder(void) {
    return NV_ENC_ERR_INVALID_ENCODERDEVICE;
}

static const char *last_error(void) {
    return "";
}

EXPORT int NvEncodeAPICreateInstance(void **list) {
    if (list == 0) {
        return NV_ENC_ERR_INVALID_PTR;
    }
    if (!is_struct(list)) {
        return NV_ENC_ERR_INVALID_VERSION;
    }
    for (int i = OPEN_SESSION; i <= LAST_FUNCTION; i++) {
        list[i] = (void *)no_encoder;
    }
    list[OPEN_SESSION] = (void *)open_session;
    list[OPEN_SESSION_EX] = (void *)open_session_ex;
    list[GET_LAST_ERROR_STRING] = (void *)last_error;
    return NV_ENC_SUCCESS;
}
