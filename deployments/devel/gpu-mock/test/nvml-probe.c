/*
 * Prints how many GPUs the driver library reports, and the UUID of each. Finds the library as any
 * program does, by its name, so it shows whether a container's own loader (glibc's or musl's) finds
 * what the CDI device brought. Ends with 1 and one line on stderr when anything fails.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static void *library;

static void *function(const char *name)
{
    void *found = dlsym(library, name);

    if (!found) {
        fprintf(stderr, "nvml-probe: no function %s\n", name);
        exit(1);
    }
    return found;
}

static void check(const char *call, int result)
{
    if (result != 0) {
        fprintf(stderr, "nvml-probe: %s returned %d\n", call, result);
        exit(1);
    }
}

int main(void)
{
    unsigned int count = 0;

    library = dlopen("libnvidia-ml.so.1", RTLD_NOW);
    if (!library) {
        fprintf(stderr, "nvml-probe: %s\n", dlerror());
        return 1;
    }
    int (*init)(void) = (int (*)(void))function("nvmlInit_v2");
    int (*get_count)(unsigned int *) = (int (*)(unsigned int *))function("nvmlDeviceGetCount_v2");
    int (*get_handle)(unsigned int, void **) =
        (int (*)(unsigned int, void **))function("nvmlDeviceGetHandleByIndex_v2");
    int (*get_uuid)(void *, char *, unsigned int) =
        (int (*)(void *, char *, unsigned int))function("nvmlDeviceGetUUID");

    check("nvmlInit_v2", init());
    check("nvmlDeviceGetCount_v2", get_count(&count));
    printf("%u\n", count);
    for (unsigned int index = 0; index < count; index++) {
        void *device = NULL;
        char uuid[96];

        check("nvmlDeviceGetHandleByIndex_v2", get_handle(index, &device));
        check("nvmlDeviceGetUUID", get_uuid(device, uuid, sizeof uuid));
        printf("%s\n", uuid);
    }
    return 0;
}
