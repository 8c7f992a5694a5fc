#include "mig_find.h"

#include "format.h"
#include "numbers.h"

enum { NO_INSTANCE = 0xffffffff };

int mig_gpu_profile(nvmlDevice_t gpu, u32 place, nvmlGpuInstanceProfileInfo_v2_t *profile) {
    *profile = (nvmlGpuInstanceProfileInfo_v2_t){.version = GPU_PROFILE_VERSION};
    return nvmlDeviceGetGpuInstanceProfileInfoV(gpu, place, profile) == NVML_SUCCESS;
}

static int is_smaller(const nvmlGpuInstanceProfileInfo_v2_t *a, const nvmlGpuInstanceProfileInfo_v2_t *b) {
    return a->sliceCount != b->sliceCount ? a->sliceCount < b->sliceCount : a->memorySizeMB < b->memorySizeMB;
}

u32 mig_gpu_profiles(nvmlDevice_t gpu, nvmlGpuInstanceProfileInfo_v2_t profiles[GPU_PROFILES]) {
    nvmlGpuInstanceProfileInfo_v2_t profile;
    u32 count = 0;
    for (u32 place = 0; place < GPU_PROFILES; place++) {
        if (!mig_gpu_profile(gpu, place, &profile)) {
            continue;
        }
        u32 at = count++;
        for (; at > 0 && is_smaller(&profile, &profiles[at - 1]); at--) {
            profiles[at] = profiles[at - 1];
        }
        profiles[at] = profile;
    }
    return count;
}

int mig_compute_profile(nvmlGpuInstance_t parent, u32 place, nvmlComputeInstanceProfileInfo_v2_t *profile) {
    *profile = (nvmlComputeInstanceProfileInfo_v2_t){.version = COMPUTE_PROFILE_VERSION};
    return nvmlGpuInstanceGetComputeInstanceProfileInfoV(parent, place, 0, profile) == NVML_SUCCESS;
}

int mig_largest_profile(nvmlGpuInstance_t parent, nvmlComputeInstanceProfileInfo_v2_t *profile) {
    nvmlComputeInstanceProfileInfo_v2_t other;
    int found = 0;
    for (u32 place = 0; place < COMPUTE_PROFILES; place++) {
        if (mig_compute_profile(parent, place, &other) && (!found || other.sliceCount > profile->sliceCount)) {
            *profile = other;
            found = 1;
        }
    }
    return found;
}

/* A word of the list that is no number counts as the one before it, and as none where it is the first. */
static int is_listed(const char *ids, u32 id) {
    u32 number = NO_INSTANCE;
    while (ids != 0 && *ids != 0) {
        u32 read;
        if (*ids == ',') {
            ids++;
            continue;
        }
        number = number_scan(ids, 0, &read) ? read : number;
        if (number == id) {
            return 1;
        }
        const char *comma = text_find(ids, ',');
        ids = comma == 0 ? "" : comma;
    }
    return ids == 0;
}

static void find_of_profile(struct gpu_instances *found, const struct target *target,
                            const nvmlGpuInstanceProfileInfo_v2_t *profile, const char *ids) {
    nvmlGpuInstance_t handles[MAX_OF_GPU];
    u32 count = MAX_OF_GPU;
    if (nvmlDeviceGetGpuInstances(target->gpu, profile->id, handles, &count) != NVML_SUCCESS) {
        return;
    }
    for (u32 i = 0; i < count && i < MAX_OF_GPU; i++) {
        struct gpu_instance *instance = &found->list[found->count];
        *instance = (struct gpu_instance){.target = target, .handle = handles[i]};
        if (nvmlGpuInstanceGetInfo(handles[i], &instance->info) == NVML_SUCCESS && is_listed(ids, instance->info.id)) {
            string_copy(instance->name, MIG_NAME, profile->name);
            found->count++;
        }
    }
}

void mig_find_gpu_instances(struct gpu_instances *found, const struct targets *targets, const char *ids) {
    nvmlGpuInstanceProfileInfo_v2_t profile;
    found->count = 0;
    for (u32 i = 0; i < targets->count; i++) {
        for (u32 place = 0; place < GPU_PROFILES; place++) {
            if (mig_gpu_profile(targets->gpus[i].gpu, place, &profile)) {
                find_of_profile(found, &targets->gpus[i], &profile, ids);
            }
        }
    }
}

static void find_compute(struct compute_instances *found, const struct gpu_instance *parent,
                         const nvmlComputeInstanceProfileInfo_v2_t *profile, const char *ids) {
    nvmlComputeInstance_t handles[MAX_OF_GPU];
    u32 count = MAX_OF_GPU;
    if (nvmlGpuInstanceGetComputeInstances(parent->handle, profile->id, handles, &count) != NVML_SUCCESS) {
        return;
    }
    for (u32 i = 0; i < count && i < MAX_OF_GPU; i++) {
        struct compute_instance *instance = &found->list[found->count];
        *instance = (struct compute_instance){.parent = parent, .handle = handles[i]};
        if (nvmlComputeInstanceGetInfo_v2(handles[i], &instance->info) == NVML_SUCCESS &&
            is_listed(ids, instance->info.id)) {
            string_copy(instance->name, MIG_NAME, profile->name);
            found->count++;
        }
    }
}

void mig_find_compute_instances(struct compute_instances *found, const struct gpu_instances *parents, const char *ids) {
    nvmlComputeInstanceProfileInfo_v2_t profile;
    found->count = 0;
    for (u32 i = 0; i < parents->count; i++) {
        for (u32 place = 0; place < COMPUTE_PROFILES; place++) {
            if (mig_compute_profile(parents->list[i].handle, place, &profile)) {
                find_compute(found, &parents->list[i], &profile, ids);
            }
        }
    }
}
