/* What a program prints: collected, and written in as few pieces as possible. */
#ifndef GPUMOCK_SMI_OUTPUT_H
#define GPUMOCK_SMI_OUTPUT_H

#include "format.h"

void put(const char *text, ...) __attribute__((format(printf, 1, 2)));
void put_times(char c, u32 times);
/* Everything printed from here on goes into the file instead; 0 when it cannot be made. */
int output_to(const char *path);
void output_flush(void);

#endif
