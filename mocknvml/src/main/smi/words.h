/* Numbers as the command line may spell them: as in C, or as one of the words (ENABLED, DEFAULT ...) for them. */
#ifndef GPUMOCK_SMI_WORDS_H
#define GPUMOCK_SMI_WORDS_H

#include "runtime.h"

/* 0 when the text is no word; of one that is deprecated, that is printed. */
int words_find(const char *text, u32 *number);
/* 0 when the text is neither, or beyond 32 bits. */
int words_read_signed(const char *text, u32 *number);
/* The same without a sign at the start; of what is beyond 63 bits the original keeps the low half. */
int words_read_unsigned(const char *text, u32 *number);

#endif
