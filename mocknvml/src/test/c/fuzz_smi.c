/*
 * Fuzzes nvidia-smi: its command line, on a state as it was placed or damaged. The first byte of the
 * input chooses the machine, the next says how many bytes of the state are overwritten; the rest is
 * the command line, with a blank between words, of which one may set the time zone. It ends with one of the documented codes, be it that it
 * is told to end after some rounds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver.h"
#include "fuzz.h"
#include "os.h"
#include "output.h"
#include "session.h"

enum { WORDS = 64, TEXT = 1024, ROUNDS = 4, LINK_LENGTH = 24 };

static int rounds;
static int has_library;

int driver_open(char **environment) {
    (void)environment;
    return has_library;
}

void os_hold_signals(void) {}

int os_wait_us(u64 microseconds) {
    (void)microseconds;
    return ++rounds <= ROUNDS;
}

void os_exit(int status) {
    (void)status;
    abort(); /* only the start of a program ends it */
}

long os_write(int fd, const void *data, size_t size) {
    const volatile char *bytes = data;
    char sum = 0;
    for (size_t i = 0; i < size; i++) {
        sum ^= bytes[i]; /* all of it must be there */
    }
    (void)sum;
    return fd < 0 ? -1 : (long)size;
}

long os_create(const char *path) { return path[0] == '/' ? 9 : -2; }
long os_size(int fd) { return fd; }

long os_read_at(int fd, void *buffer, size_t size, u64 offset) {
    (void)fd;
    (void)offset;
    memset(buffer, 0, size);
    return 0;
}

long os_facts(const char *path, struct file_facts *facts) {
    (void)path;
    (void)facts;
    return -2; /* no such file */
}

long os_read_link(const char *path, char *to, size_t size) {
    (void)path;
    return size < LINK_LENGTH ? -1 : snprintf(to, size, "../../0000:1b:00.0");
}

/* What must stay as it is placed is the header's hash: another build's state is refused at once. */
static void damage(uint8_t *image, size_t size, struct input *in) {
    uint64_t count = take(in, 1) % 16;
    for (uint64_t i = 0; i < count; i++) {
        uint64_t place = take(in, 3);
        uint64_t length = 1 + take(in, 1) % 8;
        uint64_t value = take(in, 2) * 0x0001000100010001ull;
        if (place + length <= size) {
            memcpy(image + place, &value, length);
        }
    }
    if (count == 15) {
        world_cut(take(in, 3) % size);
    }
}

static int documented(int status) {
    static const int codes[] = {0, 2, 3, 4, 6, 8, 9, 11, 12, 13, 14, 15, 17, 18, 19, 23, 255};
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        if (codes[i] == status) {
            return 1;
        }
    }
    return 0;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    world_open();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char text[TEXT];
    char *words[WORDS + 1] = {text};
    char *environment[] = {"TZ=CET-1CEST,M3.5.0,M10.5.0/3", 0};
    struct input in = {data, size};
    size_t image_size;
    int count = 1;
    unsigned first = (unsigned)take(&in, 1);
    has_library = first != 0xff;
    uint8_t *image = world_begin(first, &image_size);
    damage(image, image_size, &in);
    size_t length = in.left < TEXT - 2 ? in.left : TEXT - 2;
    text[0] = 0; /* the program's own name */
    memcpy(text + 1, in.at, length);
    text[1 + length] = 0;
    for (char *word = strtok(text + 1, " "); word != 0 && count < WORDS; word = strtok(0, " ")) {
        if (strncmp(word, "TZ=", 3) == 0) {
            environment[0] = word;
        } else {
            words[count++] = word;
        }
    }
    rounds = 0;
    int status = program(count, words, environment);
    if (!documented(status)) {
        fprintf(stderr, "status %d\n", status);
        abort();
    }
    output_flush();
    output_use(STANDARD_OUTPUT);
    while (nvmlShutdown() == NVML_SUCCESS) {
    }
    return 0;
}
