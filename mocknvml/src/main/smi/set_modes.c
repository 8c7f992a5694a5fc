/* Setters of modes. */
#include "codes.h"
#include "output.h"
#include "setting.h"
#include "value.h"

#define GPU "GPU %s"

enum outcome reject(struct wish *wish, const char *what) {
    put("Invalid %s: %u\n", what, wish->number);
    wish->code = NVML_ERROR_INVALID_ARGUMENT;
    return FAILED;
}

enum outcome outcome_of(struct wish *wish, nvmlReturn_t code) {
    wish->code = code;
    return code == NVML_SUCCESS ? DONE : code == NVML_ERROR_NOT_SUPPORTED ? WARNED : FAILED;
}

/* Stands before what is said of a GPU that cannot do something: it might without MIG. */
static int is_refused_by_mig(const struct target *target, nvmlReturn_t code) {
    u32 current = 0;
    u32 pending;
    return code == NVML_ERROR_NOT_SUPPORTED && nvmlDeviceGetMigMode(target->gpu, &current, &pending) == NVML_SUCCESS &&
           current != 0;
}

enum outcome set_persistence(const struct target *target, struct wish *wish) {
    const char *word = wish->number ? "Enabled" : "Disabled";
    u32 now = 0;
    if (wish->number > 1) {
        return reject(wish, "persistence mode");
    }
    nvmlReturn_t code = nvmlDeviceGetPersistenceMode(target->gpu, &now);
    if (code == NVML_SUCCESS && now == wish->number) {
        put("Persistence mode is already %s for " GPU ".\n", word, target->bus_id);
        return DONE;
    }
    code = code != NVML_SUCCESS ? code : nvmlDeviceSetPersistenceMode(target->gpu, wish->number);
    if (code == NVML_SUCCESS) {
        put("%s persistence mode for " GPU ".\n", word, target->bus_id);
    } else if (code == NVML_ERROR_NOT_SUPPORTED) {
        put("Setting persistence mode is not supported for " GPU " on this platform.\n", target->bus_id);
    } else {
        put("Unable to set persistence mode for " GPU ": %s\n", target->bus_id, code_sentence(code));
    }
    return outcome_of(wish, code);
}

enum outcome set_ecc(const struct target *target, struct wish *wish) {
    const char *word = wish->number ? "Enabled" : "Disabled";
    u32 now = 0;
    u32 pending = 0;
    if (wish->number > 1) {
        return reject(wish, "ECC configuration code");
    }
    nvmlReturn_t code = nvmlDeviceGetEccMode(target->gpu, &now, &pending);
    if (code == NVML_SUCCESS && pending == wish->number) {
        put("ECC support is already %s for " GPU ".\n", word, target->bus_id);
        return DONE;
    }
    if (code == NVML_ERROR_NOT_SUPPORTED) {
        put("ECC features not supported for " GPU ".\n", target->bus_id);
        return outcome_of(wish, code);
    }
    code = code != NVML_SUCCESS ? code : nvmlDeviceSetEccMode(target->gpu, wish->number);
    if (code != NVML_SUCCESS) {
        put("Unable to set ECC config for " GPU ": %s\n", target->bus_id, code_sentence(code));
        return outcome_of(wish, code);
    }
    put("%s ECC support for " GPU ".\n", word, target->bus_id);
    return DONE_REBOOT;
}

enum outcome reset_ecc(const struct target *target, struct wish *wish) {
    if (wish->number > 1) {
        return reject(wish, "ECC type");
    }
    nvmlReturn_t code = nvmlDeviceClearEccErrorCounts(target->gpu, wish->number);
    if (is_refused_by_mig(target, code)) {
        put("Clearing ECC errors is not supported on a MIG-enabled device.\n");
    }
    if (code == NVML_SUCCESS) {
        put("Reset %s ECC errors to zero for " GPU ".\n", wish->number ? "aggregate" : "volatile", target->bus_id);
    } else if (code == NVML_ERROR_NOT_SUPPORTED) {
        put("ECC features not supported for " GPU ".\n", target->bus_id);
    } else {
        put("Unable to clear ECC errors for " GPU ": %s\n", target->bus_id, code_sentence(code));
    }
    return outcome_of(wish, code);
}

enum { EXCLUSIVE_THREAD = 1, EXCLUSIVE_PROCESS = 3 };

enum outcome set_compute_mode(const struct target *target, struct wish *wish) {
    static const char *const words[] = {"DEFAULT", "", "PROHIBITED", "EXCLUSIVE_PROCESS"};
    u32 now = 0;
    if (wish->number > EXCLUSIVE_PROCESS) {
        return reject(wish, "compute mode");
    }
    if (wish->number == EXCLUSIVE_THREAD) {
        put("Exclusive_Thread was deprecated! Use value 3:Exclusive_Process instead.\n");
        wish->code = NVML_ERROR_NOT_SUPPORTED;
        return WARNED;
    }
    nvmlReturn_t code = nvmlDeviceGetComputeMode(target->gpu, &now);
    if (code == NVML_SUCCESS && now == wish->number) {
        put("Compute mode is already set to %s for " GPU ".\n", words[now], target->bus_id);
        return DONE;
    }
    code = code != NVML_SUCCESS ? code : nvmlDeviceSetComputeMode(target->gpu, wish->number);
    if (is_refused_by_mig(target, code)) {
        put("Setting compute mode to %s is not supported on a MIG-enabled device.\n", words[wish->number]);
    }
    if (code == NVML_SUCCESS) {
        put("Set compute mode to %s for " GPU ".\n", words[wish->number], target->bus_id);
    } else {
        put("Unable to set the compute mode for " GPU ": %s\n", target->bus_id, code_sentence(code));
    }
    return outcome_of(wish, code);
}

enum outcome set_operation_mode(const struct target *target, struct wish *wish) {
    char word[VALUE_SIZE];
    u32 now = 0;
    u32 pending = 0;
    nvmlReturn_t code = nvmlDeviceGetGpuOperationMode(target->gpu, &now, &pending);
    if (code == NVML_ERROR_NOT_SUPPORTED) {
        put("GOM mode cannot be changed on " GPU ".\n", target->bus_id);
        return outcome_of(wish, code);
    }
    write_operation_mode(word, wish->number);
    if (code == NVML_SUCCESS && pending == wish->number) {
        put("GOM is already pending on \"%s\" for " GPU ".\n", word, target->bus_id);
        return DONE;
    }
    code = code != NVML_SUCCESS ? code : nvmlDeviceSetGpuOperationMode(target->gpu, wish->number);
    if (code != NVML_SUCCESS) {
        put("Unable to set GOM to \"%s\" for " GPU ": %s\n", word, target->bus_id, code_sentence(code));
        return outcome_of(wish, code);
    }
    put("GOM changed to \"%s\" for " GPU ".\n", word, target->bus_id);
    return DONE_REBOOT;
}

enum outcome set_accounting(const struct target *target, struct wish *wish) {
    const char *word = wish->number ? "Enabled" : "Disabled";
    u32 now = 0;
    if (wish->number > 1) {
        return reject(wish, "accounting mode");
    }
    nvmlReturn_t code = nvmlDeviceGetAccountingMode(target->gpu, &now);
    if (code == NVML_SUCCESS && now == wish->number) {
        put("Accounting Mode is already %s for " GPU ".\n", word, target->bus_id);
        return DONE;
    }
    code = code != NVML_SUCCESS ? code : nvmlDeviceSetAccountingMode(target->gpu, wish->number);
    if (is_refused_by_mig(target, code)) {
        put("Setting accounting mode to %s is not supported on a MIG-enabled device.\n", word);
    }
    if (code != NVML_SUCCESS) {
        put("Unable to set Accounting Mode for " GPU ": %s\n", target->bus_id, code_sentence(code));
        return outcome_of(wish, code);
    }
    put("%s Accounting Mode for " GPU ".\n", word, target->bus_id);
    return wish->number ? DONE_REMIND : DONE;
}

enum outcome clear_accounted(const struct target *target, struct wish *wish) {
    nvmlReturn_t code = nvmlDeviceClearAccountingPids(target->gpu);
    if (code == NVML_SUCCESS) {
        put("Cleared Accounted PIDs for " GPU ".\n", target->bus_id);
    } else {
        put("Unable to clear Accounted PIDs for " GPU ": %s\n", target->bus_id, code_sentence(code));
    }
    return outcome_of(wish, code);
}

static void put_pending_mig(const struct target *target, u32 mode, nvmlReturn_t status) {
    put("Warning: MIG mode is in pending %s state for " GPU ":%s\n", mode ? "enable" : "disable", target->bus_id,
        code_sentence(status));
    if (status == NVML_ERROR_IN_USE) {
        put("%s is currently being used by one or more other processes (e.g. CUDA application or a monitoring "
            "application such as another instance of nvidia-smi). Please first kill all processes using the device "
            "and retry the command or reboot the system to make MIG mode effective.\n",
            target->bus_id);
    } else {
        put("Reboot the system or try nvidia-smi --gpu-reset to make MIG mode effective on " GPU "\n", target->bus_id);
    }
}

enum outcome set_mig(const struct target *target, struct wish *wish) {
    nvmlReturn_t status = NVML_SUCCESS;
    if (wish->number > 1) {
        return reject(wish, "MIG Mode");
    }
    nvmlReturn_t code = nvmlDeviceSetMigMode(target->gpu, wish->number, &status);
    if (code != NVML_SUCCESS) {
        put("Unable to %s MIG Mode for " GPU ": %s\n", wish->number ? "enable" : "disable", target->bus_id,
            code_sentence(code));
        return outcome_of(wish, code);
    }
    if (status != NVML_SUCCESS) {
        put_pending_mig(target, wish->number, status);
    } else {
        put("%s MIG Mode for " GPU "\n", wish->number ? "Enabled" : "Disabled", target->bus_id);
    }
    return DONE_REMIND;
}

static enum outcome refuse_reset(struct wish *wish, const char *why, nvmlReturn_t code) {
    put("GPU %s: %s\n", why, code_sentence(code));
    wish->code = code;
    return ENDED;
}

enum { MODE_VGPU = 2 }; /* of nvmlGpuVirtualizationMode_t */

enum outcome reset_gpu(const struct target *target, struct wish *wish) {
    /* The first step of a reset asks for the fabric's state; of the others only the last one does anything here. */
    typedef nvmlReturn_t (*step)(u32, const nvmlDevice_t *);
    u32 mode = 0;
    if (nvmlDeviceGetVirtualizationMode(target->gpu, &mode) == NVML_SUCCESS && mode == MODE_VGPU) {
        put("GPU Reset couldn't run because " GPU " is in vGPU mode.\n", target->bus_id);
        wish->code = NVML_ERROR_NOT_SUPPORTED;
        return ENDED;
    }
    nvmlReturn_t code = nvmlDeviceGetPersistenceMode(target->gpu, &mode);
    if (code != NVML_SUCCESS) {
        put("Unable to get persistence mode for " GPU ": %s\n", target->bus_id, code_sentence(code));
        wish->code = code;
        return ENDED;
    }
    code = table_slot(169)();
    if (code != NVML_SUCCESS) {
        return refuse_reset(wish, "Reset couldn't run because fabric state could not be determined", code);
    }
    code = ((step)(void (*)(void))table_slot(168))(1, &target->gpu);
    if (code != NVML_SUCCESS) {
        return refuse_reset(wish, "reset unavailable", code);
    }
    put(GPU " was successfully reset.\n", target->bus_id);
    return DONE;
}

#define REFUSED(name, ...) \
    enum outcome name(const struct target *target, struct wish *wish) { \
        wish->code = NVML_ERROR_NOT_SUPPORTED; \
        (void)target; \
        put(__VA_ARGS__); \
        return WARNED; \
    }

REFUSED(refuse_virtualization, "Setting virtualization mode is not supported for " GPU ".\n", target->bus_id)
REFUSED(refuse_auto_boost, "Enabling/disabling default auto boosted clocks is not supported for GPU: %s.\n",
        target->bus_id)
REFUSED(refuse_auto_boost_permission, "Changing auto boosted clocks permissions is not supported for GPU: %s.\n",
        target->bus_id)
REFUSED(refuse_applications_permission, "Warning: This option is deprecated and will be removed in future releases\n")

enum outcome refuse_driver_model(const struct target *target, struct wish *wish) {
    u32 now = 0;
    if (wish->number > 1) {
        put("Invalid driver model specified: %u\n", wish->number);
        wish->code = NVML_ERROR_INVALID_ARGUMENT;
        return FAILED;
    }
    if (nvmlDeviceGetDriverModel_v2(target->gpu, &now, 0) == NVML_SUCCESS && now == wish->number) {
        put("Driver model is already set to %s for " GPU ".\n", now ? "TCC" : "WDDM", target->bus_id);
        return DONE;
    }
    put("Changing driver models is not supported for " GPU " on this platform.\n", target->bus_id);
    wish->code = NVML_ERROR_NOT_SUPPORTED;
    return WARNED;
}
