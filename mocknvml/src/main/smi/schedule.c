#include "schedule.h"

#include "codes.h"
#include "os.h"
#include "output.h"
#include "words.h"

enum { DEFAULT_SECONDS = 5, DEFAULT_MS = 100, MS = 1000 };

/* 0: it is no number. */
static int read_loop(const struct argument *loop, u32 *number) {
    return words_read_unsigned(loop->value, number) &&
           words_read_unsigned(loop->value, number); /* again, as the original, which warns again */
}

/* Both options have one value, the last; it is in seconds where one of them is. */
int schedule_read(const struct arguments *arguments, struct schedule *schedule) {
    u32 pause = 0;
    int is_known = 0;
    int in_seconds = arguments_find(arguments, O_LOOP) != 0;
    schedule->pause_us = 0;
    if (!in_seconds && arguments_find(arguments, O_LOOP_MS) == 0) {
        return 0;
    }
    for (u32 i = 0; i < arguments->count; i++) {
        const struct argument *loop = &arguments->list[i];
        if ((loop->id == O_LOOP || loop->id == O_LOOP_MS) && loop->value != 0) {
            is_known = read_loop(loop, &pause);
        }
    }
    pause = is_known ? pause : in_seconds ? DEFAULT_SECONDS : DEFAULT_MS;
    pause *= in_seconds ? MS : 1; /* in the original, too, it has room for 32 bits */
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
