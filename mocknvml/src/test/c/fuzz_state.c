/*
 * Fuzzes the state image. The input says which machine's image is taken and what is done to it: bytes
 * overwritten by kind of record, ranges filled, the end cut off, or all of it replaced. Whatever it
 * then holds, init refuses it in one of two ways, or functions answer with a code of NVML's; the input
 * says with which of them to begin.
 */
#include <stdio.h>

#include "arguments.h"
#include "fuzz.h"
#include "state.h"

enum { LAST_CODE = 30, FIELDS_PER_RUN = 8, MIG_DEVICES = 2 };

enum kind_of_argument { BLOCK, COUNT, HANDLE, NUMBER, SIZE };

/* A function's arguments, and what they are made of before each call. */
static struct {
    struct attempt attempt;
    enum kind_of_argument kinds[MAX_ARGUMENTS];
    unsigned char *first[MAX_ARGUMENTS]; /* a block as it is before the call */
    size_t kept[MAX_ARGUMENTS];          /* how much of it a function may read */
} calls[FUNCTIONS];
static int call_count;
static struct handles have;

static enum kind_of_argument kind_of(const struct parameters *p, int place) {
    const char *type = p->type[place];
    if (is_pointer(type)) {
        return is_type(type, "unsigned int *") ? COUNT : BLOCK;
    }
    return is_handle(type) ? HANDLE : good_number(p, place) != 0 ? SIZE : NUMBER;
}

/* These begin and end the session, which is the fuzzer's to do; a text is no code. */
static int is_left_out(const char *name) {
    return strstr(name, "Init") != 0 || strcmp(name, "nvmlShutdown") == 0 || strcmp(name, "nvmlErrorString") == 0;
}

static void add_call(const struct function *f) {
    struct attempt a = prepare(f, &have);
    for (int i = 0; i < a.parameters.count; i++) {
        calls[call_count].kinds[i] = kind_of(&a.parameters, i);
        if (a.blocks[i] != 0) {
            size_t kept = a.sizes[i] < TEXT_SIZE ? a.sizes[i] : 64;
            calls[call_count].kept[i] = kept;
            calls[call_count].first[i] = memcpy(malloc(kept), a.blocks[i], kept);
        }
    }
    calls[call_count++].attempt = a;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    world_open();
    have.inner = calloc(1, LIST_SIZE);
    for (int i = 0; i < FUNCTIONS; i++) {
        if (!is_left_out(functions[i].name)) {
            add_call(&functions[i]);
        }
    }
    return 0;
}

struct image {
    uint8_t *bytes;
    size_t size;
};

static void overwrite(struct image image, uint64_t place, uint64_t value, size_t size) {
    if (place <= image.size && size <= image.size - place) {
        memcpy(image.bytes + place, &value, size);
    }
}

static uint64_t table_of(struct image image, struct input *in) {
    const struct header *h = (const struct header *)(void *)image.bytes;
    const uint32_t tables[] = {h->system_offset,    h->boards_offset,   h->gpus_offset,   h->links_offset,
                               h->processes_offset, h->profiles_offset, h->parts_offset,  h->clocks_offset,
                               h->initial_offset,   h->accounted_offset, h->events_offset};
    return tables[take(in, 1) % (sizeof(tables) / sizeof(tables[0]))];
}

enum { HEADER_WORD, HEADER_LONG, TABLE_BYTE, TABLE_WORD, TABLE_LONG, ANYWHERE, FILL, CUT, DAMAGES };

static void damage(struct image image, struct input *in) {
    switch (take(in, 1) % DAMAGES) {
    case HEADER_WORD: {
        uint64_t place = take(in, 1) * 4 % sizeof(struct header);
        overwrite(image, place, take(in, 4), 4);
        break;
    }
    case HEADER_LONG: {
        uint64_t place = take(in, 1) * 8 % sizeof(struct header);
        overwrite(image, place, take(in, 8), 8);
        break;
    }
    case TABLE_BYTE: {
        uint64_t place = table_of(image, in) + take(in, 2);
        overwrite(image, place, take(in, 1), 1);
        break;
    }
    case TABLE_WORD: {
        uint64_t place = table_of(image, in) + take(in, 2) * 4;
        overwrite(image, place, take(in, 4), 4);
        break;
    }
    case TABLE_LONG: {
        uint64_t place = table_of(image, in) + take(in, 2) * 8;
        overwrite(image, place, take(in, 8), 8);
        break;
    }
    case ANYWHERE: {
        uint64_t place = take(in, 3) % image.size;
        overwrite(image, place, take(in, 8), 8);
        break;
    }
    case FILL: {
        uint64_t place = take(in, 3) % image.size;
        uint64_t size = take(in, 2);
        memset(image.bytes + place, (int)take(in, 1), size < image.size - place ? size : image.size - place);
        break;
    }
    default:
        world_cut(take(in, 3) % image.size);
        in->left = 0;
    }
}

static void damage_all(struct image image, struct input *in) {
    if (take(in, 1) == 0xff) { /* nothing of the machine is left */
        size_t size = in->left < image.size ? in->left : image.size;
        memcpy(image.bytes, in->at, size);
        world_cut(size);
        return;
    }
    while (in->left != 0) {
        damage(image, in);
    }
}

static void check(const struct attempt *a, unsigned code) {
    if (code > LAST_CODE && code != NVML_ERROR_UNKNOWN) {
        fprintf(stderr, "%s answers %u\n", a->function->name, code);
        abort();
    }
}

enum { ROOM = 400 };

static void refresh(int number, unsigned seed) {
    static const unsigned numbers[] = {0, 1, 2, 3, 4, 5, 7, 10, 19, 64};
    struct attempt *a = &calls[number].attempt;
    for (int i = 0; i < a->parameters.count; i++) {
        switch (calls[number].kinds[i]) {
        case BLOCK:
            memcpy(a->blocks[i], calls[number].first[i], calls[number].kept[i]);
            break;
        case COUNT:
            *(unsigned *)a->blocks[i] = ROOM;
            break;
        case HANDLE:
            a->values[i] = good_handle(a->parameters.type[i], &have);
            break;
        case NUMBER:
            a->values[i] = numbers[(seed + (unsigned)i) % (sizeof(numbers) / sizeof(numbers[0]))];
            break;
        case SIZE:
            break;
        }
    }
}

static void ask_fields(unsigned seed) {
    nvmlFieldValue_t values[FIELDS_PER_RUN];
    memset(values, 0, sizeof(values));
    for (unsigned i = 0; i < FIELDS_PER_RUN; i++) {
        values[i].fieldId = seed * FIELDS_PER_RUN + i;
    }
    nvmlDeviceGetFieldValues(have.gpu, FIELDS_PER_RUN, values);
}

/* So many functions each time, for all of them would leave little time to try other images. */
enum { FUNCTIONS_PER_RUN = 64 };

static void ask(unsigned seed) {
    for (unsigned n = 0; n < FUNCTIONS_PER_RUN; n++) {
        int i = (int)((seed + n) % (unsigned)call_count);
        refresh(i, seed);
        check(&calls[i].attempt, call(calls[i].attempt.function, calls[i].attempt.values));
    }
    ask_fields(seed % 64);
}

static void find_instances(void) {
    nvmlGpuInstance_t found[MAX_INSTANCES] = {0}; /* the call has no way to say that there is less room */
    unsigned count = 0;
    for (unsigned profile = 0; profile < 20 && count == 0; profile++) {
        nvmlDeviceGetGpuInstances(have.gpu, profile, found, &count);
    }
    have.instance = found[0];
    have.compute = 0;
    for (unsigned id = 0; id < MAX_INSTANCES && have.compute == 0; id++) {
        nvmlGpuInstanceGetComputeInstanceById(have.instance, id, &have.compute);
    }
}

static void use(unsigned seed) {
    unsigned gpus = 0;
    nvmlDeviceGetCount_v2(&gpus);
    nvmlEventSetCreate(&have.events);
    nvmlGpmSampleAlloc(&have.sample);
    if (gpus != 0 && nvmlDeviceGetHandleByIndex_v2(seed % gpus, &have.gpu) == NVML_SUCCESS) {
        find_instances();
        nvmlDevice_t whole = have.gpu;
        ask(seed);
        if (nvmlDeviceGetMigDeviceHandleByIndex(whole, seed % MIG_DEVICES, &have.gpu) == NVML_SUCCESS) {
            ask(seed);
        }
    }
    nvmlEventSetFree(have.events);
    nvmlGpmSampleFree(have.sample);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct input in = {data, size};
    struct image image;
    image.bytes = world_begin((unsigned)take(&in, 1), &image.size);
    unsigned seed = (unsigned)take(&in, 2);
    damage_all(image, &in);
    unsigned code = nvmlInit_v2();
    if (code == NVML_SUCCESS) {
        use(seed);
        while (nvmlShutdown() == NVML_SUCCESS) {
        }
    } else if (code != NVML_ERROR_DRIVER_NOT_LOADED && code != NVML_ERROR_LIB_RM_VERSION_MISMATCH) {
        fprintf(stderr, "init answers %u\n", code);
        abort();
    }
    return 0;
}
