/*
 * nvidia-smi daemon and replay: the log that a background process of NVIDIA's writes, in a form of its own.
 * Ours writes none, and refuses as the original does where it has no place for it.
 */
#include "codes.h"
#include "monitor.h"
#include "os.h"
#include "output.h"
#include "subcommand.h"

enum { TERMINATE, ID, DELAY, SELECT, PATH, JOIN };
enum { MOST_SECONDS = 600, PATH_SIZE = 1024, FILE_KIND = 0170000, DIRECTORY = 0040000 };

static const struct suboption daemon_options[] = {
    [TERMINATE] = {"-t", "--term", FLAG},
    [ID] = {"-i", "--id", TEXT_VALUE},
    [DELAY] = {"-d", "--delay", TEXT_VALUE},
    [SELECT] = {"-s", "--select", TEXT_VALUE},
    [PATH] = {"-p", "--path", TEXT_VALUE},
    [JOIN] = {"-j", "--join", TEXT_VALUE},
    {0, 0, 0},
};

static int exists(const char *path, int *is_directory) {
    struct file_facts facts = {0};
    int found = os_facts(path, &facts) >= 0;
    *is_directory = (facts.mode & FILE_KIND) == DIRECTORY;
    return found;
}

/* Whether there is a place for the log: the directory, or that in which root would make it. */
static int has_place(const char *path, int is_root) {
    char above[PATH_SIZE];
    int is_directory;
    if (exists(path, &is_directory)) {
        return is_directory;
    }
    format(above, sizeof(above), "%s", path);
    u32 length = (u32)string_length(above);
    while (length > 1 && above[length - 1] != '/') {
        length--;
    }
    above[length] = 0;
    return is_root && exists(above, &is_directory) && is_directory;
}

static int has_only_groups(const char *groups) {
    while (*groups != 0 && text_find("pucvmet", *groups) != 0) {
        groups++;
    }
    return *groups == 0;
}

static int refuse(const char *text) {
    put("%s\n", text);
    return EXIT_OTHER;
}

static int run_daemon(const struct given *given) {
    int is_root = sys_euid() == 0;
    u64 seconds;
    if (given[TERMINATE].is_given) {
        return is_root ? 0 : refuse("Please run this as root"); /* none runs */
    }
    if (!has_place(given[PATH].value == 0 ? "/var/log/nvstats" : given[PATH].value, is_root)) {
        return refuse("Please run this as root ");
    }
    if (!monitor_read_delay(given[DELAY].value, MOST_SECONDS, &seconds)) {
        subcommand_usage(&daemon_command);
        return 0;
    }
    if (given[SELECT].value != 0 && (*given[SELECT].value == 0 || !has_only_groups(given[SELECT].value))) {
        return monitor_fail("Failed to find any metric to display\n");
    }
    return refuse(is_root ? "nvidia-smi daemon: this driver keeps no log of its own; use nvidia-smi dmon or a DCGM exporter"
                          : "Please run this as root");
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
