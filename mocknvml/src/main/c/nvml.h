/* Prototypes of the whole NVML interface, made from the table of functions. */
#ifndef GPUMOCK_NVML_H
#define GPUMOCK_NVML_H

#include "nvml_types.h"

#define NVML_EXPORT __attribute__((visibility("default")))

#define NVML(name, kind, parameters) NVML_EXPORT nvmlReturn_t nvml##name parameters;
#define NVML_TEXT(name, kind, parameters) NVML_EXPORT const char *nvml##name parameters;
#include "nvml_functions.def"
#undef NVML
#undef NVML_TEXT

#endif
