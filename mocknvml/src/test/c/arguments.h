/*
 * Memory for the arguments of calls.h. A struct that is handed over gets a block of exactly its size,
 * so that a sanitizer sees a library that writes behind it; a list gets as much as any list needs.
 */
#ifndef GPUMOCK_ARGUMENTS_H
#define GPUMOCK_ARGUMENTS_H

#include <stddef.h>

#include "calls.h"

enum { LIST_SIZE = 1 << 16, TEXT_SIZE = 4096 };

static inline const char *without_const(const char *type) { return type + (strncmp(type, "const ", 6) == 0 ? 6 : 0); }

/* Of what a pointer points at; texts have a size of their own. */
static inline size_t size_of(const char *pointer) {
    const char *type = without_const(pointer);
#define SIZED(name) \
    if (strcmp(type, #name " *") == 0) { \
        return sizeof(name); \
    }
#include "sizes.h"
#undef SIZED
    if (strstr(type, "char *") != 0) {
        return TEXT_SIZE;
    }
    if (is_type(pointer, "const void *")) {
        return 16; /* the id of a table */
    }
    return strstr(type, "long") != 0 || strstr(type, "void *") != 0 ? 8 : 4;
}

/* With the address of a count, or a number of elements, among the other arguments it may be a list. */
static inline int is_list(const struct parameters *p, int place) {
    if (!is_pointer(p->type[place]) || strstr(p->type[place], "char *") != 0) {
        return 0;
    }
    for (int i = 0; i < p->count; i++) {
        if (i != place && is_type(p->type[i], "unsigned int *")) {
            return 1;
        }
    }
    int with_size = is_type(p->type[place], "nvmlPstates_t *") && place + 1 < p->count;
    return with_size || is_type(p->type[place], "nvmlFieldValue_t *") || is_type(p->type[place], "unsigned long *");
}

/* Structs that hold an address get one that can be written to, or none. */
static inline void repair(const char *pointer, unsigned char *bytes, void *inner) {
    const char *type = without_const(pointer);
#define HOLDS(name, field) \
    if (strcmp(type, #name " *") == 0) { \
        __typeof__(((name *)0)->field) address = inner; \
        memcpy(bytes + offsetof(name, field), &address, sizeof(address)); \
    }
    HOLDS(nvmlProcessDetailList_t, procArray)
    HOLDS(nvmlProcessesUtilizationInfo_t, procUtilArray)
    HOLDS(nvmlEccSramUniqueUncorrectedErrorCounts_t, entries)
    HOLDS(nvmlSystemEventSetWaitRequest_t, data)
    HOLDS(nvmlActiveVgpuInstanceInfo_t, vgpuInstances)
    HOLDS(nvmlVgpuTypeIdInfo_t, vgpuTypeIds)
    HOLDS(nvmlGetCPER_v1_t, buffer)
    HOLDS(nvmlPRMCounterList_v1_t, counters)
#undef HOLDS
}

/* What a call may be about. */
struct handles {
    nvmlDevice_t gpu;
    nvmlEventSet_t events;
    nvmlGpmSample_t sample;
    nvmlGpuInstance_t instance;
    nvmlComputeInstance_t compute;
    nvmlVgpuTypeId_t vgpu_type; /* 0 where no virtual GPUs are hosted */
    void *inner; /* LIST_SIZE bytes that structs may point at */
};

/* The arguments of a call, as good as can be had without knowing the function. */
struct attempt {
    const struct function *function;
    struct parameters parameters;
    uint64_t values[MAX_ARGUMENTS];
    void *blocks[MAX_ARGUMENTS];
    size_t sizes[MAX_ARGUMENTS];
};

static inline int is_handle(const char *type) {
    const char *const handles[] = {"nvmlDevice_t",      "nvmlUnit_t",            "nvmlEventSet_t",    "nvmlGpmSample_t",
                                   "nvmlGpuInstance_t", "nvmlComputeInstance_t", "nvmlVgpuInstance_t"};
    for (size_t i = 0; i < sizeof(handles) / sizeof(handles[0]); i++) {
        if (is_type(type, handles[i])) {
            return 1;
        }
    }
    return 0;
}

static inline uint64_t good_handle(const char *type, const struct handles *have) {
#define OF_TYPE(name, field) \
    if (is_type(type, #name)) { \
        return (uint64_t)(uintptr_t)have->field; \
    }
    OF_TYPE(nvmlDevice_t, gpu)
    OF_TYPE(nvmlEventSet_t, events)
    OF_TYPE(nvmlGpmSample_t, sample)
    OF_TYPE(nvmlGpuInstance_t, instance)
    OF_TYPE(nvmlComputeInstance_t, compute)
#undef OF_TYPE
    return 0;
}

static inline void *new_block(struct attempt *a, int place, size_t size) {
    free(a->blocks[place]);
    a->blocks[place] = calloc(1, size);
    a->sizes[place] = size;
    a->values[place] = (uint64_t)(uintptr_t)a->blocks[place];
    return a->blocks[place];
}

/* The version and the addresses that a struct must have. */
static inline void set_up(const struct attempt *a, int place, const struct handles *have) {
    unsigned version = version_of(a->parameters.type[place]);
    if (version != 0) {
        memcpy(a->blocks[place], &version, sizeof(version));
    }
    repair(a->parameters.type[place], a->blocks[place], have->inner);
}

/* A number says how large the text before it may become, or that the list behind it has one element. */
static inline uint64_t good_number(const struct parameters *p, int place) {
    int is_size = place != 0 && strcmp(p->type[place - 1], "char *") == 0;
    return is_size ? TEXT_SIZE : is_type(p->type[place], "int") ? 1 : 0;
}

static inline struct attempt prepare(const struct function *f, const struct handles *have) {
    struct attempt a = {f, parse(f), {0}, {0}, {0}};
    for (int i = 0; i < a.parameters.count; i++) {
        const char *type = a.parameters.type[i];
        if (is_pointer(type)) {
            new_block(&a, i, is_list(&a.parameters, i) ? LIST_SIZE : size_of(type));
            set_up(&a, i, have);
        } else {
            a.values[i] = is_handle(type)                     ? good_handle(type, have)
                          : is_type(type, "nvmlVgpuTypeId_t") ? have->vgpu_type
                                                              : good_number(&a.parameters, i);
        }
    }
    return a;
}

static inline void discard(struct attempt *a) {
    for (int i = 0; i < MAX_ARGUMENTS; i++) {
        free(a->blocks[i]);
    }
}

#endif
