/* nvidia-smi vgpu. Where no virtual GPUs are hosted, that is the answer after the words have been understood. */
#include "codes.h"
#include "command.h"
#include "monitor.h"
#include "numbers.h"
#include "os.h"
#include "output.h"
#include "vgpu_host.h"
#include "vgpu_options.h"

#define NONE_SUPPORTED "No supported devices in vGPU mode\n"
enum { MIG_METRICS = 13, MAX_WORDS = 256, ROUND_US = 4000000 }; /* a second of the original's here takes four */

static const struct suboption options[] = {
    [UTILIZATION] = {"-u", "--utilization", OPTIONAL_VALUE},
    [PROCESSES] = {"-p", "--pmon", OPTIONAL_VALUE},
    [LOGS] = {"-sl", "--schedulerlogs", OPTIONAL_VALUE},
    [ENCODER] = {"-es", "--encodersessions", OPTIONAL_VALUE},
    [CAPTURE] = {"-fs", "--fbcsessions", OPTIONAL_VALUE},
    [METRICS] = {0, "--gpm-metrics", OPTIONAL_VALUE | SINCE_550},
    [LOOP] = {"-l", "--loop", LOOP_VALUE},
    [ID] = {"-i", "--id", TEXT_VALUE},
    [QUERY] = {"-q", "--query", OPTIONAL_VALUE},
    [SUPPORTED] = {"-s", "--supported", OPTIONAL_VALUE},
    [CREATABLE] = {"-c", "--creatable", OPTIONAL_VALUE},
    [MIGRATION] = {"-m", "--migrationcap", OPTIONAL_VALUE},
    [STATE] = {"-ss", "--schedulerstate", OPTIONAL_VALUE},
    [CAPABILITIES] = {"-sc", "--schedulercaps", OPTIONAL_VALUE},
    [VERBOSE] = {"-v", "--verbose", FLAG},
    [HETEROGENEOUS] = {"-shm", "--set-heterogeneous-mode", TEXT_VALUE | SINCE_550},
    [ACCOUNTED] = {0, "--query-accounted-apps", TEXT_VALUE},
    [SCHEDULER_LOGS] = {0, "--query-vgpu-scheduler-logs", OPTIONAL_VALUE},
    [TOPOLOGY] = {0, "topo", TEXT_VALUE},
    [MATRIX] = {"-tm", "--matrix", FLAG},
    [PEERS] = {"-p2p", "--p2pstatus", TEXT_VALUE},
    [CLEAR] = {"-caa", "--clear-accounted-apps", FLAG},
    {0, 0, 0},
};

static int fail(const char *text) {
    put("%s", text);
    return EXIT_USAGE;
}

/* Numbers of what can be measured in a MIG device. */
static int check_metrics(const char *text) {
    u32 metric;
    int found;
    if (text != 0 && string_equal(text, "0")) { /* alone only: 00 or a 0 in a list is taken */
        put("Invalid metric value 0.\n");
        return EXIT_USAGE;
    }
    while ((found = monitor_next_metric(&text, &metric)) > 0) {
        if (metric > MIG_METRICS) {
            put("Invalid metric value %d.\n", (i32)metric);
            return EXIT_USAGE;
        }
    }
    return found == 0 ? 0 : EXIT_USAGE;
}

/* What the value starts with counts, whatever follows; -1 is as good as none, and with less nothing goes on. */
static i32 seconds_of(const struct given *loop) {
    i32 seconds = loop->value == 0 ? -1 : (i32)number_unsigned(number_of(loop->value, 0));
    return seconds == -1 ? LOOP_SECONDS : seconds;
}

static int check(const struct given *given, struct targets *targets) {
    int status = 0;
    if (given[METRICS].is_given) {
        status = given[METRICS].value == 0 ? fail("Invalid argument. Provide metric value.\n")
                                           : check_metrics(given[METRICS].value);
    }
    if (status == 0 && seconds_of(&given[LOOP]) >= 0 && !subcommand_can_loop((u32)seconds_of(&given[LOOP]))) {
        return EXIT_USAGE;
    }
    if (status == 0 && given[TOPOLOGY].is_given && (given[ID].is_given || given[LOOP].is_given)) {
        return fail("Invalid combination of input arguments. Please run 'nvidia-smi vgpu -h' for help.\n");
    }
    return status != 0 ? status : targets_find(targets, given[ID].value);
}

static int is_host(const struct targets *targets) {
    return targets->count != 0 && vgpu_is_host(targets->gpus[0].gpu);
}

/* Of a virtual machine: a matrix, else one capability of its peers. */
static int run_topology(const struct given *given, int host) {
    const char *peers = given[PEERS].value;
    int known = given[MATRIX].is_given || peers == 0 || (peers[0] != 0 && peers[1] == 0 && text_find("rwnap", peers[0]) != 0);
    put("%s%s", host ? "" : NONE_SUPPORTED, known ? "" : "Invalid p2p capability index specified at the command-line\n");
    return host && known ? EXIT_NO_DEVICE : EXIT_USAGE;
}

static int run(const struct given *given) {
    static struct targets targets;
    int is_endless = 0;
    int status = check(given, &targets);
    if (status != 0) {
        return status;
    }
    if (given[TOPOLOGY].is_given && (given[MATRIX].is_given || given[PEERS].is_given)) {
        return run_topology(given, is_host(&targets));
    }
    os_hold_signals();
    if (is_host(&targets)) {
        return vgpu_host_run(given, &targets, (u32)seconds_of(&given[LOOP]));
    }
    put("%s%s" NONE_SUPPORTED, given[METRICS].is_given ? NONE_SUPPORTED : "",
        given[TOPOLOGY].is_given ? NONE_SUPPORTED : "");
    for (u32 i = 0; i <= ENDLESS; i++) {
        is_endless |= given[i].is_given;
    }
    i32 rounds = given[LOOP].is_given ? seconds_of(&given[LOOP]) : 1;
    output_flush();
    while (is_endless && rounds > 0 && os_wait_us((u64)rounds * ROUND_US)) {
        put(NONE_SUPPORTED);
        output_flush();
    }
    return 0;
}

const struct subcommand vgpu_command = {
    "vgpu", options, "Virtual GPUs on this host; see also nvidia-smi vgpu set-scheduler-state -h.", ALONE, run,
};

static const struct suboption scheduler_options[] = {
    [S_ID] = {"-i", "--id", TEXT_VALUE},
    [S_POLICY] = {"-p", "--policy", TEXT_VALUE},
    [S_ADAPTIVE] = {"-a", "--arr-mode", OPTIONAL_VALUE},
    [S_FREQUENCY] = {"-asf", "--arr-sched-frequency", OPTIONAL_VALUE},
    [S_FACTOR] = {"-aavg", "--arr-avg-factor", OPTIONAL_VALUE},
    [S_SLICE] = {"-ts", "--time-slice", OPTIONAL_VALUE},
    {0, 0, 0},
};

/*
 * Best effort, policy 1, has nothing that could be set; with others a zero is refused, as this text only.
 * -1: go on, else the exit status.
 */
static int check_values(const struct given *given, int host) {
    static const char *const names[] = {[S_ADAPTIVE] = "ARR mode", [S_FREQUENCY] = "scheduling frequency",
                                        [S_FACTOR] = "averaging factor", [S_SLICE] = "timeslice"};
    int is_best_effort = string_equal(given[S_POLICY].value, "1");
    for (u32 i = S_ADAPTIVE; i <= S_SLICE; i++) {
        int is_zero = i != S_ADAPTIVE && given[i].value != 0 && string_equal(given[i].value, "0");
        if (is_best_effort ? given[i].is_given : is_zero) {
            put("Unable to set the vGPU scheduler state. Invalid argument %s.\n", names[i]);
            return !is_best_effort ? EXIT_USAGE : host ? 0 : EXIT_NO_DEVICE;
        }
    }
    return -1;
}

static int run_scheduler(const struct given *given) {
    static struct targets targets;
    int status = targets_find(&targets, given[S_ID].value);
    if (status != 0) {
        return status;
    }
    int host = is_host(&targets);
    put("%s", host ? "" : NONE_SUPPORTED);
    if (given[S_POLICY].value == 0) {
        put("Failed to locate the vGPU scheduler policy specified at the command-line\n");
        return host ? 0 : EXIT_NO_DEVICE;
    }
    status = check_values(given, host);
    return status >= 0 ? status : host ? vgpu_host_schedule(given, &targets) : 0;
}

const struct subcommand scheduler_command = {
    "vgpu set-scheduler-state", scheduler_options,
    "How virtual GPUs share one: best effort (1), equal (2) or fixed (3) share.", ALONE, run_scheduler,
};

static int is_word(const char *word, const char *name) {
    size_t length = string_length(name);
    return text_starts(word, name) && (word[length] == '=' || word[length] == 0);
}

/* Queries in lists are the main command's, and the scheduler has options of its own. */
int vgpu_run(int count, char **words) {
    int is_query = count > 0 && (text_starts(words[0], "--query-accounted-apps=") ||
                                 text_starts(words[0], "--query-vgpu-scheduler-logs="));
    if (is_query) {
        return command_run_query(count + 1, words - 1); /* the word "vgpu" stands where the program's name did */
    }
    if (count > 0 && is_word(words[0], "set-scheduler-state")) {
        return subcommand_run(&scheduler_command, count - 1, words + 1);
    }
    return subcommand_run(&vgpu_command, count, words);
}
