/* The time of day where the process is: TZ, or /etc/localtime, or UTC. */
#ifndef GPUMOCK_SMI_CLOCKTIME_H
#define GPUMOCK_SMI_CLOCKTIME_H

#include "runtime.h"

void time_zone_from(char **environment);
/* "Wed Nov 25 08:06:22 2026" */
void time_as_ctime(char *to, u32 size, u64 microseconds);
/* "2026/11/25 08:08:17.959" */
void time_as_stamp(char *to, u32 size, u64 microseconds);
/* "20261125" and "08:08:17", as dmon -o prints them. */
void time_as_date(char *to, u32 size, u64 microseconds);
void time_as_clock(char *to, u32 size, u64 microseconds);

#endif
