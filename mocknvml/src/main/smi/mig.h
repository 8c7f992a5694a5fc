/* The parts of nvidia-smi mig. Each answers the exit status. */
#ifndef GPUMOCK_SMI_MIG_H
#define GPUMOCK_SMI_MIG_H

#include "mig_find.h"

int mig_list_gpu_profiles(const struct targets *targets);
int mig_list_gpu_placements(const struct targets *targets);
int mig_list_gpu_instances(const struct gpu_instances *instances);
int mig_list_compute_profiles(const struct gpu_instances *instances);
int mig_list_compute_placements(const struct gpu_instances *instances);
int mig_list_compute_instances(const struct compute_instances *instances);

/* profiles is what was typed: ids and names with commas, each perhaps with a colon and where to start. */
int mig_create_gpu_instances(const struct targets *targets, const char *profiles, int with_compute);
int mig_destroy_gpu_instances(const struct gpu_instances *instances);
int mig_create_compute_instances(const struct gpu_instances *instances, const char *profiles); /* NULL: the largest */
int mig_destroy_compute_instances(const struct compute_instances *instances);

#endif
