#ifndef GPUMOCK_KERNEL_VIEW_H
#define GPUMOCK_KERNEL_VIEW_H

#include "runtime.h"

/*
 * The driver's half in the kernel: in a privileged container that has the driver root, /proc/driver
 * and the PCI devices of /sys show its GPUs too, from the first call on. It may be called at any
 * time, by many processes at once; where it cannot be done, or need not be, nothing changes.
 */
HIDDEN void kernel_view(void);

/* The same after GPU instances or compute instances were made or destroyed. */
HIDDEN void kernel_view_changed(void);

#endif
