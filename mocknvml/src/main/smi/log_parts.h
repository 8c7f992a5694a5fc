/* Parts of -q whose number of lines depends on the GPU. */
#ifndef GPUMOCK_SMI_LOG_PARTS_H
#define GPUMOCK_SMI_LOG_PARTS_H

#include "value.h"

nvmlReturn_t dram_encryption(nvmlDevice_t gpu, u32 pending, char *text);
nvmlReturn_t fabric(nvmlDevice_t gpu, u32 which, char *text); /* 0 state, 1 status */
nvmlReturn_t relaxed_ordering(nvmlDevice_t gpu, u32 unused, char *text);
void print_mig_devices(nvmlDevice_t gpu);
void print_accounted_processes(nvmlDevice_t gpu);
void print_processes(nvmlDevice_t gpu);
void print_supported_clocks(nvmlDevice_t gpu);
void print_retired_pages(nvmlDevice_t gpu);
void print_utilization_samples(nvmlDevice_t gpu);
void print_power_samples(nvmlDevice_t gpu);
void print_clock_samples(nvmlDevice_t gpu);

#endif
