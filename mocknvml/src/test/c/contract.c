/*
 * What every function owes its callers whatever it is about: UNINITIALIZED before init and behind the
 * last shutdown, no success with null pointers, foreign handles, wrong versions or texts that do not
 * fit, and no crash with sizes that cannot be. Prints a line for each breach; status 1 if any.
 */
#include <stdio.h>
#include <unistd.h>

#include "arguments.h"

/* What begins and ends a session, or has nothing to do with one. */
static const char *const LIFECYCLE[] = {"nvmlErrorString",   "nvmlInit",     "nvmlInit_v2",
                                        "nvmlInitWithFlags", "nvmlShutdown", "nvmlInternalGetExportTable"};

/* Questions about the driver, which the real library answers without a session too if it can. */
static const char *const WITHOUT_SESSION[] = {
    "nvmlSystemGetNVMLVersion",          "nvmlSystemGetCudaDriverVersion", "nvmlSystemGetCudaDriverVersion_v2",
    "nvmlGetExcludedDeviceInfoByIndex",  "nvmlGetBlacklistDeviceInfoByIndex"};

static int breaches;
static struct handles have;

static int among(const char *name, const char *const names[], size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, names[i]) == 0) {
            return 1;
        }
    }
    return 0;
}
#define AMONG(name, list) among(name, list, sizeof(list) / sizeof(list[0]))

/* The function that is being called, for whoever looks at a crash. */
static const struct function *volatile now;

static unsigned try(const struct attempt *a) {
    now = a->function;
    return call(a->function, a->values);
}

static void breach(const struct attempt *a, const char *what, unsigned code) {
    printf("%s: %s answers %u\n", a->function->name, what, code);
    breaches++;
}

static void expect_refusal(const struct attempt *a, const char *what) {
    unsigned code = try(a);
    if (code == NVML_SUCCESS) {
        breach(a, what, code);
    }
}

static void without_session(const struct function *f) {
    struct attempt a = prepare(f, &have);
    unsigned code = try(&a);
    if (code != NVML_ERROR_UNINITIALIZED && !AMONG(f->name, WITHOUT_SESSION)) {
        breach(&a, "without a session", code);
    }
    discard(&a);
}

static void null_pointers(const struct function *f) {
    struct attempt a = prepare(f, &have);
    int pointers = 0;
    for (int i = 0; i < a.parameters.count; i++) {
        if (is_pointer(a.parameters.type[i])) {
            uint64_t good = a.values[i];
            a.values[i] = 0;
            try(&a); /* one of several may be left out in some functions, but never hurts */
            a.values[i] = good;
            pointers++;
        }
    }
    for (int i = 0; i < a.parameters.count; i++) {
        a.values[i] = is_pointer(a.parameters.type[i]) ? 0 : a.values[i];
    }
    if (pointers != 0) {
        expect_refusal(&a, "null for all pointers");
    }
    discard(&a);
}

static void foreign_handles(const struct function *f) {
    uint64_t own = (uint64_t)(uintptr_t)have.gpu;
    uint64_t stack = (uint64_t)(uintptr_t)&own;
    const uint64_t foreign[] = {0, 1, 4711, own + 1, own + 8, own - 8, own - (1 << 12), own + (1 << 24), own ^ 1ull << 63,
                                stack, ~0ull};
    struct attempt a = prepare(f, &have);
    for (int i = 0; i < a.parameters.count; i++) {
        uint64_t good = a.values[i];
        for (size_t n = 0; is_handle(a.parameters.type[i]) && n < sizeof(foreign) / sizeof(foreign[0]); n++) {
            a.values[i] = foreign[n];
            unsigned code = try(&a);
            int refused = code == NVML_ERROR_INVALID_ARGUMENT || code == NVML_ERROR_NOT_SUPPORTED;
            if (!refused || (is_type(a.parameters.type[i], "nvmlDevice_t") && i == 0 && f->kind != REFUSED &&
                             f->kind != REFUSED_OWN && code != NVML_ERROR_INVALID_ARGUMENT)) {
                breach(&a, "a foreign handle", code);
                break;
            }
        }
        a.values[i] = good;
    }
    discard(&a);
}

static void wrong_versions(const struct function *f) {
    struct attempt a = prepare(f, &have);
    for (int i = 0; i < a.parameters.count; i++) {
        unsigned right = version_of(a.parameters.type[i]);
        const unsigned wrong[] = {0, ~0u, right + 1, right - 1, right | 0x70000000};
        for (size_t n = 0; right != 0 && n < sizeof(wrong) / sizeof(wrong[0]); n++) {
            memcpy(a.blocks[i], &wrong[n], sizeof(unsigned));
            expect_refusal(&a, "a wrong version");
        }
    }
    discard(&a);
}

static int is_text(const struct parameters *p, int place) {
    return is_type(p->type[place], "char *") && place + 1 < p->count && is_type(p->type[place + 1], "unsigned int");
}

/* Each size a block of that size; only what fits into it may be written. */
static void short_texts(const struct function *f) {
    struct attempt a = prepare(f, &have);
    for (int i = 0; i < a.parameters.count; i++) {
        for (unsigned size = 0; is_text(&a.parameters, i) && size < 100; size++) {
            char *text = new_block(&a, i, size == 0 ? 1 : size);
            memset(text, 'x', size);
            a.values[i + 1] = size;
            unsigned code = try(&a);
            if (size < 2 ? code == NVML_SUCCESS : code == NVML_SUCCESS && memchr(text, 0, size) == 0) {
                breach(&a, "a text without room", code);
            }
        }
    }
    discard(&a);
}

static void wild_numbers(const struct function *f) {
    const uint64_t wild[] = {1, 2, 63, 64, 255, 1u << 16, 0x7fffffff, 0x80000000, 0xffffffff, 1ull << 32, ~0ull};
    struct attempt a = prepare(f, &have);
    for (int i = 0; i < a.parameters.count; i++) {
        uint64_t good = a.values[i];
        /* Of lists whose size is only told, nobody can know more. */
        int told = is_type(a.parameters.type[i], "int") && i + 1 < a.parameters.count && is_list(&a.parameters, i + 1);
        int wait = strstr(f->name, "EventSetWait") != 0;
        for (size_t n = 0; n < sizeof(wild) / sizeof(wild[0]) && !told && !wait; n++) {
            if (is_type(a.parameters.type[i], "unsigned int *")) {
                memcpy(a.blocks[i], &wild[n], sizeof(unsigned));
            } else if (!is_pointer(a.parameters.type[i]) && !is_handle(a.parameters.type[i])) {
                a.values[i] = wild[n];
            } else {
                break;
            }
            try(&a);
        }
        a.values[i] = good;
    }
    discard(&a);
}

/* A count that is too small is answered with the one that is needed, and nothing is written. */
static void counts(const struct function *f) {
    struct attempt a = prepare(f, &have);
    for (int i = 0; i < a.parameters.count; i++) {
        unsigned count = 0;
        if (!is_type(a.parameters.type[i], "unsigned int *") || a.parameters.count < 3) {
            continue;
        }
        memcpy(a.blocks[i], &count, sizeof(count));
        unsigned code = try(&a);
        memcpy(&count, a.blocks[i], sizeof(count));
        if (code == NVML_ERROR_INSUFFICIENT_SIZE && count == 0) {
            breach(&a, "a list of none, with no count,", code);
        }
    }
    discard(&a);
}

static void of_all(void (*check)(const struct function *)) {
    for (int i = 0; i < FUNCTIONS; i++) {
        if (!AMONG(functions[i].name, LIFECYCLE)) {
            check(&functions[i]);
        }
    }
}

static void require(unsigned code, const char *what) {
    if (code != NVML_SUCCESS) {
        printf("%s answers %u\n", what, code);
        breaches++;
    }
}

/* As many shutdowns as inits end the session; handles outlive all but the last. */
static void sessions(void) {
    char uuid[96];
    require(nvmlInit_v2(), "a second init");
    require(nvmlInitWithFlags(0), "a third init");
    require(nvmlShutdown(), "a shutdown");
    require(nvmlShutdown(), "a second shutdown");
    require(nvmlDeviceGetUUID(have.gpu, uuid, sizeof(uuid)), "a handle from before them");
}

static void first_vgpu_type(void) {
    nvmlVgpuTypeId_t types[64] = {0};
    unsigned count = 64;
    if (nvmlDeviceGetSupportedVgpus(have.gpu, &count, types) == NVML_SUCCESS) {
        have.vgpu_type = types[0];
    }
}

int main(void) {
    have.inner = calloc(1, LIST_SIZE);
    of_all(without_session);
    require(nvmlInit_v2(), "init");
    require(nvmlDeviceGetHandleByIndex_v2(0, &have.gpu), "the first GPU");
    nvmlEventSetCreate(&have.events);
    nvmlGpmSampleAlloc(&have.sample);
    first_vgpu_type();
    sessions();
    of_all(null_pointers);
    of_all(foreign_handles);
    of_all(wrong_versions);
    of_all(short_texts);
    of_all(counts);
    of_all(wild_numbers);
    require(nvmlShutdown(), "the last shutdown");
    of_all(without_session);
    if (nvmlShutdown() != NVML_ERROR_UNINITIALIZED) {
        breaches++;
        printf("a shutdown too many succeeds\n");
    }
    return breaches != 0;
}
