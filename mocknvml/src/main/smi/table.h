/* "nvidia-smi" without options: the summary. */
#ifndef GPUMOCK_SMI_TABLE_H
#define GPUMOCK_SMI_TABLE_H

#include "targets.h"

void table_print(const struct targets *targets);
void table_print_processes(const struct targets *targets);
void table_print_mig(const struct targets *targets);
/* text, or its first (the whole width - 3) characters and three dots. */
void table_cut(char *to, u32 width, const char *text);

#endif
