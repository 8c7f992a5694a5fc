/*
 * Fuzzes the calls: the input is a sequence of functions with arguments, from before init to behind
 * shutdown, on a sound state that setters change. A pointer is null or leads to a block as large as
 * the header says, for what stands in it anything goes; a text's block is as large as its size says.
 */
#include <stdio.h>

#include "arguments.h"
#include "fuzz.h"
#include "session.h"

enum { LAST_CODE = 30, CALLS_PER_RUN = 24, LARGEST_TOLD = 64 };

static struct attempt attempts[FUNCTIONS];
static struct handles have;
static nvmlDevice_t mig;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    world_open();
    have.inner = calloc(1, LIST_SIZE);
    for (int i = 0; i < FUNCTIONS; i++) {
        attempts[i] = prepare(&functions[i], &have);
    }
    return 0;
}

/* One of ours, one of ours of another kind or beside it, or any number. */
static uint64_t some_handle(const char *type, struct input *in) {
    const uint64_t own[] = {good_handle(type, &have), (uint64_t)(uintptr_t)have.gpu,    (uint64_t)(uintptr_t)mig,
                            (uint64_t)(uintptr_t)have.events, (uint64_t)(uintptr_t)have.sample, 0};
    uint64_t choice = take(in, 1);
    if (choice < 128) {
        return own[0];
    }
    uint64_t handle = choice < 248 ? own[choice % 6] : take(in, 8);
    return choice % 5 == 0 ? handle + take(in, 2) - (1 << 15) : handle;
}

/* Most numbers are small in this interface, and some are clocks, or limits in mW. */
static uint64_t some_number(struct input *in) {
    uint64_t choice = take(in, 1);
    return choice < 192 ? choice % 32 : take(in, choice < 224 ? 2 : choice < 240 ? 4 : 8);
}

static void fill(struct attempt *a, int place, struct input *in) {
    const char *type = a->parameters.type[place];
    unsigned char *bytes = a->blocks[place];
    size_t size = a->sizes[place] < TEXT_SIZE ? a->sizes[place] : 256;
    uint64_t choice = take(in, 1);
    a->values[place] = choice == 255 ? 0 : (uint64_t)(uintptr_t)bytes;
    memset(bytes, 0, size);
    for (size_t i = 0, wanted = choice % 32; i < wanted && i < size; i++) {
        bytes[i] = (unsigned char)take(in, 1);
    }
    if (choice < 200) {
        set_up(a, place, &have);
    }
    repair(type, bytes, choice % 16 == 15 ? 0 : have.inner);
    if (is_type(type, "nvmlPRMCounterList_v1_t *")) {
        ((nvmlPRMCounterList_v1_t *)(void *)bytes)->numCounters %= LARGEST_TOLD;
    }
    if (is_type(type, "const char *")) {
        bytes[size - 1] = 0;
    }
}

/* A number that tells how long the block behind it is: the caller's word is all the library has. */
static int is_told(const struct parameters *p, int place) {
    return is_type(p->type[place], "int") && place + 1 < p->count && is_list(p, place + 1);
}

static int is_text(const struct parameters *p, int place) {
    return is_type(p->type[place], "char *") && place + 1 < p->count && is_type(p->type[place + 1], "unsigned int");
}

static void choose(struct attempt *a, struct input *in) {
    for (int i = 0; i < a->parameters.count; i++) {
        const char *type = a->parameters.type[i];
        if (is_text(&a->parameters, i)) {
            size_t size = take(in, 1);
            new_block(a, i, size == 0 ? 1 : size);
            a->values[i] = size == 255 ? 0 : a->values[i];
            a->values[++i] = size;
        } else if (is_pointer(type)) {
            fill(a, i, in);
        } else if (is_handle(type)) {
            a->values[i] = some_handle(type, in);
        } else {
            a->values[i] = some_number(in);
            a->values[i] = is_told(&a->parameters, i) && (int)a->values[i] > 0 ? a->values[i] % LARGEST_TOLD : a->values[i];
        }
    }
}

static void check(const struct attempt *a, unsigned code) {
    if (code > LAST_CODE && code != NVML_ERROR_UNKNOWN) {
        fprintf(stderr, "%s answers %u\n", a->function->name, code);
        abort();
    }
}

/* What a call made goes again, or the pools would be empty in later runs. */
static void give_back(const struct attempt *a) {
    for (int i = 0; i < a->parameters.count; i++) {
        const char *type = a->parameters.type[i];
        if (is_type(type, "nvmlEventSet_t *")) {
            nvmlEventSetFree(*(nvmlEventSet_t *)a->blocks[i]);
        } else if (is_type(type, "nvmlGpmSample_t *")) {
            nvmlGpmSampleFree(*(nvmlGpmSample_t *)a->blocks[i]);
        } else if (is_type(type, "nvmlSystemEventSetCreateRequest_t *")) {
            nvmlSystemEventSetFreeRequest_t request = {version_of("nvmlSystemEventSetFreeRequest_t *"),
                                                       ((nvmlSystemEventSetCreateRequest_t *)a->blocks[i])->set};
            nvmlSystemEventSetFree(&request);
        }
    }
}

static void call_one(struct input *in) {
    struct attempt *a = &attempts[take(in, 2) % FUNCTIONS];
    choose(a, in);
    unsigned code = call(a->function, a->values);
    if (strcmp(a->function->name, "nvmlErrorString") != 0) {
        check(a, code);
    }
    if (code == NVML_SUCCESS) {
        give_back(a);
    }
}

/* With 'choice' a session has begun, and there is one of each thing; MIG is on in some. */
static void begin(uint64_t choice) {
    have.gpu = 0;
    mig = 0;
    if (choice % 8 == 7) {
        return;
    }
    nvmlReturn_t activation;
    nvmlInit_v2();
    nvmlDeviceGetHandleByIndex_v2((unsigned)choice / 8 % 2, &have.gpu);
    nvmlEventSetCreate(&have.events);
    nvmlGpmSampleAlloc(&have.sample);
    if (choice % 8 < 3 && nvmlDeviceSetMigMode(have.gpu, 1, &activation) == NVML_SUCCESS) {
        for (unsigned id = 0; id < 40 && nvmlDeviceCreateGpuInstance(have.gpu, id, &have.instance) != NVML_SUCCESS; id++) {
        }
        nvmlGpuInstanceCreateComputeInstance(have.instance, 0, &have.compute);
        nvmlDeviceGetMigDeviceHandleByIndex(have.gpu, 0, &mig);
    }
}

/* What a run has left in the pools would be missing in the next one. */
static void end(void) {
    nvmlInit_v2();
    nvmlEventSetFree(have.events);
    nvmlGpmSampleFree(have.sample);
    while (nvmlShutdown() == NVML_SUCCESS) {
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct input in = {data, size};
    size_t image_size;
    world_begin((unsigned)take(&in, 1), &image_size);
    begin(take(&in, 1));
    for (int i = 0; i < CALLS_PER_RUN && in.left != 0; i++) {
        call_one(&in);
    }
    end();
    return 0;
}
