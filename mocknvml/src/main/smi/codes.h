/* NVML's codes as nvidia-smi prints them and ends with. */
#ifndef GPUMOCK_SMI_CODES_H
#define GPUMOCK_SMI_CODES_H

#include "nvml.h"

enum { EXIT_USAGE = 2, EXIT_NO_DEVICE = 6, EXIT_NO_LIBRARY = 12, EXIT_OTHER = 255 };

/* In a list of values, where NOT_SUPPORTED reads N/A. */
const char *code_text(nvmlReturn_t code);
/* In a sentence, where it reads "Not Supported". */
const char *code_sentence(nvmlReturn_t code);
int exit_status(nvmlReturn_t code);

#endif
