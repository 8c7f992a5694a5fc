/* nvidia-smi power-profiles, of drivers from 570 on: what a GPU's power is spent on first. */
#include "codes.h"
#include "numbers.h"
#include "output.h"
#include "subcommand.h"

enum { LIST, DETAILS, REQUESTED, ENFORCED, REQUEST, CLEAR, ID };
enum { PROFILES = 255, BITS = 32 };

static const struct suboption options[] = {
    [LIST] = {"-l", "--list", FLAG},
    [DETAILS] = {"-ld", "--list-detailed", FLAG},
    [REQUESTED] = {"-gr", "--get-requested", FLAG},
    [ENFORCED] = {"-ge", "--get-enforced", FLAG},
    [REQUEST] = {"-sr", "--set-requested", TEXT_VALUE},
    [CLEAR] = {"-cr", "--clear-requested", TEXT_VALUE},
    [ID] = {"-i", "--id", TEXT_VALUE},
    {0, 0, 0},
};

static int has(const nvmlMask255_t *mask, u32 profile) { return mask->mask[profile / BITS] >> profile % BITS & 1; }

static void put_profile(const char *indent, u32 profile) {
    static const char *const names[] = {"Max-P", "Max-Q", "Compute", "Memory Bound"};
    put("%s%u. %s\n", indent, profile, profile < sizeof(names) / sizeof(names[0]) ? names[profile] : "Unknown");
}

static int refuse(nvmlReturn_t code) {
    if (code == NVML_ERROR_NOT_SUPPORTED) {
        put("Workload Power Profiles feature is not supported on this device.\n");
    } else {
        put("Unable to get Workload Power Profiles information: %s\n", code_sentence(code));
    }
    return exit_status(code);
}

static void put_details(const nvmlWorkloadPowerProfileInfo_t *profile) {
    put("\tPriority: %u\n\tConflicts with:\n", profile->priority);
    for (u32 other = 0; other < PROFILES; other++) {
        if (has(&profile->conflictingMask, other)) {
            put_profile("\t\t", other);
        }
    }
}

static nvmlReturn_t list(nvmlDevice_t gpu, int with_details) {
    static nvmlWorkloadPowerProfileProfilesInfo_t info;
    info.version = (u32)sizeof(info) | 1u << 24;
    nvmlReturn_t code = nvmlDeviceWorkloadPowerProfileGetProfilesInfo(gpu, &info);
    for (u32 i = 0; code == NVML_SUCCESS && i < PROFILES; i++) {
        if (has(&info.perfProfilesMask, i)) {
            put_profile("", i);
            if (with_details) {
                put_details(&info.perfProfile[i]);
            }
        }
    }
    return code;
}

static nvmlReturn_t show(nvmlDevice_t gpu, int enforced) {
    nvmlWorkloadPowerProfileCurrentProfiles_t now = {.version = (u32)sizeof(now) | 1u << 24};
    nvmlReturn_t code = nvmlDeviceWorkloadPowerProfileGetCurrentProfiles(gpu, &now);
    const nvmlMask255_t *mask = enforced ? &now.enforcedProfilesMask : &now.requestedProfilesMask;
    u32 shown = 0;
    for (u32 i = 0; code == NVML_SUCCESS && i < PROFILES; i++) {
        if (has(mask, i)) {
            put_profile("", i);
            shown++;
        }
    }
    if (code == NVML_SUCCESS && shown == 0) {
        put("No profiles are currently %s.\n", enforced ? "engaged" : "requested");
    }
    return code;
}

/* Profiles between commas; 0: something else stands there. */
static int read_profiles(const char *text, nvmlMask255_t *mask) {
    for (;;) {
        u32 profile;
        const char *end;
        if (!number_scan(text, &end, &profile) || profile >= PROFILES || (*end != 0 && *end != ',')) {
            return 0;
        }
        mask->mask[profile / BITS] |= 1u << profile % BITS;
        if (*end == 0) {
            return 1;
        }
        text = end + 1;
    }
}

/* The setters say nothing where they succeed: what the original says is not known. */
static nvmlReturn_t run_on(nvmlDevice_t gpu, const struct given *given, nvmlWorkloadPowerProfileRequestedProfiles_t *wish) {
    if (given[REQUEST].is_given) {
        return nvmlDeviceWorkloadPowerProfileSetRequestedProfiles(gpu, wish);
    }
    if (given[CLEAR].is_given) {
        return nvmlDeviceWorkloadPowerProfileClearRequestedProfiles(gpu, wish);
    }
    int is_list = given[LIST].is_given || given[DETAILS].is_given;
    return is_list ? list(gpu, given[DETAILS].is_given) : show(gpu, given[ENFORCED].is_given);
}

static int run(const struct given *given) {
    static struct targets targets;
    nvmlWorkloadPowerProfileRequestedProfiles_t wish = {.version = (u32)sizeof(wish) | 1u << 24};
    u32 asked = subcommand_asked(&power_profiles_command, given, ID);
    if (asked != 1) {
        return asked == 0 ? subcommand_help(&power_profiles_command) : subcommand_one_only(&power_profiles_command);
    }
    const char *profiles = given[REQUEST].is_given ? given[REQUEST].value : given[CLEAR].value;
    if (profiles != 0 && !read_profiles(profiles, &wish.requestedProfilesMask)) {
        put("Option \"%s\" is invalid for \"%s\".\n", profiles, given[REQUEST].is_given ? "-sr" : "-cr");
        return EXIT_USAGE;
    }
    int status = targets_find(&targets, given[ID].value);
    for (u32 i = 0; status == 0 && i < targets.count; i++) {
        nvmlReturn_t code = run_on(targets.gpus[i].gpu, given, &wish);
        status = code == NVML_SUCCESS ? 0 : refuse(code);
    }
    return status;
}

const struct subcommand power_profiles_command = {
    "power-profiles", options, "What a GPU's power is spent on first: requested and enforced profiles.", STRICT, run,
};
