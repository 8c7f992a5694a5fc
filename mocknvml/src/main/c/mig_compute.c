/* Compute instances: parts of a GPU instance. */
#define SELDOM_ASKED
#include "getters.h"
#include "kernel_view.h"
#include "mig.h"

enum { PART_PROFILES = 9, ENGINE_PROFILES = 1, COMPUTE_SLICES = 7 };

/* The rows of a GPU instance's profile. */
static u32 parts_of(const struct profile *row) {
    u32 end = row->part_start < session.part_count ? session.part_count - row->part_start : 0;
    return row->part_count < end ? row->part_count : end;
}

const struct part *part_of(const struct profile *profile, u32 number) {
    return profile != 0 && number < parts_of(profile) ? session.parts + profile->part_start + number : 0;
}

static const struct part *find_part(const struct target *target, u32 number, int by_id) {
    const struct profile *row = profile_of(target->gpu, target->slot);
    for (u32 i = 0; row != 0 && i < parts_of(row); i++) {
        const struct part *part = part_of(row, i);
        if ((by_id ? part->id : part->profile) == number) {
            return part;
        }
    }
    return 0;
}

#define REQUIRE_PART(part, target, id) \
    const struct part *part = find_part(target, id, 1); \
    REQUIRE(part != 0, NVML_ERROR_INVALID_ARGUMENT)

#define FILL_PART(info, part) \
    do { \
        (info)->id = (part)->id; \
        (info)->sliceCount = (part)->slices; \
        (info)->instanceCount = (part)->instances; \
        (info)->multiprocessorCount = (part)->multiprocessors; \
        (info)->sharedCopyEngineCount = (part)->copy_engines; \
        (info)->sharedDecoderCount = (part)->decoders; \
        (info)->sharedEncoderCount = (part)->encoders; \
        (info)->sharedJpegCount = (part)->jpegs; \
        (info)->sharedOfaCount = (part)->ofas; \
    } while (0)

static nvmlReturn_t check_part(const struct target *target, u32 profile, u32 engines, const void *info) {
    REQUIRE(info != 0 && profile < PART_PROFILES && engines < ENGINE_PROFILES, NVML_ERROR_INVALID_ARGUMENT);
    return find_part(target, profile, 0) != 0 ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
}

NVML nvmlGpuInstanceGetComputeInstanceProfileInfo(nvmlGpuInstance_t instance, u32 profile, u32 engines,
                                                  nvmlComputeInstanceProfileInfo_t *info) {
    REQUIRE_GPU_INSTANCE(target, instance);
    nvmlReturn_t checked = check_part(&target, profile, engines, info);
    REQUIRE(checked == NVML_SUCCESS, checked);
    const struct part *part = find_part(&target, profile, 0);
    FILL_PART(info, part);
    return NVML_SUCCESS;
}

static void fill_name(char name[96], const struct part *part) {
    text_append_limited(text_append(name, "MIG "), part->name, sizeof(part->name));
}

NVML nvmlGpuInstanceGetComputeInstanceProfileInfoV(nvmlGpuInstance_t instance, u32 profile, u32 engines,
                                                   nvmlComputeInstanceProfileInfo_v2_t *info) {
    REQUIRE_GPU_INSTANCE(target, instance);
    nvmlReturn_t checked = check_part(&target, profile, engines, info);
    REQUIRE(checked == NVML_SUCCESS, checked);
    const struct part *part = find_part(&target, profile, 0);
    if (info->version == VERSION_OF(nvmlComputeInstanceProfileInfo_v3_t, 3)) {
        ((nvmlComputeInstanceProfileInfo_v3_t *)(void *)info)->capabilities = 0;
    } else if (info->version != VERSION_OF(nvmlComputeInstanceProfileInfo_v2_t, 2)) {
        return NVML_ERROR_ARGUMENT_VERSION_MISMATCH;
    }
    FILL_PART(info, part);
    fill_name(info->name, part);
    return NVML_SUCCESS;
}

static int is_inside(const struct target *target, u32 slot) {
    return target->gpu->ci_used[slot] && target->gpu->ci_gi[slot] == target->gpu->gi_id[target->slot];
}

static const struct part *part_at(const struct target *target, u32 slot) {
    return part_of(profile_of(target->gpu, target->slot), target->gpu->ci_part[slot]);
}

/* Compute slices of the GPU instance that its compute instances have taken, as a mask. */
static u32 taken_slices(const struct target *target) {
    u32 taken = 0;
    for (u32 slot = 0; slot < MAX_INSTANCES; slot++) {
        const struct part *part = part_at(target, slot);
        if (is_inside(target, slot) && part != 0 && part->slices <= COMPUTE_SLICES) {
            taken |= ((1u << part->slices) - 1) << (target->gpu->ci_start[slot] & 7);
        }
    }
    return taken;
}

/* Starts at which the part fits, lowest first; answers their number. */
static u32 free_starts(const struct target *target, const struct part *part, u32 taken, u8 starts[COMPUTE_SLICES]) {
    const struct profile *row = profile_of(target->gpu, target->slot);
    u32 count = 0;
    u32 slices = part->slices == 0 ? 1 : part->slices;
    for (u32 start = 0; row != 0 && start + slices <= row->slices && start < COMPUTE_SLICES; start += slices) {
        u32 mask = ((1u << slices) - 1) << start;
        if ((taken & mask) == 0 && count < part->instances) {
            starts[count++] = (u8)start;
        }
    }
    return count;
}

NVML nvmlGpuInstanceGetComputeInstancePossiblePlacements(nvmlGpuInstance_t instance, u32 id,
                                                         nvmlComputeInstancePlacement_t *placements, u32 *count) {
    REQUIRE_GPU_INSTANCE(target, instance);
    REQUIRE_POINTER(count);
    REQUIRE_PART(part, &target, id);
    u8 starts[COMPUTE_SLICES];
    u32 needed = free_starts(&target, part, 0, starts);
    u32 space = *count;
    *count = needed;
    REQUIRE(placements == 0 || space >= needed, NVML_ERROR_INSUFFICIENT_SIZE);
    for (u32 i = 0; placements != 0 && i < needed; i++) {
        placements[i].start = starts[i];
        placements[i].size = part->slices;
    }
    return NVML_SUCCESS;
}

NVML nvmlGpuInstanceGetComputeInstanceRemainingCapacity(nvmlGpuInstance_t instance, u32 id, u32 *count) {
    REQUIRE_GPU_INSTANCE(target, instance);
    REQUIRE_POINTER(count);
    REQUIRE_PART(part, &target, id);
    u8 starts[COMPUTE_SLICES];
    *count = free_starts(&target, part, taken_slices(&target), starts);
    return NVML_SUCCESS;
}

static nvmlComputeInstance_t compute_at(const struct gpu *gpu, u32 slot) {
    return (nvmlComputeInstance_t)(const void *)&gpu->ci_used[slot];
}

NVML nvmlGpuInstanceGetComputeInstances(nvmlGpuInstance_t instance, u32 id, nvmlComputeInstance_t *instances,
                                        u32 *count) {
    REQUIRE_GPU_INSTANCE(target, instance);
    REQUIRE(count != 0 && instances != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE_PART(part, &target, id);
    u32 found = 0;
    for (u32 slot = 0; slot < MAX_INSTANCES && found < part->instances; slot++) {
        if (is_inside(&target, slot) && part_at(&target, slot) == part) {
            instances[found++] = compute_at(target.gpu, slot);
        }
    }
    *count = found;
    return NVML_SUCCESS;
}

/* Slot of the compute instance with the id; MAX_INSTANCES where the GPU instance has none. */
static u32 slot_with_id(const struct target *target, u32 id) {
    u32 slot = 0;
    while (slot < MAX_INSTANCES && !(is_inside(target, slot) && target->gpu->ci_id[slot] == id)) {
        slot++;
    }
    return slot;
}

NVML nvmlGpuInstanceGetComputeInstanceById(nvmlGpuInstance_t instance, u32 id, nvmlComputeInstance_t *compute) {
    REQUIRE_GPU_INSTANCE(target, instance);
    REQUIRE_POINTER(compute);
    u32 slot = slot_with_id(&target, id);
    REQUIRE(slot < MAX_INSTANCES, NVML_ERROR_NOT_FOUND);
    *compute = compute_at(target.gpu, slot);
    return NVML_SUCCESS;
}

/* The wanted start, or else the first free one; COMPUTE_SLICES where there is none. */
static u32 choose_start(const struct target *target, const struct part *part,
                        const nvmlComputeInstancePlacement_t *wanted) {
    u8 starts[COMPUTE_SLICES];
    u32 count = free_starts(target, part, taken_slices(target), starts);
    for (u32 i = 0; i < count; i++) {
        if (wanted == 0 || (wanted->start == starts[i] && wanted->size == part->slices)) {
            return starts[i];
        }
    }
    return COMPUTE_SLICES;
}

static nvmlReturn_t create_in(struct change *change, const struct target *target, const struct part *part,
                              const nvmlComputeInstancePlacement_t *wanted, nvmlComputeInstance_t *compute) {
    const struct gpu *gpu = target->gpu;
    u32 start = choose_start(target, part, wanted);
    u32 slot = 0;
    u32 id = 0;
    while (slot < MAX_INSTANCES && gpu->ci_used[slot]) {
        slot++;
    }
    while (id < MAX_INSTANCES && slot_with_id(target, id) < MAX_INSTANCES) {
        id++;
    }
    REQUIRE(slot < MAX_INSTANCES && start < COMPUTE_SLICES, NVML_ERROR_INSUFFICIENT_RESOURCES);
    CHANGE_PUT(change, gpu->ci_id[slot], id);
    CHANGE_PUT(change, gpu->ci_gi[slot], gpu->gi_id[target->slot]);
    CHANGE_PUT(change, gpu->ci_part[slot], part - session.parts - profile_of(gpu, target->slot)->part_start);
    CHANGE_PUT(change, gpu->ci_start[slot], start);
    CHANGE_PUT(change, gpu->ci_used[slot], 1);
    *compute = compute_at(gpu, slot);
    return NVML_SUCCESS;
}

static nvmlReturn_t create(nvmlGpuInstance_t instance, u32 id, const nvmlComputeInstancePlacement_t *wanted,
                           nvmlComputeInstance_t *compute) {
    struct change change;
    REQUIRE_GPU_INSTANCE(target, instance);
    REQUIRE_POINTER(compute);
    REQUIRE_PART(part, &target, id);
    nvmlReturn_t begun = change_begin(&change);
    REQUIRE(begun == NVML_SUCCESS, begun);
    nvmlReturn_t created = create_in(&change, &target, part, wanted, compute);
    nvmlReturn_t written = change_end(&change);
    kernel_view_changed();
    return created != NVML_SUCCESS ? created : written;
}

NVML nvmlGpuInstanceCreateComputeInstance(nvmlGpuInstance_t instance, u32 id, nvmlComputeInstance_t *compute) {
    return create(instance, id, 0, compute);
}

NVML nvmlGpuInstanceCreateComputeInstanceWithPlacement(nvmlGpuInstance_t instance, u32 id,
                                                       const nvmlComputeInstancePlacement_t *placement,
                                                       nvmlComputeInstance_t *compute) {
    REQUIRE(!initialized() || placement != 0, NVML_ERROR_INVALID_ARGUMENT);
    return create(instance, id, placement, compute);
}

#define REQUIRE_COMPUTE(name, compute) \
    struct target name; \
    do { \
        nvmlReturn_t checked_ = check_mig_device(compute, &name); \
        REQUIRE(checked_ == NVML_SUCCESS, checked_); \
    } while (0)

NVML nvmlComputeInstanceDestroy(nvmlComputeInstance_t compute) {
    REQUIRE_COMPUTE(target, compute);
    for (u32 i = 0; i < MAX_PROCESSES; i++) {
        u32 any = PROCESS_COMPUTE | PROCESS_GRAPHICS | PROCESS_MPS;
        REQUIRE(!process_of(session.processes + i, &target, any), NVML_ERROR_IN_USE);
    }
    nvmlReturn_t written = STATE_SET(target.gpu->ci_used[target.slot], 0);
    kernel_view_changed();
    return written;
}

NVML nvmlComputeInstanceGetInfo_v2(nvmlComputeInstance_t compute, nvmlComputeInstanceInfo_t *info) {
    REQUIRE_COMPUTE(target, compute);
    REQUIRE_POINTER(info);
    struct mig_device mig;
    REQUIRE(mig_device_of(&target, &mig), NVML_ERROR_UNKNOWN);
    info->device = target.gpu;
    info->gpuInstance = (nvmlGpuInstance_t)(const void *)&target.gpu->gi_used[mig.gi_slot];
    info->id = target.gpu->ci_id[target.slot];
    info->profileId = mig.part->id;
    info->placement.start = target.gpu->ci_start[target.slot];
    info->placement.size = mig.part->slices;
    return NVML_SUCCESS;
}

NVML nvmlComputeInstanceGetInfo(nvmlComputeInstance_t compute, nvmlComputeInstanceInfo_t *info) {
    return nvmlComputeInstanceGetInfo_v2(compute, info);
}
