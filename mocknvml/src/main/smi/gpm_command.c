/* nvidia-smi gpm: whether performance metrics are collected all the time; Hopper and later can. */
#include "codes.h"
#include "output.h"
#include "subcommand.h"

enum { ID, SET, GET, ARCHITECTURE_HOPPER = 9 };

static const struct suboption options[] = {
    [ID] = {"-i", "--id", TEXT_VALUE},
    [SET] = {"-s", "--set-stream-state", NUMBER_VALUE},
    [GET] = {"-g", "--get-stream-state", FLAG},
    {0, 0, 0},
};

static int fail(const char *verb, nvmlReturn_t code) {
    put("Failed to %s GPU performance monitoring stream state: %s\n", verb, code_sentence(code));
    return exit_status(code);
}

static int answer(nvmlDevice_t gpu, const struct given *given) {
    u32 state = 0;
    if (given[SET].is_given) {
        nvmlReturn_t code = nvmlGpmSetStreamingEnabled(gpu, (u32)given[SET].number);
        return code == NVML_SUCCESS ? 0 : fail("set", code);
    }
    nvmlReturn_t code = nvmlGpmQueryIfStreamingEnabled(gpu, &state);
    if (code != NVML_SUCCESS) {
        return fail("get", code);
    }
    put("GPM stream state: %s\n", state ? "ENABLED" : "DISABLED");
    return 0;
}

static int run(const struct given *given) {
    static struct targets targets;
    u32 capable = 0;
    u32 asked = subcommand_asked(&gpm_command, given, ID);
    if (asked != 1) {
        return asked == 0 ? subcommand_help(&gpm_command) : subcommand_one_only(&gpm_command);
    }
    int status = targets_find(&targets, given[ID].value);
    int is_nothing = !given[SET].is_given && !given[GET].is_given; /* but GPUs, twice */
    for (u32 i = 0; status == 0 && i < targets.count; i++) {
        u32 architecture = 0;
        nvmlDeviceGetArchitecture(targets.gpus[i].gpu, &architecture);
        if (architecture >= ARCHITECTURE_HOPPER && capable++ == 0) { /* the first speaks for all */
            status = is_nothing ? 0 : answer(targets.gpus[i].gpu, given);
        }
    }
    if (status == 0 && capable == 0) {
        put("No GPM capable devices found.\n");
        return EXIT_NO_DEVICE;
    }
    return status;
}

const struct subcommand gpm_command = {
    "gpm", options, "Whether a GPU collects performance metrics all the time.", STRICT, run,
};
