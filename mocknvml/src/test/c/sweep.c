/*
 * Calls every function of the interface until one set of arguments is answered, and prints the best
 * code of each: "name code", NVML_SUCCESS where it can be had. Linked with the library under test.
 * Arguments: "whole", or "mig" to have instances; what the names of the functions begin with.
 */
#include <stdio.h>

#include "calls.h"

/* Things that calls use up, made anew before each function. */
static struct {
    nvmlDevice_t gpu, mig;
    nvmlGpuInstance_t instance;
    nvmlComputeInstance_t compute;
    nvmlEventSet_t events;
    nvmlSystemEventSet_t system_events;
    nvmlGpmSample_t samples[2];
    nvmlPciInfo_t pci;
    char uuid[96], serial[64], mig_uuid[96];
    unsigned memory_clock, graphics_clock, power_limit;
    nvmlVgpuTypeId_t vgpu_type;
} have;

static void make_instances(void) {
    nvmlReturn_t activation;
    if (nvmlDeviceSetMigMode(have.gpu, 1, &activation) != NVML_SUCCESS) {
        return;
    }
    for (unsigned id = 0; id < 100 && have.instance == 0; id++) {
        nvmlGpuInstanceProfileInfo_t info;
        nvmlGpuInstance_t found[8];
        unsigned count = 8;
        if (nvmlDeviceGetGpuInstanceProfileInfo(have.gpu, 1, &info) != NVML_SUCCESS) {
            return;
        }
        if (nvmlDeviceGetGpuInstances(have.gpu, info.id, found, &count) == NVML_SUCCESS && count != 0) {
            have.instance = found[0];
        } else if (nvmlDeviceCreateGpuInstance(have.gpu, info.id, &have.instance) != NVML_SUCCESS) {
            return;
        }
    }
    for (unsigned id = 0; id < 8; id++) {
        if (nvmlGpuInstanceGetComputeInstanceById(have.instance, id, &have.compute) == NVML_SUCCESS) {
            nvmlComputeInstanceDestroy(have.compute);
        }
    }
    nvmlGpuInstanceCreateComputeInstance(have.instance, 0, &have.compute);
    nvmlDeviceGetMigDeviceHandleByIndex(have.gpu, 0, &have.mig);
    nvmlDeviceGetUUID(have.mig, have.mig_uuid, sizeof(have.mig_uuid));
}

/* Application clocks must be a pair of the lists, which the highest clocks need not be in. */
static void supported_clocks(void) {
    unsigned memory[16];
    unsigned graphics[512];
    unsigned count = 16;
    unsigned steps = 512;
    if (nvmlDeviceGetSupportedMemoryClocks(have.gpu, &count, memory) == NVML_SUCCESS &&
        nvmlDeviceGetSupportedGraphicsClocks(have.gpu, memory[0], &steps, graphics) == NVML_SUCCESS) {
        have.memory_clock = memory[0];
        have.graphics_clock = graphics[0];
    }
}

static void first_vgpu_type(void) {
    nvmlVgpuTypeId_t types[64] = {0};
    unsigned count = 64;
    if (nvmlDeviceGetSupportedVgpus(have.gpu, &count, types) == NVML_SUCCESS) {
        have.vgpu_type = types[0];
    }
}

static void make_all(int with_instances) {
    unsigned one = 1;
    memset(&have, 0, sizeof(have));
    nvmlInit_v2();
    nvmlDeviceGetHandleByIndex_v2(0, &have.gpu);
    nvmlDeviceGetPciInfo_v3(have.gpu, &have.pci);
    nvmlDeviceGetUUID(have.gpu, have.uuid, sizeof(have.uuid));
    nvmlDeviceGetSerial(have.gpu, have.serial, sizeof(have.serial));
    nvmlDeviceGetMaxClockInfo(have.gpu, 2, &have.memory_clock);
    nvmlDeviceGetMaxClockInfo(have.gpu, 0, &have.graphics_clock);
    supported_clocks();
    nvmlDeviceGetPowerManagementDefaultLimit(have.gpu, &have.power_limit);
    first_vgpu_type();
    nvmlDeviceModifyDrainState(&have.pci, 1);
    nvmlEventSetCreate(&have.events);
    nvmlDeviceRegisterEvents(have.gpu, 8, have.events);
    nvmlSystemEventSetCreateRequest_t request = {version_of("nvmlSystemEventSetCreateRequest_t *"), 0};
    nvmlSystemEventSetCreate(&request);
    have.system_events = request.set;
    for (int i = 0; i < 2; i++) {
        nvmlGpmSampleAlloc(&have.samples[i]);
        nvmlGpmSampleGet(have.gpu, have.samples[i]);
    }
    nvmlSystemSetConfComputeGpusReadyState(0);
    (void)one;
    if (with_instances) {
        make_instances();
    }
}

static void free_all(void) {
    nvmlSystemEventSetFreeRequest_t request = {version_of("nvmlSystemEventSetFreeRequest_t *"), have.system_events};
    nvmlEventSetFree(have.events);
    nvmlSystemEventSetFree(&request);
    nvmlGpmSampleFree(have.samples[0]);
    nvmlGpmSampleFree(have.samples[1]);
    nvmlDeviceDiscoverGpus(&have.pci);
}

static _Alignas(16) unsigned char scratch[MAX_ARGUMENTS][SCRATCH_SIZE];
static _Alignas(16) unsigned char lists[SCRATCH_SIZE];

enum { LARGEST_STRUCT = 14000 };

/* What a struct must hold beyond its version for a question to make sense. */
static void fill(const char *type, unsigned char *bytes, uint64_t variant) {
    memset(bytes, 0, LARGEST_STRUCT);
    unsigned version = version_of(type);
    memcpy(bytes, &version, sizeof(version));
#define IS(name) (strncmp(type, "nvml" #name "_t", sizeof("nvml" #name "_t") - 1) == 0)
    if (IS(PciInfo)) {
        memcpy(bytes, &have.pci, sizeof(have.pci));
    } else if (IS(PowerValue_v2)) {
        ((nvmlPowerValue_v2_t *)(void *)bytes)->powerValueMw = have.power_limit;
    } else if (IS(ProcessDetailList)) {
        ((nvmlProcessDetailList_t *)(void *)bytes)->numProcArrayEntries = 100;
        ((nvmlProcessDetailList_t *)(void *)bytes)->procArray = (nvmlProcessDetail_v1_t *)(void *)lists;
    } else if (IS(ProcessesUtilizationInfo)) {
        ((nvmlProcessesUtilizationInfo_t *)(void *)bytes)->processSamplesCount = 100;
        ((nvmlProcessesUtilizationInfo_t *)(void *)bytes)->procUtilArray =
            (nvmlProcessUtilizationInfo_v1_t *)(void *)lists;
    } else if (IS(AccountingStats_v2)) {
        ((nvmlAccountingStats_v2_t *)(void *)bytes)->pid = 4711;
    } else if (IS(NvLinkPowerThres)) {
        ((nvmlNvLinkPowerThres_t *)(void *)bytes)->lowPwrThreshold = 10;
    } else if (IS(GpmMetricsGet)) {
        nvmlGpmMetricsGet_t *request = (nvmlGpmMetricsGet_t *)(void *)bytes;
        request->numMetrics = 1;
        request->sample1 = have.samples[0];
        request->sample2 = have.samples[1];
        request->metrics[0].metricId = 1;
    } else if (IS(SystemEventSetFreeRequest)) {
        ((nvmlSystemEventSetFreeRequest_t *)(void *)bytes)->set = have.system_events;
    } else if (IS(SystemRegisterEventRequest)) {
        ((nvmlSystemRegisterEventRequest_t *)(void *)bytes)->set = have.system_events;
    } else if (IS(SystemEventSetWaitRequest)) {
        nvmlSystemEventSetWaitRequest_t *request = (nvmlSystemEventSetWaitRequest_t *)(void *)bytes;
        request->set = have.system_events;
        request->data = (nvmlSystemEventData_v1_t *)(void *)lists;
        request->dataSize = 1;
    } else if (IS(GpuInstancePlacement) || strstr(type, "InstancePlacement_t") != 0) {
        unsigned placement[2] = {(unsigned)(variant & 7), (unsigned)(variant >> 3 & 15)};
        memcpy(bytes, placement, sizeof(placement));
    } else if (strstr(type, "UUID_t") != 0) {
        ((nvmlUUID_t *)(void *)bytes)->type = 1;
        memcpy(((nvmlUUID_t *)(void *)bytes)->value.str, have.uuid, 41);
    } else if (is_type(type, "unsigned int *")) {
        unsigned room = 500;
        memcpy(bytes, &room, sizeof(room));
    } else if (is_type(type, "int *")) {
        int degrees = 80;
        memcpy(bytes, &degrees, sizeof(degrees));
    } else if (IS(FieldValue)) {
        ((nvmlFieldValue_t *)(void *)bytes)->fieldId = 83;
    }
#undef IS
}

enum { CHOICES = 24 };

/* The n-th argument of a type to try; returns 0 behind the last one. */
static int choose(const char *type, int place, int n, uint64_t *value) {
    const uint64_t numbers[] = {0,    1,  2,  3,  5,   7,  9,  14, 15, 16,  19,  20, 64, 96, 100, 256, 4711,
                                8000, 80, have.memory_clock, have.graphics_clock, have.power_limit, 1u << 20};
    if (is_type(type, "nvmlDevice_t")) {
        *value = (uint64_t)(uintptr_t)(n == 0 ? have.gpu : have.mig);
        return n < 2 && *value != 0;
    }
    if (is_type(type, "nvmlGpuInstance_t") || is_type(type, "nvmlComputeInstance_t")) {
        *value = type[4] == 'G' ? (uint64_t)(uintptr_t)have.instance : (uint64_t)(uintptr_t)have.compute;
        if (*value == 0) {
            *value = (uint64_t)(uintptr_t)lists; /* no instance: a handle that is not the library's */
        }
        return n == 0;
    }
    if (is_type(type, "nvmlEventSet_t")) {
        *value = (uint64_t)(uintptr_t)have.events;
        return n == 0;
    }
    if (is_type(type, "nvmlVgpuTypeId_t")) {
        *value = have.vgpu_type;
        return n == 0;
    }
    if (is_type(type, "nvmlGpmSample_t")) {
        *value = (uint64_t)(uintptr_t)have.samples[0];
        return n == 0;
    }
    if (is_type(type, "const char *")) {
        const char *texts[] = {have.uuid, have.serial, have.pci.busId};
        *value = n < 3 ? (uint64_t)(uintptr_t)texts[n] : 0;
        return n < 3;
    }
    if (is_pointer(type)) {
        int variants = strstr(type, "InstancePlacement_t *") != 0 && strncmp(type, "const", 5) == 0 ? 80 : 1;
        fill(type + (strncmp(type, "const ", 6) == 0 ? 6 : 0), scratch[place], (uint64_t)n);
        *value = (uint64_t)(uintptr_t)scratch[place];
        return n < variants;
    }
    *value = n < (int)(sizeof(numbers) / sizeof(numbers[0])) ? numbers[n] : 0;
    return n < (int)(sizeof(numbers) / sizeof(numbers[0]));
}

enum { NOT_CALLED = 12345 };

/* Success is best, then the end of a wait, then any other code; the first one met counts. */
static int rank(unsigned code) { return code == 0 ? 3 : code == NVML_ERROR_TIMEOUT ? 2 : code != NOT_CALLED; }

static void search(const struct function *f, const struct parameters *p, int place, uint64_t a[], unsigned *best,
                   int *budget) {
    if (place == p->count) {
        /* Earlier arguments were written to by earlier tries. */
        for (int i = 0; i < p->count; i++) {
            if (is_pointer(p->type[i]) && a[i] == (uint64_t)(uintptr_t)scratch[i] && strncmp(p->type[i], "const", 5) != 0) {
                fill(p->type[i], scratch[i], 0);
            }
        }
        unsigned code = call(f, a);
        if (rank(code) > rank(*best)) {
            *best = code;
        }
        --*budget;
        return;
    }
    uint64_t value;
    for (int n = 0; rank(*best) < 3 && *budget > 0 && choose(p->type[place], place, n, &value); n++) {
        a[place] = value;
        search(f, p, place + 1, a, best, budget);
    }
}

/* The two functions that take no argument of a type with choices: a text for a code, and a table by its id. */
static int special(const char *name, unsigned *code) {
    static const unsigned char id[16] = {0xc4, 0xfe, 0x3e, 0x6c, 0xc9, 0x8f, 0x6c, 0x4e,
                                         0xa3, 0x27, 0xee, 0x69, 0x6e, 0x12, 0xf7, 0xc4};
    const void *table = 0;
    if (strcmp(name, "nvmlErrorString") == 0) {
        *code = strcmp(nvmlErrorString(NVML_ERROR_NOT_SUPPORTED), "Not Supported") == 0 ? 0 : NVML_ERROR_UNKNOWN;
    } else if (strcmp(name, "nvmlInternalGetExportTable") == 0) {
        *code = nvmlInternalGetExportTable(&table, id);
    } else {
        return 0;
    }
    return 1;
}

static void sweep(const struct function *f, int with_instances) {
    struct parameters p = parse(f);
    uint64_t a[MAX_ARGUMENTS] = {0};
    unsigned best = NOT_CALLED;
    int budget = strstr(f->name, "EventSetWait") != 0 ? 9 : 4000;
    make_all(with_instances);
    if (strcmp(f->name, "nvmlGpuInstanceDestroy") == 0) {
        nvmlComputeInstanceDestroy(have.compute);
    }
    if (!special(f->name, &best)) {
        search(f, &p, 0, a, &best, &budget);
    }
    free_all();
    printf("%s %u\n", f->name, best);
}

/* Setters come last, for what they take away others could not tell of. */
int main(int argc, char **argv) {
    int with_instances = argc > 1 && strcmp(argv[1], "mig") == 0;
    const char *start = argc > 2 ? argv[2] : "";
    for (int setters = 0; setters <= 1; setters++) {
        for (int i = 0; i < FUNCTIONS; i++) {
            const struct function *f = &functions[i];
            if ((f->kind == SETTER) == setters && strncmp(f->name, start, strlen(start)) == 0) {
                sweep(f, with_instances);
            }
        }
    }
    return 0;
}
