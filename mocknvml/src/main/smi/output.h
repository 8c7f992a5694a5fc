/* What a program prints: collected, and written in as few pieces as possible. */
#ifndef GPUMOCK_SMI_OUTPUT_H
#define GPUMOCK_SMI_OUTPUT_H

#include "format.h"

enum { STANDARD_OUTPUT = 1, NOWHERE = -1 };

void put(const char *text, ...) __attribute__((format(printf, 1, 2)));
void put_times(char c, u32 times);
/* Everything printed from here on goes there; answers where it went before. */
int output_use(int fd);
void output_flush(void);
/* Whether a file has not taken all that was printed to it. */
int output_is_lost(void);

#endif
