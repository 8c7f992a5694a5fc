/*
 * Time of dlopen, nvmlInit_v2, nvmlShutdown and dlclose: of a library without content, of ours, and of
 * ours with one GPU and with as many as there can be. The libraries take turns, so that what else the
 * computer does meets all of them.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "times.h"

enum { RUNS = 2001 };

static double once_us(const char *path) {
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
    return now_us() - start;
}

enum { FLOOR, OURS, ONE, MANY, LIBRARIES };

int main(int argc, char **argv) {
    static double times[LIBRARIES][RUNS];
    double median[LIBRARIES];
    if (argc != 1 + LIBRARIES) {
        fprintf(stderr, "usage: load FLOOR LIBRARY LIBRARY_OF_1_GPU LIBRARY_OF_64_GPUS\n");
        return 2;
    }
    for (int run = 0; run < RUNS; run++) {
        for (int i = 0; i < LIBRARIES; i++) {
            times[i][run] = once_us(argv[1 + i]);
        }
    }
    for (int i = 0; i < LIBRARIES; i++) {
        qsort(times[i], RUNS, sizeof(times[i][0]), by_size);
        median[i] = times[i][RUNS / 2];
    }
    printf("load, first init, unload, median of %d: %.1f us; an empty library %.1f us; ratio %.2f, goal 3\n", RUNS,
           median[OURS], median[FLOOR], median[OURS] / median[FLOOR]);
    printf("the same of 64 GPUs: %.1f us; of 1 GPU: %.1f us; ratio %.2f, goal 1.2\n", median[MANY], median[ONE],
           median[MANY] / median[ONE]);
    return 0;
}
