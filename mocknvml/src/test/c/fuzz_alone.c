/*
 * Runs a fuzzer where there is no libFuzzer, as under an emulator: inputs at random, the same in each
 * run, half of them made of the files in a folder if one is named.
 *
 *   PROGRAM SECONDS [FOLDER]
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LARGEST_INPUT = 256, LARGEST_CORPUS = 1024, CHANGES = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv);

static struct {
    uint8_t bytes[LARGEST_INPUT];
    size_t size;
} corpus[LARGEST_CORPUS];
static unsigned corpus_size;

/* xorshift64 */
static uint32_t random_below(uint32_t limit) {
    static uint64_t state = 0x9e3779b97f4a7c15;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32) % limit;
}

static void read_corpus(const char *folder) {
    char path[4096];
    DIR *entries = opendir(folder);
    if (entries == 0) {
        perror(folder);
        exit(2);
    }
    for (struct dirent *e = readdir(entries); e != 0 && corpus_size < LARGEST_CORPUS; e = readdir(entries)) {
        snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
        FILE *file = e->d_name[0] == '.' ? 0 : fopen(path, "rb");
        if (file != 0) {
            corpus[corpus_size].size = fread(corpus[corpus_size].bytes, 1, LARGEST_INPUT, file);
            corpus_size++;
            fclose(file);
        }
    }
    closedir(entries);
}

/* Small numbers choose among things, so they are as frequent as all others together. */
static uint8_t random_byte(void) { return (uint8_t)random_below(random_below(2) == 0 ? 16 : 256); }

static size_t make_input(uint8_t *input) {
    if (corpus_size == 0 || random_below(2) == 0) {
        size_t size = random_below(LARGEST_INPUT + 1);
        for (size_t i = 0; i < size; i++) {
            input[i] = random_byte();
        }
        return size;
    }
    unsigned n = random_below(corpus_size);
    for (size_t i = 0; i < corpus[n].size; i++) {
        input[i] = corpus[n].bytes[i];
    }
    for (uint32_t i = random_below(CHANGES); i > 0 && corpus[n].size > 0; i--) {
        input[random_below((uint32_t)corpus[n].size)] = random_byte();
    }
    return corpus[n].size;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: %s SECONDS [FOLDER]\n", argv[0]);
        return 2;
    }
    if (argc > 2) {
        read_corpus(argv[2]);
    }
    if (LLVMFuzzerInitialize != 0) {
        LLVMFuzzerInitialize(&argc, &argv);
    }
    unsigned long runs = 0;
    for (time_t end = time(0) + atoi(argv[1]); time(0) < end; runs++) {
        size_t size = 0;
        uint8_t bytes[LARGEST_INPUT];
        size = make_input(bytes);
        /* As long as the input is, so that what lies behind it is not the next one's. */
        uint8_t *input = malloc(size == 0 ? 1 : size);
        for (size_t i = 0; i < size; i++) {
            input[i] = bytes[i];
        }
        LLVMFuzzerTestOneInput(input, size);
        free(input);
    }
    printf("Done %lu runs\n", runs);
    return 0;
}
