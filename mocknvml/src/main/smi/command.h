/* What the command line asks for. */
#ifndef GPUMOCK_SMI_COMMAND_H
#define GPUMOCK_SMI_COMMAND_H

/* Runs the command after NVML has been initialised; the exit status. */
int command_run(int count, char **words);
/* The same where only a query in lists is allowed, whose option must be among the words. */
int command_run_query(int count, char **words);

#endif
