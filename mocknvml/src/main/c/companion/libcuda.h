/* The answered functions of libcuda, and what its files share. */
#ifndef GPUMOCK_LIBCUDA_H
#define GPUMOCK_LIBCUDA_H

#include "companion.h"

EXPORT int cuInit(unsigned flags);
EXPORT int cuDriverGetVersion(int *version);
EXPORT int cuGetExportTable(const void **table, const void *id);
EXPORT int cuGetErrorName(int error, const char **name);
EXPORT int cuGetErrorString(int error, const char **text);
EXPORT int cuGetProcAddress(const char *asked, void **function, int version, unsigned long flags);
EXPORT int cuGetProcAddress_v2(const char *asked, void **function, int version, unsigned long flags, int *found);

unsigned driver_cuda_version(void);

#endif
