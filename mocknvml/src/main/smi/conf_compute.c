/* nvidia-smi conf-compute: confidential computing, whose settings boards answer from Ampere on. */
#include "codes.h"
#include "numbers.h"
#include "output.h"
#include "subcommand.h"

/* One question each. */
enum { CPU, GPUS, DEV_TOOLS, ENVIRONMENT, FEATURE, MEMORY, SET_MEMORY, SET_READY, READY, SET_ROTATION, ROTATION, MULTI_GPU,
       QUESTIONS, ID = QUESTIONS };
enum { ARCHITECTURE_AMPERE = 7, VERSION_SETTINGS = 0x01000014, VERSION_ROTATION = 0x01000010 };

static const struct suboption options[] = {
    [CPU] = {"-gc", "--get-cpu-caps", FLAG},
    [GPUS] = {"-gg", "--get-gpus-caps", FLAG},
    [DEV_TOOLS] = {"-d", "--get-devtools-mode", FLAG},
    [ENVIRONMENT] = {"-e", "--get-environment", FLAG},
    [FEATURE] = {"-f", "--get-cc-feature", FLAG},
    [MEMORY] = {"-gm", "--get-mem-size-info", FLAG},
    [SET_MEMORY] = {"-sm", "--set-unprotected-mem-size", NUMBER_VALUE},
    [SET_READY] = {"-srs", "--set-gpus-ready-state", NUMBER_VALUE},
    [READY] = {"-grs", "--get-gpus-ready-state", FLAG},
    [SET_ROTATION] = {"-skr", "--set-key-rotation-max-attacker-advantage", NUMBER_VALUE | SINCE_550},
    [ROTATION] = {"-gkr", "--get-key-rotation-threshold-info", FLAG | SINCE_550},
    [MULTI_GPU] = {"-mgm", "--get-multigpu-mode", FLAG | SINCE_550},
    [ID] = {"-i", "--id", TEXT_VALUE},
    {0, 0, 0},
};

/* Ends with NULL. */
static const char *word_of(const char *const *words, u32 number) {
    u32 i = 0;
    while (words[i] != 0 && i < number) {
        i++;
    }
    return words[i] == 0 ? "Unknown" : words[i];
}

static int fail(const char *verb, const char *what, nvmlReturn_t code) {
    put("Failed to %s Conf. Compute %s: %s\n", verb, what, code_sentence(code));
    return exit_status(code);
}

static int put_capability(u32 question) {
    static const char *const cpus[] = {"None", "AMD SEV", "INTEL TDX", 0};
    static const char *const gpus[] = {"None", "CC Capable", 0};
    nvmlConfComputeSystemCaps_t caps = {0};
    nvmlReturn_t code = nvmlSystemGetConfComputeCapabilities(&caps);
    if (code != NVML_SUCCESS) {
        return fail("display", "capabilities", code);
    }
    put("%s CC capabilities: %s\n", question == CPU ? "CPU" : "GPU",
        question == CPU ? word_of(cpus, caps.cpuCaps) : word_of(gpus, caps.gpusCaps));
    return 0;
}

static int put_state(u32 question) {
    static const char *const switches[] = {"OFF", "ON", 0};
    static const char *const environments[] = {"UNAVAILABLE", "SIM", "PRODUCTION", 0};
    nvmlConfComputeSystemState_t state = {0};
    nvmlReturn_t code = nvmlSystemGetConfComputeState(&state);
    if (code != NVML_SUCCESS) {
        return fail("display", "state", code);
    }
    if (question == ENVIRONMENT) {
        put("CC Environment: %s\n", word_of(environments, state.environment));
    } else {
        put("%s: %s\n", question == FEATURE ? "CC status" : "DevTools Mode",
            word_of(switches, question == FEATURE ? state.ccFeature : state.devToolsMode));
    }
    return 0;
}

static int put_memory(const struct target *target) {
    nvmlConfComputeMemSizeInfo_t info = {0};
    target_put_title(target);
    nvmlReturn_t code = nvmlDeviceGetConfComputeMemSizeInfo(target->gpu, &info);
    if (code != NVML_SUCCESS) {
        return fail("display", "memory sizes", code);
    }
    put("Protected memory size:   %llu KiB\nUnprotected memory size: %llu KiB\n", info.protectedMemSizeKib,
        info.unprotectedMemSizeKib);
    return 0;
}

static int put_ready(void) {
    u32 ready = 0;
    nvmlReturn_t code = nvmlSystemGetConfComputeGpusReadyState(&ready);
    if (code != NVML_SUCCESS) {
        return fail("display", "GPUs Ready State", code);
    }
    put("\nConfidential Compute GPUs Ready state: %s\n\n", ready ? "ready" : "not-ready");
    return 0;
}

static int put_rotation(void) {
    nvmlConfComputeGetKeyRotationThresholdInfo_t info = {.version = VERSION_ROTATION};
    nvmlReturn_t code = nvmlSystemGetConfComputeKeyRotationThresholdInfo(&info);
    if (code != NVML_SUCCESS) {
        return fail("display", "key rotation threshold info", code);
    }
    put("\nConfidential Compute Key Rotation Threshold Attacker Advantage: %llu\n\n", info.attackerAdvantage);
    return 0;
}

static int put_multi_gpu(void) {
    static const char *const modes[] = {"None", "Protected PCIe", 0};
    nvmlSystemConfComputeSettings_t settings = {.version = VERSION_SETTINGS};
    nvmlReturn_t code = nvmlSystemGetConfComputeSettings(&settings);
    if (code != NVML_SUCCESS) {
        return fail("display", "Multi-GPU Mode", code);
    }
    put("Multi-GPU Mode: %s\n", word_of(modes, settings.multiGpuMode));
    return 0;
}

static int change(const struct target *target, u32 question, const struct given *given) {
    const char *value = given[question].value;
    u64 number = value == 0 ? 0 : number_unsigned(number_of(value, 0)); /* of which all 64 bits count */
    nvmlConfComputeSetKeyRotationThresholdInfo_t info = {VERSION_ROTATION, number};
    nvmlReturn_t code;
    switch (question) {
    case SET_MEMORY:
        code = nvmlDeviceSetConfComputeUnprotectedMemSize(target->gpu, number);
        return code == NVML_SUCCESS ? 0 : fail("set", "Unprotected Memory Size", code);
    case SET_READY:
        code = nvmlSystemSetConfComputeGpusReadyState((u32)number);
        return code == NVML_SUCCESS ? 0 : fail("set", "GPUs Ready State", code);
    default:
        code = nvmlSystemSetConfComputeKeyRotationThresholdInfo(&info);
        return code == NVML_SUCCESS ? 0 : fail("set", "key max attacker advantage", code);
    }
}

static int answer(const struct target *target, u32 question, const struct given *given) {
    switch (question) {
    case CPU:
    case GPUS:
        return put_capability(question);
    case DEV_TOOLS:
    case ENVIRONMENT:
    case FEATURE:
        return put_state(question);
    case MEMORY:
        return put_memory(target);
    case READY:
        return put_ready();
    case ROTATION:
        return put_rotation();
    case MULTI_GPU:
        return put_multi_gpu();
    default:
        return change(target, question, given);
    }
}

static int is_capable(const struct target *target) {
    u32 architecture = 0;
    return nvmlDeviceGetArchitecture(target->gpu, &architecture) == NVML_SUCCESS &&
           architecture >= ARCHITECTURE_AMPERE;
}

static int run(const struct given *given) {
    static struct targets targets;
    u32 question = QUESTIONS;
    u32 capable = 0;
    u32 asked = subcommand_asked(&conf_compute_command, given, ID);
    if (asked != 1) {
        return asked == 0 ? subcommand_help(&conf_compute_command) : subcommand_one_only(&conf_compute_command);
    }
    for (u32 i = 0; i < QUESTIONS; i++) {
        question = given[i].is_given ? i : question;
    }
    int status = targets_find(&targets, given[ID].value);
    int for_each = question == MEMORY || question == SET_MEMORY;
    for (u32 i = 0; status == 0 && i < targets.count; i++) {
        if (is_capable(&targets.gpus[i]) && (capable++ == 0 || for_each) && question != QUESTIONS) {
            status = answer(&targets.gpus[i], question, given);
        }
    }
    if (status == 0 && capable == 0) {
        put("No CC capable devices found.\n");
        return EXIT_NO_DEVICE;
    }
    return status;
}

const struct subcommand conf_compute_command = {
    "conf-compute", options, "Confidential computing: what the system can do, and its settings.", STRICT, run,
};
