/*
 * The driver's other libraries: there to be found, linked by ldconfig and opened. No GPU computes behind
 * them, so they say what the driver says where it finds none, and do only what needs none.
 */
#ifndef GPUMOCK_COMPANION_H
#define GPUMOCK_COMPANION_H

#define EXPORT __attribute__((visibility("default")))

enum { CUDA_SUCCESS = 0, CUDA_ERROR_INVALID_VALUE = 1, CUDA_ERROR_NOT_INITIALIZED = 3, CUDA_ERROR_NO_DEVICE = 100, CUDA_ERROR_NOT_FOUND = 500 };
enum { CL_DEVICE_NOT_FOUND = -1, CL_INVALID_VALUE = -30 };
enum { NVSANDBOXUTILS_ERROR_UNINITIALIZED = 1, NVSANDBOXUTILS_ERROR_LIBRARY_LOAD = 6 };
enum { CKR_FUNCTION_NOT_SUPPORTED = 0x54 };
enum { CUDBG_ERROR_INITIALIZATION_FAILURE = 0x14 };
enum { NVVM_ERROR_PROGRAM_CREATION_FAILURE = 2, NVVM_ERROR_INVALID_PROGRAM = 5 };
enum { NVPTXCOMPILE_SUCCESS = 0, NVPTXCOMPILE_ERROR_INVALID_COMPILER_HANDLE = 1, NVPTXCOMPILE_ERROR_INVALID_INPUT = 2, NVPTXCOMPILE_ERROR_INTERNAL = 4 };

/* These say by 0 that nothing was done. */
enum { NVCFG_FALSE = 0, INJECTION_FAILED = 0 };
#define NO_ADDRESS 0

/* Of the machine's driver: CompanionLibraries.java finds it by its mark and fills it. */
struct driver_record {
    char mark[16];
    unsigned cuda_version;  /* 1000 times the major version and 10 times the minor one */
    unsigned nvenc_version; /* 16 times the major version and the minor one */
};
#define DRIVER_RECORD \
    static const volatile struct driver_record driver = {"gpumock-driver:", 0, 0}

static inline int same_text(const char *a, const char *b) {
    for (; *a == *b; a++, b++) {
        if (*a == 0) {
            return 1;
        }
    }
    return 0;
}

#endif
