/* Offsets of a time zone from its file (RFC 8536) or its rule in the form of POSIX's TZ. */
#ifndef GPUMOCK_SMI_TIME_ZONE_H
#define GPUMOCK_SMI_TIME_ZONE_H

#include "runtime.h"

/* Seconds that local time is ahead of UTC at the moment (seconds since 1970); 0 where there is no zone. */
i64 time_zone_offset(char **environment, i64 moment);

#endif
