#ifndef GPUMOCK_KERNEL_CAPS_H
#define GPUMOCK_KERNEL_CAPS_H

#include "mounts.h"

/*
 * What the driver tells of MIG in /proc: a file for each GPU instance and compute instance, whose device
 * file a container needs, and the number of those device files in /proc/devices. Both answer 0, or a
 * negative errno and have changed nothing. The first one needs the tree of /proc/driver in its place.
 */
HIDDEN long kernel_caps_show(void);
HIDDEN long kernel_caps_number(const char *root, const char *workshop);

/* Makes the files those of the instances that there are now, where this library made the first ones. */
HIDDEN void kernel_caps_follow(void);

#endif
