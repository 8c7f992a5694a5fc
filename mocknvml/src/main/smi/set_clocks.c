/* Setters of clocks, power and temperature. */
#include "codes.h"
#include "numbers.h"
#include "output.h"
#include "real.h"
#include "setting.h"
#include "value.h"

#define GPU "GPU %s"

enum { PAIR_SIZE = 96, LIMIT_TDP = 0xffffff01u, LIMIT_NONE = 0xffffff02u };

static int read_one(const char **text, u32 *number) { return number_scan(*text, text, number); }

static int read_limit(const char **text, u32 *number) {
    static const struct {
        const char *word;
        u32 number;
    } words[] = {{"tdp", LIMIT_TDP}, {"unlimited", LIMIT_NONE}};
    for (u32 i = 0; i < 2; i++) {
        if (text_starts(*text, words[i].word)) {
            *text += string_length(words[i].word);
            *number = words[i].number;
            return 1;
        }
    }
    return read_one(text, number);
}

/* "a,b", and where one is enough "a", which counts twice. */
static int read_pair(struct wish *wish, int limits, int one_is_enough) {
    const char *text = wish->text;
    int (*read)(const char **, u32 *) = limits ? read_limit : read_one;
    if (!read(&text, &wish->number)) {
        return 0;
    }
    wish->second = wish->number;
    if (*text == 0) {
        return one_is_enough;
    }
    text++;
    return text[-1] == ',' && read(&text, &wish->second) && *text == 0;
}

static enum outcome refuse_pair(struct wish *wish, u32 length, const char *advice) {
    put("Specified clocks \"%.*s\" are not valid. Please format input as %s\n", (int)length, wish->text, advice);
    wish->code = NVML_ERROR_INVALID_ARGUMENT;
    return FAILED;
}

struct wording {
    const char *done, *unable; /* what was set, with and without success */
    const char *not_supported; /* subject of the refusal */
};

/* What every setter of clocks says of a code. */
static enum outcome tell(const struct target *target, struct wish *wish, const struct wording *words, const char *pair,
                         const char *pair_unable, nvmlReturn_t code) {
    wish->code = code == NVML_ERROR_INVALID_ARGUMENT ? NVML_ERROR_NOT_SUPPORTED : code;
    switch (code) {
    case NVML_SUCCESS:
        put("%s set to \"%s\" for " GPU "\n", words->done, pair, target->bus_id);
        return DONE_REMIND;
    case NVML_ERROR_NOT_SUPPORTED:
        put("Setting %s is not supported for " GPU ".\n", words->not_supported, target->bus_id);
        return WARNED;
    case NVML_ERROR_NO_PERMISSION:
        put("The current user does not have permission to change clocks for " GPU ".\n", target->bus_id);
        return FAILED;
    case NVML_ERROR_INVALID_ARGUMENT:
        put("Specified clock combination \"%s\" is not supported for " GPU ". Run 'nvidia-smi -q -d SUPPORTED_CLOCKS' "
            "to see list of supported clock combinations\n",
            pair, target->bus_id);
        return WARNED;
    default:
        put("Unable to set %s \"%s\" for " GPU ": %s\n", words->unable, pair_unable, target->bus_id,
            code_sentence(code));
        return FAILED;
    }
}

enum outcome lock_gpu_clocks(const struct target *target, struct wish *wish) {
    static const struct wording words = {"GPU clocks", "GPU locked clocks", "locked GPU clocks"};
    char pair[PAIR_SIZE];
    char unable[PAIR_SIZE];
    if (!read_pair(wish, 1, 1)) {
        const char *comma = text_find(wish->text, ',');
        int whole = comma == 0 || comma == wish->text;
        return refuse_pair(wish, (u32)(whole ? string_length(wish->text) : (size_t)(comma - wish->text)),
                           "'gpuClkMin,gpuClkMax' or 'gpuClkVal' e.g. '--lock-gpu-clocks=1500,1500', "
                           "'--lock-gpu-clocks=1500', or '--lock-gpu-clocks=tdp,unlimited'");
    }
    format(pair, sizeof(pair), "(gpuClkMin %u, gpuClkMax %u)", wish->number, wish->second);
    format(unable, sizeof(unable), "(gpuClockMin %u, gpuClockMax %u)", wish->number, wish->second);
    return tell(target, wish, &words, pair, unable,
                nvmlDeviceSetGpuLockedClocks(target->gpu, wish->number, wish->second));
}

enum outcome lock_memory_clocks(const struct target *target, struct wish *wish) {
    static const struct wording words = {"Memory clocks", "Memory locked clocks", "locked Memory clocks"};
    char pair[PAIR_SIZE];
    char unable[PAIR_SIZE];
    if (!read_pair(wish, 0, 1)) {
        return refuse_pair(wish, (u32)string_length(wish->text),
                           "'memClkMin,memClkMax' or 'memClkVal' e.g. --lock-memory-clocks=5100,5100 or "
                           "--lock-memory-clocks=5100");
    }
    format(pair, sizeof(pair), "(memClkMin %d, memClkMax %d)", wish->number, wish->second);
    format(unable, sizeof(unable), "(memClockMin %d, memClockMax %d)", wish->number, wish->second);
    return tell(target, wish, &words, pair, unable,
                nvmlDeviceSetMemoryLockedClocks(target->gpu, wish->number, wish->second));
}

enum outcome set_applications_clocks(const struct target *target, struct wish *wish) {
    static const struct wording words = {"Applications clocks", "applications clocks", "applications clocks"};
    char pair[PAIR_SIZE];
    if (!read_pair(wish, 0, 0)) {
        return refuse_pair(wish, (u32)string_length(wish->text), "memClk,smClk e.g. --applications-clocks=2000,300");
    }
    format(pair, sizeof(pair), "(MEM %u, SM %u)", wish->number, wish->second);
    return tell(target, wish, &words, pair, pair,
                nvmlDeviceSetApplicationsClocks(target->gpu, wish->number, wish->second));
}

static enum outcome tell_reset(const struct target *target, struct wish *wish, const char *not_supported,
                               const char *what, nvmlReturn_t code) {
    if (code == NVML_ERROR_NOT_SUPPORTED) {
        put("Setting %s is not supported for " GPU ".\n", not_supported, target->bus_id);
    } else if (code == NVML_ERROR_NO_PERMISSION) {
        put("The current user does not have permission to change clocks for " GPU ".\n", target->bus_id);
    } else if (code != NVML_SUCCESS) {
        put("Unable to reset %s for " GPU ": %s\n", what, target->bus_id, code_sentence(code));
    }
    return outcome_of(wish, code);
}

enum outcome reset_gpu_clocks(const struct target *target, struct wish *wish) {
    return tell_reset(target, wish, "locked gpu clocks", "locked gpu clocks",
                      nvmlDeviceResetGpuLockedClocks(target->gpu));
}

enum outcome reset_memory_clocks(const struct target *target, struct wish *wish) {
    return tell_reset(target, wish, "locked Memory clocks", "locked memory clocks",
                      nvmlDeviceResetMemoryLockedClocks(target->gpu));
}

enum outcome reset_applications_clocks(const struct target *target, struct wish *wish) {
    return tell_reset(target, wish, "applications clocks", "applications clocks",
                      nvmlDeviceResetApplicationsClocks(target->gpu));
}

#define RELOAD "Please unload and reload the driver in order for changes to take effect.\n"

enum outcome defer_memory_clock(const struct target *target, struct wish *wish) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u32);
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(233))(target->gpu, wish->number * 1000);
    if (code == NVML_SUCCESS) {
        put("Memory clocks set to \"(memClk %d)\" for " GPU "\n" RELOAD, wish->number, target->bus_id);
    } else if (code == NVML_ERROR_INVALID_ARGUMENT) {
        put("Specified clock (%u MHz) is not supported on the " GPU "\n", wish->number, target->bus_id);
    } else {
        put("Unable to set Memory locked clocks \"(memClock %d)\" for " GPU ": %s\n", wish->number, target->bus_id,
            code_sentence(code));
    }
    return outcome_of(wish, code);
}

enum outcome reset_deferred_clock(const struct target *target, struct wish *wish) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t);
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(234))(target->gpu);
    if (code == NVML_SUCCESS || code == NVML_ERROR_NOT_SUPPORTED) {
        put("%s" RELOAD, code == NVML_SUCCESS ? "" : "Reseting deferred memory clocks is not supported\n");
    } else {
        put("Reseting memory clock failed for " GPU ": %s\n", target->bus_id, code_sentence(code));
    }
    return outcome_of(wish, code);
}

enum { FIELD_MIN = 187, FIELD_MAX = 188, FIELD_REQUESTED = 192, SCOPES = 2 };

static void give_watts(char *text, u32 milliwatts) { format_float(text, PAIR_SIZE, milliwatts, 2); }

/* Of what is beyond 32 bits the original keeps the low half; there is none of what is beyond 64. */
static u32 low_half(double number) { return number > -0x1p63 && number < 0x1p63 ? (u32)(u64)(i64)number : 0; }

enum outcome set_power_limit(const struct target *target, struct wish *wish) {
    u64 old;
    u64 min;
    u64 max;
    char texts[3][PAIR_SIZE];
    if (wish->scope >= SCOPES) {
        put("Failed to set power management limit. Invalid device type.\n");
        wish->code = NVML_ERROR_INVALID_ARGUMENT;
        return FAILED;
    }
    if (field_number(target->gpu, FIELD_REQUESTED, wish->scope, &old) != NVML_SUCCESS ||
        field_number(target->gpu, FIELD_MIN, wish->scope, &min) != NVML_SUCCESS ||
        field_number(target->gpu, FIELD_MAX, wish->scope, &max) != NVML_SUCCESS) {
        put("Changing power management limit is not supported in current scope for GPU: %s.\n", target->bus_id);
        wish->code = NVML_ERROR_NOT_SUPPORTED;
        return PASSED;
    }
    u32 milliwatts = low_half(wish->watts * 1000);
    real_format(texts[0], wish->watts);
    if (milliwatts < min || milliwatts > max) {
        give_watts(texts[1], (u32)min);
        give_watts(texts[2], (u32)max);
        put("Provided power limit %s W is not a valid power limit which should be between %s W and %s W for " GPU "\n",
            texts[0], texts[1], texts[2], target->bus_id);
        wish->code = NVML_ERROR_INVALID_ARGUMENT;
        return FAILED;
    }
    nvmlPowerValue_v2_t value = {(u32)sizeof(value) | 2u << 24, (nvmlPowerScopeType_t)wish->scope, milliwatts};
    nvmlReturn_t code = nvmlDeviceSetPowerManagementLimit_v2(target->gpu, &value);
    if (code == NVML_ERROR_NOT_SUPPORTED) {
        put("Changing power management limit is not supported for GPU: %s.\n", target->bus_id);
    } else if (code != NVML_SUCCESS) {
        put("Failed to set power management limit for " GPU ": %s\n", target->bus_id, code_sentence(code));
    } else {
        give_watts(texts[1], (u32)old);
        put("Power limit for " GPU " was set to %s W from %s W.\n", target->bus_id, texts[0], texts[1]);
        return DONE_REMIND;
    }
    return outcome_of(wish, code);
}

enum outcome set_cuda_clocks(const struct target *target, struct wish *wish) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u32);
    if (wish->number > 1) {
        put("Input should be 0 or 1. See nvidia-smi -h.\n");
        wish->code = NVML_ERROR_INVALID_ARGUMENT;
        return FAILED;
    }
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(181))(target->gpu, wish->number);
    if (code == NVML_ERROR_NOT_SUPPORTED) {
        put("Overriding CUDA clock limit is not supported for this device.\n");
    } else if (code != NVML_SUCCESS) {
        put("Unable to set CUDA clocks for " GPU ": %s\n", target->bus_id, code_sentence(code));
    }
    return outcome_of(wish, code);
}

/* nvmlTemperatureThresholds_t: the lowest, the present and the highest temperature that the GPU aims at. */
enum { TARGET_MIN = 4, TARGET_TEMPERATURE, TARGET_MAX };

enum outcome set_target_temperature(const struct target *target, struct wish *wish) {
    int degrees = (int)wish->number;
    u32 limits[3];
    nvmlReturn_t code = NVML_SUCCESS;
    static const u8 order[] = {TARGET_TEMPERATURE, TARGET_MIN, TARGET_MAX};
    for (u32 i = 0; i < 3 && code == NVML_SUCCESS; i++) {
        code = nvmlDeviceGetTemperatureThreshold(target->gpu, order[i], &limits[order[i] - TARGET_MIN]);
    }
    if (code != NVML_SUCCESS) {
        put("GPU Target Temperature Threshold not supported for " GPU ".\n", target->bus_id);
        return outcome_of(wish, code);
    }
    if (wish->number < limits[0] || wish->number > limits[2]) {
        put("Invalid input. GPU Target Temperature should be in range %u - %u for " GPU "\n", limits[0], limits[2],
            target->bus_id);
        return outcome_of(wish, NVML_ERROR_INVALID_ARGUMENT);
    }
    if (wish->number == limits[TARGET_TEMPERATURE - TARGET_MIN]) {
        put("Requested GPU Target Temperature %u is already set for " GPU "\n", wish->number, target->bus_id);
        return DONE;
    }
    code = nvmlDeviceSetTemperatureThreshold(target->gpu, TARGET_TEMPERATURE, &degrees);
    if (code != NVML_SUCCESS) {
        put("Unable to set requested Target Temperature for " GPU ": %s\n", target->bus_id, code_sentence(code));
    }
    return outcome_of(wish, code);
}
