/* The table, -q in its forms, and --dtd. */
#ifndef GPUMOCK_SMI_DISPLAY_H
#define GPUMOCK_SMI_DISPLAY_H

#include "arguments.h"

/* The exit status. */
int display_run(const struct arguments *arguments);
/* --dtd without -q. */
int display_run_dtd(const struct arguments *arguments);

#endif
