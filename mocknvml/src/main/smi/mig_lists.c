/* The tables of nvidia-smi mig. */
#include "codes.h"
#include "layout.h"
#include "mig.h"
#include "output.h"


/* From 570 on names have room for two characters more. */
static u32 wider(void) { return layout() >= LAYOUT_570 ? 2 : 0; }

static void put_rule(char line, u32 width) {
    put("%c", line == '=' ? '|' : '+');
    put_times(line, width);
    put("%c\n", line == '=' ? '|' : '+');
}

/* The profile's name without "MIG ". */
static const char *short_name(const char *name) { return text_starts(name, "MIG ") ? name + 4 : name; }

static void put_gpu_profile(const struct target *target, const nvmlGpuInstanceProfileInfo_v2_t *profile) {
    char memory[32];
    u32 left = 0;
    nvmlDeviceGetGpuInstanceRemainingCapacity(target->gpu, profile->id, &left);
    format_thousandths(memory, sizeof(memory), (i64)(profile->memorySizeMB * 1000 / 1024), 2);
    put("|%4u  MIG %-*s%3u     %u/%u        %-11s%-7s%-7u%-6u%-4u|\n", target->index, 13 + wider(),
        short_name(profile->name), profile->id, left, profile->instanceCount, memory,
        profile->isP2pSupported ? "Yes" : "No", profile->multiprocessorCount, profile->decoderCount,
        profile->encoderCount);
    put("|%*u     %-6u%-4u|\n", 62 + wider(), profile->copyEngineCount, profile->jpegCount, profile->ofaCount);
    put_rule('-', 77 + wider());
}

int mig_list_gpu_profiles(const struct targets *targets) {
    nvmlGpuInstanceProfileInfo_v2_t profiles[GPU_PROFILES];
    const char *gap = wider() != 0 ? "  " : "";
    put_rule('-', 77 + wider());
    put("| GPU instance profiles:                                                      %s|\n"
        "| GPU   Name             %sID    Instances   Memory     P2P    SM    DEC   ENC  |\n"
        "|                        %s      Free/Total   GiB              CE    JPEG  OFA  |\n",
        gap, gap, gap);
    put_rule('=', 77 + wider());
    for (u32 i = 0; i < targets->count; i++) {
        u32 count = mig_gpu_profiles(targets->gpus[i].gpu, profiles);
        for (u32 j = 0; j < count; j++) {
            put_gpu_profile(&targets->gpus[i], &profiles[j]);
        }
    }
    return 0;
}

/* Both kinds of placements are pairs of start and size. */
static void put_starts(const nvmlGpuInstancePlacement_t *placements, u32 count) {
    put(count == 1 ? "Placement : {" : "Placements: {");
    for (u32 i = 0; i < count; i++) {
        put("%s%u", i == 0 ? "" : ",", placements[i].start);
    }
    put("}:%u\n", placements[0].size);
}

int mig_list_gpu_placements(const struct targets *targets) {
    nvmlGpuInstanceProfileInfo_v2_t profiles[GPU_PROFILES];
    nvmlGpuInstancePlacement_t placements[MAX_PLACEMENTS];
    for (u32 i = 0; i < targets->count; i++) {
        const struct target *target = &targets->gpus[i];
        u32 known = mig_gpu_profiles(target->gpu, profiles);
        for (u32 j = 0; j < known; j++) {
            u32 count = MAX_PLACEMENTS;
            if (nvmlDeviceGetGpuInstancePossiblePlacements_v2(target->gpu, profiles[j].id, placements, &count) ==
                    NVML_SUCCESS &&
                count != 0) {
                put("GPU %2u Profile ID %2u ", target->index, profiles[j].id);
                put_starts(placements, count);
            }
        }
    }
    return 0;
}

int mig_list_gpu_instances(const struct gpu_instances *instances) {
    const char *gap = wider() != 0 ? "  " : "";
    put_rule('-', 55 + wider());
    put("| GPU instances:                                        %s|\n"
        "| GPU   Name             %sProfile  Instance   Placement  |\n"
        "|                        %s  ID       ID       Start:Size |\n",
        gap, gap, gap);
    put_rule('=', 55 + wider());
    for (u32 i = 0; i < instances->count; i++) {
        const struct gpu_instance *instance = &instances->list[i];
        put("|%4u  MIG %-*s%3u%9u%11u:%-6u|\n", instance->target->index, 15 + wider(), short_name(instance->name),
            instance->info.profileId, instance->info.id, instance->info.placement.start,
            instance->info.placement.size);
        put_rule('-', 55 + wider());
    }
    return 0;
}

static void put_compute_profile(const struct gpu_instance *parent, const nvmlComputeInstanceProfileInfo_v2_t *profile,
                                int is_largest) {
    u32 left = 0;
    nvmlGpuInstanceGetComputeInstanceRemainingCapacity(parent->handle, profile->id, &left);
    put("|%4u%7u       MIG %-15s%3u%c     %u/%u           %-10u%-6u%-6u%-4u|\n", parent->target->index, parent->info.id,
        short_name(profile->name), profile->id, is_largest ? '*' : ' ', left, profile->instanceCount,
        profile->multiprocessorCount, profile->sharedDecoderCount, profile->sharedEncoderCount,
        profile->sharedOfaCount);
    put("|%*u     %-10u|\n", 71, profile->sharedCopyEngineCount, profile->sharedJpegCount);
    put_rule('-', 86);
}

int mig_list_compute_profiles(const struct gpu_instances *instances) {
    nvmlComputeInstanceProfileInfo_v2_t profile;
    nvmlComputeInstanceProfileInfo_v2_t largest;
    put_rule('-', 86);
    put("| Compute instance profiles:                                                           |\n"
        "| GPU     GPU       Name             Profile  Instances   Exclusive       Shared       |\n"
        "|       Instance                       ID     Free/Total     SM       DEC   ENC   OFA  |\n"
        "|         ID                                                          CE    JPEG       |\n");
    put_rule('=', 86);
    for (u32 i = 0; i < instances->count; i++) {
        const struct gpu_instance *parent = &instances->list[i];
        int any = mig_largest_profile(parent->handle, &largest);
        for (u32 place = 0; any && place < COMPUTE_PROFILES; place++) {
            if (mig_compute_profile(parent->handle, place, &profile)) {
                put_compute_profile(parent, &profile, profile.id == largest.id);
            }
        }
    }
    return 0;
}

int mig_list_compute_placements(const struct gpu_instances *instances) {
    nvmlComputeInstanceProfileInfo_v2_t profile;
    nvmlComputeInstancePlacement_t placements[MAX_PLACEMENTS];
    for (u32 i = 0; i < instances->count; i++) {
        const struct gpu_instance *parent = &instances->list[i];
        for (u32 place = 0; place < COMPUTE_PROFILES; place++) {
            u32 count = MAX_PLACEMENTS;
            if (mig_compute_profile(parent->handle, place, &profile) &&
                nvmlGpuInstanceGetComputeInstancePossiblePlacements(parent->handle, profile.id, placements, &count) ==
                    NVML_SUCCESS &&
                count != 0) {
                put("GPU %2u GI %2u Profile ID %2u ", parent->target->index, parent->info.id, profile.id);
                put_starts((const nvmlGpuInstancePlacement_t *)placements, count);
            }
        }
    }
    return 0;
}

int mig_list_compute_instances(const struct compute_instances *instances) {
    put_rule('-', 68);
    put("| Compute instances:                                                 |\n"
        "| GPU     GPU       Name             Profile   Instance   Placement  |\n"
        "|       Instance                       ID        ID       Start:Size |\n"
        "|         ID                                                         |\n");
    put_rule('=', 68);
    for (u32 i = 0; i < instances->count; i++) {
        const struct compute_instance *instance = &instances->list[i];
        put("|%4u%7u       MIG %-15s%3u%10u%11u:%-6u|\n", instance->parent->target->index, instance->parent->info.id,
            short_name(instance->name), instance->info.profileId, instance->info.id, instance->info.placement.start,
            instance->info.placement.size);
        put_rule('-', 68);
    }
    return 0;
}
