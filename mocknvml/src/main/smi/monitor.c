#include "monitor.h"

#include "clocktime.h"
#include "codes.h"
#include "layout.h"
#include "numbers.h"
#include "os.h"
#include "output.h"
#include "value.h"

#define NOT_SUPPORTED "Not supported on the device(s)\n"
enum { SLOT_MONITORABLE = 72, NVML_GPM_METRICS_BEFORE_570 = 98, ROWS_BETWEEN_HEADERS = 44 };
enum { HELPED = -1 }; /* the options have been printed instead: a success */

/* What is wrong stands in the file, if there is one, and that something is wrong where it is seen. */
int monitor_fail(const char *text) {
    put("%s", text);
    output_use(STANDARD_OUTPUT);
    put("Failed to process command line \n\n");
    return EXIT_OTHER;
}

static int read_count(const char *text, u64 *count) {
    struct number number = number_of(text, 0);
    *count = number_unsigned(number);
    return *number.end == 0 && *count != 0;
}

/* Of the number its low half counts, as in the original; less than none goes on without end. */
static int read_samples(const char *text, u64 *samples) {
    struct number number = number_of(text, 0);
    i32 low = (i32)number_unsigned(number);
    *samples = low < 0 ? 0 : (u64)low;
    return *number.end == 0 && low != 0;
}

/* Groups in the order asked for, each once. */
static int choose(struct monitor *monitor, const struct monitor_column *columns, const char *groups) {
    monitor->count = 0;
    for (const char *letter = groups; *letter != 0; letter++) {
        int known = 0;
        int again = text_find(groups, *letter) != letter;
        for (u32 i = 0; columns[i].title != 0; i++) {
            if (columns[i].group == *letter) {
                known = 1;
                if (!again && monitor->count < MONITOR_COLUMNS) {
                    monitor->chosen[monitor->count++] = i;
                }
            }
        }
        if (!known) {
            return 0;
        }
    }
    return monitor->count != 0;
}

static int read_options(struct monitor *monitor, const char *text) {
    if (*text == 0) {
        return 0;
    }
    for (; *text != 0; text++) {
        monitor->date |= *text == 'D';
        monitor->time |= *text == 'T';
        if (*text != 'D' && *text != 'T') {
            return 0;
        }
    }
    return 1;
}

int monitor_next_metric(const char **text, u32 *metric) {
    while (**text == ',') {
        *text += 1;
    }
    if (**text == 0) {
        return 0;
    }
    struct number number = number_of(*text, 10);
    *text = digit_of(**text) < 10 ? number.end : *text;
    *metric = (u32)number_unsigned(number);
    if (*text != number.end || (**text != 0 && **text != ',')) {
        put("Found offending character: %c\n", **text);
        return -1;
    }
    return 1;
}

static int read_metrics(struct monitor *monitor, const char *text) {
    u32 metric;
    int found;
    while ((found = monitor_next_metric(&text, &metric)) > 0) {
        if (metric >= NVML_GPM_METRICS_BEFORE_570) {
            put("Metric value too high: %d\n", (i32)metric);
            return 0;
        }
        if (monitor->metric_count < MONITOR_COLUMNS) {
            monitor->metrics[monitor->metric_count++] = metric;
        }
    }
    return found == 0;
}

/* Of which devices lines are shown: of the GPUs (d), of MIG devices (m), of both in either order. */
static int read_levels(struct monitor *monitor, const char *text) {
    int both = string_equal(text, "dm") || string_equal(text, "md");
    monitor->of_gpus = both || string_equal(text, "d");
    monitor->of_mig = both || string_equal(text, "m");
    return monitor->of_gpus || monitor->of_mig;
}

static int is_word(const char *text, u32 length, const char *word) {
    return string_length(word) == length && text_starts(text, word);
}

static int read_format(struct monitor *monitor, const char *text) {
    if (*text == 0) {
        return 0;
    }
    while (*text != 0) {
        if (*text == ',') {
            text++;
            continue;
        }
        u32 length = 0;
        while (text[length] != 0 && text[length] != ',') {
            length++;
        }
        if (is_word(text, length, "csv")) {
            monitor->csv = 1;
        } else if (is_word(text, length, "nounit")) {
            monitor->units = 0;
        } else if (is_word(text, length, "noheader")) {
            monitor->header = 0;
        } else {
            put("%.*s is not a recognized format option\n", (int)length, text);
            return 0;
        }
        text += length + (text[length] == ',');
    }
    return 1;
}

int monitor_read_delay(const char *text, u64 most_seconds, u64 *seconds) {
    int good = text == 0 || (read_count(text, seconds) && *seconds <= most_seconds);
    if (!good) {
        put("Collection delay/interval should be between 1 second and %llu seconds\n", most_seconds);
    }
    return good;
}

static int read_schedule(struct monitor *monitor, const struct given *given, u64 most_seconds) {
    u64 seconds = 1;
    if (!monitor_read_delay(given[M_DELAY].value, most_seconds, &seconds)) {
        return 0;
    }
    monitor->pause_us = seconds * 1000000;
    if (given[M_COUNT].is_given && !read_samples(given[M_COUNT].value, &monitor->samples)) {
        put("Invalid value for number of samples to be displayed\n");
        return 0;
    }
    return 1;
}

static int find_targets(struct targets *targets, const char *ids, const struct monitor_kind *kind) {
    int status = targets_find(targets, ids);
    if (status == 0 && kind->refused != 0 && kind->refused(targets)) {
        return monitor_fail(NOT_SUPPORTED);
    }
    for (u32 i = 0; status == 0 && i < targets->count; i++) {
        u32 can = 0;
        if (slot_number(targets->gpus[i].gpu, SLOT_MONITORABLE, &can) != NVML_SUCCESS || can == 0) {
            return monitor_fail(NOT_SUPPORTED);
        }
    }
    return status;
}

/* Opens the file and finds the GPUs, too; not 0: the exit status, and why has been printed. */
static int start(struct monitor *monitor, struct targets *targets, const struct given *given,
                 const struct monitor_kind *kind) {
    *monitor = (struct monitor){.kind = kind, .header = 1, .units = 1, .of_gpus = 1};
    long file = given[M_FILE].is_given ? os_create(given[M_FILE].value) : STANDARD_OUTPUT;
    output_use(file < 0 ? STANDARD_OUTPUT : (int)file);
    os_hold_signals();
    int understood = read_schedule(monitor, given, kind->most_seconds);
    output_use(STANDARD_OUTPUT);
    if (!understood) {
        subcommand_usage(kind->command);
        return HELPED;
    }
    if (file < 0) {
        return monitor_fail("");
    }
    int status = find_targets(targets, given[M_ID].value, kind);
    if (status != 0) {
        return status;
    }
    output_use((int)file);
    if (given[M_METRICS].value != 0 && !read_metrics(monitor, given[M_METRICS].value)) {
        return monitor_fail("Could not parse GPM metrics\n");
    }
    if (given[M_METRICS_OF].is_given && !read_levels(monitor, given[M_METRICS_OF].value)) {
        output_use(STANDARD_OUTPUT);
        subcommand_usage(kind->command);
        return HELPED;
    }
    if (!choose(monitor, kind->columns, given[M_SELECT].is_given ? given[M_SELECT].value : kind->groups)) {
        return monitor_fail("Failed to find any metric to display\n");
    }
    if (given[M_OPTIONS].is_given && !read_options(monitor, given[M_OPTIONS].value)) {
        return monitor_fail("Error in parsing options\n");
    }
    if (given[M_FORMAT].is_given && !read_format(monitor, given[M_FORMAT].value)) {
        return monitor_fail("Error parsing format options\n");
    }
    return 0;
}

static u32 gap(void) { return layout() >= LAYOUT_550 ? 4 : 3; }

u32 monitor_index_width(const struct monitor *monitor) {
    return monitor->date || monitor->time ? gap() + 4 : 5;
}

static void put_stamps(const struct monitor *monitor, const char *mark, const char *date, const char *time) {
    const char *between = monitor->csv ? ", " : gap() == 4 ? "    " : "   ";
    if (monitor->date) {
        put("%s%s", mark, date);
    }
    if (monitor->time) {
        put("%s%s", monitor->date ? between : mark, time);
    }
    if (monitor->csv && (monitor->date || monitor->time)) {
        put(", ");
    }
}

void monitor_put_stamp(const struct monitor *monitor) {
    char date[32];
    char time[32];
    u64 now = sys_time_us(CLOCK_WALL);
    time_as_date(date, sizeof(date), now);
    time_as_clock(time, sizeof(time), now);
    put_stamps(monitor, " ", date, time);
}

void monitor_put_stamp_title(const struct monitor *monitor, int units) {
    int any = monitor->date || monitor->time;
    if (monitor->csv) {
        put_stamps(monitor, "#", units ? "YYYYMMDD" : "Date", units ? "HH:MM:SS" : "Time");
        put("%s%s", any ? "" : "#", units ? "Idx" : "gpu");
        return;
    }
    put_stamps(monitor, "#", units ? "YYYYMMDD" : "Date    ", units ? "HH:MM:SS" : "Time    ");
    if (any) {
        put("%*s", monitor_index_width(monitor), units ? "Idx" : "gpu");
    } else {
        put("# %s", units ? "Idx" : "gpu");
    }
}

void monitor_put_header(struct monitor *monitor) {
    if (!monitor->has_begun || (monitor->rows >= ROWS_BETWEEN_HEADERS && !monitor->csv)) {
        monitor->kind->put_header(monitor);
        monitor->has_begun = 1;
        monitor->rows = 0;
    }
}

/* Waits for the next sample; 0 after the last, and when the program has been told to end. */
static int next(const struct monitor *monitor, u64 done) {
    output_flush();
    if (monitor->samples != 0 && done >= monitor->samples) {
        return 0;
    }
    return os_wait_us(monitor->pause_us);
}

int monitor_run(const struct given *given, const struct monitor_kind *kind) {
    static struct targets targets;
    struct monitor monitor;
    int status = start(&monitor, &targets, given, kind);
    if (status != 0) {
        return status == HELPED ? 0 : status;
    }
    u64 done = 0;
    do {
        for (u32 i = 0; i < targets.count; i++) {
            monitor.rows += kind->put_sample(&monitor, &targets.gpus[i]);
        }
    } while (next(&monitor, ++done));
    return 0;
}
