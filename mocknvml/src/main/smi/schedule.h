/* -l, -lms and -f: how often something is printed, and where to. */
#ifndef GPUMOCK_SMI_SCHEDULE_H
#define GPUMOCK_SMI_SCHEDULE_H

#include "arguments.h"

struct schedule {
    u64 pause_us; /* 0: once */
};

/* Not 0: the exit status, and the reason has been printed. */
int schedule_read(const struct arguments *arguments, struct schedule *schedule);
/* Opens what -f names; the message stands before a name that cannot be opened. */
int schedule_open_file(const struct arguments *arguments, const char *message, int *fd);
/* Waits for the next round; 0 when there is none, or the program has been told to end. */
int schedule_again(const struct schedule *schedule);

#endif
