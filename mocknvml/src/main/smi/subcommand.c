#include "subcommand.h"

#include "codes.h"
#include "output.h"

static const struct subcommand *const subcommands[] = {
    &topo_command, &nvlink_command, &dmon_command, &pmon_command,
};

const struct subcommand *subcommand_find(const char *name) {
    for (u32 i = 0; i < sizeof(subcommands) / sizeof(subcommands[0]); i++) {
        if (string_equal(name, subcommands[i]->name)) {
            return subcommands[i];
        }
    }
    return 0;
}

/* The place of the option in the list, or -1; an equals sign may follow its name. */
static int find_option(const struct subcommand *subcommand, const char *word) {
    for (int i = 0; subcommand->options[i].full != 0; i++) {
        const char *const names[] = {subcommand->options[i].brief, subcommand->options[i].full};
        for (u32 j = 0; j < 2; j++) {
            size_t length = names[j] == 0 ? 0 : string_length(names[j]);
            if (length != 0 && text_starts(word, names[j]) && (word[length] == 0 || word[length] == '=')) {
                return i;
            }
        }
    }
    return -1;
}

static int refuse(const char *word, const char *why, const char *of) {
    put(of == 0 ? "Option \"%s\" %s.\n" : "Option \"%s\" %s \"%s\".\n", word, why, of);
    return EXIT_USAGE;
}

static int read_number(const char *word, struct given *given) {
    const char *end;
    given->number = text_to_number(given->value, &end);
    return end != given->value && *end == 0 ? 0 : refuse(given->value, "is invalid for", word);
}

static int is_help(const char *word) { return string_equal(word, "-h") || string_equal(word, "--help"); }

static int read_options(const struct subcommand *subcommand, int count, char **words, struct given *given) {
    for (int i = 0; i < count; i++) {
        char *word = words[i];
        int place = find_option(subcommand, word);
        if (place < 0) {
            return refuse(word, "is not recognized", 0);
        }
        given[place].is_given = 1;
        const char *equals = text_find(word, '=');
        if (subcommand->options[place].form == FLAG) {
            if (equals != 0) {
                return refuse(equals + 1, "is not recognized", 0);
            }
            continue;
        }
        if (equals == 0 && (i + 1 == count || find_option(subcommand, words[i + 1]) >= 0)) {
            return refuse(word, "is missing its value", 0);
        }
        given[place].value = equals != 0 ? equals + 1 : words[++i];
        if (subcommand->options[place].form == NUMBER_VALUE && read_number(word, &given[place]) != 0) {
            return EXIT_USAGE;
        }
    }
    return 0;
}

int subcommand_help(const struct subcommand *subcommand) {
    put("%s", subcommand->help);
    return 0;
}

int subcommand_run(const struct subcommand *subcommand, int count, char **words) {
    struct given given[MAX_OPTIONS];
    memset(given, 0, sizeof(given));
    for (int i = 0; i < count; i++) {
        if (is_help(words[i])) {
            return subcommand_help(subcommand);
        }
    }
    if (count == 0 && !subcommand->forgiving) {
        return subcommand_help(subcommand);
    }
    int status = read_options(subcommand, count, words, given);
    if (status != 0 && subcommand->forgiving) {
        return subcommand_help(subcommand);
    }
    return status != 0 ? status : subcommand->run(given);
}
