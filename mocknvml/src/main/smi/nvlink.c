/* nvidia-smi nvlink: the state, the ends and the counters of NVLinks. */
#include "nvlink.h"

#include "output.h"
#include "subcommand.h"
#include "value.h"

/* The first options are the questions. */
enum { ID = LINK_QUESTIONS, LINK, OLD_SET, OLD_GET_CONTROL, OLD_GET, OLD_RESET, BRIDGE, GET_BANDWIDTH, SET_BANDWIDTH,
       SET_LOW_POWER };
enum { FIELD_LINKS = 91 };

static const struct suboption options[] = {
    [L_STATE] = {"-s", "--status", FLAG},
    [L_CAPABILITIES] = {"-c", "--capabilities", FLAG},
    [L_REMOTE] = {"-p", "--pcibusid", FLAG},
    [L_REMOTE_LINK] = {"-R", "--remotelinkinfo", FLAG},
    [L_ERRORS] = {"-e", "--errorcounters", FLAG},
    [L_ECC_ERRORS] = {"-ec", "--crcerrorcounters", FLAG},
    [L_RESET_ERRORS] = {"-re", "--reseterrorcounters", FLAG},
    [L_THROUGHPUT] = {"-gt", "--getthroughput", TEXT_VALUE},
    [L_LOW_POWER] = {"-gLowPwrInfo", "--getLowPowerInfo", FLAG},
    [ID] = {"-i", "--id", TEXT_VALUE},
    [LINK] = {"-l", "--link", NUMBER_VALUE},
    [OLD_SET] = {"-sc", "--setcontrol", TEXT_VALUE},
    [OLD_GET_CONTROL] = {"-gc", "--getcontrol", NUMBER_VALUE},
    [OLD_GET] = {"-g", "--getcounters", NUMBER_VALUE},
    [OLD_RESET] = {"-r", "--resetcounters", NUMBER_VALUE},
    [BRIDGE] = {"-cBridge", "--checkBridge", FLAG},
    [GET_BANDWIDTH] = {"-gBwMode", "--getBandwidthMode", FLAG},
    [SET_BANDWIDTH] = {"-sBwMode", "--setBandwidthMode", TEXT_VALUE},
    [SET_LOW_POWER] = {"-sLowPwrThres", "--setLowPowerThreshold", TEXT_VALUE},
    {0, 0, 0},
};

/* Options of old drivers: 0 when none is given. */
static int refuse_old(const struct given *given) {
    static const char *const texts[] = {
        [OLD_SET - OLD_SET] = "Warning: Setting counter control is deprecated!\n\n",
        [OLD_GET_CONTROL - OLD_SET] = "Warning: Getting counter control is deprecated!\n\n",
        [OLD_GET - OLD_SET] = "Warning: Getting counters using option -g is deprecated. \nPlease use option -gt instead.\n\n",
        [OLD_RESET - OLD_SET] = "Warning: Resetting throughput counters is deprecated!\n\n",
    };
    for (u32 i = OLD_SET; i <= OLD_RESET; i++) {
        if (given[i].is_given) {
            put("%s", texts[i - OLD_SET]);
            return NVML_ERROR_NOT_SUPPORTED;
        }
    }
    return 0;
}

static int print_gpu(const struct target *target, const struct given *given) {
    u64 count = 0;
    if (field_number(target->gpu, FIELD_LINKS, 0, &count) != NVML_SUCCESS || count == 0) {
        return 0;
    }
    i64 wanted = given[LINK].is_given ? given[LINK].number : ALL_LINKS;
    int status = 0;
    target_put_title(target);
    for (u32 i = 0; status == 0 && i < LINK_QUESTIONS; i++) {
        if (i == L_ERRORS) {
            status = refuse_old(given);
        }
        if (i == L_LOW_POWER && status == 0 && given[SET_LOW_POWER].is_given) {
            status = nvlink_set_low_power(target->gpu, given[SET_LOW_POWER].value);
        }
        if (status == 0 && given[i].is_given) {
            status = nvlink_print(target->gpu, (u32)count, wanted, i, given[i].value);
        }
    }
    return status;
}

static int run(const struct given *given) {
    static struct targets targets;
    int status = targets_find(&targets, given[ID].value);
    if (status == 0 && given[SET_BANDWIDTH].is_given) {
        /* The original keeps the values of the two options in one place. */
        int later = given[L_THROUGHPUT].is_given && given[L_THROUGHPUT].place > given[SET_BANDWIDTH].place;
        return nvlink_set_bandwidth(given[later ? (u32)L_THROUGHPUT : (u32)SET_BANDWIDTH].value);
    }
    if (status == 0 && given[GET_BANDWIDTH].is_given) {
        return nvlink_print_bandwidth();
    }
    for (u32 i = 0; status == 0 && i < targets.count; i++) {
        status = print_gpu(&targets.gpus[i], given);
    }
    return status;
}

const struct subcommand nvlink_command = {
    "nvlink", options,
    "The state, the other ends and the counters of a GPU's NVLinks.",
    STRICT,
    run,
};
