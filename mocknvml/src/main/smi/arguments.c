#include "arguments.h"

#include "codes.h"
#include "layout.h"
#include "options.h"
#include "output.h"
#include "test_commands.h"

/* A place among the words. An equals sign parts a word in two, whatever the word is. */
struct cursor {
    int count, place;
    char **words;
    const char *rest; /* of the word at the place what is behind the equals sign, or NULL */
};

static struct cursor cursor_at_start(int count, char **words) { return (struct cursor){count, 1, words, 0}; }

/* With what is behind it; NULL: the words have ended. */
static const char *peek(const struct cursor *cursor) {
    return cursor->rest != 0 ? cursor->rest : cursor->place < cursor->count ? cursor->words[cursor->place] : 0;
}

static const char *next_word(struct cursor *cursor) {
    const char *word = peek(cursor);
    const char *equals = word == 0 ? 0 : text_find(word, '=');
    cursor->rest = equals == 0 ? 0 : equals + 1;
    cursor->place += equals == 0;
    return word;
}

static u32 count_options(int count, char **words, int (*matches)(const struct option *, u32), u32 wanted) {
    struct cursor cursor = cursor_at_start(count, words);
    u32 found = 0;
    for (const char *word = next_word(&cursor); word != 0; word = next_word(&cursor)) {
        const struct option *option = option_find(word);
        found += option != 0 && matches(option, wanted);
    }
    return found;
}

static int has_id(const struct option *option, u32 id) { return option->id == id; }
static int has_kind(const struct option *option, u32 kind) { return option->kind == kind; }
static u32 number_of(int count, char **words, u32 id) { return count_options(count, words, has_id, id); }
static u32 number_of_kind(int count, char **words, u32 kind) { return count_options(count, words, has_kind, kind); }

static u32 beyond_one(u32 number) { return number > 1 ? number - 1 : 0; }

/* What may stand beside a setter counts as one itself when it comes twice; this one at once in old drivers. */
static u32 changes_by_warnings(int count, char **words) {
    u32 number = number_of(count, words, O_ERROR_ON_WARNING);
    return layout() < LAYOUT_550 ? number : beyond_one(number);
}

/* The form of what the words ask for, as far as it shows at once; answers how many lights they name. */
static u32 read_call(struct arguments *arguments, int count, char **words) {
    u32 leds = number_of(count, words, O_LED);
    u32 modes = number_of(count, words, O_LOCK_MODE);
    u32 scopes = number_of(count, words, O_SCOPE);
    arguments->changes = number_of_kind(count, words, KIND_SETTER) - leds + beyond_one(modes) + beyond_one(scopes) +
                         beyond_one(number_of(count, words, O_ID)) +
                         changes_by_warnings(count, words);
    arguments->tests = number_of_kind(count, words, KIND_TEST);
    if (number_of_kind(count, words, KIND_ALONE) != 0) {
        arguments->call = CALL_ALONE;
    } else if (number_of_kind(count, words, KIND_PCI) != 0) {
        arguments->call = CALL_PCI;
    } else {
        arguments->call = arguments->changes + modes + scopes != 0 ? CALL_SETTER : CALL_DISPLAY;
    }
    return leds;
}

int argument_is_option(const char *word) {
    char second = word[0] == 0 ? 0 : (char)(word[1] | 32);
    return word[0] == '-' && ((second >= 'a' && second <= 'z') || word[1] == '-');
}

/* The next word, unless that is an option. */
static void take_value(struct argument *argument, u32 rule, u32 call, struct cursor *cursor) {
    const char *next = peek(cursor);
    const struct option *following = next == 0 ? 0 : option_find(next);
    int is_option = following != 0 && option_belongs(following, call);
    if (rule == NONE || next == 0 || is_option || (rule == OPTIONAL && argument_is_option(next))) {
        argument->is_missing = rule == REQUIRED;
        return;
    }
    argument->value = next_word(cursor);
}

/* A test that takes no value is no option with one. */
static int is_test_with_value(const struct option *option, const char *word) {
    return option->kind == KIND_TEST && option->rule == NONE && text_find(word, '=') != 0;
}

static void read_words(struct arguments *arguments, u32 call, int count, char **words) {
    struct cursor cursor = cursor_at_start(count, words);
    arguments->call = call;
    arguments->count = 0;
    while (peek(&cursor) != 0 && arguments->count < MAX_ARGUMENTS) {
        const char *word = next_word(&cursor);
        const struct option *option = option_find(word);
        struct argument *argument = &arguments->list[arguments->count++];
        *argument = (struct argument){.text = word, .name = word};
        if (option != 0 && (call == CALL_ALONE || option_belongs(option, call)) && !is_test_with_value(option, word)) {
            argument->id = option->id;
            argument->kind = option->kind;
            argument->name = option_name(option, word);
            take_value(argument, option->rule, call, &cursor);
        }
    }
}

int arguments_drop_debug(int *count, char **words) {
    int at = *count - 1;
    while (at > 0 && !option_is_named(words[at], "--debug")) {
        at--;
    }
    if (at <= 0) {
        return 0;
    }
    int is_one_word = words[at][sizeof("--debug") - 1] == '=';
    if (!is_one_word && at == *count - 1) {
        put("Invalid input arguments. Please supply an argument for --debug. Run 'nvidia-smi -h' for help.\n\n");
        return EXIT_USAGE;
    }
    const char *file = is_one_word ? words[at] + sizeof("--debug") : words[at + 1];
    if (file[0] == '-') {
        put("Invalid input arguments." SEE_HELP);
        return EXIT_USAGE;
    }
    int behind = at + (is_one_word ? 1 : 2);
    while (behind < *count) {
        words[at++] = words[behind++];
    }
    *count = at;
    return 0;
}

static int refuse_missing(const char *text) {
    put("ERROR: Option %s is missing its value." SEE_HELP, text);
    return EXIT_OTHER;
}

int arguments_check_missing(const struct arguments *arguments) {
    for (u32 i = 0; i < arguments->count; i++) {
        const struct argument *argument = &arguments->list[i];
        if (argument->is_missing) {
            return refuse_missing(argument->text);
        }
    }
    return 0;
}

int arguments_ask_for_help(int count, char **words) { return number_of(count, words, O_HELP) != 0; }

/* These two are looked for before all others: at the end, and a GPU also before one more. */
static int check_first(u32 call, int count, char **words) {
    struct cursor cursor = cursor_at_start(count, words);
    int is_question = call == CALL_DISPLAY || call == CALL_LIST;
    for (const char *word = next_word(&cursor); word != 0 && call != CALL_ALONE; word = next_word(&cursor)) {
        const struct option *option = option_find(word);
        const struct option *next = peek(&cursor) == 0 ? 0 : option_find(peek(&cursor));
        int has_next = peek(&cursor) != 0;
        int is_file = option != 0 && option->id == O_FILE && !has_next;
        int is_id = option != 0 && option->id == O_ID && (!has_next || (next != 0 && next->id == O_ID));
        if (is_file || (is_id && is_question)) {
            return refuse_missing(word);
        }
    }
    return 0;
}

/* By the names of today. */
static int asks_for_all(int count, char **words) {
    struct cursor cursor = cursor_at_start(count, words);
    const char *word = next_word(&cursor);
    while (word != 0 && !option_is_named(word, "-q") && !option_is_named(word, "--query")) {
        word = next_word(&cursor);
    }
    return word != 0;
}

/* A file cannot have the name of what it is asked for beside, though a GPU can. */
static int check_file(int count, char **words) {
    struct cursor cursor = cursor_at_start(count, words);
    for (const char *word = next_word(&cursor); word != 0; word = next_word(&cursor)) {
        const struct option *option = option_find(word);
        const char *next = peek(&cursor);
        if (option != 0 && option->id == O_FILE && next != 0 && option_is_question(next)) {
            return refuse_missing(word);
        }
    }
    return 0;
}

/* Reads the words for a call of the form, and again for the next where they are of another. */
static int read_question(struct arguments *arguments, u32 leds, int count, char **words) {
    int status = 0;
    if (leds != 0) {
        read_words(arguments, CALL_UNIT, count, words);
        status = arguments_check_missing(arguments);
    }
    if (status != 0 || leds == 1) {
        return status;
    }
    if (number_of(count, words, O_DTD) != 0 && !asks_for_all(count, words)) {
        read_words(arguments, CALL_DTD, count, words);
        return arguments_check_missing(arguments);
    }
    status = check_file(count, words);
    if (status == 0 && arguments->tests != 0) {
        read_words(arguments, CALL_TEST, count, words);
        status = test_commands_check(arguments);
        if (status != 0 || arguments->tests > 1 || arguments_of_kind(arguments, KIND_UNKNOWN) == 0) {
            return status;
        } /* beside anything else one test is no option */
    }
    if (status == 0) {
        read_words(arguments, CALL_LIST, count, words);
        status = arguments_check_missing(arguments);
    }
    if (status == 0 && arguments_of_kind(arguments, KIND_QUERY) == 0 && arguments_of_kind(arguments, KIND_HELP) == 0) {
        read_words(arguments, CALL_DISPLAY, count, words);
        status = arguments_check_missing(arguments);
    }
    return status;
}

int arguments_read(struct arguments *arguments, int count, char **words, int is_query) {
    u32 leds = read_call(arguments, count, words);
    if (is_query && arguments->call != CALL_ALONE) {
        arguments->call = CALL_LIST;
    }
    int status = check_first(arguments->call, count, words);
    if (status == 0 && arguments->call == CALL_DISPLAY) {
        return read_question(arguments, leds, count, words);
    }
    read_words(arguments, arguments->call, count, words);
    return status;
}

const struct argument *arguments_find(const struct arguments *arguments, u32 id) {
    for (u32 i = arguments->count; i > 0; i--) {
        if (arguments->list[i - 1].id == id) {
            return &arguments->list[i - 1];
        }
    }
    return 0;
}

const struct argument *arguments_of_kind(const struct arguments *arguments, u32 kind) {
    for (u32 i = 0; i < arguments->count; i++) {
        if (arguments->list[i].kind == kind) {
            return &arguments->list[i];
        }
    }
    return 0;
}
