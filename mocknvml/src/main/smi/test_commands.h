/* Options for NVIDIA's own tests. */
#ifndef GPUMOCK_SMI_TEST_COMMANDS_H
#define GPUMOCK_SMI_TEST_COMMANDS_H

#include "arguments.h"

/* Not 0: the exit status, for one has no value that it could have. */
int test_commands_check(const struct arguments *arguments);
/* The one of them that is asked for; the exit status. */
int test_commands_run(const struct arguments *arguments);

#endif
