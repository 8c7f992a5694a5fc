/*
 * The functions that compilers call by name for copies and fills of their own. A program with a C
 * library has them already and leaves this file out.
 */
#include "runtime.h"

/* Keeps the compiler from seeing a copy in the loop and calling the function from itself. */
#define NO_IDIOM() __asm__ volatile("" ::: "memory")

/* Both architectures read and write words at any address. */
typedef u64 __attribute__((may_alias, aligned(1))) word;

void *memcpy(void *to, const void *from, size_t size) {
    u8 *t = to;
    const u8 *f = from;
    for (; size >= sizeof(word); size -= sizeof(word), t += sizeof(word), f += sizeof(word)) {
        *(word *)t = *(const word *)f;
        NO_IDIOM();
    }
    for (; size != 0; size--) {
        *t++ = *f++;
        NO_IDIOM();
    }
    return to;
}

void *memset(void *to, int byte, size_t size) {
    u8 *t = to;
    u64 eight = (u8)byte * 0x0101010101010101ull;
    for (; size >= sizeof(word); size -= sizeof(word), t += sizeof(word)) {
        *(word *)t = eight;
        NO_IDIOM();
    }
    for (; size != 0; size--) {
        *t++ = (u8)byte;
        NO_IDIOM();
    }
    return to;
}
