#include "display.h"

#include "codes.h"
#include "log.h"
#include "numbers.h"
#include "output.h"
#include "schedule.h"
#include "table.h"

#define NO_FILE "Failed to create the log file"

static int refuse(const char *message) {
    put("Invalid combination of input arguments%s", message);
    return EXIT_USAGE;
}

/* What -q needs beside it, and may have. */
static int check_query(const struct arguments *arguments) {
    int xml = arguments_find(arguments, O_XML) != 0;
    int unit = arguments_find(arguments, O_UNIT) != 0;
    int display = arguments_find(arguments, O_DISPLAY) != 0;
    if (arguments_find(arguments, O_DTD) != 0 && !xml) {
        return refuse(": Specify -x/--xml-format with the -q/--query and --dtd flags to embed DTD.\n");
    }
    if (display && xml) {
        return refuse(": --display/-d flags can not be combined with -x/--xml-format flags.\n");
    }
    return display && unit ? refuse(": --display/-d flags can not be combined with -u/--unit flags.\n") : 0;
}

/* What needs -q beside it. */
static int check_no_query(const struct arguments *arguments) {
    if (arguments_find(arguments, O_UNIT) != 0) {
        return refuse(". Specify -q/--query and -u/--unit to run a unit query. " SEE_HELP);
    }
    if (arguments_find(arguments, O_XML) != 0) {
        return refuse(". Specify -q/--query and -x/--xml-format to run an XML query. " SEE_HELP);
    }
    if (arguments_find(arguments, O_DISPLAY) != 0) {
        return refuse(". Specify -q/--query and -d/--display to run a filtered query. " SEE_HELP);
    }
    return 0;
}

static u32 form_of(const struct arguments *arguments) {
    if (arguments_find(arguments, O_XML) == 0) {
        return FORM_TEXT;
    }
    return arguments_find(arguments, O_DTD) == 0 ? FORM_XML : FORM_XML_WITH_DTD;
}

static int print_units(const struct arguments *arguments, int fd) {
    const struct argument *ids = arguments_find(arguments, O_ID);
    if (ids != 0) {
        struct number number = number_of(ids->value, 0);
        i64 index = number_signed(number);
        if (number.end == ids->value || *number.end != 0 || index < 0 || index > 0x7fffffff) {
            put("Invalid format for Unit index id: %s\n", ids->value);
        } else {
            put("Specified unit index %u is not valid\n", (u32)index);
        }
        return EXIT_USAGE;
    }
    output_use(fd);
    log_print_units(form_of(arguments));
    return 0;
}

int display_run(const struct arguments *arguments) {
    const struct argument *display = arguments_find(arguments, O_DISPLAY);
    const struct argument *ids = arguments_find(arguments, O_ID);
    int query = arguments_find(arguments, O_QUERY) != 0;
    struct schedule schedule;
    static struct targets targets;
    int fd = STANDARD_OUTPUT;
    u32 sections = display == 0 ? ALL_SECTIONS : log_sections(display->value);
    int status = query ? 0 : check_no_query(arguments);
    status = status != 0 ? status : schedule_read(arguments, &schedule);
    status = status != 0 ? status : schedule_open_file(arguments, NO_FILE, &fd);
    status = status != 0 || !query ? status : check_query(arguments);
    if (status == 0 && display != 0 && sections == 0) {
        put("Failed to parse --display/-d flags\n");
        return EXIT_USAGE;
    }
    if (status == 0 && query && arguments_find(arguments, O_UNIT) != 0) {
        return print_units(arguments, fd);
    }
    status = status != 0 ? status : targets_find(&targets, ids == 0 ? 0 : ids->value);
    output_use(status == 0 ? fd : STANDARD_OUTPUT);
    if (status != 0) {
        return status;
    }
    do {
        if (query) {
            log_print(&targets, sections, form_of(arguments));
        } else {
            table_print(&targets);
        }
    } while (schedule_again(&schedule));
    return 0;
}

int display_run_dtd(const struct arguments *arguments) {
    static struct targets targets;
    int fd = STANDARD_OUTPUT;
    for (u32 i = 0; i < arguments->count; i++) {
        u8 id = arguments->list[i].id;
        if (id != O_DTD && id != O_UNIT && id != O_FILE) {
            put("ERROR: Option %s is not recognized." SEE_HELP, arguments->list[i].text);
            return EXIT_OTHER;
        }
    }
    int is_unit = arguments_find(arguments, O_UNIT) != 0;
    int status = schedule_open_file(arguments, NO_FILE, &fd);
    status = status != 0 || is_unit ? status : targets_find(&targets, 0);
    if (status == 0) {
        output_use(fd);
        log_print_dtd(is_unit ? 0 : &targets);
    }
    return status;
}
