/* MIG devices: a compute instance in its GPU instance, as programs use it. */
#define SELDOM_ASKED
#include "caps_minor.h"
#include "getters.h"
#include "mig.h"

int mig_device_of(const struct target *target, struct mig_device *device) {
    device->gpu = target->gpu;
    device->slot = target->slot;
    device->gi_slot = gi_slot_of(target->gpu, target->gpu->ci_gi[target->slot]);
    if (device->gi_slot >= MAX_INSTANCES) {
        return 0;
    }
    device->profile = profile_of(target->gpu, device->gi_slot);
    device->part = part_of(device->profile, target->gpu->ci_part[target->slot]);
    return device->profile != 0 && device->part != 0;
}

#define CAPS "/dev/nvidia-caps"

static int has_caps(u32 minor) {
    char path[48];
    text_number(text_append(path, CAPS "/nvidia-cap"), minor, 10, 1);
    return sys_exists(path) == 0;
}

/*
 * In a container that was given MIG devices only those are there whose device files it has. Where there is
 * no such folder all are, as GPUs are without any node; so they are for who may configure MIG.
 */
u32 mig_visible(const struct gpu *gpu) {
    u32 used = 0;
    for (u32 slot = 0; slot < MAX_INSTANCES; slot++) {
        used |= (u32)(gpu->ci_used[slot] != 0) << slot;
    }
    if (used == 0 || sys_exists(CAPS) != 0 || has_caps(CAPS_CONFIGURES_MIG)) {
        return used;
    }
    u32 visible = 0;
    for (u32 slot = 0; slot < MAX_INSTANCES; slot++) {
        u32 minor = caps_of_compute_instance(gpu, gpu->ci_gi[slot], gpu->ci_id[slot]);
        visible |= (u32)((used >> slot & 1) != 0 && has_caps(minor)) << slot;
    }
    return visible;
}

/* MIG devices are in the order of the GPU instances' ids, and in one of these in that of its own. */
static int is_before(const struct gpu *gpu, u32 slot, u32 other) {
    u32 place = gpu->ci_gi[slot] * 256u + gpu->ci_id[slot];
    u32 of_other = gpu->ci_gi[other] * 256u + gpu->ci_id[other];
    return place < of_other || (place == of_other && slot < other);
}

static u32 index_among(u32 visible, const struct target *target) {
    u32 index = 0;
    for (u32 slot = 0; slot < MAX_INSTANCES; slot++) {
        index += (u32)((visible >> slot & 1) != 0 && is_before(target->gpu, slot, target->slot));
    }
    return index;
}

u32 mig_index(struct target target) { return index_among(mig_visible(target.gpu), &target); }

/* "MIG 1g.5gb", or "MIG 1c.2g.10gb" where the part is not the whole GPU instance. */
void mig_name(const struct mig_device *device, char name[96]) {
    char *end = text_append(name, "MIG ");
    if (device->part->slices != device->profile->slices) {
        end = text_append(text_number(end, device->part->slices & 15, 10, 1), "c.");
    }
    text_append_limited(end, device->profile->name, sizeof(device->profile->name));
}

/*
 * The same for the same place on the same GPU, as the driver's are: the GPU's UUID, stirred with the
 * two ids by a 64-bit mixing function.
 */
static u64 stir(u64 x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

enum { GPU_UUID_TEXT = 40, UUID_DIGITS = 32 };

void mig_uuid(const struct gpu *gpu, u32 slot, char uuid[48]) {
    u64 seed = 0x9e3779b97f4a7c15ull + (u64)gpu->ci_gi[slot] * 256 + gpu->ci_id[slot];
    for (u32 i = 0; i < GPU_UUID_TEXT; i++) {
        seed = stir(seed + (u8)gpu->uuid[i]);
    }
    char *end = text_append(uuid, "MIG-");
    for (u32 i = 0; i < UUID_DIGITS; i++) {
        seed = i == UUID_DIGITS / 2 ? stir(seed + 1) : seed;
        u32 digit = (u32)(seed >> (i % 16 * 4)) & 15;
        digit = i == 12 ? 5 : i == 16 ? 8 | (digit & 3) : digit; /* version 5, the usual variant */
        end = i == 8 || i == 12 || i == 16 || i == 20 ? text_append(end, "-") : end;
        *end++ = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
    *end = 0;
}

u64 mig_memory(const struct mig_device *device) { return (u64)device->profile->memory_mib << 20; }

/* Handles by index count the devices that exist; behind the last one the slots are empty. */
NVML nvmlDeviceGetMigDeviceHandleByIndex(nvmlDevice_t gpu, u32 index, nvmlDevice_t *device) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(device);
    REQUIRE(board_of(gpu)->mig != SUPPORT_NONE, NVML_ERROR_NOT_SUPPORTED);
    REQUIRE(index < MAX_INSTANCES, NVML_ERROR_INVALID_ARGUMENT);
    u32 visible = mig_visible(gpu);
    for (u32 slot = 0; slot < MAX_INSTANCES; slot++) {
        struct target target = {gpu, slot};
        if ((visible >> slot & 1) != 0 && index_among(visible, &target) == index) {
            *device = (nvmlDevice_t)(const void *)&gpu->ci_used[slot];
            return NVML_SUCCESS;
        }
    }
    return NVML_ERROR_NOT_FOUND;
}

/* A full GPU is no MIG device: these take MIG handles only. */
static nvmlReturn_t check_mig_only(nvmlDevice_t device, const void *out, struct target *target) {
    nvmlReturn_t checked = check_target(device, target);
    REQUIRE(checked == NVML_SUCCESS, checked);
    return out != 0 && target->slot != MAX_INSTANCES ? NVML_SUCCESS : NVML_ERROR_INVALID_ARGUMENT;
}

#define REQUIRE_MIG(name, device, out) \
    struct target name; \
    do { \
        nvmlReturn_t checked_ = check_mig_only(device, out, &name); \
        REQUIRE(checked_ == NVML_SUCCESS, checked_); \
    } while (0)

NVML nvmlDeviceGetDeviceHandleFromMigDeviceHandle(nvmlDevice_t mig, nvmlDevice_t *device) {
    REQUIRE_MIG(target, mig, device);
    *device = target.gpu;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetGpuInstanceId(nvmlDevice_t mig, u32 *id) {
    REQUIRE_MIG(target, mig, id);
    *id = target.gpu->ci_gi[target.slot];
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetComputeInstanceId(nvmlDevice_t mig, u32 *id) {
    REQUIRE_MIG(target, mig, id);
    *id = target.gpu->ci_id[target.slot];
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetAttributes_v2(nvmlDevice_t mig, nvmlDeviceAttributes_t *attributes) {
    struct mig_device device;
    REQUIRE_MIG(target, mig, attributes);
    REQUIRE(mig_device_of(&target, &device), NVML_ERROR_UNKNOWN);
    attributes->multiprocessorCount = device.part->multiprocessors;
    attributes->sharedCopyEngineCount = device.part->copy_engines;
    attributes->sharedDecoderCount = device.part->decoders;
    attributes->sharedEncoderCount = device.part->encoders;
    attributes->sharedJpegCount = device.part->jpegs;
    attributes->sharedOfaCount = device.part->ofas;
    attributes->gpuInstanceSliceCount = device.profile->slices;
    attributes->computeInstanceSliceCount = device.part->slices;
    attributes->memorySizeMB = device.profile->memory_mib;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetAttributes(nvmlDevice_t mig, nvmlDeviceAttributes_t *attributes) {
    return nvmlDeviceGetAttributes_v2(mig, attributes);
}
