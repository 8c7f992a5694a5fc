#include "schedule.h"

#include "codes.h"
#include "os.h"
#include "output.h"

enum { DEFAULT_SECONDS = 5 };

int schedule_read(const struct arguments *arguments, struct schedule *schedule) {
    const struct argument *seconds = arguments_find(arguments, O_LOOP);
    const struct argument *milliseconds = arguments_find(arguments, O_LOOP_MS);
    const struct argument *loop = milliseconds != 0 ? milliseconds : seconds;
    schedule->pause_us = 0;
    if (loop == 0) {
        return 0;
    }
    const char *end = loop->value;
    i64 number = loop->value == 0 ? DEFAULT_SECONDS : text_to_number(loop->value, &end);
    if (end == loop->value && loop->value != 0) {
        number = DEFAULT_SECONDS;
    }
    if (number == 0) {
        put("Provided [-l(ms) | --loop(-ms)=] value is incorrect. Loop frequency must be greater than 0.\n\n");
        return EXIT_USAGE;
    }
    schedule->pause_us = (u64)number * (loop == milliseconds ? 1000 : 1000000);
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

void schedule_pause(const struct schedule *schedule) {
    output_flush();
    sys_sleep_us(schedule->pause_us);
}
