/* "nvidia-smi -q": everything about the chosen GPUs, as text or XML. */
#ifndef GPUMOCK_SMI_LOG_H
#define GPUMOCK_SMI_LOG_H

#include "targets.h"

enum { ALL_SECTIONS = 0 };

/* The flags of "-d", or 0 when one of them is unknown; an empty list is NO_SECTION. */
enum { NO_SECTION = 1 << 30 };
u32 log_sections(const char *names);
/* The names that -d knows, a line each. */
void log_put_sections(void);
enum log_form { FORM_TEXT, FORM_XML, FORM_XML_WITH_DTD };
void log_print(const struct targets *targets, u32 sections, u32 form);
void log_print_units(u32 form);
/* The document type of the XML form; NULL: of that of units. */
void log_print_dtd(const struct targets *targets);

#endif
