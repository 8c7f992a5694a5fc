/* Numbers as the functions of the C library read them, for so does the original those of its command line. */
#ifndef GPUMOCK_SMI_NUMBERS_H
#define GPUMOCK_SMI_NUMBERS_H

#include "runtime.h"

/* What a text starts with: blanks, a sign, digits. */
struct number {
    const char *end; /* behind the digits; the text itself when it has none */
    u64 magnitude;
    int is_negative, is_beyond; /* beyond: of 64 bits, and the magnitude is the highest */
};

u32 digit_of(char c); /* 10 and more for letters, and much more for what is no digit */
const char *behind_blanks(const char *text);
/* The base is 10 or 16, or 0 for the one that the digits tell as in C: 0x1f, 017. */
struct number number_of(const char *text, u32 base);
u64 number_unsigned(struct number number); /* as strtoull: below 0 it counts from the highest down */
i64 number_signed(struct number number);   /* as strtoll: the nearest that fits */
/* As sscanf's %u and %d, of which the low half stays; 0 where the text has no number. *end may be NULL. */
int number_scan(const char *text, const char **end, u32 *number);

#endif
