/* The columns of nvidia-smi dmon that tell what changed since the last sample. */
#ifndef GPUMOCK_SMI_DMON_VIOLATIONS_H
#define GPUMOCK_SMI_DMON_VIOLATIONS_H

#include "targets.h"

/* The part of the pause between two samples, in per cent, in which power was capped. */
nvmlReturn_t dmon_power_violation(const struct target *target, u64 pause_us, u32 *percent);
/* Whether heat has slowed the GPU since the last sample. */
nvmlReturn_t dmon_thermal_violation(const struct target *target, u32 *flag);

#endif
