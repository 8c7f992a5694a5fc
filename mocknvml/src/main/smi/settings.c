#include "settings.h"

#include "codes.h"
#include "output.h"
#include "setting.h"

enum value_form { NO_VALUE, NUMBER_FORM, WATTS_FORM, TEXT_FORM };

struct setting {
    u8 option, form;
    setter set;
    const char *const *words; /* names of 0, 1, ...; NULL: none */
    u32 word_count;
};

static const char *const disabled_enabled[] = {"DISABLED", "ENABLED"};
static const char *const counters[] = {"VOLATILE", "AGGREGATE"};
static const char *const compute_modes[] = {"DEFAULT", "EXCLUSIVE_THREAD", "PROHIBITED", "EXCLUSIVE_PROCESS"};
static const char *const operation_modes[] = {"ALL_ON", "COMPUTE", "LOW_DP"};
static const char *const cuda_clocks[] = {"RESTORE_DEFAULT", "OVERRIDE"};
static const char *const restrictions[] = {"UNRESTRICTED", "RESTRICTED"};

#define WORDS(list) list, sizeof(list) / sizeof(list[0])

static const struct setting settings[] = {
    {O_PERSISTENCE, NUMBER_FORM, set_persistence, WORDS(disabled_enabled)},
    {O_ECC, NUMBER_FORM, set_ecc, WORDS(disabled_enabled)},
    {O_RESET_ECC, NUMBER_FORM, reset_ecc, WORDS(counters)},
    {O_COMPUTE_MODE, NUMBER_FORM, set_compute_mode, WORDS(compute_modes)},
    {O_GOM, NUMBER_FORM, set_operation_mode, WORDS(operation_modes)},
    {O_RESET, NO_VALUE, reset_gpu, 0, 0},
    {O_VIRTUALIZATION, NUMBER_FORM, refuse_virtualization, 0, 0},
    {O_DRIVER_MODEL, NUMBER_FORM, refuse_driver_model, 0, 0},
    {O_FORCE_DRIVER_MODEL, NUMBER_FORM, refuse_driver_model, 0, 0},
    {O_LOCK_GPU, TEXT_FORM, lock_gpu_clocks, 0, 0},
    {O_RESET_GPU_CLOCKS, NO_VALUE, reset_gpu_clocks, 0, 0},
    {O_LOCK_MEMORY, TEXT_FORM, lock_memory_clocks, 0, 0},
    {O_RESET_MEMORY_CLOCKS, NO_VALUE, reset_memory_clocks, 0, 0},
    {O_DEFER_MEMORY, NUMBER_FORM, defer_memory_clock, 0, 0},
    {O_RESET_DEFERRED, NO_VALUE, reset_deferred_clock, 0, 0},
    {O_APPLICATIONS, TEXT_FORM, set_applications_clocks, 0, 0},
    {O_RESET_APPLICATIONS, NO_VALUE, reset_applications_clocks, 0, 0},
    {O_POWER_LIMIT, WATTS_FORM, set_power_limit, 0, 0},
    {O_CUDA_CLOCKS, NUMBER_FORM, set_cuda_clocks, WORDS(cuda_clocks)},
    {O_ACCOUNTING, NUMBER_FORM, set_accounting, WORDS(disabled_enabled)},
    {O_CLEAR_ACCOUNTED, NO_VALUE, clear_accounted, 0, 0},
    {O_AUTO_BOOST, NUMBER_FORM, refuse_auto_boost, WORDS(disabled_enabled)},
    {O_AUTO_BOOST_PERMISSION, NUMBER_FORM, refuse_auto_boost_permission, WORDS(restrictions)},
    {O_APPLICATIONS_PERMISSION, NUMBER_FORM, refuse_applications_permission, WORDS(restrictions)},
    {O_MIG, NUMBER_FORM, set_mig, WORDS(disabled_enabled)},
    {O_TARGET_TEMPERATURE, NUMBER_FORM, set_target_temperature, 0, 0},
    {O_LED, NUMBER_FORM, 0, 0, 0},
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

static int read_whole(const char *text, u32 *number) {
    const char *end;
    *number = (u32)text_to_number(text, &end);
    return end != text && *end == 0;
}

/* Watts as strtod reads them, as milliwatts: what follows the number does not matter. */
static int read_watts(const char *text, u32 *milliwatts) {
    const char *end;
    i64 all = text_to_number(text, &end) * 1000;
    if (end == text) {
        return 0;
    }
    if (*end == '.') {
        end++;
        for (u32 unit = 100; *end >= '0' && *end <= '9'; unit /= 10) {
            all += (*end++ - '0') * (i64)unit;
        }
    }
    i64 exponent = *end == 'e' || *end == 'E' ? text_to_number(end + 1, 0) : 0;
    for (; exponent > 0 && all < 0xfffffff0; exponent--) {
        all *= 10;
    }
    for (; exponent < 0 && all != 0; exponent++) {
        all /= 10;
    }
    *milliwatts = all > 0xfffffff0 ? 0xfffffff0 : (u32)all;
    return 1;
}

static int read_value(const struct setting *setting, const struct argument *argument, struct wish *wish) {
    wish->text = argument->value;
    if (setting->form != NO_VALUE && setting->form != TEXT_FORM && argument->value[0] == '-' &&
        argument->value[1] >= '0' && argument->value[1] <= '9') {
        put("Input combination for device modification is not valid.\n\n");
        return EXIT_OTHER;
    }
    if (setting->form == WATTS_FORM) {
        return read_watts(argument->value, &wish->number) ? 0 : refuse_value(argument);
    }
    if (setting->form != NUMBER_FORM) {
        return 0;
    }
    for (u32 i = 0; i < setting->word_count; i++) {
        if (string_equal(argument->value, setting->words[i])) {
            wish->number = i;
            if (setting->option == O_COMPUTE_MODE && i == 1) {
                put("Warning: EXCLUSIVE_THREAD mode is deprecated and will be removed in future releases.\n");
            }
            return 0;
        }
    }
    return read_whole(argument->value, &wish->number) ? 0 : refuse_value(argument);
}

static int refuse_combination(const char *text) {
    put("Invalid combination of input arguments. %s\n\n", text);
    return EXIT_USAGE;
}

static int read_number(const struct argument *argument, u32 *number) {
    return argument == 0 || read_whole(argument->value, number) ? 0 : refuse_value(argument);
}

static int check(const struct arguments *arguments, const struct argument *chosen, struct wish *wish) {
    const struct argument *mode = arguments_find(arguments, O_LOCK_MODE);
    const struct argument *scope = arguments_find(arguments, O_SCOPE);
    u32 unused;
    for (u32 i = 0; i < arguments->count; i++) {
        const struct argument *other = &arguments->list[i];
        if (other != chosen && other->kind == KIND_SETTER) {
            return refuse_combination("Only one device modification may be done at a time.");
        }
        if (other->kind != KIND_SETTER && other->kind != KIND_MODE && other->id != O_ID) {
            put("ERROR: Option %s is not recognized. Please run 'nvidia-smi -h' for help.\n\n", other->text);
            return EXIT_OTHER;
        }
    }
    if (mode != 0 && (chosen == 0 || chosen->id != O_LOCK_GPU)) {
        return refuse_combination("'--mode' can only be used with '--lock-gpu-clocks'.");
    }
    if (scope != 0 && (chosen == 0 || chosen->id != O_POWER_LIMIT)) {
        return refuse_combination("'--scope' can only be used with '--power-limits'.");
    }
    int status = read_number(mode, &unused);
    return status != 0 ? status : read_number(scope, &wish->scope);
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

static int toggle_led(const struct argument *ids) {
    if (ids == 0) {
        put("No units found in system\n");
        return EXIT_NO_DEVICE;
    }
    put("Please Note: Current S-Class products don't provide unique LEDs for each unit.\n"
        "             As such, both front and back LEDs will be toggled in unison\n"
        "             regardless of which unit is specified with this command\n\n"
        "Unable to determine unit handle for unit %s: Invalid Argument\nTerminating early due to previous errors.\n",
        ids->value);
    return EXIT_USAGE;
}

int settings_run(const struct arguments *arguments) {
    static struct targets targets;
    struct wish wish = {0};
    const struct argument *chosen = arguments_of_kind(arguments, KIND_SETTER);
    const struct argument *ids = arguments_find(arguments, O_ID);
    int status = check(arguments, chosen, &wish);
    if (status != 0) {
        return status;
    }
    const struct setting *setting = find_setting(chosen->id);
    status = read_value(setting, chosen, &wish);
    if (status != 0) {
        return status;
    }
    if (setting->set == 0) {
        return toggle_led(ids);
    }
    status = targets_find(&targets, ids == 0 ? 0 : ids->value);
    return status != 0 ? status : apply(&targets, setting, &wish, arguments_find(arguments, O_ERROR_ON_WARNING) != 0);
}
