#include "command.h"

#include "arguments.h"
#include "codes.h"
#include "csv.h"
#include "help.h"
#include "layout.h"
#include "list.h"
#include "log.h"
#include "os.h"
#include "output.h"
#include "settings.h"
#include "subcommand.h"
#include "table.h"

enum { DEFAULT_SECONDS = 5 };

#define NO_FILE "Failed to create the log file"

/* Words that no other may stand beside. */
static int run_alone(const struct arguments *arguments) {
    static const u8 order[] = {O_HELP, O_VERSION, O_LIST, O_EXCLUDED};
    const struct argument *alone = 0;
    for (u32 i = 0; i < sizeof(order) && alone == 0; i++) {
        alone = arguments_find(arguments, order[i]);
    }
    int is_list = alone->id == O_LIST || alone->id == O_EXCLUDED;
    u32 commands = 0;
    for (u32 i = 0; i < arguments->count; i++) {
        u8 id = arguments->list[i].id;
        commands += is_list ? id == O_LIST || id == O_EXCLUDED : id == alone->id;
    }
    if (commands > 1 && alone->id != O_HELP) {
        put("ERROR: Only one command can be run at a time." SEE_HELP);
        return EXIT_USAGE;
    }
    for (u32 i = 0; i < arguments->count; i++) {
        if (arguments->list[i].id != alone->id) {
            put("ERROR: Option %s is not valid for this command." SEE_HELP, arguments->list[i].text);
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

/* Refusals do not go into the file: it is used when there is something to print. */
static int open_file(const struct arguments *arguments, const char *message, int *fd) {
    const struct argument *file = arguments_find(arguments, O_FILE);
    long opened = file == 0 ? STANDARD_OUTPUT : os_create(file->value);
    if (opened < 0) {
        put("%s %s\n\n", message, file->value);
        return EXIT_OTHER;
    }
    *fd = (int)opened;
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
    int fd = STANDARD_OUTPUT;
    for (u32 i = 0; i < arguments->count; i++) {
        const struct argument *other = &arguments->list[i];
        if (other->kind == KIND_QUERY && !string_equal(other->name, query->name)) {
            put("Only one --query-* switch can be used at a time.\n");
            return EXIT_USAGE;
        }
        query = other->kind == KIND_QUERY ? other : query;
    }
    for (u32 i = 0; i < arguments->count; i++) {
        const struct argument *other = &arguments->list[i];
        if (other->kind != KIND_QUERY && other->kind != KIND_FORMAT && other->kind != KIND_BESIDE) {
            put("ERROR: Option %s is not recognized." SEE_HELP, other->text);
            return EXIT_USAGE;
        }
    }
    if (format_option == 0) {
        put("\"--format=\" switch is missing." SEE_HELP);
        return EXIT_USAGE;
    }
    int status = csv_check_fields(query->name, query->value);
    status = status != 0 ? status : csv_read_format(&form, format_option->value);
    status = status != 0 ? status : read_schedule(arguments, &schedule);
    status = status != 0 ? status : open_file(arguments, "Failed to create log file", &fd);
    status = status != 0 ? status : targets_find(&targets, ids == 0 ? 0 : ids->value);
    if (status != 0) {
        return status;
    }
    output_use(fd);
    csv_print(&targets, query->name, query->value, form);
    form.header = 0;
    while (schedule.pause_us != 0) {
        pause_for(&schedule);
        csv_print(&targets, query->name, query->value, form);
    }
    return 0;
}

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
    if (arguments_find(arguments, O_XML) != 0) {
        return refuse(". Specify -q/--query and -x/--xml-format to run an XML query. " SEE_HELP);
    }
    if (arguments_find(arguments, O_DISPLAY) != 0) {
        return refuse(". Specify -q/--query and -d/--display to run a filtered query. " SEE_HELP);
    }
    if (arguments_find(arguments, O_UNIT) != 0) {
        return refuse(". Specify -q/--query and -u/--unit to run a unit query. " SEE_HELP);
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
        const char *end;
        i64 number = text_to_number(ids->value, &end);
        if (end == ids->value || *end != 0 || number < 0) {
            put("Invalid format for Unit index id: %s\n", ids->value);
        } else {
            put("Specified unit index %u is not valid\n", (u32)number);
        }
        return EXIT_USAGE;
    }
    output_use(fd);
    log_print_units(form_of(arguments));
    return 0;
}

static int run_display(const struct arguments *arguments) {
    const struct argument *display = arguments_find(arguments, O_DISPLAY);
    const struct argument *ids = arguments_find(arguments, O_ID);
    int query = arguments_find(arguments, O_QUERY) != 0;
    struct schedule schedule;
    static struct targets targets;
    int fd = STANDARD_OUTPUT;
    u32 sections = display == 0 ? ALL_SECTIONS : log_sections(display->value);
    int status = query ? 0 : check_no_query(arguments);
    status = status != 0 ? status : read_schedule(arguments, &schedule);
    status = status != 0 ? status : open_file(arguments, NO_FILE, &fd);
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
    while (status == 0) {
        if (query) {
            log_print(&targets, sections, form_of(arguments));
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

static int refuse_word(const char *word, const char *advice, int status) {
    put("ERROR: Option %s is not recognized. Please run 'nvidia-smi -h'%s.\n\n", word, advice);
    return status;
}

/* --dtd without -q. */
static int run_dtd(const struct arguments *arguments) {
    static struct targets targets;
    int fd = STANDARD_OUTPUT;
    for (u32 i = 0; i < arguments->count; i++) {
        u8 id = arguments->list[i].id;
        if (id != O_DTD && id != O_UNIT && id != O_FILE) {
            return refuse_word(arguments->list[i].text, " for help", EXIT_OTHER);
        }
    }
    int is_unit = arguments_find(arguments, O_UNIT) != 0;
    int status = open_file(arguments, NO_FILE, &fd);
    status = status != 0 || is_unit ? status : targets_find(&targets, 0);
    if (status == 0) {
        output_use(fd);
        log_print_dtd(is_unit ? 0 : &targets);
    }
    return status;
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
    if (arguments.call == CALL_ALONE) {
        return run_alone(&arguments);
    }
    if (arguments.call == CALL_SETTER || arguments.call == CALL_UNIT) {
        return settings_run(&arguments);
    }
    const struct argument *help = arguments_of_kind(&arguments, KIND_HELP);
    if (help != 0) {
        return help_print_query(help->name);
    }
    status = arguments_check_missing(&arguments);
    if (status != 0) {
        return status;
    }
    if (arguments_find(&arguments, O_DTD) != 0 && arguments_find(&arguments, O_QUERY) == 0) {
        return run_dtd(&arguments);
    }
    if (arguments_of_kind(&arguments, KIND_QUERY) != 0) {
        return run_query(&arguments);
    }
    for (u32 i = 0; i < arguments.count; i++) {
        u8 kind = arguments.list[i].kind;
        if (kind != KIND_DISPLAY && kind != KIND_BESIDE) {
            return refuse_word(arguments.list[i].text, "", EXIT_OTHER);
        }
    }
    return run_display(&arguments);
}
