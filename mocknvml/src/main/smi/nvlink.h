/* The parts of nvidia-smi nvlink. */
#ifndef GPUMOCK_SMI_NVLINK_H
#define GPUMOCK_SMI_NVLINK_H

#include "targets.h"

/* What can be printed of every link, in the order in which it is. */
enum link_question { L_STATE, L_CAPABILITIES, L_REMOTE, L_REMOTE_LINK, L_ERRORS, L_ECC_ERRORS, L_RESET_ERRORS,
                     L_THROUGHPUT, L_LOW_POWER, LINK_QUESTIONS };
enum { ALL_LINKS = -1, FIELD_LINK_STATE = 165 };

/* wanted is a link's number, or negative; argument is the option's value. Answers the exit status. */
int nvlink_print(nvmlDevice_t gpu, u32 count, i64 wanted, enum link_question question, const char *argument);

int nvlink_set_low_power(nvmlDevice_t gpu, const char *value);
int nvlink_print_bandwidth(void);
int nvlink_set_bandwidth(const char *name);

#endif
