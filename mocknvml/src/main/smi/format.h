/* Text from numbers, without a C library. */
#ifndef GPUMOCK_SMI_FORMAT_H
#define GPUMOCK_SMI_FORMAT_H

#include <stdarg.h>

#include "runtime.h"

/*
 * As snprintf, with a part of its language: flags - and 0, width and precision (also *), l for 64
 * bits, and the conversions s c u d x X %. Always ends with a NUL; returns the length that was kept.
 */
u32 format(char *to, u32 size, const char *text, ...) __attribute__((format(printf, 3, 4)));
u32 format_list(char *to, u32 size, const char *text, va_list arguments);
/* thousandths as a number with the decimals 0 to 3, rounded as printf does a double, and a float. */
void format_thousandths(char *to, u32 size, i64 thousandths, u32 decimals);
void format_float(char *to, u32 size, i64 thousandths, u32 decimals);
/* thousandths as %g prints the number: at most six digits, no zeros at its end. */
void format_general(char *to, u32 size, u64 thousandths);

size_t string_length(const char *text);
int string_equal(const char *a, const char *b);
/* Copies text and its NUL when they fit into size bytes; 0 when they do not. */
int string_copy(char *to, size_t size, const char *text);
int text_starts(const char *text, const char *start);
const char *text_find(const char *text, char c); /* NULL where c does not occur */
/* The number that the text starts with, as atoi gives it; *end (if not NULL) is behind its digits. */
i64 text_to_number(const char *text, const char **end);

#endif
