/* nvidia-smi power-smoothing, of drivers from 570 on: how fast a GPU's draw may rise and fall. */
#include "codes.h"
#include "numbers.h"
#include "output.h"
#include "real.h"
#include "subcommand.h"
#include "value.h"

/* First the parameters of a profile, by NVML's numbers for them. */
enum { TMP_FLOOR, RAMP_UP, RAMP_DOWN, HYSTERESIS, PARAMETERS, STATE = PARAMETERS, ACTIVE, DEFINITIONS, PROFILE, ID };
enum { FIELD_PROFILES = 259 };

static const struct suboption options[] = {
    [STATE] = {"-s", "--state", WORD_VALUE},
    [DEFINITIONS] = {"-ppd", "--print-profile-definitions", FLAG},
    [ACTIVE] = {"-spp", "--set-preset-profile", NUMBER_VALUE},
    [PROFILE] = {"-p", "--profile", NUMBER_VALUE},
    [TMP_FLOOR] = {"-ptf", "--percent-tmp-floor", TEXT_VALUE},
    [RAMP_UP] = {"-rur", "--ramp-up-rate", TEXT_VALUE},
    [RAMP_DOWN] = {"-rdr", "--ramp-down-rate", TEXT_VALUE},
    [HYSTERESIS] = {"-rdh", "--ramp-down-hysteresis", TEXT_VALUE},
    [ID] = {"-i", "--id", TEXT_VALUE},
    {0, 0, 0},
};

static u32 version_of(size_t size) { return (u32)size | 1u << 24; }

static nvmlReturn_t set_state(nvmlDevice_t gpu, i64 state) {
    nvmlPowerSmoothingState_t wish = {.version = version_of(sizeof(wish)), .state = (nvmlEnableState_t)state};
    return nvmlDevicePowerSmoothingSetState(gpu, &wish);
}

static nvmlReturn_t activate(nvmlDevice_t gpu, i64 profile) {
    nvmlPowerSmoothingProfile_t wish = {.version = version_of(sizeof(wish)), .profileId = (u32)profile};
    return nvmlDevicePowerSmoothingActivatePresetProfile(gpu, &wish);
}

/* Rates are typed in mW/s, and set in W/s. */
static nvmlReturn_t set_parameter(nvmlDevice_t gpu, u32 parameter, i64 profile, float typed) {
    int is_rate = parameter == RAMP_UP || parameter == RAMP_DOWN;
    nvmlPowerSmoothingProfile_t wish = {
        .version = version_of(sizeof(wish)), .profileId = (u32)profile, .paramId = parameter,
        .value = is_rate ? (double)typed / 1000 : (double)typed};
    return nvmlDevicePowerSmoothingUpdatePresetProfileParam(gpu, &wish);
}

/* The library tells nobody what the profiles are: this asks how many there are. */
static nvmlReturn_t show_definitions(nvmlDevice_t gpu) {
    u64 count;
    return field_number(gpu, FIELD_PROFILES, 0, &count);
}

static nvmlReturn_t run_on(nvmlDevice_t gpu, const struct given *given, u32 command, float typed) {
    switch (command) {
    case STATE:
        return set_state(gpu, given[STATE].number);
    case ACTIVE:
        return activate(gpu, given[ACTIVE].number);
    case DEFINITIONS:
        return show_definitions(gpu);
    default:
        return set_parameter(gpu, command, given[PROFILE].number, typed);
    }
}

/* Of a GPU without the feature the original, asked for definitions, prints nothing. */
static int refuse(u32 command, nvmlReturn_t code) {
    if (code != NVML_ERROR_NOT_SUPPORTED) {
        put("Unable to %s Power Smoothing information: %s\n", command == DEFINITIONS ? "get" : "set",
            code_sentence(code));
    } else if (command != DEFINITIONS) {
        put("Power Smoothing feature is not supported on this device.\n");
    }
    return exit_status(code);
}

static int is_wrong(const struct given *given, u32 command, float *typed) {
    const char *end = given[command].value;
    if (command >= PARAMETERS) {
        return 0;
    }
    *typed = real_of(given[command].value, &end);
    if (end == given[command].value || *end != 0) {
        put("Option \"%s\" is invalid for \"%s\".\n", given[command].value, options[command].brief);
        return 1;
    }
    if (!given[PROFILE].is_given) {
        put("Option \"%s\" needs a profile, by \"%s\".\n", options[command].brief, options[PROFILE].brief);
        return 1;
    }
    return 0;
}

static int run(const struct given *given) {
    static struct targets targets;
    u32 command = 0;
    float typed = 0;
    while (command < PROFILE && !given[command].is_given) {
        command++;
    }
    u32 asked = subcommand_asked(&power_smoothing_command, given, ID) - (given[PROFILE].is_given != 0);
    if (asked == 0 || command == PROFILE) {
        return subcommand_help(&power_smoothing_command);
    }
    if (asked != 1) {
        return subcommand_one_only(&power_smoothing_command);
    }
    if (is_wrong(given, command, &typed)) {
        return EXIT_USAGE;
    }
    int status = targets_find(&targets, given[ID].value);
    for (u32 i = 0; status == 0 && i < targets.count; i++) {
        nvmlReturn_t code = run_on(targets.gpus[i].gpu, given, command, typed);
        status = code == NVML_SUCCESS ? 0 : refuse(command, code);
    }
    return status;
}

const struct subcommand power_smoothing_command = {
    "power-smoothing", options, "How fast a GPU's draw may rise and fall: whether it is smoothed, and by which profile.", STRICT, run,
};
