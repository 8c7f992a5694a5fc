/* The options of nvidia-smi vgpu, and what a host of virtual GPUs does with them. */
#ifndef GPUMOCK_SMI_VGPU_OPTIONS_H
#define GPUMOCK_SMI_VGPU_OPTIONS_H

#include "subcommand.h"

/* Those before the last of the looping ones go on without end. */
enum { UTILIZATION, PROCESSES, LOGS, ENCODER, CAPTURE, METRICS, LOOP, ENDLESS = LOOP, ID, QUERY, SUPPORTED, CREATABLE,
       MIGRATION, STATE, CAPABILITIES, VERBOSE, HETEROGENEOUS, ACCOUNTED, SCHEDULER_LOGS, TOPOLOGY, MATRIX, PEERS,
       CLEAR };

enum { S_ID, S_POLICY, S_ADAPTIVE, S_FREQUENCY, S_FACTOR, S_SLICE };

/* The exit status; seconds between two rounds, 0: one round only. */
int vgpu_host_run(const struct given *given, const struct targets *targets, u32 seconds);
/* Lines of columns without end, of options that ask for them. */
int vgpu_host_monitor(const struct given *given, const struct targets *targets, u32 seconds);
int vgpu_host_schedule(const struct given *given, const struct targets *targets);

#endif
