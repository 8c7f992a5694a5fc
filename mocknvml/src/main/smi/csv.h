/* The --query-* lists: comma separated values of chosen properties. */
#ifndef GPUMOCK_SMI_CSV_H
#define GPUMOCK_SMI_CSV_H

#include "targets.h"

struct csv_form {
    int header, units;
};

/* Reads the argument of --format; not 0: the exit status, and the reason has been printed. */
int csv_read_format(struct csv_form *form, const char *text);
/* Not 0: one of the fields is unknown, and which has been printed. option is "--query-gpu" or the like. */
int csv_check_fields(const char *option, const char *fields);
/* Everything that the option can be asked for. */
void csv_print_names(const char *option);
/* Not 0: a field has no value, and which has been printed. */
int csv_print(const struct targets *targets, const char *option, const char *fields, struct csv_form form);

#endif
