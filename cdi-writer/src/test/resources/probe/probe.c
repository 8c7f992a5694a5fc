// Runs in a container: loads the driver library by the name that programs use, and prints the UUID
// of each GPU that NVML shows, then each device node of a GPU.
#include <dlfcn.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

typedef int init_function(void);
typedef int count_function(unsigned *);
typedef int handle_function(unsigned, void **);
typedef int uuid_function(void *, char *, unsigned);

static void print_nodes(void)
{
    char path[32];
    struct stat node;

    for (int i = 0; i < 64; i++) {
        snprintf(path, sizeof path, "/dev/nvidia%d", i);
        if (stat(path, &node) == 0)
            printf("%s %u:%u\n", path, major(node.st_rdev), minor(node.st_rdev));
    }
}

int main(void)
{
    void *library = dlopen("libnvidia-ml.so.1", RTLD_NOW);
    void *gpu;
    unsigned count = 0;
    char uuid[96];

    if (!library) {
        printf("%s\n", dlerror());
        return 1;
    }
    ((init_function *)dlsym(library, "nvmlInit_v2"))();
    ((count_function *)dlsym(library, "nvmlDeviceGetCount_v2"))(&count);
    for (unsigned i = 0; i < count; i++) {
        ((handle_function *)dlsym(library, "nvmlDeviceGetHandleByIndex_v2"))(i, &gpu);
        ((uuid_function *)dlsym(library, "nvmlDeviceGetUUID"))(gpu, uuid, sizeof uuid);
        printf("%s\n", uuid);
    }
    print_nodes();
    return 0;
}
