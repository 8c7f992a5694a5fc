/* The matrices of nvidia-smi topo. */
#ifndef GPUMOCK_SMI_TOPO_MATRIX_H
#define GPUMOCK_SMI_TOPO_MATRIX_H

#include "targets.h"

int topo_print_matrix(const struct targets *targets, int with_links);
int topo_print_p2p(const struct targets *targets, const char *capability);
/* The set's bits as "0-7,56-63". */
void topo_put_ranges(const u64 *set, u32 words);

#endif
