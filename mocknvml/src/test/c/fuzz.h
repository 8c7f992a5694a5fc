/*
 * What the two fuzzers share: the world that the library sees. Its state lies in memory, as large as
 * the image is, so that a sanitizer sees each byte read behind its end; system calls work on that.
 */
#ifndef GPUMOCK_FUZZ_H
#define GPUMOCK_FUZZ_H

#include <stddef.h>
#include <stdint.h>

enum { LARGEST_IMAGE = 1 << 19 };

/* Bytes that a fuzzer chose; zeros behind their end. */
struct input {
    const uint8_t *at;
    size_t left;
};

static inline uint64_t take(struct input *in, size_t bytes) {
    uint64_t value = 0;
    for (size_t i = 0; i < bytes && in->left != 0; i++, in->at++, in->left--) {
        value |= (uint64_t)*in->at << 8 * i;
    }
    return value;
}

/* Reads the images of the placed libraries that GPU_MOCK_PLACED names, with colons between. */
void world_open(void);
/* The image becomes the n-th one, as it was placed; answers its bytes. */
uint8_t *world_begin(unsigned n, size_t *size);
/* Cuts it to so many bytes. */
void world_cut(size_t size);

#endif
