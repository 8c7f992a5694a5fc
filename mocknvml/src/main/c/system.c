/* Questions about the node, its driver and how to find a GPU. */
#include "session.h"

NVML nvmlSystemGetDriverVersion(char *version, u32 size) {
    REQUIRE_SESSION();
    return give_text(state_system()->driver_version, version, size);
}

/* nvidia-smi asks this after a failed init too, to name both versions. */
NVML nvmlSystemGetNVMLVersion(char *version, u32 size) { return give_text(state_system()->nvml_version, version, size); }

NVML nvmlSystemGetCudaDriverVersion(int *version) {
    REQUIRE_POINTER(version);
    *version = (int)state_system()->cuda_version;
    return NVML_SUCCESS;
}

NVML nvmlSystemGetCudaDriverVersion_v2(int *version) { return nvmlSystemGetCudaDriverVersion(version); }

NVML nvmlSystemGetDriverBranch(nvmlSystemDriverBranchInfo_t *info, u32 size) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(info);
    REQUIRE_VERSION(info, nvmlSystemDriverBranchInfo_t, 1);
    return give_text(state_system()->driver_branch, info->branch, size < sizeof(info->branch) ? size : sizeof(info->branch));
}

NVML nvmlSystemGetProcessName(u32 pid, char *name, u32 size) {
    REQUIRE_SESSION();
    REQUIRE(name != 0 && size != 0, NVML_ERROR_INVALID_ARGUMENT);
    for (u32 i = 0; i < MAX_PROCESSES; i++) {
        const struct process *process = state_processes() + i;
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
NVML nvmlUnitGetCount(u32 *count) { return give_count(count, 0); }
NVML nvmlGetExcludedDeviceCount(u32 *count) { return give_count(count, 0); }

NVML nvmlGetExcludedDeviceInfoByIndex(u32 index, nvmlExcludedDeviceInfo_t *info) {
    REQUIRE_POINTER(info);
    (void)index;
    return NVML_ERROR_INVALID_ARGUMENT;
}

NVML nvmlUnitGetHandleByIndex(u32 index, nvmlUnit_t *unit) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(unit);
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

NVML nvmlDeviceGetHandleByIndex_v2(u32 index, nvmlDevice_t *device) {
    REQUIRE_SESSION();
    REQUIRE(device != 0 && index < session.visible_count, NVML_ERROR_INVALID_ARGUMENT);
    const struct gpu *gpu = state_gpus() + session.visible[index];
    REQUIRE(!gpu->lost, NVML_ERROR_GPU_IS_LOST);
    *device = gpu;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetHandleByIndex(u32 index, nvmlDevice_t *device) { return nvmlDeviceGetHandleByIndex_v2(index, device); }

static nvmlReturn_t find_by_text(size_t field, const char *text, nvmlDevice_t *device) {
    REQUIRE_SESSION();
    REQUIRE(text != 0 && device != 0, NVML_ERROR_INVALID_ARGUMENT);
    for (u32 i = 0; i < session.visible_count; i++) {
        const struct gpu *gpu = state_gpus() + session.visible[i];
        if (text_equal((const char *)gpu + field, text)) {
            *device = gpu;
            return NVML_SUCCESS;
        }
    }
    return NVML_ERROR_NOT_FOUND;
}

static int is_uuid(const char *text) {
    return (text[0] == 'G' && text[1] == 'P' && text[2] == 'U' && text[3] == '-') ||
           (text[0] == 'M' && text[1] == 'I' && text[2] == 'G' && text[3] == '-');
}

NVML nvmlDeviceGetHandleByUUID(const char *uuid, nvmlDevice_t *device) {
    nvmlReturn_t found = find_by_text(offsetof(struct gpu, uuid), uuid, device);
    return found == NVML_ERROR_NOT_FOUND && !is_uuid(uuid) ? NVML_ERROR_INVALID_ARGUMENT : found;
}

NVML nvmlDeviceGetHandleBySerial(const char *serial, nvmlDevice_t *device) {
    return find_by_text(offsetof(struct gpu, serial), serial, device);
}

enum { UUID_ASCII = 1, UUID_BINARY = 2 };

/* The 16 bytes that a UUID's text after "GPU-" stands for. */
static void uuid_bytes(const char *text, u8 *bytes) {
    u32 digits = 0;
    for (text += 4; *text != 0 && digits < 32; text++) {
        if (*text != '-') {
            u8 digit = (u8)(*text <= '9' ? *text - '0' : (*text | 32) - 'a' + 10);
            bytes[digits / 2] = (u8)(digits % 2 == 0 ? digit << 4 : bytes[digits / 2] | digit);
            digits++;
        }
    }
}

static int same_bytes(const u8 *a, const u8 *b, u32 count) {
    u8 difference = 0;
    for (u32 i = 0; i < count; i++) {
        difference |= (u8)(a[i] ^ b[i]);
    }
    return difference == 0;
}

static nvmlReturn_t find_by_uuid_bytes(const u8 *wanted, nvmlDevice_t *device) {
    for (u32 i = 0; i < session.visible_count; i++) {
        u8 bytes[16] = {0};
        const struct gpu *gpu = state_gpus() + session.visible[i];
        uuid_bytes(gpu->uuid, bytes);
        if (same_bytes(bytes, wanted, sizeof(bytes))) {
            *device = gpu;
            return NVML_SUCCESS;
        }
    }
    return NVML_ERROR_NOT_FOUND;
}

NVML nvmlDeviceGetHandleByUUIDV(const nvmlUUID_t *uuid, nvmlDevice_t *device) {
    char text[sizeof(uuid->value) + 1];
    REQUIRE_SESSION();
    REQUIRE(uuid != 0 && device != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE_VERSION(uuid, nvmlUUID_t, 1);
    if (uuid->type == UUID_BINARY) {
        return find_by_uuid_bytes(uuid->value.bytes, device);
    }
    REQUIRE(uuid->type == UUID_ASCII, NVML_ERROR_INVALID_ARGUMENT);
    memcpy(text, uuid->value.str, sizeof(uuid->value));
    text[sizeof(uuid->value)] = 0;
    return nvmlDeviceGetHandleByUUID(text, device);
}

/* nvmlErrorString is the one function that works before init and returns no code. */
static const char *const error_text[] = {
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
