#include "settings.h"

#include "codes.h"
#include "numbers.h"
#include "output.h"
#include "real.h"
#include "setting.h"
#include "words.h"

/* COUNT_FORM: as UNSIGNED_FORM, but 0 is a value. */
enum value_form { NO_VALUE, NUMBER_FORM, UNSIGNED_FORM, COUNT_FORM, WATTS_FORM, TEXT_FORM };

enum { UNSET = 0xffffffff, LED_AMBER = 1 }; /* -1 is as good as no value */

struct setting {
    u8 option, form;
    setter set;
};

static const struct setting settings[] = {
    {O_PERSISTENCE, NUMBER_FORM, set_persistence},
    {O_ECC, NUMBER_FORM, set_ecc},
    {O_RESET_ECC, NUMBER_FORM, reset_ecc},
    {O_COMPUTE_MODE, NUMBER_FORM, set_compute_mode},
    {O_GOM, NUMBER_FORM, set_operation_mode},
    {O_RESET, NO_VALUE, reset_gpu},
    {O_VIRTUALIZATION, NUMBER_FORM, refuse_virtualization},
    {O_DRIVER_MODEL, NUMBER_FORM, refuse_driver_model},
    {O_FORCE_DRIVER_MODEL, NUMBER_FORM, refuse_driver_model},
    {O_LOCK_GPU, TEXT_FORM, lock_gpu_clocks},
    {O_RESET_GPU_CLOCKS, NO_VALUE, reset_gpu_clocks},
    {O_LOCK_MEMORY, TEXT_FORM, lock_memory_clocks},
    {O_RESET_MEMORY_CLOCKS, NO_VALUE, reset_memory_clocks},
    {O_DEFER_MEMORY, UNSIGNED_FORM, defer_memory_clock},
    {O_RESET_DEFERRED, NO_VALUE, reset_deferred_clock},
    {O_APPLICATIONS, TEXT_FORM, set_applications_clocks},
    {O_RESET_APPLICATIONS, NO_VALUE, reset_applications_clocks},
    {O_POWER_LIMIT, WATTS_FORM, set_power_limit},
    {O_CUDA_CLOCKS, NUMBER_FORM, set_cuda_clocks},
    {O_ACCOUNTING, NUMBER_FORM, set_accounting},
    {O_CLEAR_ACCOUNTED, NO_VALUE, clear_accounted},
    {O_AUTO_BOOST, NUMBER_FORM, refuse_auto_boost},
    {O_AUTO_BOOST_PERMISSION, NUMBER_FORM, refuse_auto_boost_permission},
    {O_APPLICATIONS_PERMISSION, NUMBER_FORM, refuse_applications_permission},
    {O_MIG, NUMBER_FORM, set_mig},
    {O_TARGET_TEMPERATURE, NUMBER_FORM, set_target_temperature},
    {O_LOCK_CLOCKS, TEXT_FORM, 0},
    {O_LIMIT_PERFORMANCE, TEXT_FORM, limit_performance},
    {O_LOCK_PERFORMANCE, NUMBER_FORM, lock_performance},
    {O_ADJUST_CLOCK, COUNT_FORM, adjust_clock},
    {O_TEST_AUTO_BOOST, NUMBER_FORM, test_auto_boost},
    {O_LED, NUMBER_FORM, 0},
    {O_LOCK_MODE, UNSIGNED_FORM, 0},
    {O_SCOPE, NUMBER_FORM, 0},
};

static const struct setting *find_setting(u32 option) {
    for (u32 i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
        if (settings[i].option == option) {
            return &settings[i];
        }
    }
    return 0;
}

static int refuse_value(const struct argument *argument) {
    put("ERROR: Option %s is invalid for %s. Please run 'nvidia-smi -h' for help.\n\n", argument->value, argument->text);
    return EXIT_USAGE;
}

/* What follows the number does not matter, unless that is 0. */
static int read_watts(const struct argument *argument, struct wish *wish) {
    const char *end;
    wish->watts = real_of(argument->value, &end);
    if (wish->watts == 0 && *end != 0) {
        return refuse_value(argument);
    }
    wish->number = wish->watts >= 0 ? 0 : UNSET;
    return 0;
}

static int read_number(const struct argument *argument, int is_unsigned, u32 *number) {
    int (*read)(const char *, u32 *) = is_unsigned ? words_read_unsigned : words_read_signed;
    return read(argument->value, number) ? 0 : refuse_value(argument);
}

static int read_value(const struct argument *argument, struct wish *wish) {
    const struct setting *setting = find_setting(argument->id);
    if (setting == 0 || argument->value == 0 || setting->form == NO_VALUE) {
        return 0;
    }
    wish->text = argument->value;
    if (setting->form == TEXT_FORM) {
        return 0;
    }
    if (setting->form == WATTS_FORM) {
        return read_watts(argument, wish);
    }
    return read_number(argument, setting->form == UNSIGNED_FORM || setting->form == COUNT_FORM, &wish->number);
}

/* The last value of each; not 0: the exit status. */
static int read_values(const struct arguments *arguments, struct wish *wish) {
    for (u32 i = 0; i < arguments->count; i++) {
        const struct argument *argument = &arguments->list[i];
        struct wish read = {0};
        int status = read_value(argument, &read);
        if (status != 0) {
            return status;
        }
        if (argument->id == O_SCOPE) {
            wish->scope = read.number;
        } else if (argument->kind == KIND_SETTER) {
            wish->text = read.text;
            wish->number = read.number;
            wish->watts = read.watts;
        }
    }
    return 0;
}

static int refuse_combination(const char *text) {
    put("Invalid combination of input arguments. %s\n\n", text);
    return EXIT_USAGE;
}

static int refuse_others(const struct arguments *arguments, int status) {
    for (u32 i = 0; i < arguments->count; i++) {
        const struct argument *other = &arguments->list[i];
        if (other->kind == KIND_UNKNOWN) {
            put("ERROR: Option %s is not recognized." SEE_HELP, other->text);
            return status;
        }
    }
    return 0;
}

static int check(const struct arguments *arguments) {
    if (arguments_find(arguments, O_LOCK_CLOCKS) != 0) {
        return refuse_combination("'--lock-cloks' is only allowed if 'enableLockClocks' is set");
    }
    if (arguments_find(arguments, O_LOCK_MODE) != 0 && arguments_find(arguments, O_LOCK_GPU) == 0) {
        return refuse_combination("'--mode' can only be used with '--lock-gpu-clocks'.");
    }
    if (arguments_find(arguments, O_SCOPE) != 0 && arguments_find(arguments, O_POWER_LIMIT) == 0) {
        return refuse_combination("'--scope' can only be used with '--power-limits'.");
    }
    if (arguments->changes > 1) {
        return refuse_combination("Only one device modification may be done at a time.");
    }
    return refuse_others(arguments, EXIT_OTHER);
}

/* A setter that was given nothing to set. */
static int is_unset(const struct argument *chosen, const struct wish *wish) {
    const struct setting *setting = chosen == 0 ? 0 : find_setting(chosen->id);
    if (setting == 0) {
        return 1;
    }
    int counts = setting->form == NUMBER_FORM || setting->form == WATTS_FORM;
    return setting->form == UNSIGNED_FORM ? wish->number == 0 : counts && wish->number == UNSET;
}

#define REMINDER \
    "\nWarning: persistence mode is disabled on device %s. See the Known Issues section of the nvidia-smi(1) man " \
    "page for more information. Run with [--help | -h] switch to get more information on how to enable " \
    "persistence mode.\n"

/* Whether there was something to be reminded of. */
static int remind(const struct target *target) {
    u32 mode = 1;
    int forgets = nvmlDeviceGetPersistenceMode(target->gpu, &mode) == NVML_SUCCESS && mode == 0;
    if (forgets) {
        put(REMINDER, target->bus_id);
    }
    return forgets;
}

static int apply(const struct targets *targets, const struct setting *setting, struct wish *wish, int strict) {
    int reboot = 0;
    for (u32 i = 0; i < targets->count; i++) {
        enum outcome outcome = setting->set(&targets->gpus[i], wish);
        if (outcome == ENDED) {
            return exit_status(wish->code);
        }
        if (outcome == FAILED || (outcome == WARNED && strict)) {
            put("Terminating early due to previous errors.\n");
            return exit_status(wish->code);
        }
        if (outcome == WARNED) {
            put("Treating as warning and moving on.\n");
        }
        if (outcome == DONE_REMIND && remind(&targets->gpus[i]) && strict) {
            put("Terminating early due to previous errors.\n");
            return EXIT_OTHER;
        }
        reboot |= outcome == DONE_REBOOT;
    }
    put("All done.\n%s", reboot ? "Reboot required.\n" : "");
    return 0;
}

static int toggle_led(const struct arguments *arguments, const struct wish *wish) {
    const struct argument *ids = arguments_find(arguments, O_ID);
    int status = refuse_others(arguments, EXIT_USAGE);
    if (status != 0) {
        return status;
    }
    u32 unit = ids == 0 ? UNSET : (u32)number_signed(number_of(ids->value, 0));
    if (unit == UNSET) {
        put("No units found in system\n");
        return EXIT_NO_DEVICE;
    }
    if (wish->number == UNSET) {
        put("Internal nvidia-smi error. Unexpected modification operation.\n\n");
        return EXIT_OTHER;
    }
    put("Please Note: Current S-Class products don't provide unique LEDs for each unit.\n"
        "             As such, both front and back LEDs will be toggled in unison\n"
        "             regardless of which unit is specified with this command\n\n");
    if (wish->number > LED_AMBER) {
        put("Invalid LED state: %d\n", (i32)wish->number);
    } else {
        put("Unable to determine unit handle for unit %u: Invalid Argument\n", unit);
    }
    put("Terminating early due to previous errors.\n");
    return EXIT_USAGE;
}

int settings_run(const struct arguments *arguments) {
    static struct targets targets;
    struct wish wish = {0};
    const struct argument *chosen = arguments_of_kind(arguments, KIND_SETTER);
    const struct argument *ids = arguments_find(arguments, O_ID);
    int status = read_values(arguments, &wish);
    status = status != 0 ? status : arguments_check_missing(arguments);
    if (status == 0 && arguments->call == CALL_UNIT) {
        return toggle_led(arguments, &wish);
    }
    status = status != 0 ? status : check(arguments);
    status = status != 0 ? status : targets_find(&targets, ids == 0 ? 0 : ids->value);
    if (status == 0 && is_unset(chosen, &wish)) {
        put("Input combination for device modification is not valid.\n\n");
        return EXIT_OTHER;
    }
    return status != 0
               ? status
               : apply(&targets, find_setting(chosen->id), &wish, arguments_find(arguments, O_ERROR_ON_WARNING) != 0);
}
