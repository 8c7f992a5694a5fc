/* nvidia-smi clocks, base-clocks and power-hint. */
#include "codes.h"
#include "layout.h"
#include "numbers.h"
#include "output.h"
#include "subcommand.h"
#include "value.h"

enum { SLOT_BOOST_LIST = 152, SLOT_BOOST_ADD, SLOT_BOOST_REMOVE, SLOT_HINTS = 199, SLOT_HINT, SLOT_BASE_CLOCK = 210,
       SLOT_SPARSE_535 = 244, SLOT_SPARSE = 250, SLOT_WORDS = 64 };

enum { BOOST_LIST, BOOST_ADD, BOOST_REMOVE, SPARSE, ID };

static const struct suboption clock_options[] = {
    [BOOST_LIST] = {0, "--sync-boost-list", FLAG},
    [BOOST_ADD] = {0, "--sync-boost-add", FLAG},
    [BOOST_REMOVE] = {0, "--sync-boost-remove", NUMBER_VALUE},
    [SPARSE] = {"-som", "--sparse-operation-mode", WORD_VALUE},
    [ID] = {"-i", "--id", TEXT_VALUE},
    {0, 0, 0},
};

/* No board of the catalog can be in a group: the list is empty or refused. */
static int list_groups(void) {
    typedef nvmlReturn_t (*question)(u32 *);
    u32 words[SLOT_WORDS] = {0};
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(SLOT_BOOST_LIST))(words);
    put(code == NVML_SUCCESS ? "No synchronous boost groups are currently configured.\n"
                             : "Synchronized boost is currently disabled.\n");
    return exit_status(code);
}

static int add_group(const struct targets *targets) {
    typedef nvmlReturn_t (*question)(const nvmlDevice_t *, u32, u32 *);
    nvmlDevice_t gpus[MAX_GPUS];
    u32 group = 0;
    if (targets->count < 2) {
        put("--sync-boost-add requires at least 2 GPUs. %u found.\n", targets->count);
        return EXIT_USAGE;
    }
    for (u32 i = 0; i < targets->count; i++) {
        gpus[i] = targets->gpus[i].gpu;
    }
    nvmlReturn_t code =
        ((question)(void (*)(void))table_slot(SLOT_BOOST_ADD))(gpus, targets->count, &group);
    if (code == NVML_SUCCESS) {
        put("Created synchronized boost group id %u.\n", group);
    } else {
        put("Got error %s while trying to add %u GPUs as a synchronized boost group.\n", code_sentence(code),
            targets->count);
    }
    return exit_status(code);
}

static int remove_group(i64 group) {
    typedef nvmlReturn_t (*question)(u32);
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(SLOT_BOOST_REMOVE))((u32)group);
    if (code == NVML_SUCCESS) {
        put("Removed synchronized boost group id %u.\n", (u32)group);
    } else {
        put("Got error %s while trying to remove synchronized boost group id %u.\n", code_sentence(code), (u32)group);
    }
    return exit_status(code);
}

static int set_sparse(const struct targets *targets, i64 mode) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u32);
    if (mode != 0 && mode != 1) {
        put("Input should be 0 or 1. See nvidia-smi clocks -h.\n");
        return EXIT_USAGE;
    }
    u32 slot = layout() < LAYOUT_550 ? SLOT_SPARSE_535 : SLOT_SPARSE;
    for (u32 i = 0; i < targets->count; i++) {
        u32 index = targets->gpus[i].index;
        nvmlReturn_t code = ((question)(void (*)(void))table_slot(slot))(targets->gpus[i].gpu, (u32)mode);
        if (code != NVML_SUCCESS) {
            put("Unable to set Sparse Operation Mode to '%s' for GPU %u: %s\n", mode ? "Enabled" : "Disabled", index,
                code_sentence(code));
            return exit_status(code);
        }
        put("Set Sparse Operation Mode to '%s' for GPU %u\n", mode ? "Enabled" : "Disabled", index);
    }
    return 0;
}

static int run_clocks(const struct given *given) {
    static struct targets targets;
    int is_question = given[BOOST_LIST].is_given || given[BOOST_ADD].is_given || given[BOOST_REMOVE].is_given ||
                      given[SPARSE].is_given;
    /* Of two -i the second is looked at, before it turns out that nothing is asked of it. */
    if (subcommand_asked(&clocks_command, given, ID) != 1) {
        return subcommand_help(&clocks_command);
    }
    int status = targets_find(&targets, given[ID].value);
    if (status != 0) {
        return status;
    }
    if (!is_question) {
        return subcommand_help(&clocks_command);
    }
    if (given[BOOST_LIST].is_given) {
        return list_groups();
    }
    if (given[BOOST_ADD].is_given) {
        return add_group(&targets);
    }
    return given[BOOST_REMOVE].is_given ? remove_group(given[BOOST_REMOVE].number)
                                        : set_sparse(&targets, given[SPARSE].number);
}

const struct subcommand clocks_command = {
    "clocks", clock_options, "Groups of GPUs that boost together, and the sparse operation mode.", STRICT, run_clocks,
};

static const struct suboption base_options[] = {
    {"-i", "--id", TEXT_VALUE},
    {0, 0, 0},
};

static int run_base(const struct given *given) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u32, u32 *);
    static struct targets targets;
    int status = targets_find(&targets, given[0].value);
    for (u32 i = 0; status == 0 && i < targets.count; i++) {
        u32 clock = 0;
        nvmlReturn_t code =
            ((question)(void (*)(void))table_slot(SLOT_BASE_CLOCK))(targets.gpus[i].gpu, 0, &clock);
        put("GPU %u:\n", targets.gpus[i].index);
        if (code == NVML_SUCCESS) {
            put("\tGraphics: \t%uMHz\n", clock);
        } else {
            put("\tGraphics: \t%s\n", code_sentence(code));
        }
    }
    return status;
}

const struct subcommand base_clocks_command = {
    "base-clocks", base_options, "The clock that a GPU keeps under every load.", ALONE, run_base,
};

enum { HINT_ID, HINT_LIST, HINT_GRAPHICS, HINT_MEMORY, HINT_TEMPERATURE, HINT_PROFILE };

static const struct suboption hint_options[] = {
    [HINT_ID] = {"-i", "--id", TEXT_VALUE},
    [HINT_LIST] = {"-l", "--list-info", FLAG},
    [HINT_GRAPHICS] = {"-gc", "--graphics-clock", NUMBER_VALUE},
    [HINT_MEMORY] = {"-mc", "--memory-clock", NUMBER_VALUE},
    [HINT_TEMPERATURE] = {"-t", "--temperature", TEXT_VALUE},
    [HINT_PROFILE] = {"-p", "--profile", NUMBER_VALUE},
    {0, 0, 0},
};

static nvmlReturn_t put_hints(const struct targets *targets, const u32 *input) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u32 *);
    nvmlReturn_t last = NVML_SUCCESS;
    for (u32 i = 0; i < targets->count; i++) {
        u32 words[SLOT_WORDS] = {input[0], input[1], input[2], input[3]};
        nvmlReturn_t code = ((question)(void (*)(void))table_slot(SLOT_HINT))(targets->gpus[i].gpu, words);
        if (code == NVML_SUCCESS) {
            put("GPU %u: %u mW\n", targets->gpus[i].index, words[4]);
        } else {
            put("Failed to get power hint for GPU %u : %s\n", targets->gpus[i].index, code_sentence(code));
            last = code;
        }
    }
    return last;
}

static int list_hints(const struct targets *targets) {
    u32 number = 0;
    u32 able = 0;
    for (u32 i = 0; i < targets->count; i++) {
        able += slot_number(targets->gpus[i].gpu, SLOT_HINTS, &number) == NVML_SUCCESS;
    }
    put(able == 0 ? "No supported devices found\n" : "");
    return 0;
}

/* A minus sign would make an option of it: "n5" is 5 below zero. */
static int read_temperature(const char *text, u32 *degrees) {
    int is_below = *text == 'n';
    struct number number = number_of(text + is_below, 10);
    u32 above = (u32)number_signed(number);
    *degrees = is_below ? 0 - above : above;
    return *number.end == 0;
}

enum { NO_TEMPERATURE = 0x7fffffff };

/* -1 is as good as no value. */
static int is_set(const struct given *given) { return given->is_given && given->number != -1; }

static int run_hint(const struct given *given) {
    static struct targets targets;
    u32 input[4] = {(u32)given[HINT_GRAPHICS].number, (u32)given[HINT_MEMORY].number, NO_TEMPERATURE,
                    (u32)given[HINT_PROFILE].number};
    int inputs = given[HINT_GRAPHICS].is_given + given[HINT_MEMORY].is_given + given[HINT_TEMPERATURE].is_given +
                 given[HINT_PROFILE].is_given;
    int status = targets_find(&targets, given[HINT_ID].value);
    if (status != 0) {
        return status;
    }
    if (given[HINT_TEMPERATURE].is_given && !read_temperature(given[HINT_TEMPERATURE].value, &input[2])) {
        put("Failed to parse temperature at the command-line\n");
        return EXIT_USAGE;
    }
    if (given[HINT_LIST].is_given && inputs != 0) {
        put("Invalid arguments, please use nvidia-smi power-hint -h for usage\n");
        return EXIT_USAGE;
    }
    if (inputs == 0) {
        return given[HINT_LIST].is_given ? list_hints(&targets) : subcommand_help(&power_hint_command);
    }
    nvmlReturn_t code = NVML_ERROR_INVALID_ARGUMENT;
    if (is_set(&given[HINT_GRAPHICS]) && input[2] != NO_TEMPERATURE &&
        is_set(&given[HINT_PROFILE])) {
        code = put_hints(&targets, input);
    } else {
        put("Graphics clock, temperature and profile ID must be provided to estimate power usage\n");
    }
    if (code != NVML_SUCCESS) {
        put("Failed to get power hint for requested devices : %s\n", code_sentence(code));
    }
    return exit_status(code);
}

const struct subcommand power_hint_command = {
    "power-hint", hint_options, "How much power a GPU would use at given clocks.", STRICT, run_hint,
};
