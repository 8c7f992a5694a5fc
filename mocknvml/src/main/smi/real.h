/* A number with a point, as strtof reads it and as printf's %.2f prints it. */
#ifndef GPUMOCK_SMI_REAL_H
#define GPUMOCK_SMI_REAL_H

#include "runtime.h"

enum { REAL_TEXT = 48 }; /* room for the longest: 39 digits before the point */

/* *end is the text itself when it is no number. */
float real_of(const char *text, const char **end);
void real_format(char to[REAL_TEXT], float number);

#endif
