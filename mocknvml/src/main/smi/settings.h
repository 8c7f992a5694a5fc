/* Options that change a GPU. */
#ifndef GPUMOCK_SMI_SETTINGS_H
#define GPUMOCK_SMI_SETTINGS_H

#include "arguments.h"

/* Does what the one setter among the arguments says; the exit status. */
int settings_run(const struct arguments *arguments);

#endif
