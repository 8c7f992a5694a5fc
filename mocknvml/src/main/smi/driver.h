/* Finds the driver library as a file and takes its state image in, without loading the library. */
#ifndef GPUMOCK_SMI_DRIVER_H
#define GPUMOCK_SMI_DRIVER_H

#include "session.h"

/* Whether a libnvidia-ml.so.1 was found. Its image, if it has none of ours, is left empty: init then says so. */
int driver_open(char **environment);

#endif
