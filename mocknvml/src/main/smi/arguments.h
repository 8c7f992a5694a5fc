/* The command line: known options with their values, and everything else as it stands. */
#ifndef GPUMOCK_SMI_ARGUMENTS_H
#define GPUMOCK_SMI_ARGUMENTS_H

#include "runtime.h"

enum { MAX_ARGUMENTS = 256 };

/* What an option belongs to; the kinds exclude each other in ways that command.c states. */
enum option_kind { KIND_UNKNOWN, KIND_ALONE, KIND_HELP, KIND_DISPLAY, KIND_QUERY, KIND_FORMAT, KIND_SETTER, KIND_BESIDE, KIND_MODE,
    KIND_PCI, KIND_TEST };

enum option_id {
    O_UNKNOWN, O_HELP, O_VERSION, O_LIST, O_EXCLUDED, O_HELP_QUERY,
    O_ID, O_FILE, O_LOOP, O_LOOP_MS, O_QUERY, O_UNIT, O_XML, O_DTD, O_DISPLAY,
    O_QUERY_LIST, O_FORMAT,
    O_PERSISTENCE, O_ECC, O_RESET_ECC, O_COMPUTE_MODE, O_GOM, O_RESET, O_VIRTUALIZATION, O_DRIVER_MODEL,
    O_FORCE_DRIVER_MODEL, O_LOCK_GPU, O_RESET_GPU_CLOCKS, O_LOCK_MEMORY, O_RESET_MEMORY_CLOCKS, O_DEFER_MEMORY,
    O_RESET_DEFERRED, O_APPLICATIONS, O_RESET_APPLICATIONS, O_POWER_LIMIT, O_CUDA_CLOCKS, O_ACCOUNTING,
    O_CLEAR_ACCOUNTED, O_AUTO_BOOST, O_AUTO_BOOST_PERMISSION, O_APPLICATIONS_PERMISSION, O_MIG, O_TARGET_TEMPERATURE,
    O_LED, O_LOCK_MODE, O_SCOPE, O_ERROR_ON_WARNING,
    O_LOCK_CLOCKS, O_LIMIT_PERFORMANCE, O_LOCK_PERFORMANCE, O_ADJUST_CLOCK, O_TEST_AUTO_BOOST, O_PCI_INFO, O_TEST,
};

struct argument {
    const char *text;  /* as typed, with all that follows an equals sign */
    const char *name;  /* of the option, as typed */
    const char *value; /* NULL: none */
    u8 id, kind;
    u8 is_missing; /* the value that the option needs */
};

/* What is asked for decides which words are options. */
enum call { CALL_DISPLAY, CALL_LIST, CALL_DTD, CALL_ALONE, CALL_SETTER, CALL_UNIT, CALL_PCI, CALL_TEST };

struct arguments {
    u32 call, changes; /* how many changes are asked for; one is right */
    u32 tests;         /* the same of NVIDIA's tests */
    u32 count;
    struct argument list[MAX_ARGUMENTS];
};

#define SEE_HELP " Please run 'nvidia-smi -h' for help.\n\n"

/*
 * Takes the last --debug and its value away: it names a log that only NVIDIA can read, and stands beside
 * everything. Not 0: the exit status.
 */
int arguments_drop_debug(int *count, char **words);
int arguments_ask_for_help(int count, char **words);
/* Not 0: the exit status, and the reason has been printed. is_query: nothing can be changed, whatever is there. */
int arguments_read(struct arguments *arguments, int count, char **words, int is_query);
int arguments_check_missing(const struct arguments *arguments);
const struct argument *arguments_find(const struct arguments *arguments, u32 id); /* the last; NULL: none */
const struct argument *arguments_of_kind(const struct arguments *arguments, u32 kind); /* the first */

/* Whether the word can be a misspelt option where a number may stand: one below zero cannot. */
int argument_is_option(const char *word);

#endif
