/* What dmon and pmon share: lines of columns, sample after sample. */
#ifndef GPUMOCK_SMI_MONITOR_H
#define GPUMOCK_SMI_MONITOR_H

#include "subcommand.h"

enum { MONITOR_COLUMNS = 32, MONITOR_CELL = 32 };

struct monitor_column {
    char group; /* the letter of -s */
    const char *title, *unit;
};

struct monitor {
    const struct monitor_kind *kind;
    u64 samples; /* 0: without end */
    u64 pause_us;
    int date, time, csv, header, units;
    u32 chosen[MONITOR_COLUMNS]; /* places in the columns */
    u32 count;
    int of_gpus, of_mig; /* lines of GPUs, of MIG devices */
    u32 metrics[MONITOR_COLUMNS]; /* of nvmlGpmMetricsGet, by their numbers */
    u32 metric_count;
    int has_begun;
    u32 rows; /* since the last header */
};

/* The places of the options that both have. */
enum { M_ID, M_DELAY, M_COUNT, M_SELECT, M_OPTIONS, M_FILE, M_FORMAT, M_METRICS, M_METRICS_OF };
#define MONITOR_OPTIONS \
    [M_ID] = {"-i", "--id", TEXT_VALUE}, [M_DELAY] = {"-d", "--delay", TEXT_VALUE}, \
    [M_COUNT] = {"-c", "--count", TEXT_VALUE}, [M_SELECT] = {"-s", "--select", TEXT_VALUE}, \
    [M_OPTIONS] = {"-o", "--options", TEXT_VALUE}, [M_FILE] = {"-f", "--filename", TEXT_VALUE}

/* What differs between the two. */
struct monitor_kind {
    const struct subcommand *command;
    const struct monitor_column *columns; /* ends with one without a title */
    const char *groups;                   /* shown when none are asked for */
    u64 most_seconds;
    int (*refused)(const struct targets *targets); /* has said why; NULL: nowhere */
    void (*put_header)(const struct monitor *monitor);
    u32 (*put_sample)(struct monitor *monitor, const struct target *target); /* how many lines */
};

/* Reads the options and prints sample after sample; the exit status. */
int monitor_run(const struct given *given, const struct monitor_kind *kind);
/* Before the first line of a sample: the header, where one is due. */
void monitor_put_header(struct monitor *monitor);
/* 0: the text, which may be NULL, is no delay, as has been printed. */
int monitor_read_delay(const char *text, u64 most_seconds, u64 *seconds);
/* Says the text, and that the command line is at fault; the exit status. */
int monitor_fail(const char *text);
/* The next of numbers with commas: 1, or 0 behind the last, or -1 where no number stands, which has been printed. */
int monitor_next_metric(const char **text, u32 *metric);
/* The date and time columns of a line, as far as they are asked for. */
void monitor_put_stamp(const struct monitor *monitor);
void monitor_put_stamp_title(const struct monitor *monitor, int units);
u32 monitor_index_width(const struct monitor *monitor);

#endif
