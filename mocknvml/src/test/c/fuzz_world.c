/*
 * The operating system of fuzz.h: /proc/self/maps with one line, the state's file, no device nodes,
 * and a clock that moves when it is waited for, so that no input takes long.
 */
#include "fuzz.h"

#include <sanitizer/asan_interface.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel_view.h"
#include "session.h"

enum { IMAGES = 16, MAPS = 3, STATE = 4, NO_SUCH_FILE = -2, STATE_HEADER = 64 + 2 * 56 };

static struct {
    u8 *bytes;
    size_t size;
} images[IMAGES];
static unsigned image_count;

static u8 *state;
static size_t state_size;
static int maps_read;
static u64 clock_us;

static void add_image(const char *path) {
    u64 place = 0;
    FILE *file = fopen(path, "rb");
    u8 *bytes = malloc(LARGEST_IMAGE);
    if (file == 0 || fseek(file, STATE_HEADER + 8, SEEK_SET) != 0 || fread(&place, 8, 1, file) != 1 ||
        fseek(file, (long)place, SEEK_SET) != 0) {
        fprintf(stderr, "%s: not a placed library\n", path);
        exit(2);
    }
    images[image_count].size = fread(bytes, 1, LARGEST_IMAGE, file);
    images[image_count++].bytes = bytes;
    fclose(file);
}

/* With images that are refused as they are a fuzzer would run, and find nothing. */
static void require_sound(void) {
    size_t size;
    for (unsigned i = 0; i < image_count; i++) {
        world_begin(i, &size);
        if (nvmlInit_v2() != NVML_SUCCESS || nvmlShutdown() != NVML_SUCCESS) {
            fprintf(stderr, "a placed library's state is of another build than the sources\n");
            exit(2);
        }
    }
}

void world_open(void) {
    const char *named = getenv("GPU_MOCK_PLACED");
    char *paths = strdup(named == 0 ? "" : named);
    for (char *path = strtok(paths, ":"); path != 0 && image_count < IMAGES; path = strtok(0, ":")) {
        add_image(path);
    }
    if (image_count == 0) {
        fprintf(stderr, "GPU_MOCK_PLACED must name placed libraries\n");
        exit(2);
    }
    free(paths);
    state = aligned_alloc(1 << 16, LARGEST_IMAGE);
    require_sound();
}

uint8_t *world_begin(unsigned n, size_t *size) {
    n %= image_count;
    clock_us = 1000000;
    state_size = images[n].size;
    ASAN_UNPOISON_MEMORY_REGION(state, LARGEST_IMAGE);
    memcpy(state, images[n].bytes, state_size);
    ASAN_POISON_MEMORY_REGION(state + state_size, LARGEST_IMAGE - state_size);
    *size = state_size;
    return state;
}

void world_cut(size_t size) {
    state_size = size;
    ASAN_POISON_MEMORY_REGION(state + size, LARGEST_IMAGE - size);
}

const u8 *image_find(size_t *size) {
    *size = state_size;
    return state_size == 0 ? 0 : state;
}

long sys_open(const char *path, int flags) {
    (void)flags;
    maps_read = 0;
    return strcmp(path, "/proc/self/maps") == 0 ? MAPS : strcmp(path, "/state") == 0 ? STATE : NO_SUCH_FILE;
}

long sys_close(int fd) {
    (void)fd;
    return 0;
}

long sys_read(int fd, void *buffer, size_t size) {
    if (fd != MAPS || maps_read) {
        return 0;
    }
    maps_read = 1;
    int length = snprintf(buffer, size, "%zx-%zx r--p 00000000 00:00 1    /state\n", (size_t)state,
                          (size_t)state + LARGEST_IMAGE);
    return length;
}

long sys_pwrite(int fd, const void *data, size_t size, u64 offset) {
    if (fd != STATE || offset > state_size || size > state_size - offset) {
        abort(); /* it would write behind the state */
    }
    memcpy(state + offset, data, size);
    return (long)size;
}

long sys_exists(const char *path) {
    (void)path;
    return NO_SUCH_FILE;
}

long sys_lock(int fd, int lock) {
    (void)lock;
    return fd == STATE ? 0 : NO_SUCH_FILE;
}

long sys_euid(void) { return 0; }

long sys_list(int fd, void *block, size_t size) {
    (void)fd;
    (void)block;
    (void)size;
    return 0;
}

void kernel_view(void) {}
void kernel_view_changed(void) {}

/* Whatever was waited for: the longest wait of the interface, 49 days, is over after few of these. */
long sys_sleep_us(u64 microseconds) {
    clock_us += microseconds + (1ull << 40);
    return 0;
}

u64 sys_time_us(int clock) {
    (void)clock;
    return clock_us;
}
