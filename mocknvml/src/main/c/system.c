/* Questions about the node, its driver and how to find a GPU. */
#include "session.h"
#include "subjects.h"

NVML nvmlSystemGetDriverVersion(char *version, u32 size) {
    REQUIRE_SESSION();
    return give_text(session.system->driver_version, version, size);
}

/* nvidia-smi asks this after a failed init too, to name both versions. */
NVML nvmlSystemGetNVMLVersion(char *version, u32 size) {
    REQUIRE(session.system != 0, NVML_ERROR_UNINITIALIZED);
    return give_text(session.system->nvml_version, version, size);
}

NVML nvmlSystemGetCudaDriverVersion(int *version) {
    REQUIRE_POINTER(version);
    REQUIRE(session.system != 0, NVML_ERROR_UNINITIALIZED);
    *version = (int)session.system->cuda_version;
    return NVML_SUCCESS;
}

NVML nvmlSystemGetCudaDriverVersion_v2(int *version) { return nvmlSystemGetCudaDriverVersion(version); }

NVML nvmlSystemGetDriverBranch(nvmlSystemDriverBranchInfo_t *info, u32 size) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlSystemDriverBranchInfo_t, 1);
    return give_text(session.system->driver_branch, info->branch, size < sizeof(info->branch) ? size : sizeof(info->branch));
}

NVML nvmlSystemGetProcessName(u32 pid, char *name, u32 size) {
    REQUIRE_SESSION();
    REQUIRE(name != 0 && size != 0, NVML_ERROR_INVALID_ARGUMENT);
    for (u32 i = 0; i < MAX_PROCESSES; i++) {
        const struct process *process = session.processes + i;
        if (process->kind != 0 && process->pid == pid) {
            return give_text(process->command, name, size);
        }
    }
    return NVML_ERROR_NOT_FOUND;
}

static nvmlReturn_t give_count(u32 *count, u32 value) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(count);
    *count = value;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetCount_v2(u32 *count) { return give_count(count, session.visible_count); }
NVML nvmlDeviceGetCount(u32 *count) { return give_count(count, session.visible_count); }
NVML nvmlGetExcludedDeviceCount(u32 *count) { return give_count(count, 0); }

NVML nvmlGetExcludedDeviceInfoByIndex(u32 index, nvmlExcludedDeviceInfo_t *info) {
    REQUIRE_POINTER(info);
    (void)index;
    return NVML_ERROR_INVALID_ARGUMENT;
}

NVML nvmlSystemGetHicVersion(u32 *count, nvmlHwbcEntry_t *entries) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(count);
    (void)entries;
    *count = 0;
    return NVML_SUCCESS;
}

static nvmlReturn_t give_gpu(const struct gpu *gpu, nvmlDevice_t *device) {
    nvmlReturn_t failure = failure_of(gpu);
    REQUIRE(failure == NVML_SUCCESS, failure);
    *device = gpu;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetHandleByIndex_v2(u32 index, nvmlDevice_t *device) {
    REQUIRE_SESSION();
    REQUIRE(device != 0 && index < session.visible_count, NVML_ERROR_INVALID_ARGUMENT);
    const struct gpu *gpu = session.gpus + session.visible[index];
    return give_gpu(gpu, device);
}

NVML nvmlDeviceGetHandleByIndex(u32 index, nvmlDevice_t *device) { return nvmlDeviceGetHandleByIndex_v2(index, device); }

NVML nvmlDeviceGetHandleBySerial(const char *serial, nvmlDevice_t *device) {
    REQUIRE_SESSION();
    REQUIRE(serial != 0 && device != 0 && *serial != 0, NVML_ERROR_INVALID_ARGUMENT);
    for (u32 i = 0; i < session.visible_count; i++) {
        const struct gpu *gpu = session.gpus + session.visible[i];
        if (text_equal(gpu->serial, sizeof(gpu->serial), serial)) {
            return give_gpu(gpu, device);
        }
    }
    return NVML_ERROR_NOT_FOUND;
}

static nvmlReturn_t find_mig_device(const char *uuid, nvmlDevice_t *device) {
    for (u32 i = 0; i < session.visible_count; i++) {
        const struct gpu *gpu = session.gpus + session.visible[i];
        u32 visible = mig_visible(gpu);
        for (u32 slot = 0; slot < MAX_INSTANCES; slot++) {
            char own[48];
            mig_uuid(gpu, slot, own);
            if ((visible >> slot & 1) != 0 && text_equal(own, sizeof(own), uuid)) {
                *device = (nvmlDevice_t)(const void *)&gpu->ci_used[slot];
                return failure_of(gpu);
            }
        }
    }
    return NVML_ERROR_NOT_FOUND;
}

enum { UUID_LENGTH = 40 };

/* "GPU-" or "MIG-" and the 36 characters of a UUID. */
static int is_uuid(const char *text) {
    if (!text_equal(text, 4, "GPU-") && !text_equal(text, 4, "MIG-")) {
        return 0;
    }
    for (u32 i = 4; i < UUID_LENGTH; i++) {
        char c = (char)(text[i] | 32);
        int dash = i == 12 || i == 17 || i == 22 || i == 27;
        if (dash ? text[i] != '-' : !((text[i] >= '0' && text[i] <= '9') || (c >= 'a' && c <= 'f'))) {
            return 0;
        }
    }
    return text[UUID_LENGTH] == 0;
}

NVML nvmlDeviceGetHandleByUUID(const char *uuid, nvmlDevice_t *device) {
    REQUIRE_SESSION();
    REQUIRE(uuid != 0 && device != 0 && is_uuid(uuid), NVML_ERROR_INVALID_ARGUMENT);
    if (uuid[0] == 'M') {
        return find_mig_device(uuid, device);
    }
    for (u32 i = 0; i < session.visible_count; i++) {
        const struct gpu *gpu = session.gpus + session.visible[i];
        if (text_equal(gpu->uuid, sizeof(gpu->uuid), uuid)) {
            return give_gpu(gpu, device);
        }
    }
    return NVML_ERROR_NOT_FOUND;
}

enum { UUID_ASCII = 1, UUID_BINARY = 2 };

static void uuid_text(const u8 *bytes, const char *prefix, char text[48]) {
    char *end = text_append(text, prefix);
    for (u32 i = 0; i < 16; i++) {
        end = i == 4 || i == 6 || i == 8 || i == 10 ? text_append(end, "-") : end;
        end = text_number(end, bytes[i], 16, 2);
    }
    for (char *c = text + 4; *c != 0; c++) {
        *c |= *c >= 'A' ? 32 : 0;
    }
}

NVML nvmlDeviceGetHandleByUUIDV(const nvmlUUID_t *uuid, nvmlDevice_t *device) {
    char text[48];
    REQUIRE_SESSION();
    REQUIRE(uuid != 0 && device != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE_VERSION(uuid, nvmlUUID_t, 1);
    if (uuid->type == UUID_BINARY) {
        uuid_text(uuid->value.bytes, "GPU-", text);
        nvmlReturn_t found = nvmlDeviceGetHandleByUUID(text, device);
        uuid_text(uuid->value.bytes, "MIG-", text);
        return found == NVML_ERROR_NOT_FOUND ? nvmlDeviceGetHandleByUUID(text, device) : found;
    }
    REQUIRE(uuid->type == UUID_ASCII, NVML_ERROR_INVALID_ARGUMENT);
    text_append_limited(text, uuid->value.str, sizeof(uuid->value.str));
    return nvmlDeviceGetHandleByUUID(text, device);
}

/* nvmlErrorString is the one function that works before init and returns no code. */
static const char error_text[][64] = {
    [0] = "Success",
    [1] = "Uninitialized",
    [2] = "Invalid Argument",
    [3] = "Not Supported",
    [4] = "Insufficient Permissions",
    [5] = "Already Initialized",
    [6] = "Not Found",
    [7] = "Insufficient Size",
    [8] = "Insufficient External Power",
    [9] = "Driver Not Loaded",
    [10] = "Timeout",
    [11] = "Interrupt Request Issue",
    [12] = "NVML Shared Library Not Found",
    [13] = "Function Not Found",
    [14] = "Corrupted infoROM",
    [15] = "GPU is lost",
    [16] = "GPU requires reset",
    [17] = "GPU access blocked by the operating system",
    [18] = "Driver/library version mismatch",
    [19] = "In use by another client",
    [20] = "Insufficient Memory",
    [21] = "No data",
    [22] = "vGPU ECC not supported",
    [23] = "Insufficient Resources",
    [24] = "Invalid Frequency",
    [25] = "Argument version mismatch",
    [26] = "Requested functionality has been deprecated",
    [27] = "System is not in ready state",
    [28] = "No supported GPUs were found",
    [29] = "Resource not in correct state to perform requested operation",
    [30] = "Reset type not supported",
};

__attribute__((visibility("default"))) const char *nvmlErrorString(nvmlReturn_t result) {
    return result < sizeof(error_text) / sizeof(error_text[0]) ? error_text[result] : "Unknown Error";
}

/* The names that drivers before 11.0 exported for the excluded devices. */
NVML nvmlGetBlacklistDeviceCount(u32 *count) { return nvmlGetExcludedDeviceCount(count); }
NVML nvmlGetBlacklistDeviceInfoByIndex(u32 index, nvmlExcludedDeviceInfo_t *info) { return nvmlGetExcludedDeviceInfoByIndex(index, info); }

/* Records of platform errors, of which the mock writes none. */
NVML nvmlSystemGetCPER_v1(nvmlGetCPER_v1_t *request) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(request);
    request->bufferSize = 0;
    return NVML_SUCCESS;
}
