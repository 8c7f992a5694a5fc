/* Time of dlopen, nvmlInit_v2, nvmlShutdown and dlclose: of a library without content, and of ours. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 2001 };

static double now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b) {
    double difference = *(const double *)a - *(const double *)b;
    return (difference > 0) - (difference < 0);
}

static double median_us(const char *path) {
    static double times[RUNS];
    for (int i = 0; i < RUNS; i++) {
        double start = now_us();
        void *library = dlopen(path, RTLD_NOW);
        if (library == NULL) {
            fprintf(stderr, "%s\n", dlerror());
            exit(1);
        }
        int (*init)(void) = (int (*)(void))dlsym(library, "nvmlInit_v2");
        int (*shutdown)(void) = (int (*)(void))dlsym(library, "nvmlShutdown");
        if (init() != 0 || shutdown() != 0) {
            fprintf(stderr, "%s: nvmlInit_v2 failed\n", path);
            exit(1);
        }
        dlclose(library);
        times[i] = now_us() - start;
    }
    qsort(times, RUNS, sizeof(times[0]), by_size);
    return times[RUNS / 2];
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: load FLOOR LIBRARY\n");
        return 2;
    }
    double floor = median_us(argv[1]);
    double ours = median_us(argv[2]);
    printf("load, first init, unload, median of %d: %.1f us; an empty library %.1f us; ratio %.2f\n", RUNS, ours, floor,
           ours / floor);
    return 0;
}
