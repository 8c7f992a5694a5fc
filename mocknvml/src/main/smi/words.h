/* Numbers as the command line may spell them. */
#ifndef GPUMOCK_SMI_WORDS_H
#define GPUMOCK_SMI_WORDS_H

#include "runtime.h"

/* A number, decimal or as in C; 0 when it is none or beyond the bounds. */
int words_read_number(const char *text, i64 min, i64 max, i64 *number);
/* A number, or one of the words (ENABLED, DEFAULT ...) for numbers; 0 when it is neither. */
int words_read(const char *text, i64 min, i64 max, i64 *number);

#endif
