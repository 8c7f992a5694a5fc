/* --get-test-cmd-N and --set-test-cmd-N=VALUE: what NVIDIA tries out. Of the four only the first is anything here. */
#include "test_commands.h"

#include "codes.h"
#include "output.h"
#include "targets.h"
#include "words.h"

#define LINE "----------------------------------------------------------------------\n"

enum { CLOCK_OFFSET = '1' };

struct test {
    int is_set;
    char number;   /* a digit */
    char name[24]; /* without a value */
    int value;
};

static nvmlReturn_t run_one(const struct test *test, nvmlDevice_t gpu) {
    int value = 0;
    if (test->number != CLOCK_OFFSET) {
        return NVML_ERROR_NOT_SUPPORTED;
    }
    if (test->is_set) {
        return nvmlDeviceSetGpcClkVfOffset(gpu, test->value);
    }
    nvmlReturn_t code = nvmlDeviceGetGpcClkVfOffset(gpu, &value);
    if (code == NVML_SUCCESS) {
        put("%s value = %u\n", test->name, (u32)value);
    }
    return code;
}

static int run_on(const struct test *test, const struct targets *targets) {
    for (u32 i = 0; i < targets->count; i++) {
        put(LINE "WARNING: unsupported command %s requested\n"
                 "Misuse of this command may lead to system instabilities/crashes\n"
                 "Use at your own risk!\n" LINE,
            test->name);
        nvmlReturn_t code = run_one(test, targets->gpus[i].gpu);
        if (code != NVML_SUCCESS) {
            int has_sign = test->is_set && test->number != '3';
            put("Couldn't execute command %s%s: %s\n", test->name, has_sign ? "=" : "", code_sentence(code));
            return exit_status(code);
        }
    }
    return 0;
}

static int read_test(const struct argument *argument, struct test *test) {
    u32 value = 0;
    test->is_set = argument->value != 0;
    format(test->name, sizeof(test->name), "%.*s", (int)sizeof("--get-test-cmd-N") - 1, argument->text);
    test->number = test->name[sizeof("--get-test-cmd-") - 1];
    if (test->is_set && !words_read_signed(argument->value, &value)) {
        put("ERROR: Option %s is invalid for %s." SEE_HELP, argument->value, argument->text);
        return EXIT_USAGE;
    }
    test->value = (int)value;
    return 0;
}

/* The last. */
static int read_tests(const struct arguments *arguments, struct test *test) {
    int status = 0;
    for (u32 i = 0; status == 0 && i < arguments->count; i++) {
        if (arguments->list[i].kind == KIND_TEST) {
            status = read_test(&arguments->list[i], test);
        }
    }
    return status;
}

int test_commands_check(const struct arguments *arguments) {
    struct test test;
    int status = arguments_check_missing(arguments);
    return status != 0 ? status : read_tests(arguments, &test);
}

int test_commands_run(const struct arguments *arguments) {
    static struct targets targets;
    struct test test = {0};
    const struct argument *ids = arguments_find(arguments, O_ID);
    if (arguments->tests > 1) {
        put("Cannot have multiple test-cmds set\n");
        return EXIT_USAGE;
    }
    int status = read_tests(arguments, &test);
    status = status != 0 ? status : targets_find(&targets, ids == 0 ? 0 : ids->value);
    return status != 0 ? status : run_on(&test, &targets);
}
