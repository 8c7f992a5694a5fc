/* Device files below /dev, with the numbers that the mock kernel's list of devices gives. */
#ifndef GPUMOCK_TOOLS_NODES_H
#define GPUMOCK_TOOLS_NODES_H

#include "runtime.h"

enum { NVIDIA_MAJOR = 195, ANYBODY = 0666 };

/* The major number of a name in /proc/devices, or in that of the driver root around this program; 0 for none. */
u32 device_major(const char *name);
/* The major number of the device file; 0 where there is none. */
u32 major_of(const char *path);
/* Makes the device file so, in the place of one with other numbers too; what is no device file stays. An exit status. */
int make_device(const char *path, u32 mode, u32 major, u32 minor);
/* As make_device, below /dev/nvidia-caps, by a file below /proc/driver/nvidia that names number and mode. */
int make_capability(const char *proc_file);
/* Reads a file's start as text: its length, 0 if there is nothing to be read. */
u32 read_text(const char *path, char *text, u32 size);

#endif
