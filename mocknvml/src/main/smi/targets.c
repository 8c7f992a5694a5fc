#include "targets.h"

#include "codes.h"
#include "numbers.h"
#include "output.h"
#include "value.h"

enum { TEXT_SIZE = 96, SLOT_PARSE = 12, SLOT_ADDRESS = 75, SLOT_BUS_ID = 81 };

struct address {
    u32 domain, bus, device, function;
};

typedef nvmlReturn_t (*bus_id_question)(u32, char *, u32);
typedef nvmlReturn_t (*address_question)(u32, u32 *, u32 *, u32 *);
typedef nvmlReturn_t (*parser)(const char *, u32 *, u32 *, u32 *, u32 *);

void target_text(u32 index, char *text, u32 size) {
    if (((bus_id_question)(void (*)(void))table_slot(SLOT_BUS_ID))(index, text, size) != NVML_SUCCESS) {
        format(text, size, "%u", index);
    }
}

void target_put_title(const struct target *target) {
    char name[64] = "";
    char uuid[80] = "";
    nvmlDeviceGetName(target->gpu, name, sizeof(name));
    nvmlDeviceGetUUID(target->gpu, uuid, sizeof(uuid));
    put("GPU %u: %s (UUID: %s)\n", target->index, name, uuid);
}

void target_put_reason(nvmlReturn_t code) {
    static const char *const reasons[] = {
        [NVML_ERROR_NO_PERMISSION] = "Insufficient Permissions\n",
        [NVML_ERROR_NOT_FOUND] = "Not Found\n",
        [NVML_ERROR_INSUFFICIENT_POWER] = "Unable to communicate with GPU because it is insufficiently powered.\n"
                                          "This may be because not all required external power cables are\n"
                                          "attached, or the attached cables are not seated properly.\n\n\n",
        [NVML_ERROR_IRQ_ISSUE] = "The NVIDIA kernel module detected an issue with GPU interrupts."
                                 "Consult the \"Common Problems\" Chapter of the NVIDIA Driver README for\n"
                                 "details and steps that can be taken to resolve this issue.\n",
        [NVML_ERROR_GPU_IS_LOST] = "GPU is lost.  Reboot the system to recover this GPU\n\n\n",
        [NVML_ERROR_RESET_REQUIRED] = "A GPU reset must occur before this GPU can be used again.\n\n.\n",
    };
    const char *reason = (u32)code < sizeof(reasons) / sizeof(reasons[0]) ? reasons[code] : 0;
    put("%s", reason == 0 ? "Unknown Error\n" : reason);
}

/* 1 the GPU is meant, 0 it is not, -1 the text is no bus id and that was said. */
static int matches_bus_id(const char *id, u32 index) {
    struct address wanted = {0};
    struct address own = {0};
    if (((parser)(void (*)(void))table_slot(SLOT_PARSE))(id, &wanted.domain, &wanted.bus, &wanted.device,
                                                       &wanted.function) != NVML_SUCCESS) {
        char text[34];
        target_text(index, text, sizeof(text));
        put("Problem with GPU %s: Invalid PCI bus id format. Try format [domain:]bus:device.function E.g. 0:2:0.0\n",
            text);
        return -1;
    }
    nvmlReturn_t code =
        ((address_question)(void (*)(void))table_slot(SLOT_ADDRESS))(index, &own.domain, &own.bus, &own.device);
    return code == NVML_SUCCESS && wanted.function == 0 && own.domain == wanted.domain && own.bus == wanted.bus &&
           own.device == wanted.device;
}

/* As matches_bus_id. A UUID or a serial is looked for at every GPU, so that none may be lost. */
static int matches(const char *id, u32 index, u32 count) {
    char text[TEXT_SIZE];
    nvmlDevice_t gpu;
    struct number number = number_of(id, 0);
    if (number.end != id && *number.end == 0 && id[0] != '-' && number_unsigned(number) < count) {
        return number_unsigned(number) == index;
    }
    if (text_find(id, ':') != 0) {
        return matches_bus_id(id, index);
    }
    nvmlReturn_t code = nvmlDeviceGetHandleByIndex_v2(index, &gpu);
    if (code == NVML_ERROR_NO_PERMISSION) {
        return 0;
    }
    if (code != NVML_SUCCESS) {
        target_text(index, text, sizeof(text));
        put("Problem with GPU %s: ", text);
        target_put_reason(code);
        return -1;
    }
    code = text_starts(id, "GPU-") ? nvmlDeviceGetUUID(gpu, text, sizeof(text))
                                   : nvmlDeviceGetSerial(gpu, text, sizeof(text));
    return code == NVML_SUCCESS && string_equal(id, text);
}

/* As matches, for a list with commas. */
static int is_meant(const char *ids, u32 index, u32 count) {
    char id[TEXT_SIZE];
    while (*ids != 0) {
        u32 length = 0;
        while (ids[length] != 0 && ids[length] != ',') {
            length++;
        }
        format(id, sizeof(id), "%.*s", (int)length, ids);
        int answer = length == 0 || length >= sizeof(id) ? 0 : matches(id, index, count);
        if (answer != 0) {
            return answer;
        }
        ids += length + (ids[length] == ',');
    }
    return 0;
}

static int refuse(u32 index, nvmlReturn_t code) {
    char text[34];
    target_text(index, text, sizeof(text));
    put("Unable to determine the device handle for GPU%s: ", text);
    target_put_reason(code);
    return exit_status(code);
}

/* All GPUs have been left out, one by this code. */
static int refuse_all(nvmlReturn_t code) {
    put(code == NVML_ERROR_NO_PERMISSION
            ? "No devices were found. Please make sure /dev/nvidia* files are readable by current user.\n"
            : "No devices were found\n");
    return exit_status(code);
}

static int is_left_out(nvmlReturn_t code) { return code == NVML_ERROR_NOT_FOUND || code == NVML_ERROR_NO_PERMISSION; }

static int has_id(const char *ids) {
    while (*ids == ',') {
        ids++;
    }
    return *ids != 0;
}

static u32 count_gpus(void) {
    u32 count = 0;
    nvmlDeviceGetCount_v2(&count);
    return count > MAX_GPUS ? MAX_GPUS : count;
}

static nvmlReturn_t add(struct targets *targets, u32 index) {
    struct target *target = &targets->gpus[targets->count];
    nvmlPciInfo_t pci = {0};
    nvmlReturn_t code = nvmlDeviceGetHandleByIndex_v2(index, &target->gpu);
    if (code != NVML_SUCCESS) {
        return code;
    }
    targets->count++;
    nvmlDeviceGetPciInfo_v3(target->gpu, &pci);
    target->index = index;
    string_copy(target->bus_id, sizeof(target->bus_id), pci.busId);
    return NVML_SUCCESS;
}

int targets_all(struct targets *targets) {
    targets->count = 0;
    targets->attached = count_gpus();
    for (u32 i = 0; i < targets->attached; i++) {
        nvmlReturn_t code = add(targets, i);
        if (code != NVML_SUCCESS && code != NVML_ERROR_NO_PERMISSION) {
            return 0;
        }
    }
    return 1;
}

int targets_find(struct targets *targets, const char *ids) {
    u32 count = targets->attached = count_gpus();
    targets->count = 0;
    nvmlReturn_t left_out = NVML_ERROR_NOT_FOUND;
    if (ids != 0 && !has_id(ids)) {
        put("Failed to parse device string on command line");
        return EXIT_OTHER;
    }
    for (u32 i = 0; i < count; i++) {
        int meant = ids == 0 ? 1 : is_meant(ids, i, count);
        if (meant < 0) {
            return EXIT_OTHER;
        }
        nvmlReturn_t code = meant ? add(targets, i) : NVML_SUCCESS;
        if (code != NVML_SUCCESS && !is_left_out(code)) {
            return refuse(i, code);
        }
        left_out = code == NVML_ERROR_NO_PERMISSION ? code : left_out;
    }
    return targets->count == 0 ? refuse_all(left_out) : 0;
}
