/*
 * Time of one call of each getter, in a library whose functions do nothing but answer, and in ours; and
 * what our library has touched of its memory and how many threads it has after all of them.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 1001, CALLS = 20000 };

typedef int (*getter)(void *, void *, void *, void *);

/* Up to three arguments behind the device: numbers are passed as such, places are filled. */
struct question {
    const char *name;
    int number; /* the first argument behind the device, -1: there is none */
    int places; /* arguments that are filled */
};

static const struct question questions[] = {
    {"nvmlDeviceGetIndex", -1, 1},
    {"nvmlDeviceGetMinorNumber", -1, 1},
    {"nvmlDeviceGetTemperature", 0, 1},
    {"nvmlDeviceGetPowerUsage", -1, 1},
    {"nvmlDeviceGetEnforcedPowerLimit", -1, 1},
    {"nvmlDeviceGetUtilizationRates", -1, 1},
    {"nvmlDeviceGetMemoryInfo", -1, 1},
    {"nvmlDeviceGetClockInfo", 1, 1},
    {"nvmlDeviceGetMaxClockInfo", 1, 1},
    {"nvmlDeviceGetPerformanceState", -1, 1},
    {"nvmlDeviceGetCurrentClocksThrottleReasons", -1, 1},
    {"nvmlDeviceGetEccMode", -1, 2},
    {"nvmlDeviceGetNvLinkState", 3, 1},
    {"nvmlDeviceGetCudaComputeCapability", -1, 2},
    {"nvmlDeviceGetPersistenceMode", -1, 1},
    {"nvmlDeviceGetArchitecture", -1, 1},
};
enum { QUESTIONS = sizeof(questions) / sizeof(questions[0]) };

/* Of this thread's own time: others may use the processor in between. */
static double now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int ask(getter get, const struct question *q, void *device, char places[2][256]) {
    return q->number < 0 ? get(device, places[0], places[1], 0) : get(device, (void *)(long)q->number, places[0], places[1]);
}

static double round_ns(getter get, const struct question *q, void *device) {
    char places[2][256];
    double start = now_ns();
    for (int i = 0; i < CALLS; i++) {
        if (ask(get, q, device, places) != 0) {
            fprintf(stderr, "%s is not answered\n", q->name);
            exit(1);
        }
    }
    return (now_ns() - start) / CALLS;
}

static void *must(void *found, const char *what) {
    if (found == NULL) {
        fprintf(stderr, "%s: %s\n", what, dlerror());
        exit(1);
    }
    return found;
}

static void *open_library(const char *path, void **device) {
    void *library = must(dlopen(path, RTLD_NOW), path);
    int (*init)(void) = (int (*)(void))must(dlsym(library, "nvmlInit_v2"), path);
    int (*handle)(unsigned, void **) = (int (*)(unsigned, void **))must(dlsym(library, "nvmlDeviceGetHandleByIndex_v2"), path);
    if (init() != 0 || handle(0, device) != 0) {
        fprintf(stderr, "%s does not start\n", path);
        exit(1);
    }
    return library;
}

/* KB that lie in memory of all mappings of the file, and of the zeroed part that follows its data. */
static long resident_kb(const char *path) {
    FILE *maps = must(fopen("/proc/self/smaps", "r"), "/proc/self/smaps");
    char line[4096];
    long total = 0;
    long kb;
    int of_library = 0;
    while (fgets(line, sizeof(line), maps) != NULL) {
        unsigned long start;
        unsigned long end;
        char file[4096] = "";
        if (sscanf(line, "%lx-%lx %*s %*s %*s %*s %4095s", &start, &end, file) >= 2) {
            of_library = strcmp(file, path) == 0 || (of_library && file[0] == 0);
        } else if (of_library && sscanf(line, "Rss: %ld", &kb) == 1) {
            total += kb;
        }
    }
    fclose(maps);
    return total;
}

static int threads(void) {
    FILE *status = must(fopen("/proc/self/status", "r"), "/proc/self/status");
    char line[256];
    int count = 0;
    while (fgets(line, sizeof(line), status) != NULL) {
        sscanf(line, "Threads: %d", &count);
    }
    fclose(status);
    return count;
}

/*
 * The quickest round counts: what others do on this computer only ever adds. A round of each question after
 * the other, as a busy neighbour may stay for longer than all rounds of one question take.
 */
static double best[QUESTIONS][2];

static void measure(void *const library[2], void *const device[2]) {
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < QUESTIONS; i++) {
            for (int of = 0; of < 2; of++) {
                const char *name = questions[i].name;
                double ns = round_ns((getter)must(dlsym(library[of], name), name), &questions[i], device[of]);
                best[i][of] = round == 0 || ns < best[i][of] ? ns : best[i][of];
            }
        }
    }
}

int main(int argc, char **argv) {
    void *device[2];
    void *library[2];
    double worst = 0;
    double worst_ratio = 0;
    if (argc != 3) {
        fprintf(stderr, "usage: calls FLOOR LIBRARY\n");
        return 2;
    }
    for (int i = 0; i < 2; i++) {
        library[i] = open_library(argv[1 + i], &device[i]);
    }
    measure(library, device);
    printf("ns for a call, best of %d rounds      floor     ours    ratio\n", ROUNDS);
    for (int i = 0; i < QUESTIONS; i++) {
        double ratio = best[i][1] / best[i][0];
        printf("  %-40s %6.2f   %6.2f   %6.2f\n", questions[i].name, best[i][0], best[i][1], ratio);
        worst = best[i][1] > worst ? best[i][1] : worst;
        worst_ratio = ratio > worst_ratio ? ratio : worst_ratio;
    }
    printf("slowest %.2f ns, goal 5; highest ratio %.2f, goal 4\n", worst, worst_ratio);
    printf("memory touched: %ld KB, goal 200; threads of its own: %d, goal 0\n", resident_kb(argv[2]), threads() - 1);
    return 0;
}
