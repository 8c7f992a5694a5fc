/* What nvidia-smi mig creates and destroys. */
#include "codes.h"
#include "mig.h"
#include "numbers.h"
#include "output.h"

/* One item of what was typed. */
struct item {
    char text[MIG_NAME];
    u32 profile_length; /* of the part before the colon */
    int has_start;
    u32 start;
};

/* The next item; 0 at the end. */
static int next_item(const char **list, struct item *item) {
    while (**list == ',') {
        (*list)++;
    }
    u32 length = 0;
    while ((*list)[length] != 0 && (*list)[length] != ',') {
        length++;
    }
    if (length == 0) {
        return 0;
    }
    format(item->text, sizeof(item->text), "%.*s", (int)length, *list);
    *list += length;
    const char *colon = text_find(item->text, ':');
    item->profile_length = (u32)(colon == 0 ? string_length(item->text) : (size_t)(colon - item->text));
    item->has_start = colon != 0 && number_scan(colon + 1, 0, &item->start);
    return 1;
}

/* Whether the item means the profile, by its id or by its name with or without "MIG ". */
static int means(const struct item *item, u32 id, const char *name) {
    char typed[MIG_NAME];
    format(typed, sizeof(typed), "%.*s", (int)item->profile_length, item->text);
    struct number number = number_of(typed, 10);
    if (number.end != typed && *number.end == 0) {
        return (u32)number_unsigned(number) == id;
    }
    return string_equal(typed, name) || (text_starts(name, "MIG ") && string_equal(typed, name + 4));
}

static int fail(const char *what, nvmlReturn_t code) {
    put("Failed to %s: %s\n", what, code_sentence(code));
    return exit_status(code);
}

static nvmlReturn_t refuse_compute(const struct gpu_instance *parent, const char *typed, nvmlReturn_t code) {
    put("Unable to create a compute instance on GPU %2u GPU instance ID %2u using profile %s: %s\n",
        parent->target->index, parent->info.id, typed, code_sentence(code));
    return code;
}

static nvmlReturn_t create_compute(const struct gpu_instance *parent, const char *typed,
                                   const nvmlComputeInstanceProfileInfo_v2_t *profile, const struct item *item) {
    nvmlComputeInstance_t created;
    nvmlComputeInstanceInfo_t info = {0};
    nvmlReturn_t code;
    if (item != 0 && item->has_start) {
        nvmlComputeInstancePlacement_t placement = {item->start, profile->sliceCount};
        code = nvmlGpuInstanceCreateComputeInstanceWithPlacement(parent->handle, profile->id, &placement, &created);
    } else {
        code = nvmlGpuInstanceCreateComputeInstance(parent->handle, profile->id, &created);
    }
    code = code != NVML_SUCCESS ? code : nvmlComputeInstanceGetInfo_v2(created, &info);
    if (code != NVML_SUCCESS) {
        return refuse_compute(parent, typed, code);
    }
    put("Successfully created compute instance ID %2u on GPU %2u GPU instance ID %2u using profile %s (ID %2u)\n",
        info.id, parent->target->index, parent->info.id, profile->name, profile->id);
    return NVML_SUCCESS;
}

static nvmlReturn_t create_largest(const struct gpu_instance *parent) {
    nvmlComputeInstanceProfileInfo_v2_t profile;
    return mig_largest_profile(parent->handle, &profile) ? create_compute(parent, "default", &profile, 0)
                                                         : refuse_compute(parent, "default", NVML_ERROR_INVALID_ARGUMENT);
}

static nvmlReturn_t create_chosen(const struct gpu_instance *parent, const struct item *item) {
    nvmlComputeInstanceProfileInfo_v2_t profile;
    for (u32 place = 0; place < COMPUTE_PROFILES; place++) {
        if (mig_compute_profile(parent->handle, place, &profile) && means(item, profile.id, profile.name)) {
            return create_compute(parent, item->text, &profile, item);
        }
    }
    return refuse_compute(parent, item->text, NVML_ERROR_INVALID_ARGUMENT);
}

int mig_create_compute_instances(const struct gpu_instances *instances, const char *profiles) {
    struct item item;
    for (u32 i = 0; i < instances->count; i++) {
        nvmlReturn_t code = profiles == 0 ? create_largest(&instances->list[i]) : NVML_SUCCESS;
        for (const char *rest = profiles; code == NVML_SUCCESS && rest != 0 && next_item(&rest, &item);) {
            code = create_chosen(&instances->list[i], &item);
        }
        if (code != NVML_SUCCESS) {
            return fail("create compute instances", code);
        }
    }
    return 0;
}

static int find_profile(nvmlDevice_t gpu, const struct item *item, nvmlGpuInstanceProfileInfo_v2_t *profile) {
    for (u32 place = 0; place < GPU_PROFILES; place++) {
        if (mig_gpu_profile(gpu, place, profile) && means(item, profile->id, profile->name)) {
            return 1;
        }
    }
    return 0;
}

/* Where the item says, whether or not the profile can start there: the driver knows. */
static nvmlGpuInstancePlacement_t placement_of(nvmlDevice_t gpu, u32 profile, u32 start) {
    nvmlGpuInstancePlacement_t all[2 * MAX_OF_GPU] = {{0, 0}};
    u32 count = 2 * MAX_OF_GPU;
    nvmlDeviceGetGpuInstancePossiblePlacements_v2(gpu, profile, all, &count);
    return (nvmlGpuInstancePlacement_t){start, all[0].size};
}

static nvmlReturn_t create_instance(const struct target *target, const struct item *item, struct gpu_instance *created) {
    nvmlGpuInstanceProfileInfo_v2_t profile;
    nvmlReturn_t code = NVML_ERROR_INVALID_ARGUMENT;
    *created = (struct gpu_instance){.target = target};
    if (find_profile(target->gpu, item, &profile)) {
        if (!item->has_start) {
            code = nvmlDeviceCreateGpuInstance(target->gpu, profile.id, &created->handle);
        } else {
            nvmlGpuInstancePlacement_t placement = placement_of(target->gpu, profile.id, item->start);
            code = nvmlDeviceCreateGpuInstanceWithPlacement(target->gpu, profile.id, &placement, &created->handle);
        }
    }
    code = code != NVML_SUCCESS ? code : nvmlGpuInstanceGetInfo(created->handle, &created->info);
    if (item->profile_length == 0) {
        put("Unable to create a GPU instace on GPU %2u using profile %s: invalid placement syntax\n", target->index,
            item->text);
    } else if (code != NVML_SUCCESS) {
        put("Unable to create a GPU instance on GPU %2u using profile %s: %s\n", target->index, item->text,
            code_sentence(code));
    } else {
        put("Successfully created GPU instance ID %2u on GPU %2u using profile %s (ID %2u)\n", created->info.id,
            target->index, profile.name, profile.id);
    }
    return code;
}

int mig_create_gpu_instances(const struct targets *targets, const char *profiles, int with_compute) {
    struct item item;
    struct gpu_instance created;
    for (u32 i = 0; i < targets->count; i++) {
        for (const char *rest = profiles; next_item(&rest, &item);) {
            nvmlReturn_t code = create_instance(&targets->gpus[i], &item, &created);
            if (code != NVML_SUCCESS) {
                return fail("create GPU instances", code);
            }
            code = with_compute ? create_largest(&created) : NVML_SUCCESS;
            if (code != NVML_SUCCESS) {
                return fail("create compute instances", code);
            }
        }
    }
    return 0;
}

int mig_destroy_gpu_instances(const struct gpu_instances *instances) {
    for (u32 i = 0; i < instances->count; i++) {
        const struct gpu_instance *instance = &instances->list[i];
        nvmlReturn_t code = nvmlGpuInstanceDestroy(instance->handle);
        if (code != NVML_SUCCESS) {
            put("Unable to destroy GPU instance ID %2u from GPU %2u: %s\n", instance->info.id, instance->target->index,
                code_sentence(code));
            return fail("destroy GPU instances", code);
        }
        put("Successfully destroyed GPU instance ID %2u from GPU %2u\n", instance->info.id, instance->target->index);
    }
    return 0;
}

int mig_destroy_compute_instances(const struct compute_instances *instances) {
    for (u32 i = 0; i < instances->count; i++) {
        const struct compute_instance *instance = &instances->list[i];
        const struct gpu_instance *parent = instance->parent;
        nvmlReturn_t code = nvmlComputeInstanceDestroy(instance->handle);
        if (code != NVML_SUCCESS) {
            put("Unable to destroy compute instance ID %2u from GPU %2u GPU instance ID %2u: %s\n", instance->info.id,
                parent->target->index, parent->info.id, code_sentence(code));
            return fail("destroy compute instances", code);
        }
        put("Successfully destroyed compute instance ID %2u from GPU %2u GPU instance ID %2u\n", instance->info.id,
            parent->target->index, parent->info.id);
    }
    return 0;
}
