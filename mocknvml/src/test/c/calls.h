/*
 * Calls any function of the interface with arguments chosen by the types of its parameters, as
 * nvml_functions.def has them: the sweep looks for arguments that are answered, the fuzzer for ones
 * that hurt.
 */
#ifndef GPUMOCK_CALLS_H
#define GPUMOCK_CALLS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "nvml.h"

enum { MAX_ARGUMENTS = 7, SCRATCH_SIZE = 1 << 16 };
enum kind { ANSWERED, SETTER, REFUSED_DEVICE, REFUSED, REFUSED_OWN };

struct function {
    const char *name;
    enum kind kind;
    const char *parameters;
    void (*address)(void);
};

#define SUBJECT(text)
#define FUNCTION(name, kind, parameters) {"nvml" #name, kind, #parameters, (void (*)(void))nvml##name},
#define FUNCTION_TEXT FUNCTION
static const struct function functions[] = {
#include "nvml_functions.def"
};
#undef SUBJECT
#undef FUNCTION
#undef FUNCTION_TEXT
enum { FUNCTIONS = sizeof(functions) / sizeof(functions[0]) };

struct parameters {
    int count;
    char type[MAX_ARGUMENTS][64];
};

static inline struct parameters parse(const struct function *function) {
    struct parameters p = {0, {{0}}};
    const char *at = function->parameters + 1;
    while (strcmp(function->parameters, "(void)") != 0 && *at != 0) {
        size_t length = strcspn(at, ",)");
        memcpy(p.type[p.count++], at, length);
        at += length + 1;
        while (*at == ' ') {
            at++;
        }
    }
    return p;
}

static inline int is_pointer(const char *type) { return strchr(type, '*') != 0; }
static inline int is_type(const char *type, const char *name) { return strcmp(type, name) == 0; }

/* The first word that a versioned struct wants, 0 for others. */
static inline unsigned version_of(const char *type) {
#define VERSIONED(name, number) \
    if (strncmp(type, "nvml" #name "_t", sizeof("nvml" #name "_t") - 1) == 0 || \
        strncmp(type, "const nvml" #name "_t", sizeof("const nvml" #name "_t") - 1) == 0) { \
        return (unsigned)sizeof(nvml##name##_t) | number << 24; \
    }
    VERSIONED(PciInfoExt, 1u) VERSIONED(Memory_v2, 2u) VERSIONED(ProcessDetailList, 1u) VERSIONED(DeviceAddressingMode, 1u)
    VERSIONED(RepairStatus, 1u) VERSIONED(CoolerInfo, 1u) VERSIONED(UUID, 1u) VERSIONED(Pdi, 1u)
    VERSIONED(DramEncryptionInfo, 1u) VERSIONED(MarginTemperature, 1u) VERSIONED(ClockOffset, 1u) VERSIONED(FanSpeedInfo, 1u)
    VERSIONED(DevicePerfModes, 1u) VERSIONED(DeviceCurrentClockFreqs, 1u) VERSIONED(ProcessesUtilizationInfo, 1u)
    VERSIONED(EccSramErrorStatus, 1u) VERSIONED(PlatformInfo, 2u) VERSIONED(EccSramUniqueUncorrectedErrorCounts, 1u)
    VERSIONED(RusdSettings_v1, 1u) VERSIONED(PowerValue_v2, 2u) VERSIONED(GpuFabricInfoV, 3u)
    VERSIONED(SystemDriverBranchInfo, 1u) VERSIONED(Temperature, 1u) VERSIONED(NvlinkSupportedBwModes, 1u)
    VERSIONED(NvlinkGetBwMode, 1u) VERSIONED(NvlinkSetBwMode, 1u) VERSIONED(NvLinkInfo, 2u)
    VERSIONED(GpuInstanceProfileInfo_v2, 2u) VERSIONED(ComputeInstanceProfileInfo_v2, 2u) VERSIONED(DeviceCapabilities, 1u)
    VERSIONED(SystemConfComputeSettings, 1u) VERSIONED(WorkloadPowerProfileProfilesInfo, 1u)
    VERSIONED(WorkloadPowerProfileCurrentProfiles, 1u) VERSIONED(WorkloadPowerProfileRequestedProfiles, 1u)
    VERSIONED(PowerSmoothingProfile, 1u) VERSIONED(PowerSmoothingState, 1u) VERSIONED(SystemEventSetCreateRequest, 1u)
    VERSIONED(SystemEventSetFreeRequest, 1u) VERSIONED(SystemRegisterEventRequest, 1u)
    VERSIONED(SystemEventSetWaitRequest, 1u) VERSIONED(ConfComputeSetKeyRotationThresholdInfo, 1u)
    VERSIONED(ConfComputeGetKeyRotationThresholdInfo, 1u) VERSIONED(ActiveVgpuInstanceInfo, 1u) VERSIONED(VgpuTypeIdInfo, 1u)
    VERSIONED(VgpuTypeBar1Info, 1u)
#undef VERSIONED
    return strncmp(type, "nvmlGpmSupport_t", 16) == 0 || strncmp(type, "nvmlGpmMetricsGet_t", 19) == 0;
}

/* All arguments are integers or pointers, which both architectures pass alike. */
static inline unsigned call(const struct function *function, const uint64_t a[MAX_ARGUMENTS]) {
    typedef unsigned (*any)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);
    return ((any)function->address)(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
}

#endif
