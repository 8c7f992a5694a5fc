/* nvidia-smi daemon and replay: the log that a background process of NVIDIA's writes; ours writes none. */
#include "codes.h"
#include "output.h"
#include "subcommand.h"

enum { TERMINATE, ID, DELAY, SELECT, PATH, JOIN };

static const struct suboption daemon_options[] = {
    [TERMINATE] = {"-t", "--term", FLAG},
    [ID] = {"-i", "--id", TEXT_VALUE},
    [DELAY] = {"-d", "--delay", TEXT_VALUE},
    [SELECT] = {"-s", "--select", TEXT_VALUE},
    [PATH] = {"-p", "--path", TEXT_VALUE},
    [JOIN] = {"-j", "--join", TEXT_VALUE},
    {0, 0, 0},
};

static int run_daemon(const struct given *given) {
    if (given[TERMINATE].is_given) {
        return 0; /* none runs */
    }
    put("nvidia-smi daemon: this driver keeps no log of its own; use nvidia-smi dmon or a DCGM exporter\n");
    return EXIT_OTHER;
}

const struct subcommand daemon_command = {
    "daemon", daemon_options, "A background process that logs what GPUs do.", FORGIVING, run_daemon,
};

enum { R_FILE, R_ID, R_SELECT, R_BEGIN, R_END, R_REDIRECT };

static const struct suboption replay_options[] = {
    [R_FILE] = {"-f", "--filename", TEXT_VALUE},
    [R_ID] = {"-i", "--id", TEXT_VALUE},
    [R_SELECT] = {"-s", "--select", TEXT_VALUE},
    [R_BEGIN] = {"-b", "--begin", TEXT_VALUE},
    [R_END] = {"-e", "--end", TEXT_VALUE},
    [R_REDIRECT] = {"-r", "--redirect", TEXT_VALUE},
    {0, 0, 0},
};

/* No file is a log of the daemon's: there is none. */
static int run_replay(const struct given *given) {
    if (!given[R_FILE].is_given) {
        put("Input File Name must be specified\n");
        subcommand_usage(&replay_command);
        return 0;
    }
    put("Failed to validate log file\nFailed to process command line \n\n");
    return EXIT_OTHER;
}

const struct subcommand replay_command = {
    "replay", replay_options, "Reads the log of nvidia-smi daemon.", FORGIVING, run_replay,
};
