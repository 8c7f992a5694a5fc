/*
 * FOLDER DRIVER CUDA ENCODER: opens every companion library in the folder, and calls every function of their lists:
 * none succeeds but the answered ones, which are called below.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "companion/companion.h"

/* The first branch of the driver that has the library. */
enum { FIRST_SANDBOXUTILS = 560 };

static int wrong;

/* Of the driver that the libraries are of: its version, CUDA's, and the encoder's. */
static const char *driver_version;
static int cuda, encoder;

#define FAIL(...) (wrong++, printf(__VA_ARGS__), putchar('\n'))
#define WANT(library, what, wanted) \
    do { \
        long long got = (what); \
        if (got != (wanted)) { \
            FAIL("%s: %s gives %lld in place of %lld", library, #what, got, (long long)(wanted)); \
        } \
    } while (0)

static void *open_library(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == 0) {
        FAIL("%s", dlerror());
        exit(1);
    }
    return library;
}

/* One whose SONAME is the name of its file. */
static void *open_whole(const char *folder, const char *library) {
    char name[256];
    snprintf(name, sizeof name, "%s.so.%s", library, driver_version);
    return open_library(folder, name);
}

static void *function(void *library, const char *name) {
    void *address = dlsym(library, name);
    if (address == 0) {
        FAIL("no %s", name);
        exit(1);
    }
    return address;
}

static void refuses(void *library, const char *name, int wanted) {
    char room[64] = {0};
    int got = ((int (*)(void *, void *, void *, void *))function(library, name))(room, room, room, room);
    if (got != wanted) {
        FAIL("%s gives %d in place of %d", name, got, wanted);
    }
}

#define ANSWERED(name) function(library, #name);
#define REFUSED(name, result) refuses(library, #name, (int)(result));
static void call_all(const char *folder) {
    void *library;
    library = open_library(folder, "libcudadebugger.so.1");
#include "companion/libcudadebugger.def"
    library = open_library(folder, "libnvcuvid.so.1");
#include "companion/libnvcuvid.def"
    library = open_library(folder, "libnvidia-cfg.so.1");
#include "companion/libnvidia-cfg.def"
    library = open_library(folder, "libnvidia-encode.so.1");
#include "companion/libnvidia-encode.def"
    open_library(folder, "libnvidia-fatbinaryloader.so.1");
    library = open_whole(folder, "libnvidia-gpucomp");
#include "companion/libnvidia-gpucomp.def"
    library = open_library(folder, "libnvidia-nvvm.so.4");
#include "companion/libnvidia-nvvm.def"
    library = open_library(folder, "libnvidia-opencl.so.1");
#include "companion/libnvidia-opencl.def"
    library = open_whole(folder, "libnvidia-pkcs11-openssl3");
#include "companion/libnvidia-pkcs11-openssl3.def"
    library = open_library(folder, "libnvidia-ptxjitcompiler.so.1");
#include "companion/libnvidia-ptxjitcompiler.def"
    if (atoi(driver_version) >= FIRST_SANDBOXUTILS) {
        library = open_library(folder, "libnvidia-sandboxutils.so.1");
#include "companion/libnvidia-sandboxutils.def"
    }
}
#undef ANSWERED
#undef REFUSED

#define ANSWERED(name, asked, streams, since) function(library, #name);
#define REFUSED(name, asked, streams, since) refuses(library, #name, CUDA_ERROR_NOT_INITIALIZED);
static void call_cuda(void *library) {
#include "companion/libcuda.def"
}

static void check_cuda(void *library) {
    int (*init)(unsigned) = function(library, "cuInit");
    int (*version_of)(int *) = function(library, "cuDriverGetVersion");
    int (*name_of)(int, const char **) = function(library, "cuGetErrorName");
    int (*table_of)(const void **, const void *) = function(library, "cuGetExportTable");
    int version = 0;
    const char *name = 0;
    const void *table = "";
    WANT("libcuda", init(0), CUDA_ERROR_NO_DEVICE);
    WANT("libcuda", init(1), CUDA_ERROR_INVALID_VALUE);
    WANT("libcuda", version_of(0), CUDA_ERROR_INVALID_VALUE);
    WANT("libcuda", version_of(&version), CUDA_SUCCESS);
    WANT("libcuda", version, cuda);
    WANT("libcuda", name_of(CUDA_ERROR_NO_DEVICE, &name), CUDA_SUCCESS);
    WANT("libcuda", name != 0 && same_text(name, "CUDA_ERROR_NO_DEVICE"), 1);
    WANT("libcuda", name_of(12345, &name), CUDA_ERROR_INVALID_VALUE);
    WANT("libcuda", name == 0, 1);
    WANT("libcuda", name_of(1, 0), CUDA_ERROR_INVALID_VALUE);
    WANT("libcuda", table_of(&table, "0123456789abcdef"), CUDA_ERROR_INVALID_VALUE);
    WANT("libcuda", table == 0, 1);
}

/* As libcuda of the drivers 535 and 550 has been seen to do. */
static void check_addresses(void *library) {
    int (*address_of)(const char *, void **, int, unsigned long) = function(library, "cuGetProcAddress");
    int (*find)(const char *, void **, int, unsigned long, int *) = function(library, "cuGetProcAddress_v2");
    const struct {
        const char *asked, *gives;
        int version, flags, found;
    } rows[] = {
        {"cuInit", "cuInit", 2000, 0, 0},
        {"cuInit", "cuInit", -1, 0, 0},
        {"cuInit", 0, 1000, 0, 2},
        {"cuMemAlloc", "cuMemAlloc", 3010, 0, 0},
        {"cuMemAlloc", "cuMemAlloc_v2", 3020, 0, 0},
        {"cuMemAlloc_v2", 0, 12040, 0, 1},
        {"cuFoo", 0, 12040, 0, 1},
        {"cuMemcpyHtoD", "cuMemcpyHtoD_v2", 12040, 1, 0},
        {"cuMemcpyHtoD", "cuMemcpyHtoD_v2_ptds", 12040, 2, 0},
        {"cuMemcpyHtoD", "cuMemcpyHtoD_v2_ptds", 12040, 3, 0},
        {"cuLaunchKernel", 0, 6000, 2, 2},
        {"cuLaunchKernel", "cuLaunchKernel_ptsz", 7000, 2, 0},
        {"cuStreamGetCaptureInfo", "cuStreamGetCaptureInfo_v2", 11030, 0, 0},
        {"cuStreamGetCaptureInfo", cuda < 12030 ? "cuStreamGetCaptureInfo_v2" : "cuStreamGetCaptureInfo_v3", 12040, 0, 0},
        {"cuGetProcAddress", "cuGetProcAddress_v2", 12000, 0, 0},
        {"cuLogsCurrent", cuda < 12090 ? 0 : "cuLogsCurrent", 13000, 0, cuda < 12090},
    };
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        void *wanted = rows[i].gives == 0 ? 0 : function(library, rows[i].gives);
        void *first = 0, *second = "";
        int found = -1;
        WANT(rows[i].asked, address_of(rows[i].asked, &first, rows[i].version, rows[i].flags), wanted == 0 ? CUDA_ERROR_NOT_FOUND : CUDA_SUCCESS);
        WANT(rows[i].asked, find(rows[i].asked, &second, rows[i].version, rows[i].flags, &found), CUDA_SUCCESS);
        WANT(rows[i].asked, first == wanted && second == wanted, 1);
        WANT(rows[i].asked, found, rows[i].found);
    }
    void *none;
    WANT("flags", address_of("cuInit", &none, 12000, 4), CUDA_ERROR_INVALID_VALUE);
    WANT("null", find(0, &none, 12000, 0, 0), CUDA_ERROR_INVALID_VALUE);
    WANT("null", find("cuInit", 0, 12000, 0, 0), CUDA_ERROR_INVALID_VALUE);
}

static void check_encoder(void *library) {
    int (*highest)(unsigned *) = function(library, "NvEncodeAPIGetMaxSupportedVersion");
    int (*create)(void **) = function(library, "NvEncodeAPICreateInstance");
    unsigned version = 0;
    void *list[320] = {0};
    char room[64] = {0};
    WANT("encode", highest(&version), 0);
    WANT("encode", version, encoder);
    WANT("encode", create(0), 6);
    WANT("encode", create(list), 15);
    *(unsigned *)list = 0x7002000c;
    WANT("encode", create(list), 0);
    for (int i = 1; i <= 43; i++) {
        if (i != 38) {
            int refused = ((int (*)(void *, void *, void *, void *))list[i])(room, room, room, room) != 0;
            WANT("encode", refused, 1);
        }
    }
}

static void check_others(const char *folder) {
    void *(*extension)(const char *) = function(open_library(folder, "libnvidia-opencl.so.1"), "clGetExtensionFunctionAddress");
    int (*platforms)(unsigned, void *, unsigned *) = extension("clIcdGetPlatformIDsKHR");
    unsigned count = 0, minor = 0;
    WANT("opencl", platforms(0, 0, &count), CL_DEVICE_NOT_FOUND);
    WANT("opencl", extension("clFoo") == 0, 1);
    int (*version)(unsigned *, unsigned *) = function(open_library(folder, "libnvidia-ptxjitcompiler.so.1"), "nvPTXCompilerGetVersion");
    WANT("ptx", version(&count, &minor), 0);
    WANT("ptx", count * 1000 + minor * 10, cuda);
    int (*devices)(int *, void **) = function(open_library(folder, "libnvidia-cfg.so.1"), "nvCfgGetPciDevices");
    int listed = 7;
    void *list;
    WANT("cfg", devices(&listed, &list), NVCFG_FALSE);
    WANT("cfg", listed, 0);
}

int main(int count, char **arguments) {
    if (count != 5) {
        return 2;
    }
    const char *folder = arguments[1];
    driver_version = arguments[2];
    cuda = (int)strtol(arguments[3], 0, 0);
    encoder = (int)strtol(arguments[4], 0, 0);
    void *libcuda = open_library(folder, "libcuda.so.1");
    call_all(folder);
    call_cuda(libcuda);
    check_cuda(libcuda);
    check_addresses(libcuda);
    check_encoder(open_library(folder, "libnvidia-encode.so.1"));
    check_others(folder);
    return wrong != 0;
}
