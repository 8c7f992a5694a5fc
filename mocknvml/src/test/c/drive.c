/*
 * Loads the driver library as programs do, and does one thing to it or to itself: see the table at
 * the end. Says what went wrong, and ends with status 1 then. Runs with glibc and musl.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "nvml.h"

#define FAIL(...) (printf(__VA_ARGS__), printf("\n"), fflush(stdout), _exit(1))
#define MUST(call) \
    do { \
        unsigned code_ = (call); \
        if (code_ != NVML_SUCCESS) { \
            FAIL("%s answers %u", #call, code_); \
        } \
    } while (0)

/* The library, and what is asked of it. */
static void *library;
#define FUNCTIONS_USED(X) \
    X(nvmlInit_v2) X(nvmlShutdown) X(nvmlDeviceGetHandleByIndex_v2) X(nvmlDeviceGetUUID) X(nvmlDeviceGetCount_v2) \
        X(nvmlDeviceGetUtilizationRates) X(nvmlDeviceSetPersistenceMode) X(nvmlDeviceGetPersistenceMode) \
            X(nvmlEventSetCreate) X(nvmlDeviceRegisterEvents) X(nvmlEventSetWait_v2)
#define DECLARE(name) static __typeof__(&name) call_##name;
FUNCTIONS_USED(DECLARE)
#undef DECLARE

static void load(const char *path) {
    library = dlopen(path, RTLD_NOW);
    if (library == 0) {
        FAIL("%s", dlerror());
    }
#define FIND(name) \
    call_##name = (__typeof__(call_##name))(uintptr_t)dlsym(library, #name); \
    if (call_##name == 0) { \
        FAIL("%s is missing", #name); \
    }
    FUNCTIONS_USED(FIND)
#undef FIND
}

static nvmlDevice_t ask(void) {
    nvmlDevice_t gpu;
    char uuid[96];
    unsigned count = 0;
    MUST(call_nvmlDeviceGetCount_v2(&count));
    MUST(call_nvmlDeviceGetHandleByIndex_v2(count - 1, &gpu));
    MUST(call_nvmlDeviceGetUUID(gpu, uuid, sizeof(uuid)));
    if (strncmp(uuid, "GPU-", 4) != 0) {
        FAIL("no UUID: %s", uuid);
    }
    return gpu;
}

static nvmlDevice_t start(const char *path) {
    load(path);
    MUST(call_nvmlInit_v2());
    return ask();
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int entries(const char *path) {
    DIR *folder = opendir(path);
    int count = 0;
    if (folder == 0) { /* a root without /proc */
        return 0;
    }
    while (readdir(folder) != 0) {
        count++;
    }
    closedir(folder);
    return count;
}

/* All children must end well. */
static void join_all(void) {
    int status;
    while (wait(&status) > 0) {
        if (status != 0) {
            FAIL("a process ended with status %d", status);
        }
    }
}

static void query(const char *path, const char *argument) {
    (void)argument;
    start(path);
    if (entries("/proc/self/task") > 3) { /* itself, "." and ".." */
        FAIL("there are threads");
    }
    MUST(call_nvmlShutdown());
}

/* The writer, someone else, gives both numbers the same value. */
static void read_pairs(const char *path, double end) {
    nvmlDevice_t gpu;
    nvmlUtilization_t rates;
    load(path);
    MUST(call_nvmlInit_v2());
    MUST(call_nvmlDeviceGetHandleByIndex_v2(0, &gpu));
    unsigned changes = 0, last = 0;
    while (seconds() < end) {
        MUST(call_nvmlDeviceGetUtilizationRates(gpu, &rates));
        if (rates.gpu != rates.memory) {
            FAIL("half a change: %u and %u", rates.gpu, rates.memory);
        }
        changes += rates.gpu != last;
        last = rates.gpu;
    }
    if (changes < 10) {
        FAIL("the writer was seen %u times only", changes);
    }
}

enum { READERS = 8, CROWD = 500, RELOADS = 10000 };

static void readers(const char *path, const char *argument) {
    double end = seconds() + atof(argument);
    for (int i = 0; i < READERS; i++) {
        if (fork() == 0) {
            read_pairs(path, end);
            _exit(0);
        }
    }
    join_all();
}

static void crowd(const char *path, const char *argument) {
    int gate[2];
    (void)argument;
    if (pipe(gate) != 0) {
        FAIL("no pipe");
    }
    for (int i = 0; i < CROWD; i++) {
        if (fork() == 0) {
            char byte;
            close(gate[1]);
            while (read(gate[0], &byte, 1) > 0) {
            }
            nvmlDevice_t gpu = start(path);
            MUST(call_nvmlDeviceSetPersistenceMode(gpu, (unsigned)i % 2));
            MUST(call_nvmlShutdown());
            _exit(0);
        }
    }
    close(gate[1]);
    join_all();
}

static void forks(const char *path, const char *argument) {
    (void)argument;
    nvmlDevice_t gpu = start(path);
    if (fork() == 0) {
        char uuid[96];
        MUST(call_nvmlDeviceGetUUID(gpu, uuid, sizeof(uuid)));
        MUST(call_nvmlDeviceSetPersistenceMode(gpu, 0));
        MUST(call_nvmlInit_v2());
        MUST(call_nvmlShutdown());
        MUST(call_nvmlShutdown());
        _exit(call_nvmlShutdown() == NVML_ERROR_UNINITIALIZED ? 0 : 1);
    }
    join_all();
    unsigned mode = 1;
    MUST(call_nvmlDeviceGetPersistenceMode(gpu, &mode));
    if (mode != 0) {
        FAIL("the child's change is not seen");
    }
    ask();
    MUST(call_nvmlShutdown());
}

static int lines_naming(const char *text) {
    char line[4096];
    int count = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    while (fgets(line, sizeof(line), maps) != 0) {
        count += strstr(line, text) != 0;
    }
    fclose(maps);
    return count;
}

static void reload(const char *path, const char *argument) {
    (void)argument;
    start(path); /* what the C library keeps is there from now on */
    dlclose(library);
    int files = entries("/proc/self/fd"), mappings = lines_naming("");
    for (int i = 0; i < RELOADS; i++) {
        start(path);
        MUST(call_nvmlShutdown());
        dlclose(library);
    }
    if (lines_naming("libnvidia-ml") != 0 || entries("/proc/self/fd") != files || lines_naming("") != mappings) {
        FAIL("left: %d of %d mappings, %d of %d files", lines_naming(""), mappings, entries("/proc/self/fd"), files);
    }
}

/* A change is begun as the library's setters do it, and never ended. */
enum { STATE_HEADER = 64 + 2 * 56, SEQUENCE = 16 };

static void hold(const char *path) {
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    unsigned long long place, sequence;
    int fd = open(path, O_RDWR);
    if (fd < 0 || fcntl(fd, F_OFD_SETLKW, &whole) != 0 || pread(fd, &place, 8, STATE_HEADER + 8) != 8 ||
        pread(fd, &sequence, 8, (off_t)place + SEQUENCE) != 8) {
        _exit(1);
    }
    sequence |= 1;
    if (pwrite(fd, &sequence, 8, (off_t)place + SEQUENCE) != 8) {
        _exit(1);
    }
    raise(SIGSTOP);
}

static void killed(const char *path, const char *argument) {
    (void)argument;
    nvmlUtilization_t rates;
    int status;
    nvmlDevice_t gpu = start(path);
    pid_t writer = fork();
    if (writer == 0) {
        hold(path);
        _exit(1);
    }
    waitpid(writer, &status, WUNTRACED);
    if (!WIFSTOPPED(status)) {
        FAIL("the writer could not begin");
    }
    kill(writer, SIGKILL);
    waitpid(writer, &status, 0);
    double begun = seconds();
    for (int i = 0; i < 1000; i++) {
        MUST(call_nvmlDeviceGetUtilizationRates(gpu, &rates));
    }
    MUST(call_nvmlDeviceSetPersistenceMode(gpu, 1));
    MUST(call_nvmlDeviceGetUtilizationRates(gpu, &rates));
    if (seconds() - begun > 5) {
        FAIL("a thousand questions and a change took %.1f s", seconds() - begun);
    }
}

/* Writers that are killed at any moment, beside readers; nothing stays locked or broken. */
static void killings(const char *path, const char *argument) {
    nvmlDevice_t gpu = start(path);
    for (int i = 0; i < atoi(argument); i++) {
        pid_t writer = fork();
        if (writer == 0) {
            for (unsigned mode = 0;; mode ^= 1) {
                MUST(call_nvmlDeviceSetPersistenceMode(gpu, mode));
            }
        }
        usleep((useconds_t)(500 + i * 37 % 1000));
        ask();
        kill(writer, SIGKILL);
        waitpid(writer, 0, 0);
        MUST(call_nvmlDeviceSetPersistenceMode(gpu, (unsigned)i % 2));
        unsigned mode = 2;
        MUST(call_nvmlDeviceGetPersistenceMode(gpu, &mode));
        if (mode != (unsigned)i % 2) {
            FAIL("a change after a killed writer is lost");
        }
    }
}

static void read_only(const char *path, const char *argument) {
    (void)argument;
    nvmlDevice_t gpu = start(path);
    unsigned code = call_nvmlDeviceSetPersistenceMode(gpu, 1);
    if (code != NVML_ERROR_NO_PERMISSION) {
        FAIL("a change of a file that is read-only answers %u", code);
    }
}

static void in_chroot(const char *path, const char *folder) {
    nvmlDevice_t gpu = start(path);
    if (chroot(folder) != 0 || chdir("/") != 0) {
        FAIL("no chroot");
    }
    unsigned code = call_nvmlDeviceSetPersistenceMode(gpu, 1);
    if (code != NVML_ERROR_OPERATING_SYSTEM && code != NVML_ERROR_NO_PERMISSION) {
        FAIL("a change where the file cannot be found answers %u", code);
    }
    ask();
    MUST(call_nvmlShutdown());
    MUST(call_nvmlInit_v2());
    ask();
}

/* Waits for an Xid event that someone else makes, after saying that it waits. */
static void event(const char *path, const char *expected) {
    nvmlEventSet_t set;
    nvmlEventData_t data;
    nvmlDevice_t gpu = start(path);
    MUST(call_nvmlEventSetCreate(&set));
    MUST(call_nvmlDeviceRegisterEvents(gpu, 8, set));
    printf("waiting\n");
    fflush(stdout);
    MUST(call_nvmlEventSetWait_v2(set, &data, 30000));
    if (data.device != gpu || data.eventType != 8 || data.eventData != strtoull(expected, 0, 10)) {
        FAIL("another event: type %llu, data %llu", data.eventType, data.eventData);
    }
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*run)(const char *path, const char *argument);
    } deeds[] = {{"query", query},         {"readers", readers},   {"crowd", crowd},        {"fork", forks},
                 {"reload", reload},       {"killed", killed},     {"killings", killings},  {"read-only", read_only},
                 {"chroot", in_chroot},    {"event", event}};
    for (size_t i = 0; argc > 2 && i < sizeof(deeds) / sizeof(deeds[0]); i++) {
        if (strcmp(argv[1], deeds[i].name) == 0) {
            deeds[i].run(argv[2], argc > 3 ? argv[3] : "");
            return 0;
        }
    }
    printf("usage: drive DEED LIBRARY [ARGUMENT]\n");
    return 2;
}
