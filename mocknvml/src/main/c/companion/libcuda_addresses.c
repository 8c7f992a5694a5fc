/* The addresses of functions, by the name without a version and the CUDA version that a program knows. */
#include "libcuda.h"

#include <stddef.h>

enum { LEGACY = 1, PER_THREAD = 2, ANY = LEGACY | PER_THREAD };
enum { FOUND = 0, SYMBOL_NOT_FOUND = 1, VERSION_NOT_SUFFICIENT = 2 };

/* The names in one piece, so that each has a short offset in place of an address to relocate. */
struct asked_names {
#define ANSWERED(name, asked, streams, since) char of_##name[sizeof #asked];
#define REFUSED(name, asked, streams, since) char of_##name[sizeof #asked];
#include "libcuda.def"
};

static const struct asked_names names = {
#undef ANSWERED
#undef REFUSED
#define ANSWERED(name, asked, streams, since) #asked,
#define REFUSED(name, asked, streams, since) #asked,
#include "libcuda.def"
};

#undef ANSWERED
#undef REFUSED
#define ANSWERED(name, asked, streams, since)
#define REFUSED(name, asked, streams, since) EXPORT int name(void);
#include "libcuda.def"

static const struct function {
    void *address;
    unsigned short name, since;
    unsigned char streams;
} functions[] = {
#undef ANSWERED
#undef REFUSED
#define REFUSED(name, asked, streams, since) {(void *)name, offsetof(struct asked_names, of_##name), since, streams},
#define ANSWERED REFUSED
#include "libcuda.def"
};

enum { COUNT = sizeof functions / sizeof functions[0] };

static int is_of_driver(const struct function *f) {
    return f->since != 0 && f->since <= driver_cuda_version();
}

/* The newest one that the program's version knows. */
static int find(const char *asked, unsigned version, unsigned streams, void **function) {
    const struct function *best = 0;
    int found = SYMBOL_NOT_FOUND;
    for (int i = 0; i < COUNT; i++) {
        const struct function *f = &functions[i];
        if (!is_of_driver(f) || !same_text((const char *)&names + f->name, asked)) {
            continue;
        }
        if ((f->streams & streams) != 0 && f->since <= version && (best == 0 || f->since > best->since)) {
            best = f;
        }
        found = best != 0 ? FOUND : VERSION_NOT_SUFFICIENT;
    }
    *function = best != 0 ? best->address : 0;
    return found;
}

/* Flag 1 is the legacy stream, as is none; flag 2 is a stream per thread. */
static int is_wrong(const char *asked, void **function, unsigned long flags) {
    return asked == 0 || function == 0 || flags > ANY;
}

static unsigned streams_of(unsigned long flags) {
    return (flags & PER_THREAD) != 0 ? PER_THREAD : LEGACY;
}

EXPORT int cuGetProcAddress(const char *asked, void **function, int version, unsigned long flags) {
    void *address;
    if (is_wrong(asked, function, flags)) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    if (find(asked, (unsigned)version, streams_of(flags), &address) != FOUND) {
        return CUDA_ERROR_NOT_FOUND;
    }
    *function = address;
    return CUDA_SUCCESS;
}

/* This one succeeds in saying that there is none. */
EXPORT int cuGetProcAddress_v2(const char *asked, void **function, int version, unsigned long flags, int *found) {
    if (is_wrong(asked, function, flags)) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    int result = find(asked, (unsigned)version, streams_of(flags), function);
    if (found != 0) {
        *found = result;
    }
    return CUDA_SUCCESS;
}
