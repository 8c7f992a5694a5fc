#include "command.h"

#include "arguments.h"
#include "codes.h"
#include "csv.h"
#include "help.h"
#include "layout.h"
#include "list.h"
#include "log.h"
#include "output.h"
#include "settings.h"
#include "subcommand.h"
#include "table.h"

enum { DEFAULT_SECONDS = 5 };

#define SEE_HELP " Please run 'nvidia-smi -h' for help.\n\n"

/* An option that stands alone, with anything beside it. */
static int run_alone(const struct arguments *arguments, const struct argument *alone) {
    for (u32 i = 0; i < arguments->count; i++) {
        const struct argument *other = &arguments->list[i];
        if (other != alone) {
            put("ERROR: Option %s is not valid for this command." SEE_HELP, other->text);
            return EXIT_USAGE;
        }
    }
    switch (alone->id) {
    case O_LIST:
        return list_gpus();
    case O_EXCLUDED:
        return list_excluded();
    case O_VERSION:
        return list_versions();
    default:
        return help_print();
    }
}

/* Where the output goes, and how often. */
struct schedule {
    u64 pause_us; /* 0: once */
};

static int read_schedule(const struct arguments *arguments, struct schedule *schedule) {
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

static int open_file(const struct arguments *arguments) {
    const struct argument *file = arguments_find(arguments, O_FILE);
    if (file != 0 && !output_to(file->value)) {
        put("Failed to create the log file %s\n\n", file->value);
        return EXIT_OTHER;
    }
    return 0;
}

static void pause_for(const struct schedule *schedule) {
    output_flush();
    sys_sleep_us(schedule->pause_us);
}

static int run_query(const struct arguments *arguments) {
    const struct argument *query = arguments_of_kind(arguments, KIND_QUERY);
    const struct argument *format_option = arguments_find(arguments, O_FORMAT);
    const struct argument *ids = arguments_find(arguments, O_ID);
    struct csv_form form;
    struct schedule schedule;
    static struct targets targets;
    for (u32 i = 0; i < arguments->count; i++) {
        const struct argument *other = &arguments->list[i];
        if (other->kind == KIND_QUERY && !string_equal(other->name, query->name)) {
            put("Only one --query-* switch can be used at a time.\n");
            return EXIT_USAGE;
        }
        if (other->kind != KIND_QUERY && other->kind != KIND_FORMAT && other->kind != KIND_BESIDE) {
            put("ERROR: Option %s is not recognized." SEE_HELP, other->text);
            return EXIT_USAGE;
        }
        query = other->kind == KIND_QUERY ? other : query;
    }
    if (format_option == 0) {
        put("\"--format=\" switch is missing." SEE_HELP);
        return EXIT_USAGE;
    }
    int status = csv_read_format(&form, format_option->value);
    status = status != 0 ? status : csv_check_fields(query->name, query->value);
    status = status != 0 ? status : read_schedule(arguments, &schedule);
    status = status != 0 ? status : targets_find(&targets, ids == 0 ? 0 : ids->value);
    status = status != 0 ? status : open_file(arguments);
    if (status != 0) {
        return status;
    }
    csv_print(&targets, query->name, query->value, form);
    form.header = 0;
    while (schedule.pause_us != 0) {
        pause_for(&schedule);
        csv_print(&targets, query->name, query->value, form);
    }
    return 0;
}

static int refuse(const char *message) {
    put("Invalid combination of input arguments%s\n", message);
    return EXIT_USAGE;
}

/* What -q, -x, -d, -u and --dtd may stand beside. */
static int check_display(const struct arguments *arguments) {
    int query = arguments_find(arguments, O_QUERY) != 0;
    int xml = arguments_find(arguments, O_XML) != 0;
    int unit = arguments_find(arguments, O_UNIT) != 0;
    int display = arguments_find(arguments, O_DISPLAY) != 0;
    int dtd = arguments_find(arguments, O_DTD) != 0;
    if (query && dtd && !xml) {
        return refuse(": Specify -x/--xml-format with the -q/--query and --dtd flags to embed DTD.");
    }
    if (query && display && xml) {
        return refuse(": --display/-d flags can not be combined with -x/--xml-format flags.");
    }
    if (query && display && unit) {
        return refuse(": --display/-d flags can not be combined with -u/--unit flags.");
    }
    if (!query && xml) {
        return refuse(". Specify -q/--query and -x/--xml-format to run an XML query.  Please run 'nvidia-smi -h' for help.\n");
    }
    if (!query && display) {
        return refuse(". Specify -q/--query and -d/--display to run a filtered query.  Please run 'nvidia-smi -h' for help.\n");
    }
    if (!query && unit && !dtd) {
        return refuse(". Specify -q/--query and -u/--unit to run a unit query.  Please run 'nvidia-smi -h' for help.\n");
    }
    return 0;
}

static int print_units(const struct arguments *arguments) {
    const struct argument *ids = arguments_find(arguments, O_ID);
    if (ids != 0) {
        put("Specified unit index %s is not valid\n", ids->value);
        return EXIT_USAGE;
    }
    log_print_units(arguments_find(arguments, O_XML) != 0);
    return 0;
}

static int run_display(const struct arguments *arguments) {
    const struct argument *display = arguments_find(arguments, O_DISPLAY);
    const struct argument *ids = arguments_find(arguments, O_ID);
    int query = arguments_find(arguments, O_QUERY) != 0;
    struct schedule schedule;
    static struct targets targets;
    u32 sections = display == 0 ? ALL_SECTIONS : log_sections(display->value);
    if (display != 0 && sections == 0) {
        put("Failed to parse --display/-d flags\n");
        return EXIT_USAGE;
    }
    int status = read_schedule(arguments, &schedule);
    status = status != 0 ? status : open_file(arguments);
    if (status == 0 && query && arguments_find(arguments, O_UNIT) != 0) {
        return print_units(arguments);
    }
    status = status != 0 ? status : targets_find(&targets, ids == 0 ? 0 : ids->value);
    while (status == 0) {
        if (query) {
            log_print(&targets, sections, arguments_find(arguments, O_XML) != 0);
        } else {
            table_print(&targets);
        }
        if (schedule.pause_us == 0) {
            break;
        }
        pause_for(&schedule);
    }
    return status;
}

static const struct argument *find_alone(const struct arguments *arguments) {
    static const u8 order[] = {O_HELP, O_HELP_QUERY, O_VERSION, O_LIST, O_EXCLUDED};
    for (u32 i = 0; i < sizeof(order); i++) {
        const struct argument *alone = arguments_find(arguments, order[i]);
        if (alone != 0) {
            return alone;
        }
    }
    return 0;
}

int command_run(int count, char **words) {
    static struct arguments arguments;
    const struct subcommand *subcommand = count < 2 ? 0 : subcommand_find(words[1]);
    if (subcommand != 0) {
        return subcommand_run(subcommand, count - 2, words + 2);
    }
    int status = arguments_read(&arguments, count, words);
    if (status != 0) {
        return status;
    }
    const struct argument *alone = find_alone(&arguments);
    if (alone != 0) {
        return run_alone(&arguments, alone);
    }
    if (arguments_of_kind(&arguments, KIND_SETTER) != 0 || arguments_find(&arguments, O_LOCK_MODE) != 0 ||
        arguments_find(&arguments, O_SCOPE) != 0) {
        return settings_run(&arguments);
    }
    if (arguments_of_kind(&arguments, KIND_QUERY) != 0) {
        return run_query(&arguments);
    }
    for (u32 i = 0; i < arguments.count; i++) {
        u8 kind = arguments.list[i].kind;
        if (kind != KIND_DISPLAY && kind != KIND_BESIDE) {
            put("ERROR: Option %s is not recognized. Please run 'nvidia-smi -h'.\n\n", arguments.list[i].text);
            return EXIT_OTHER;
        }
    }
    status = check_display(&arguments);
    return status != 0 ? status : run_display(&arguments);
}
