/* nvidia-smi compute-policy and nvidia-smi boost-slider. */
#include "codes.h"
#include "output.h"
#include "subcommand.h"
#include "value.h"

enum { ID, LIST, SET };
enum { SLOT_SET_POLICY = 192, SLOT_POLICIES, SLOT_SLIDERS, SLOT_SLIDER, SLOT_SET_SLIDER, SLOT_WORDS = 64 };

/* All these slots take a GPU and a structure. */
typedef nvmlReturn_t (*slot_of_gpu)(nvmlDevice_t, u32 *);

static nvmlReturn_t ask(u32 slot, nvmlDevice_t gpu, u32 *words) {
    return ((slot_of_gpu)(void (*)(void))table_slot(slot))(gpu, words);
}

static const char *timeslice(i64 number) {
    static const char *const names[] = {"Default", "Short", "Medium", "Long"};
    return number >= 0 && number < 4 ? names[number] : "Unknown";
}

static const struct suboption policy_options[] = {
    [ID] = {"-i", "--id", TEXT_VALUE},
    [LIST] = {"-l", "--list", FLAG},
    [SET] = {0, "--set-timeslice", NUMBER_VALUE},
    {0, 0, 0},
};

static int fail(u32 index, const char *what, nvmlReturn_t code) {
    put("Failed to get %s for GPU %u : %s\n", what, index, code_sentence(code));
    put("Failed to retrieve %s for requested devices : %s\n", what, code_sentence(code));
    return exit_status(code);
}

static int list_policies(const struct targets *targets) {
    put("+-------------------------------------+\n"
        "| GPU compute policies:               |\n"
        "| GPU     Name           Value        |\n"
        "|=====================================|\n");
    for (u32 i = 0; i < targets->count; i++) {
        u32 words[SLOT_WORDS] = {0};
        nvmlReturn_t code = ask(SLOT_POLICIES, targets->gpus[i].gpu, words);
        if (code != NVML_SUCCESS) {
            return fail(targets->gpus[i].index, "compute policies", code);
        }
        for (u32 j = 0; j < words[0] && 2 * j + 2 < SLOT_WORDS; j++) {
            put("| %3u   %-15s %-14s|\n", targets->gpus[i].index, words[2 * j + 1] == 0 ? "Timeslice" : "Unknown",
                timeslice(words[2 * j + 2]));
            put("+-------------------------------------+\n");
        }
    }
    return 0;
}

static int set_timeslice(const struct targets *targets, i64 number) {
    nvmlReturn_t last = NVML_SUCCESS;
    for (u32 i = 0; i < targets->count && last == NVML_SUCCESS; i++) {
        u32 words[SLOT_WORDS] = {0, (u32)number};
        u32 index = targets->gpus[i].index;
        last = ask(SLOT_SET_POLICY, targets->gpus[i].gpu, words);
        if (last == NVML_SUCCESS) {
            put("Successfully set timeslice policy with value %s for GPU %u\n", timeslice(number), index);
        } else {
            put("Failed to set timeslice policy with value %s for GPU %u : %s\n", timeslice(number), index,
                code_sentence(last));
        }
    }
    if (last != NVML_SUCCESS) {
        put("Failed to set timeslice for requested devices : %s\n", code_sentence(last));
    }
    return exit_status(last);
}

/* Finds the GPUs once it is clear what is asked; -1: go on. */
static int start(struct targets *targets, const struct given *given, const struct subcommand *command) {
    u32 asked = subcommand_asked(command, given, ID);
    if (asked != 1) {
        return asked == 0 ? subcommand_help(command) : subcommand_one_only(command);
    }
    int status = targets_find(targets, given[ID].value);
    int is_question = given[LIST].is_given || given[SET].is_given;
    return status == 0 && is_question ? -1 : status;
}

static int run_policy(const struct given *given) {
    static struct targets targets;
    int status = start(&targets, given, &compute_policy_command);
    if (status >= 0) {
        return status;
    }
    return given[LIST].is_given ? list_policies(&targets) : set_timeslice(&targets, given[SET].number);
}

const struct subcommand compute_policy_command = {
    "compute-policy", policy_options, "How long a process has the GPU before another gets it.", STRICT, run_policy,
};

static const struct suboption slider_options[] = {
    [ID] = {"-i", "--id", TEXT_VALUE},
    [LIST] = {"-l", "--list", FLAG},
    [SET] = {0, "--vboost", NUMBER_VALUE},
    {0, 0, 0},
};

static u32 put_slider(const struct target *target) {
    u32 words[SLOT_WORDS] = {0};
    u32 mask = 0;
    if (slot_number(target->gpu, SLOT_SLIDERS, &mask) != NVML_SUCCESS || mask == 0 ||
        ask(SLOT_SLIDER, target->gpu, words) != NVML_SUCCESS) {
        return 0;
    }
    put("| %3u     vboost %12u %15u     |\n", target->index, words[1], words[2]);
    put("+-------------------------------------------------+\n");
    return 1;
}

static int list_sliders(const struct targets *targets) {
    u32 shown = 0;
    put("+-------------------------------------------------+\n"
        "| GPU Boost Slider                                |\n"
        "| GPU     Slider       Max Value    Current Value |\n"
        "|=================================================|\n");
    for (u32 i = 0; i < targets->count; i++) {
        shown += put_slider(&targets->gpus[i]);
    }
    if (shown == 0) {
        put("|   No supported devices found                    |\n"
            "+-------------------------------------------------+\n");
    }
    return 0;
}

static int set_sliders(const struct targets *targets, i64 number) {
    for (u32 i = 0; i < targets->count; i++) {
        u32 words[SLOT_WORDS] = {0, (u32)number};
        nvmlReturn_t code = ask(SLOT_SET_SLIDER, targets->gpus[i].gpu, words);
        if (code == NVML_SUCCESS) {
            put("Successfully set vboost slider with value %lld for GPU %u\n", number, targets->gpus[i].index);
        } else { /* the original names the first GPU here, whichever refuses */
            put("Warning: GPU %u is not supporting this feature: %s\n", targets->gpus[0].index, code_sentence(code));
        }
    }
    return 0;
}

static int run_slider(const struct given *given) {
    static struct targets targets;
    int status = start(&targets, given, &boost_slider_command);
    if (status >= 0) {
        return status;
    }
    return given[LIST].is_given ? list_sliders(&targets) : set_sliders(&targets, given[SET].number);
}

const struct subcommand boost_slider_command = {
    "boost-slider", slider_options, "Sliders that give one part of the GPU more power than another.", STRICT, run_slider,
};
