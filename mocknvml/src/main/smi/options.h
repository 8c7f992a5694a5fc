/* The options of nvidia-smi itself; those of its commands are with the commands. */
#ifndef GPUMOCK_SMI_OPTIONS_H
#define GPUMOCK_SMI_OPTIONS_H

#include "arguments.h"

enum value_rule { NONE, REQUIRED, OPTIONAL };

struct option {
    u8 id, kind, rule;
    const char *brief, *full;
};

/* Whether the word is the name, alone or with an equals sign behind it; never if there is no name. */
int option_is_named(const char *word, const char *name);
/* The option that the word is, alone or with an equals sign behind it; NULL: it is none. */
const struct option *option_find(const char *word);
/* The name that the word uses. */
const char *option_name(const struct option *option, const char *word);
/* Whether the word asks for all that is known of a GPU or unit. */
int option_is_question(const char *word);
/* Whether a call of this form knows the option; to it every other is a word like any. */
int option_belongs(const struct option *option, u32 call);
/* A line for each option that the help of the original names, too. */
void options_put_all(void);

#endif
