/* The program's own help. */
#ifndef GPUMOCK_SMI_HELP_H
#define GPUMOCK_SMI_HELP_H

int help_print(void);

#endif
