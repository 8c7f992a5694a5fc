#include "schedule.h"

#include "codes.h"
#include "os.h"
#include "output.h"
#include "words.h"

enum { DEFAULT_SECONDS = 5, DEFAULT_MS = 100, MS = 1000 };

/* Without a value, or with one that is no number, it is the default. */
static u32 read_loop(const struct argument *loop, u32 or_else) {
    u32 number = or_else;
    if (loop->value == 0 || !words_read_unsigned(loop->value, &number)) {
        return or_else;
    }
    words_read_unsigned(loop->value, &number); /* again, as the original, which warns again */
    return number;
}

int schedule_read(const struct arguments *arguments, struct schedule *schedule) {
    const struct argument *seconds = arguments_find(arguments, O_LOOP);
    const struct argument *milliseconds = arguments_find(arguments, O_LOOP_MS);
    schedule->pause_us = 0;
    if (seconds == 0 && milliseconds == 0) {
        return 0;
    }
    /* In the original it has room for 32 bits. */
    u32 pause = milliseconds != 0 ? read_loop(milliseconds, DEFAULT_MS) : read_loop(seconds, DEFAULT_SECONDS) * MS;
    if (pause == 0) {
        put("Provided [-l(ms) | --loop(-ms)=] value is incorrect. Loop frequency must be greater than 0.\n\n");
        return EXIT_USAGE;
    }
    schedule->pause_us = (u64)pause * MS;
    os_hold_signals();
    return 0;
}

/* Refusals do not go into the file: it is used when there is something to print. */
int schedule_open_file(const struct arguments *arguments, const char *message, int *fd) {
    const struct argument *file = arguments_find(arguments, O_FILE);
    long opened = file == 0 ? STANDARD_OUTPUT : os_create(file->value);
    if (opened < 0) {
        put("%s %s\n\n", message, file->value);
        return EXIT_OTHER;
    }
    *fd = (int)opened;
    return 0;
}

int schedule_again(const struct schedule *schedule) {
    output_flush();
    return schedule->pause_us != 0 && os_wait_us(schedule->pause_us);
}
