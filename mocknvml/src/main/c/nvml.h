/* Prototypes of the whole NVML interface, made from the table of functions. */
#ifndef GPUMOCK_NVML_H
#define GPUMOCK_NVML_H

#include "nvml_types.h"

#define NVML __attribute__((visibility("default"))) nvmlReturn_t

#define SUBJECT(text)
#define FUNCTION(name, kind, parameters) NVML nvml##name parameters;
#define FUNCTION_TEXT(name, kind, parameters) \
    __attribute__((visibility("default"))) const char *nvml##name parameters;
#include "nvml_functions.def"
#undef SUBJECT
#undef FUNCTION
#undef FUNCTION_TEXT

#endif
