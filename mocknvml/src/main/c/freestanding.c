/*
 * The functions that compilers call by name for copies and fills of their own. A program with a C
 * library has them already and leaves this file out.
 */
#include "runtime.h"

/* Keeps the compiler from seeing a copy in the loop and calling the function from itself. */
#define NO_IDIOM() __asm__ volatile("" ::: "memory")

void *memcpy(void *to, const void *from, size_t size) {
    u8 *t = to;
    for (const u8 *f = from; size != 0; size--) {
        *t++ = *f++;
        NO_IDIOM();
    }
    return to;
}

void *memset(void *to, int byte, size_t size) {
    for (u8 *t = to; size != 0; size--) {
        *t++ = (u8)byte;
        NO_IDIOM();
    }
    return to;
}
