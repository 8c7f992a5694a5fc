/* The program's own help. */
#ifndef GPUMOCK_SMI_HELP_H
#define GPUMOCK_SMI_HELP_H

int help_print(void);
/* What one of the --query-* options can be asked for. */
int help_print_query(const char *option);

#endif
