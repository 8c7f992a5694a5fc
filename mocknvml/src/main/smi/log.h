/* "nvidia-smi -q": everything about the chosen GPUs, as text or XML. */
#ifndef GPUMOCK_SMI_LOG_H
#define GPUMOCK_SMI_LOG_H

#include "targets.h"

enum { ALL_SECTIONS = 0 };

/* The flags of "-d", or 0 when one of them is unknown; an empty list is NO_SECTION. */
enum { NO_SECTION = 1 << 30 };
u32 log_sections(const char *names);
void log_print(const struct targets *targets, u32 sections, int xml);
void log_print_units(int xml);

#endif
