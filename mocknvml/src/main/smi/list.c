#include "list.h"

#include "codes.h"
#include "output.h"
#include "targets.h"

enum { TEXT_SIZE = 96 };

static void give_text(char *text, nvmlReturn_t code) {
    if (code != NVML_SUCCESS) {
        format(text, TEXT_SIZE, "%s", code_text(code));
    }
}

/* The part of a MIG device's name that is its profile; NULL: the device is left out. */
static const char *profile_in(const char *name) {
    for (; *name != 0; name++) {
        if (text_starts(name, "MIG ")) {
            return name + 4;
        }
    }
    return 0;
}

static void list_mig(nvmlDevice_t gpu) {
    u32 slots = 0;
    u32 shown = 0;
    nvmlDeviceGetMaxMigDeviceCount(gpu, &slots);
    for (u32 i = 0; i < slots; i++) {
        nvmlDevice_t device;
        char uuid[TEXT_SIZE];
        char name[TEXT_SIZE] = "";
        char title[TEXT_SIZE];
        if (nvmlDeviceGetMigDeviceHandleByIndex(gpu, i, &device) != NVML_SUCCESS) {
            continue;
        }
        give_text(uuid, nvmlDeviceGetUUID(device, uuid, sizeof(uuid)));
        nvmlDeviceGetName(device, name, sizeof(name));
        const char *profile = profile_in(name);
        if (profile != 0) {
            format(title, sizeof(title), "MIG %s", profile);
            put("  %-15s Device %2u: (UUID: %s)\n", title, shown++, uuid);
        }
    }
}

int list_gpus(void) {
    u32 count = 0;
    int status = 0;
    nvmlDeviceGetCount_v2(&count);
    if (count == 0) {
        put("No devices found.\n");
        return 0;
    }
    for (u32 i = 0; i < count; i++) {
        nvmlDevice_t gpu;
        char name[TEXT_SIZE];
        char uuid[TEXT_SIZE];
        nvmlReturn_t code = nvmlDeviceGetHandleByIndex_v2(i, &gpu);
        if (code != NVML_SUCCESS) {
            char text[34];
            target_text(i, text, sizeof(text));
            put("Unable to determine the device handle for gpu %s: ", text);
            target_put_reason(code);
            status = exit_status(code);
            continue;
        }
        give_text(name, nvmlDeviceGetName(gpu, name, 64));
        give_text(uuid, nvmlDeviceGetUUID(gpu, uuid, sizeof(uuid)));
        put("GPU %u: %s (UUID: %s)\n", i, name, uuid);
        list_mig(gpu);
    }
    return status;
}

int list_excluded(void) {
    u32 count = 0;
    nvmlReturn_t code = nvmlGetExcludedDeviceCount(&count);
    if (code != NVML_SUCCESS) {
        put("Unable to determine the number of excluded GPUs: %s\n", code_sentence(code));
        return exit_status(code);
    }
    if (count == 0) {
        put("No excluded devices found.\n");
    }
    for (u32 i = 0; i < count; i++) {
        nvmlExcludedDeviceInfo_t info;
        if (nvmlGetExcludedDeviceInfoByIndex(i, &info) == NVML_SUCCESS) {
            put("Excluded GPU %u: %08X:%02X:%02X.0 (UUID: %s)\n", i, info.pciInfo.domain, info.pciInfo.bus,
                info.pciInfo.device, info.uuid);
        }
    }
    return 0;
}

/* NVML's own version is "12.550.54.15": the CUDA major, and of the driver's version two numbers are shown. */
static void put_nvml_version(void) {
    char version[TEXT_SIZE];
    nvmlReturn_t code = nvmlSystemGetNVMLVersion(version, sizeof(version));
    if (code != NVML_SUCCESS) {
        put("NVML version        : %s\n", code_text(code));
        return;
    }
    const char *dot = text_find(version, '.');
    const char *start = dot == 0 ? version : dot + 1;
    const char *end = text_find(start, '.');
    const char *second = end == 0 ? 0 : text_find(end + 1, '.');
    u32 length = (u32)(second == 0 ? string_length(start) : (size_t)(second - start));
    put("NVML version        : %.*s\n", (int)length, start);
}

int list_versions(void) {
    char driver[128];
    char cuda_text[TEXT_SIZE];
    int cuda = 0;
    give_text(driver, nvmlSystemGetDriverVersion(driver, sizeof(driver)));
    nvmlReturn_t code = nvmlSystemGetCudaDriverVersion_v2(&cuda);
    format(cuda_text, sizeof(cuda_text), "%d.%d", cuda / 1000, cuda % 1000 / 10);
    give_text(cuda_text, code);
    put("NVIDIA-SMI version  : %s\n", driver);
    put_nvml_version();
    put("DRIVER version      : %s\nCUDA Version        : %s\n", driver, cuda_text);
    return 0;
}
