/* What the command line asks for. */
#ifndef GPUMOCK_SMI_COMMAND_H
#define GPUMOCK_SMI_COMMAND_H

/* Runs the command, with the driver unless it is one that needs none; the exit status. */
int command_run(int count, char **words);
/* The same where only a query in lists is allowed, whose option must be among the words. */
int command_run_query(int count, char **words);

/* Finds the driver and initialises NVML. Not 0: the exit status, and the reason has been printed. */
int driver_start(void);

#endif
