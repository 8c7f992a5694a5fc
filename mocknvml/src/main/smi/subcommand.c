#include "subcommand.h"

#include "arguments.h"
#include "codes.h"
#include "layout.h"
#include "numbers.h"
#include "output.h"
#include "words.h"

static const struct subcommand *const subcommands[] = {
    &topo_command, &nvlink_command, &dmon_command, &pmon_command,           &mig_command,
    &conf_compute_command, &c2c_command, &gpm_command, &pci_command, &compute_policy_command, &boost_slider_command,
    &clocks_command, &base_clocks_command, &power_hint_command, &drain_command, &encoder_sessions_command,
    &fbc_sessions_command, &vgpu_command, &daemon_command, &replay_command,
    &power_profiles_command, &power_smoothing_command,
};

const struct subcommand *subcommand_find(const char *name) {
    for (u32 i = 0; i < sizeof(subcommands) / sizeof(subcommands[0]); i++) {
        if (string_equal(name, subcommands[i]->name)) {
            return subcommands[i];
        }
    }
    return 0;
}

int subcommand_is_known(const struct subcommand *subcommand) {
    int is_new = subcommand == &power_profiles_command || subcommand == &power_smoothing_command;
    return layout() >= (is_new ? LAYOUT_570 : subcommand == &pci_command ? LAYOUT_550 : LAYOUT_FIRST);
}

int subcommand_starts_driver(const struct subcommand *subcommand) {
    return subcommand == &drain_command || subcommand == &daemon_command;
}

static const struct suboption help_option = {"-h", "--help", FLAG};

static int option_is_known(const struct suboption *option) {
    return (option->form & SINCE_550) == 0 || layout() >= LAYOUT_550;
}

static u8 form_of(const struct suboption *option) { return option->form & (u8)~SINCE_550; }

/* An equals sign may follow the name. */
static int is_named(const char *word, const struct suboption *option) {
    const char *const names[] = {option->brief, option->full};
    for (u32 i = 0; i < 2; i++) {
        size_t length = names[i] == 0 ? 0 : string_length(names[i]);
        if (length != 0 && text_starts(word, names[i]) && (word[length] == 0 || word[length] == '=')) {
            return 1;
        }
    }
    return 0;
}

/* The place of the option in the list, HELP, or -1. */
static int find_option(const struct subcommand *subcommand, const char *word) {
    for (int i = 0; subcommand->options[i].full != 0; i++) {
        if (option_is_known(&subcommand->options[i]) && is_named(word, &subcommand->options[i])) {
            return i;
        }
    }
    return is_named(word, &help_option) ? HELP : -1;
}

static int refuse(const char *word, const char *why, const char *of) {
    put(of == 0 ? "Option \"%s\" %s.\n" : "Option \"%s\" %s \"%s\".\n", word, why, of);
    return EXIT_USAGE;
}

/* The low half of the number counts, and nothing at all is 0. */
static int read_number(const char *word, u8 form, struct given *given) {
    struct number read = number_of(given->value, 0);
    u32 number = (u32)number_unsigned(read);
    int is_word = form == WORD_VALUE && words_find(given->value, &number);
    given->number = (i32)number;
    return is_word || *read.end == 0 ? 0 : refuse(given->value, "is invalid for", word);
}

/* What is wrong, in the order of the weight that it has; of two alike the first is told. */
struct wrong {
    const char *unknown, *missing; /* NULL: nothing */
};

static void note(const char **wrong, const char *word) { *wrong = *wrong == 0 ? word : *wrong; }

/* An equals sign parts two words, whatever they are: what is behind it is read next. */
static void part(char **words, int *at, char *equals) {
    if (equals != 0) {
        words[(*at)--] = equals + 1;
    }
}

/* Not 0: the exit status, for a value that is no number is told at once. */
static int read_option(const struct subcommand *subcommand, int count, char **words, int *at, struct given *given,
                       struct wrong *wrong) {
    char *word = words[*at];
    char *equals = (char *)text_find(word, '=');
    int place = find_option(subcommand, word);
    if (place < 0) {
        note(&wrong->unknown, word);
        part(words, at, equals);
        return 0;
    }
    struct given *option = &given[place];
    option->is_given++;
    option->place = *at; /* an earlier value stays where this mention brings none */
    u8 form = place == HELP ? FLAG : form_of(&subcommand->options[place]);
    const char *next = equals != 0 ? equals + 1 : *at + 1 < count ? words[*at + 1] : 0;
    int is_option = next != 0 && (find_option(subcommand, next) >= 0 || (form == LOOP_VALUE && argument_is_option(next)));
    int takes_next = form != FLAG && next != 0 && !is_option;
    if (takes_next) {
        option->value = next;
        option->value_place = option->place;
        *at += equals == 0;
        part(words, at, (char *)text_find(next, '='));
    } else if (form != FLAG && form != OPTIONAL_VALUE && form != LOOP_VALUE) {
        note(&wrong->missing, word);
    }
    if (equals != 0 && !takes_next) {
        part(words, at, equals);
        return 0;
    }
    return option->value != 0 && (form == NUMBER_VALUE || form == WORD_VALUE) ? read_number(word, form, option) : 0;
}

static int read_options(const struct subcommand *subcommand, int count, char **words, struct given *given) {
    struct wrong wrong = {0, 0};
    for (int i = 0; i < count; i++) {
        int status = read_option(subcommand, count, words, &i, given, &wrong);
        if (status != 0) {
            return status;
        }
    }
    if (wrong.unknown != 0) {
        return refuse(wrong.unknown, "is not recognized", 0);
    }
    return wrong.missing == 0 ? 0 : refuse(wrong.missing, "is missing its value", 0);
}

u32 subcommand_asked(const struct subcommand *subcommand, const struct given *given, u32 id) {
    u32 asked = 0;
    for (u32 i = 0; subcommand->options[i].full != 0; i++) {
        asked += (u32)given[i].is_given;
    }
    return asked - (given[id].is_given != 0);
}

int subcommand_one_only(const struct subcommand *subcommand) {
    put("One, and only one, %s command allowed at a time\n", subcommand->name);
    return EXIT_USAGE;
}

int subcommand_can_loop(u32 seconds) {
    enum { MOST_SECONDS = 10 };
    int can = seconds >= 1 && seconds <= MOST_SECONDS;
    if (!can) {
        put("Provided [-l(sec) | --loop(sec)=] value is incorrect. Loop frequency must be between 1 and %d.\n\n",
            MOST_SECONDS);
    }
    return can;
}

void subcommand_usage(const struct subcommand *subcommand) {
    put("\n    Usage: nvidia-smi %s [options]\n\n    Options include:\n", subcommand->name);
    for (const struct suboption *option = subcommand->options; option->full != 0; option++) {
        u8 form = form_of(option);
        if (option_is_known(option)) {
            put("    [%s | %s]%s\n", option->brief == 0 ? "N/A" : option->brief, option->full,
                form == FLAG ? "" : form == NUMBER_VALUE ? ": a number" : ": a text");
        }
    }
    put("    [-h | --help]\n\n");
}

int subcommand_help(const struct subcommand *subcommand) {
    put("\n    %s\n", subcommand->help);
    subcommand_usage(subcommand);
    return 0;
}

void subcommand_put_all(void) {
    for (u32 i = 0; i < sizeof(subcommands) / sizeof(subcommands[0]); i++) {
        if (subcommand_is_known(subcommands[i])) {
            put("    %-16s %s\n", subcommands[i]->name, subcommands[i]->help);
        }
    }
}

/* Whatever stands around: the equals sign parts two words. */
static int asks_for_help(int count, char **words) {
    int asks = 0;
    for (int i = 0; i < count; i++) {
        const char *equals = text_find(words[i], '=');
        asks |= is_named(words[i], &help_option) || (equals != 0 && is_named(equals + 1, &help_option));
    }
    return asks;
}

int subcommand_run(const struct subcommand *subcommand, int count, char **words) {
    struct given given[MAX_OPTIONS];
    memset(given, 0, sizeof(given));
    int no_words = count == 0 && subcommand->manners == STRICT;
    if (no_words || (subcommand->manners == FORGIVING && asks_for_help(count, words))) {
        return subcommand_help(subcommand);
    }
    int status = read_options(subcommand, count, words, given);
    if (status == 0 && given[HELP].is_given) {
        return subcommand_help(subcommand);
    }
    if (status != 0 && subcommand->manners == FORGIVING) {
        subcommand_usage(subcommand);
        return 0;
    }
    return status != 0 ? status : subcommand->run(given);
}
