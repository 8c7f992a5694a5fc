/* Commands with options of their own: nvidia-smi topo, nvlink and so on. */
#ifndef GPUMOCK_SMI_SUBCOMMAND_H
#define GPUMOCK_SMI_SUBCOMMAND_H

#include "targets.h"

enum { MAX_OPTIONS = 41, HELP = MAX_OPTIONS - 1 }; /* HELP: a place that every subcommand's options have */
/* WORD_VALUE: a number or a word for one. LOOP_VALUE: as OPTIONAL_VALUE, but nothing that may be a misspelt option. */
enum option_form { FLAG, NUMBER_VALUE, WORD_VALUE, TEXT_VALUE, OPTIONAL_VALUE, LOOP_VALUE };
enum { SINCE_550 = 0x80 }; /* beside the form of an option that the layout before does not know */

struct suboption {
    const char *brief, *full; /* brief may be NULL */
    u8 form;
};

/* One of a subcommand's options as it was given. */
struct given {
    int is_given;      /* how often */
    const char *value; /* NULL: none */
    i64 number;
    int place, value_place; /* among the words: of the last mention, and of that which brought the value */
};

/* FORGIVING: a word that is not understood brings the options, and status 0. ALONE: works without any option. */
enum manners { STRICT, FORGIVING, ALONE };

struct subcommand {
    const char *name;
    const struct suboption *options; /* ends with one that has no full name */
    const char *help; /* one sentence */
    u8 manners;
    int (*run)(const struct given *given); /* by the place of the option in the list; the exit status */
};

/* NULL when there is none of this name. */
const struct subcommand *subcommand_find(const char *name);
/* Whether the driver's nvidia-smi has it; asked when the driver has been started. */
int subcommand_is_known(const struct subcommand *subcommand);
/* Whether it starts the driver itself, if it needs it at all, and not before its words are read. */
int subcommand_starts_driver(const struct subcommand *subcommand);
/* The help; a success. */
int subcommand_help(const struct subcommand *subcommand);
/* How many options are given, of which one that names GPUs (at the place) does not count. */
u32 subcommand_asked(const struct subcommand *subcommand, const struct given *given, u32 id);
/* Refuses two questions at once; the exit status. */
int subcommand_one_only(const struct subcommand *subcommand);
/* The options, instead of what was asked for. */
void subcommand_usage(const struct subcommand *subcommand);
enum { LOOP_SECONDS = 5 }; /* between two rounds of one that goes on, when none are given */
/* 0: too few or too many, as has been printed. */
int subcommand_can_loop(u32 seconds);
/* A line for each subcommand. */
void subcommand_put_all(void);
int subcommand_run(const struct subcommand *subcommand, int count, char **words);
/* The same for nvidia-smi vgpu, some of whose words are other commands. */
int vgpu_run(int count, char **words);

extern const struct subcommand topo_command, nvlink_command, dmon_command, pmon_command, mig_command, conf_compute_command, c2c_command,
    gpm_command, pci_command, compute_policy_command, boost_slider_command, clocks_command, base_clocks_command,
    power_hint_command, drain_command, encoder_sessions_command, fbc_sessions_command, vgpu_command, daemon_command,
    replay_command, scheduler_command, power_profiles_command, power_smoothing_command;

#endif
