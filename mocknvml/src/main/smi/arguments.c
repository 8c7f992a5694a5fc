#include "arguments.h"

#include "codes.h"
#include "layout.h"
#include "output.h"

enum value_rule { NONE, REQUIRED, OPTIONAL };

struct option {
    u8 id, kind, rule;
    const char *brief, *full;
};

static const struct option options[] = {
    {O_HELP, KIND_ALONE, NONE, "-h", "--help"},
    {O_VERSION, KIND_ALONE, NONE, 0, "--version"},
    {O_LIST, KIND_ALONE, NONE, "-L", "--list-gpus"},
    {O_EXCLUDED, KIND_ALONE, NONE, "-B", "--list-excluded-gpus"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-gpu"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-supported-clocks"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-compute-apps"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-accounted-apps"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-retired-pages"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-remapped-rows"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-vgpu-query-scheduler-logs"},
    {O_ID, KIND_BESIDE, REQUIRED, "-i", "--id"},
    {O_ID, KIND_DISPLAY, REQUIRED, "-g", "--gpu"}, /* the name of -i in old drivers */
    {O_FILE, KIND_BESIDE, REQUIRED, "-f", "--filename"},
    {O_LOOP, KIND_BESIDE, OPTIONAL, "-l", "--loop"},
    {O_LOOP_MS, KIND_BESIDE, OPTIONAL, "-lms", "--loop-ms"},
    {O_QUERY, KIND_DISPLAY, NONE, "-q", "--query"},
    {O_QUERY, KIND_DISPLAY, NONE, "-a", 0}, /* the name of -q in old drivers */
    {O_UNIT, KIND_DISPLAY, NONE, "-u", "--unit"},
    {O_XML, KIND_DISPLAY, NONE, "-x", "--xml-format"},
    {O_DTD, KIND_DISPLAY, NONE, 0, "--dtd"},
    {O_DISPLAY, KIND_DISPLAY, REQUIRED, "-d", "--display"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-gpu"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-supported-clocks"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-compute-apps"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-accounted-apps"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-retired-pages"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-remapped-rows"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-vgpu-scheduler-logs"},
    {O_FORMAT, KIND_FORMAT, REQUIRED, 0, "--format"},
    {O_PERSISTENCE, KIND_SETTER, REQUIRED, "-pm", "--persistence-mode"},
    {O_ECC, KIND_SETTER, REQUIRED, "-e", "--ecc-config"},
    {O_RESET_ECC, KIND_SETTER, REQUIRED, "-p", "--reset-ecc-errors"},
    {O_COMPUTE_MODE, KIND_SETTER, REQUIRED, "-c", "--compute-mode"},
    {O_GOM, KIND_SETTER, REQUIRED, 0, "--gom"},
    {O_RESET, KIND_SETTER, NONE, "-r", "--gpu-reset"},
    {O_VIRTUALIZATION, KIND_SETTER, REQUIRED, "-vm", "--virt-mode"},
    {O_DRIVER_MODEL, KIND_SETTER, REQUIRED, "-dm", "--driver-model"},
    {O_FORCE_DRIVER_MODEL, KIND_SETTER, REQUIRED, "-fdm", "--force-driver-model"},
    {O_LOCK_GPU, KIND_SETTER, REQUIRED, "-lgc", "--lock-gpu-clocks"},
    {O_RESET_GPU_CLOCKS, KIND_SETTER, NONE, "-rgc", "--reset-gpu-clocks"},
    {O_LOCK_MEMORY, KIND_SETTER, REQUIRED, "-lmc", "--lock-memory-clocks"},
    {O_RESET_MEMORY_CLOCKS, KIND_SETTER, NONE, "-rmc", "--reset-memory-clocks"},
    {O_DEFER_MEMORY, KIND_SETTER, REQUIRED, "-lmcd", "--lock-memory-clocks-deferred"},
    {O_RESET_DEFERRED, KIND_SETTER, NONE, "-rmcd", "--reset-memory-clocks-deferred"},
    {O_APPLICATIONS, KIND_SETTER, REQUIRED, "-ac", "--applications-clocks"},
    {O_RESET_APPLICATIONS, KIND_SETTER, NONE, "-rac", "--reset-applications-clocks"},
    {O_POWER_LIMIT, KIND_SETTER, REQUIRED, "-pl", "--power-limit"},
    {O_CUDA_CLOCKS, KIND_SETTER, REQUIRED, "-cc", "--cuda-clocks"},
    {O_ACCOUNTING, KIND_SETTER, REQUIRED, "-am", "--accounting-mode"},
    {O_CLEAR_ACCOUNTED, KIND_SETTER, NONE, "-caa", "--clear-accounted-apps"},
    {O_AUTO_BOOST, KIND_SETTER, REQUIRED, 0, "--auto-boost-default"},
    {O_AUTO_BOOST_PERMISSION, KIND_SETTER, REQUIRED, 0, "--auto-boost-permission"},
    {O_APPLICATIONS_PERMISSION, KIND_SETTER, REQUIRED, "-acp", "--applications-clocks-permission"},
    {O_MIG, KIND_SETTER, REQUIRED, "-mig", "--multi-instance-gpu"},
    {O_TARGET_TEMPERATURE, KIND_SETTER, REQUIRED, "-gtt", "--gpu-target-temp"},
    {O_LED, KIND_SETTER, REQUIRED, "-t", "--toggle-led"},
    {O_LOCK_MODE, KIND_MODE, REQUIRED, "-m", "--mode"},
    {O_SCOPE, KIND_MODE, REQUIRED, "-sc", "--scope"},
    {O_ERROR_ON_WARNING, KIND_MODE, NONE, "-eow", "--error-on-warning"},
};

/* What the help does not name: names of old drivers, and what only NVIDIA is to use. */
static const struct option undocumented[] = {
    {O_EXCLUDED, KIND_ALONE, NONE, 0, "--list-blacklist-gpus"},
    {O_QUERY, KIND_DISPLAY, NONE, 0, "--all-gpus"},
    {O_APPLICATIONS, KIND_SETTER, REQUIRED, 0, "--application-clocks"},
    {O_RESET_APPLICATIONS, KIND_SETTER, NONE, 0, "--reset-application-clocks"},
    {O_LOCK_CLOCKS, KIND_SETTER, REQUIRED, 0, "--lock-clocks"},
    {O_LIMIT_PERFORMANCE, KIND_SETTER, REQUIRED, 0, "--perf-limit"},
    {O_LOCK_PERFORMANCE, KIND_SETTER, REQUIRED, "-psl", "--performance-state-lock"},
    {O_ADJUST_CLOCK, KIND_SETTER, REQUIRED, 0, "--adjust-clock-frequency"},
    {O_ADJUST_CLOCK, KIND_SETTER, REQUIRED, 0, "--adjust-memory-clock-frequency"},
    {O_TEST_AUTO_BOOST, KIND_SETTER, REQUIRED, 0, "--auto-boost-test"},
    {O_PCI_INFO, KIND_PCI, NONE, 0, "--pci-info"},
    {O_TEST, KIND_TEST, NONE, 0, "--get-test-cmd-1"},
    {O_TEST, KIND_TEST, NONE, 0, "--get-test-cmd-2"},
    {O_TEST, KIND_TEST, NONE, 0, "--get-test-cmd-3"},
    {O_TEST, KIND_TEST, NONE, 0, "--get-test-cmd-4"},
    {O_TEST, KIND_TEST, REQUIRED, 0, "--set-test-cmd-1"},
    {O_TEST, KIND_TEST, REQUIRED, 0, "--set-test-cmd-2"},
    {O_TEST, KIND_TEST, REQUIRED, 0, "--set-test-cmd-3"},
    {O_TEST, KIND_TEST, REQUIRED, 0, "--set-test-cmd-4"},
};

/* Whether the word is the name, alone or with an equals sign behind it. */
static int is_named(const char *word, const char *name) {
    u32 length = name == 0 ? 0 : (u32)string_length(name);
    return length != 0 && text_starts(word, name) && (word[length] == 0 || word[length] == '=');
}

static const struct option *find_in(const struct option *list, u32 count, const char *word) {
    for (u32 i = 0; i < count; i++) {
        const struct option *option = &list[i];
        int known = option->id != O_VERSION || layout() >= LAYOUT_550;
        if (known && (is_named(word, option->brief) || is_named(word, option->full))) {
            return option;
        }
    }
    return 0;
}

static const struct option *find_option(const char *word) {
    const struct option *option = find_in(options, sizeof(options) / sizeof(options[0]), word);
    return option != 0 ? option : find_in(undocumented, sizeof(undocumented) / sizeof(undocumented[0]), word);
}

/* Whether a call of this form knows the option; to it every other is a word like any. */
static int belongs(const struct option *option, u32 call) {
    int changes = option->kind == KIND_SETTER || option->kind == KIND_MODE;
    switch (call) {
    case CALL_SETTER:
        return option->id == O_ID || (changes && option->id != O_LED);
    case CALL_UNIT:
        return option->id == O_ID || option->id == O_LED;
    case CALL_PCI:
        return option->kind == KIND_PCI;
    case CALL_TEST:
        return option->id == O_ID || option->kind == KIND_TEST;
    case CALL_ALONE:
        return !changes;
    default:
        return !changes && option->kind != KIND_TEST;
    }
}

/* The option that stands where the value of one should, behind an equals sign; NULL: none does. */
static const struct option *find_second(const struct option *option, const char *word) {
    const char *equals = text_find(word, '=');
    int takes_any = option == 0 || option->kind == KIND_QUERY || option->kind == KIND_FORMAT;
    return takes_any || equals == 0 ? 0 : find_option(equals + 1);
}

static u32 count_options(int count, char **words, int (*matches)(const struct option *, u32), u32 wanted) {
    u32 found = 0;
    for (int i = 1; i < count; i++) {
        const struct option *option = find_option(words[i]);
        const struct option *second = find_second(option, words[i]);
        found += option != 0 && matches(option, wanted);
        found += second != 0 && matches(second, wanted);
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

static void read_call(struct arguments *arguments, int count, char **words) {
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
    } else if (arguments->changes + modes + scopes != 0) {
        arguments->call = CALL_SETTER;
    } else {
        arguments->call = leds == 1 ? CALL_UNIT : arguments->tests != 0 ? CALL_TEST : CALL_QUERY;
    }
}

static void add_word(struct arguments *arguments, const char *word) {
    if (arguments->count < MAX_ARGUMENTS) {
        arguments->list[arguments->count++] = (struct argument){.text = word, .name = word};
    }
}

static const char *option_name(const struct option *option, const char *word) {
    return is_named(word, option->brief) ? option->brief : option->full;
}

int argument_is_option(const char *word) {
    char second = word[0] == 0 ? 0 : (char)(word[1] | 32);
    return word[0] == '-' && ((second >= 'a' && second <= 'z') || word[1] == '-');
}

/* The value behind the equals sign or in the next word; 1 when the next word was used. */
static int take_value(struct argument *argument, u32 rule, u32 call, const char *next) {
    const char *equals = text_find(argument->text, '=');
    if (equals != 0) {
        argument->value = equals + 1;
        return 0;
    }
    const struct option *following = next == 0 ? 0 : find_option(next);
    int is_option = following != 0 && belongs(following, call);
    if (rule == NONE || next == 0 || is_option || (rule == OPTIONAL && argument_is_option(next))) {
        argument->is_missing = rule == REQUIRED;
        return 0;
    }
    argument->value = next;
    return 1;
}

/* What an equals sign parts from the option, when that is no value of it; NULL: all is one word. */
static char *second_word(const struct option *option, char *word) {
    char *equals = (char *)text_find(word, '=');
    int is_second = equals != 0 && (option->rule == NONE || find_second(option, word) != 0 ||
                                    (option->rule == OPTIONAL && argument_is_option(equals + 1)));
    return is_second ? equals + 1 : 0;
}

/* A test that takes no value is no option with one. */
static int is_test_with_value(const struct option *option, const char *word) {
    return option->kind == KIND_TEST && option->rule == NONE && text_find(word, '=') != 0;
}

static void read_words(struct arguments *arguments, int count, char **words) {
    arguments->count = 0;
    for (int i = 1; i < count && arguments->count < MAX_ARGUMENTS; i++) {
        struct argument *argument = &arguments->list[arguments->count];
        const struct option *option = find_option(words[i]);
        add_word(arguments, words[i]);
        if (option == 0 || (arguments->call != CALL_ALONE && !belongs(option, arguments->call)) ||
            is_test_with_value(option, words[i])) {
            continue;
        }
        argument->id = option->id;
        argument->kind = option->kind;
        argument->name = option_name(option, words[i]);
        char *second = second_word(option, words[i]);
        if (second != 0) {
            argument->name = argument->text;
            argument->is_missing = option->rule == REQUIRED;
            words[i--] = second; /* and is read next */
            continue;
        }
        i += take_value(argument, option->rule, arguments->call, i + 1 < count ? words[i + 1] : 0);
    }
}

int arguments_drop_debug(int *count, char **words) {
    int at = *count - 1;
    while (at > 0 && !is_named(words[at], "--debug")) {
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

static int refuse_missing(const char *name) {
    put("ERROR: Option %s is missing its value." SEE_HELP, name);
    return EXIT_OTHER;
}

int arguments_check_missing(const struct arguments *arguments) {
    for (u32 i = 0; i < arguments->count; i++) {
        const struct argument *argument = &arguments->list[i];
        if (argument->is_missing) {
            return refuse_missing(argument->name);
        }
    }
    return 0;
}

int arguments_ask_for_help(int count, char **words) { return number_of(count, words, O_HELP) != 0; }

int arguments_read(struct arguments *arguments, int count, char **words, int is_query) {
    read_call(arguments, count, words);
    arguments->call = is_query && arguments->call != CALL_ALONE ? CALL_QUERY : arguments->call;
    const struct option *last = find_option(words[count - 1]);
    int knows_led = arguments->call != CALL_SETTER && arguments->call != CALL_PCI;
    int is_looked_for = last != 0 && (last->id == O_FILE || (last->id == O_LED && knows_led));
    if (count > 1 && is_looked_for && text_find(words[count - 1], '=') == 0 &&
        arguments->call != CALL_ALONE) {
        return refuse_missing(words[count - 1]); /* these are looked for before all others */
    }
    read_words(arguments, count, words);
    if (arguments->call == CALL_TEST && arguments->tests == 1 && arguments_of_kind(arguments, KIND_UNKNOWN) != 0) {
        arguments->call = CALL_QUERY; /* beside anything else one test is no option; more are refused as such */
        read_words(arguments, count, words);
    }
    return 0;
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

void arguments_put_options(void) {
    for (u32 i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        const struct option *option = &options[i];
        put("    %-5s %s%s\n", option->brief == 0 ? "" : option->brief, option->full == 0 ? "" : option->full,
            option->rule == NONE ? "" : option->rule == REQUIRED ? "=VALUE" : "[=VALUE]");
    }
}
