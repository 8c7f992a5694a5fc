/* nvidia-smi mig: the instances that GPUs are divided into. */
#include "codes.h"
#include "layout.h"
#include "mig.h"
#include "output.h"
#include "subcommand.h"

/* Of several commands the first of this list is done. */
enum { LIST_GPU_PROFILES, LIST_GPU_PLACEMENTS, CREATE_GPU, LIST_GPU, DESTROY_GPU, LIST_COMPUTE_PROFILES,
       LIST_COMPUTE_PLACEMENTS, CREATE_COMPUTE, LIST_COMPUTE, DESTROY_COMPUTE, COMMANDS, WITH_COMPUTE = COMMANDS,
       GPU_IDS, COMPUTE_IDS, ID };

static const struct suboption options[] = {
    [LIST_GPU_PROFILES] = {"-lgip", "--list-gpu-instance-profiles", FLAG},
    [LIST_GPU_PLACEMENTS] = {"-lgipp", "--list-gpu-instance-possible-placements", FLAG},
    [CREATE_GPU] = {"-cgi", "--create-gpu-instance", TEXT_VALUE},
    [DESTROY_GPU] = {"-dgi", "--destroy-gpu-instance", FLAG},
    [LIST_GPU] = {"-lgi", "--list-gpu-instances", FLAG},
    [LIST_COMPUTE_PROFILES] = {"-lcip", "--list-compute-instance-profiles", FLAG},
    [LIST_COMPUTE_PLACEMENTS] = {"-lcipp", "--list-compute-instance-possible-placements", FLAG},
    [CREATE_COMPUTE] = {"-cci", "--create-compute-instance", OPTIONAL_VALUE},
    [DESTROY_COMPUTE] = {"-dci", "--destroy-compute-instance", FLAG},
    [LIST_COMPUTE] = {"-lci", "--list-compute-instances", FLAG},
    [WITH_COMPUTE] = {"-C", "--default-compute-instance", FLAG},
    [GPU_IDS] = {"-gi", "--gpu-instance-id", TEXT_VALUE},
    [COMPUTE_IDS] = {"-ci", "--compute-instance-id", TEXT_VALUE},
    [ID] = {"-i", "--id", TEXT_VALUE},
    {0, 0, 0},
};

/* Leaves the GPUs that can be divided, or are in the mode for it; returns how many could be. */
static u32 keep(struct targets *targets, int only_enabled) {
    u32 able = 0;
    u32 kept = 0;
    for (u32 i = 0; i < targets->count; i++) {
        u32 current = 0;
        u32 pending;
        if (nvmlDeviceGetMigMode(targets->gpus[i].gpu, &current, &pending) == NVML_SUCCESS) {
            able++;
            if (!only_enabled || current != 0) {
                targets->gpus[kept++] = targets->gpus[i];
            }
        }
    }
    targets->count = kept;
    return able;
}

static int refuse(const char *what) {
    put("No %s found: Not Found\n", what);
    return EXIT_NO_DEVICE;
}

/* Both ways to create have one value: the last. */
static const char *profiles_of(const struct given *given) {
    const struct given *gpu = &given[CREATE_GPU];
    const struct given *compute = &given[CREATE_COMPUTE];
    int is_compute = gpu->value == 0 || (compute->value != 0 && compute->value_place > gpu->value_place);
    return is_compute ? compute->value : gpu->value;
}

static int run_with_instances(const struct targets *targets, const struct given *given, u32 command) {
    static struct gpu_instances parents;
    static struct compute_instances found;
    /* The lists of instances are of all of them: their own ids do not matter there. */
    mig_find_gpu_instances(&parents, targets, command == LIST_GPU ? 0 : given[GPU_IDS].value);
    if (parents.count == 0) {
        return refuse("GPU instances");
    }
    switch (command) {
    case DESTROY_GPU:
        return mig_destroy_gpu_instances(&parents);
    case LIST_GPU:
        return mig_list_gpu_instances(&parents);
    case LIST_COMPUTE_PROFILES:
        return mig_list_compute_profiles(&parents);
    case LIST_COMPUTE_PLACEMENTS:
        return mig_list_compute_placements(&parents);
    case CREATE_COMPUTE:
        return mig_create_compute_instances(&parents, profiles_of(given));
    default:
        break;
    }
    mig_find_compute_instances(&found, &parents, command == LIST_COMPUTE ? 0 : given[COMPUTE_IDS].value);
    if (found.count == 0) {
        return refuse("compute instances");
    }
    if (command == DESTROY_COMPUTE) {
        return mig_destroy_compute_instances(&found);
    }
    return command == LIST_COMPUTE ? mig_list_compute_instances(&found) : 0;
}

static int run(const struct given *given) {
    static struct targets targets;
    u32 command = 0;
    while (command < COMMANDS && !given[command].is_given) {
        command++;
    }
    int is_question = command < COMMANDS || given[WITH_COMPUTE].is_given || given[GPU_IDS].is_given ||
                      given[COMPUTE_IDS].is_given || given[ID].is_given > 1;
    if (!is_question) {
        return subcommand_help(&mig_command);
    }
    int status = targets_find(&targets, given[ID].value);
    if (status != 0) {
        return status;
    }
    u32 able = keep(&targets, command > LIST_GPU_PLACEMENTS || layout() < LAYOUT_550);
    if (targets.count == 0) {
        int is_old = layout() < LAYOUT_550;
        put("No MIG-%s devices found.\n", able == 0 && !is_old ? "supported" : "enabled");
        return able == 0 || is_old ? EXIT_NO_DEVICE : 0;
    }
    switch (command) {
    case LIST_GPU_PROFILES:
        return mig_list_gpu_profiles(&targets);
    case LIST_GPU_PLACEMENTS:
        return mig_list_gpu_placements(&targets);
    case CREATE_GPU:
        return mig_create_gpu_instances(&targets, profiles_of(given), given[WITH_COMPUTE].is_given);
    default:
        return run_with_instances(&targets, given, command);
    }
}

const struct subcommand mig_command = {
    "mig", options, "What GPUs are divided into: their GPU instances and compute instances.", STRICT, run,
};
