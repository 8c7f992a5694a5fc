/* Performance metrics of a GPU for nvidia-smi dmon. */
#ifndef GPUMOCK_SMI_DMON_METRICS_H
#define GPUMOCK_SMI_DMON_METRICS_H

#include "targets.h"

/*
 * The metric between this sample and the one before; the text stays as it is where there is none. A new
 * moment is taken with the first metric of a line.
 */
void dmon_metric(const struct target *target, u32 metric, int is_first, char *text);

#endif
