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
    {O_HELP_QUERY, KIND_ALONE, NONE, 0, "--help-query-gpu"},
    {O_HELP_QUERY, KIND_ALONE, NONE, 0, "--help-query-supported-clocks"},
    {O_HELP_QUERY, KIND_ALONE, NONE, 0, "--help-query-compute-apps"},
    {O_HELP_QUERY, KIND_ALONE, NONE, 0, "--help-query-accounted-apps"},
    {O_HELP_QUERY, KIND_ALONE, NONE, 0, "--help-query-retired-pages"},
    {O_HELP_QUERY, KIND_ALONE, NONE, 0, "--help-query-remapped-rows"},
    {O_ID, KIND_BESIDE, REQUIRED, "-i", "--id"},
    {O_FILE, KIND_BESIDE, REQUIRED, "-f", "--filename"},
    {O_LOOP, KIND_BESIDE, OPTIONAL, "-l", "--loop"},
    {O_LOOP_MS, KIND_BESIDE, OPTIONAL, "-lms", "--loop-ms"},
    {O_DEBUG, KIND_BESIDE, REQUIRED, 0, "--debug"},
    {O_QUERY, KIND_DISPLAY, NONE, "-q", "--query"},
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

/* Whether the word is the name, alone or with an equals sign behind it. */
static int is_named(const char *word, const char *name) {
    u32 length = name == 0 ? 0 : (u32)string_length(name);
    return length != 0 && text_starts(word, name) && (word[length] == 0 || word[length] == '=');
}

static const struct option *find_option(const char *word) {
    for (u32 i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        const struct option *option = &options[i];
        int known = option->id != O_VERSION || layout() >= LAYOUT_550;
        if (known && (is_named(word, option->brief) || is_named(word, option->full))) {
            return option;
        }
    }
    return 0;
}

static void add_word(struct arguments *arguments, const char *word) {
    if (arguments->count < MAX_ARGUMENTS) {
        arguments->list[arguments->count++] = (struct argument){.text = word, .name = word};
    }
}

static const char *option_name(const struct option *option, const char *word) {
    return is_named(word, option->brief) ? option->brief : option->full;
}

/* The value behind the equals sign or in the next word; 1 when the next word was used. */
static int take_value(struct argument *argument, u32 rule, const char *next) {
    const char *equals = text_find(argument->text, '=');
    if (equals != 0) {
        argument->value = equals + 1;
        return 0;
    }
    if (rule == NONE || next == 0 || find_option(next) != 0) {
        return 0;
    }
    argument->value = next;
    return 1;
}

int arguments_read(struct arguments *arguments, int count, char **words) {
    arguments->count = 0;
    for (int i = 1; i < count && arguments->count < MAX_ARGUMENTS; i++) {
        struct argument *argument = &arguments->list[arguments->count];
        const struct option *option = find_option(words[i]);
        add_word(arguments, words[i]);
        if (option == 0) {
            continue;
        }
        argument->id = option->id;
        argument->kind = option->kind;
        argument->name = option_name(option, words[i]);
        i += take_value(argument, option->rule, i + 1 < count ? words[i + 1] : 0);
        if (option->rule == NONE && argument->value != 0) {
            add_word(arguments, argument->value); /* the equals sign parts two words */
        }
        if (option->rule == REQUIRED && argument->value == 0) {
            put("ERROR: Option %s is missing its value. Please run 'nvidia-smi -h' for help.\n\n", argument->name);
            return EXIT_OTHER;
        }
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
