#include "command.h"

#include "arguments.h"
#include "codes.h"
#include "csv.h"
#include "display.h"
#include "help.h"
#include "list.h"
#include "output.h"
#include "schedule.h"
#include "settings.h"
#include "subcommand.h"
#include "test_commands.h"

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
    status = status != 0 ? status : schedule_read(arguments, &schedule);
    status = status != 0 ? status : schedule_open_file(arguments, "Failed to create log file", &fd);
    status = status != 0 ? status : targets_find(&targets, ids == 0 ? 0 : ids->value);
    if (status != 0) {
        return status;
    }
    output_use(fd);
    do {
        status = csv_print(&targets, query->name, query->value, form);
        form.header = 0;
    } while (status == 0 && schedule_again(&schedule));
    return status;
}

int command_run_query(int count, char **words) {
    static struct arguments query;
    int status = arguments_read(&query, count, words, 1);
    status = status != 0 ? status : arguments_check_missing(&query);
    return status != 0 ? status : run_query(&query);
}

static int refuse_pci_info(const struct arguments *arguments) {
    int fd = STANDARD_OUTPUT;
    int status = arguments_check_missing(arguments);
    for (u32 i = 0; status == 0 && i < arguments->count; i++) {
        if (arguments->list[i].kind == KIND_UNKNOWN) {
            put("ERROR: Option %s is not recognized." SEE_HELP, arguments->list[i].text);
            status = EXIT_OTHER;
        }
    }
    status = status != 0 ? status : schedule_open_file(arguments, "Failed to create log file", &fd);
    if (status != 0) {
        return status;
    }
    output_use(fd);
    put("Direct PCI access is not supported on this platform\n");
    return exit_status(NVML_ERROR_NOT_SUPPORTED);
}

int command_run(int count, char **words) {
    static struct arguments arguments;
    int status = arguments_drop_debug(&count, words);
    if (status != 0) {
        return status;
    }
    const struct subcommand *subcommand = count < 2 ? 0 : subcommand_find(words[1]);
    int needs_no_driver = subcommand != 0 ? subcommand_starts_driver(subcommand) : arguments_ask_for_help(count, words);
    status = needs_no_driver ? 0 : driver_start();
    if (status == 0 && subcommand != 0 && subcommand_is_known(subcommand)) {
        return subcommand == &vgpu_command ? vgpu_run(count - 2, words + 2)
                                           : subcommand_run(subcommand, count - 2, words + 2);
    }
    status = status != 0 ? status : arguments_read(&arguments, count, words, 0);
    if (status != 0) {
        return status;
    }
    if (arguments.call == CALL_ALONE) {
        return run_alone(&arguments);
    }
    if (arguments.call == CALL_SETTER || arguments.call == CALL_UNIT) {
        return settings_run(&arguments);
    }
    if (arguments.call == CALL_PCI) {
        return refuse_pci_info(&arguments);
    }
    if (arguments.call == CALL_TEST) {
        return test_commands_run(&arguments);
    }
    if (arguments.call == CALL_DTD) {
        return display_run_dtd(&arguments);
    }
    if (arguments.call == CALL_LIST) {
        const struct argument *help = arguments_of_kind(&arguments, KIND_HELP);
        return help != 0 ? help_print_query(help->name) : run_query(&arguments);
    }
    for (u32 i = 0; i < arguments.count; i++) {
        u8 kind = arguments.list[i].kind;
        if (kind != KIND_DISPLAY && kind != KIND_BESIDE) {
            put("ERROR: Option %s is not recognized. Please run 'nvidia-smi -h'.\n\n", arguments.list[i].text);
            return EXIT_OTHER;
        }
    }
    return display_run(&arguments);
}
