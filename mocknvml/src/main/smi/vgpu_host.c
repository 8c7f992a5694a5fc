/* nvidia-smi vgpu where the driver hosts virtual GPUs: what could be made; none runs. */
#include "clocktime.h"
#include "codes.h"
#include "layout.h"
#include "os.h"
#include "output.h"
#include "table.h"
#include "value.h"
#include "vgpu_host.h"
#include "vgpu_options.h"

enum { MAX_TYPES = 64, NAME = 64, LICENSE = 128, CAP_EXCLUSIVE = 2, LAST_CAPABILITY = 4, GONE_ON = -1 };
#define NO_PROFILE 0xffffffffu

typedef nvmlReturn_t (*type_list)(nvmlDevice_t, u32 *, nvmlVgpuTypeId_t *);

int vgpu_is_host(nvmlDevice_t gpu) {
    enum { HOST_VGPU = 3 };
    u32 mode = 0;
    return nvmlDeviceGetVirtualizationMode(gpu, &mode) == NVML_SUCCESS && mode == HOST_VGPU;
}

static void put_gpu(const struct target *target) { put("GPU %s\n", target->bus_id); }

static void put_number(const char *label, nvmlReturn_t code, u64 number, const char *unit) {
    if (code == NVML_SUCCESS) {
        put("        %-34s: %llu%s\n", label, number, unit);
    } else {
        put("        %-34s: %s\n", label, code_text(code));
    }
}

static void put_names(u32 type) {
    char text[NAME] = "";
    u32 size = NAME;
    u32 profile = NO_PROFILE;
    nvmlVgpuTypeGetName(type, text, &size);
    put("    %-38s: 0x%x\n        %-34s: %s\n", "vGPU Type ID", type, "Name", text);
    size = NAME;
    nvmlVgpuTypeGetClass(type, text, &size);
    put("        %-34s: %s\n", "Class", text);
    nvmlReturn_t code = nvmlVgpuTypeGetGpuInstanceProfileId(type, &profile);
    put_number("GPU Instance Profile ID", profile == NO_PROFILE ? NVML_ERROR_NOT_SUPPORTED : code, profile, "");
}

static void put_limits(const struct target *target, u32 type) {
    static const char *const capabilities[] = {"Multi vGPU Exclusive", "vGPU Exclusive Type", "vGPU Exclusive Size"};
    u32 number = 0;
    nvmlReturn_t code = nvmlVgpuTypeGetMaxInstances(target->gpu, type, &number);
    put_number("Max Instances", code, number, "");
    code = nvmlVgpuTypeGetMaxInstancesPerVm(type, &number);
    put_number("Max Instances Per VM", code, number, "");
    if (layout() >= LAYOUT_580) {
        put_number("Max Instances Per GI", NVML_ERROR_NOT_SUPPORTED, 0, "");
    }
    for (u32 capability = CAP_EXCLUSIVE; capability <= LAST_CAPABILITY; capability++) {
        code = nvmlVgpuTypeGetCapabilities(type, capability, &number);
        put("        %-34s: %s\n", capabilities[capability - CAP_EXCLUSIVE],
            code != NVML_SUCCESS ? code_text(code) : number != 0 ? "True" : "False");
    }
}

static void put_device(u32 type) {
    enum { MIB = 1024 * 1024 };
    u64 device = 0;
    u64 other = 0;
    u32 width = 0;
    u32 height = 0;
    u32 number = 0;
    nvmlVgpuTypeGetDeviceID(type, &device, &other);
    put("        %-34s: 0x%llx10de\n        %-34s: 0x%llx\n", "Device ID", device, "Sub System ID", other);
    nvmlReturn_t code = nvmlVgpuTypeGetFramebufferSize(type, &other);
    put_number("FB Memory", code, other / MIB, " MiB");
    code = nvmlVgpuTypeGetNumDisplayHeads(type, &number);
    put_number("Display Heads", code, number, "");
    code = nvmlVgpuTypeGetResolution(type, 0, &width, &height);
    put_number("Maximum X Resolution", code, width, "");
    put_number("Maximum Y Resolution", code, height, "");
    code = nvmlVgpuTypeGetFrameRateLimit(type, &number);
    put_number("Frame Rate Limit", code, number, " FPS");
}

static void put_all_of(const struct target *target, u32 type, const char *placements) {
    char license[LICENSE] = "";
    put_names(type);
    put_limits(target, type);
    put_device(type);
    if (layout() >= LAYOUT_550) {
        put_number("Placement Size", NVML_ERROR_NOT_SUPPORTED, 0, "");
        put_number(placements, NVML_ERROR_NOT_SUPPORTED, 0, "");
    }
    nvmlVgpuTypeGetLicense(type, license, LICENSE);
    put("        %-34s: %s\n", "GRID License", license);
}

/* Placements: what they are called; NULL: names only. */
static void put_types(const struct target *target, type_list list, const char *placements) {
    nvmlVgpuTypeId_t types[MAX_TYPES];
    u32 count = MAX_TYPES;
    if (list(target->gpu, &count, types) != NVML_SUCCESS) {
        count = 0;
    }
    put_gpu(target);
    for (u32 i = 0; i < count && i < MAX_TYPES; i++) {
        char name[NAME] = "";
        u32 size = NAME;
        if (placements != 0) {
            put_all_of(target, types[i], placements);
        } else if (nvmlVgpuTypeGetName(types[i], name, &size) == NVML_SUCCESS) {
            put("    %-15s\n", name);
        }
    }
    put("\n");
}

/* Mixed sizes on one GPU; what is no number for off or on ends the command. */
static int set_mixed(const struct target *target, const char *text) {
    u32 mode = string_equal(text, "1") || string_equal(text, "ENABLED");
    if (mode == 0 && !string_equal(text, "0") && !string_equal(text, "DISABLED")) {
        put("Option passed to set the vGPU heterogeneous mode on device %s is invalid \n"
            "Valid arguments are 0|DISABLED or 1|ENABLED \n",
            target->bus_id);
        return EXIT_USAGE;
    }
    nvmlVgpuHeterogeneousMode_t wanted = {(u32)sizeof(wanted) | 1u << 24, mode};
    nvmlReturn_t code = nvmlDeviceSetVgpuHeterogeneousMode(target->gpu, &wanted);
    put("Unable to %s vGPU heterogeneous mode for GPU %s: %s\n", mode != 0 ? "enable" : "disable", target->bus_id,
        code_sentence(code));
    return GONE_ON;
}

/* Not GONE_ON: the exit status, for the driver does not tell. */
static int put_untold(const struct given *given, const struct target *target) {
    if (given[MIGRATION].is_given) {
        put_gpu(target);
        put("    %-38s: %s\n", "Migration capability", code_text(NVML_ERROR_NOT_SUPPORTED));
    } else if (given[STATE].is_given) {
        put_gpu(target);
    } else if (given[CAPABILITIES].is_given) {
        put("Unable to get the vGPU scheduler capabilities\n");
    } else {
        return GONE_ON;
    }
    return exit_status(NVML_ERROR_NOT_SUPPORTED);
}

static int put_round(const struct given *given, const struct target *target) {
    if (given[QUERY].is_given) {
        put_gpu(target);
        put("    %-38s: 0\n\n", "Active vGPUs");
    }
    int verbose = given[VERBOSE].is_given;
    if (given[SUPPORTED].is_given) {
        put_types(target, nvmlDeviceGetSupportedVgpus, verbose ? "Supported Placement IDs" : 0);
    }
    if (given[CREATABLE].is_given) {
        put_types(target, nvmlDeviceGetCreatableVgpus, verbose ? "Creatable Placement IDs" : 0);
    }
    int status = given[HETEROGENEOUS].is_given ? set_mixed(target, given[HETEROGENEOUS].value) : GONE_ON;
    return status == GONE_ON ? put_untold(given, target) : status;
}

static void put_line(void) { put("+---------------------------------+------------------------------+------------+\n"); }

static void put_table(const struct targets *targets) {
    char time[40];
    char driver[128] = "";
    char version[NAME];
    time_as_ctime(time, sizeof(time), sys_time_us(CLOCK_WALL));
    nvmlSystemGetDriverVersion(driver, sizeof(driver));
    table_cut(version, 10, driver);
    put("%s       \n+-----------------------------------------------------------------------------+\n", time);
    put("| NVIDIA-SMI %-22.22s Driver Version: %-25s |\n", driver, version);
    put("|---------------------------------+------------------------------+------------+\n"
        "| GPU  Name                       | Bus-Id                       | GPU-Util   |\n"
        "|      vGPU ID     Name           | VM ID     VM Name            | vGPU-Util  |\n"
        "|=================================+==============================+============|\n");
    for (u32 i = 0; i < targets->count; i++) {
        char name[96] = "";
        char cut[NAME];
        nvmlUtilization_t rates = {0, 0};
        nvmlDeviceGetName(targets->gpus[i].gpu, name, NAME);
        table_cut(cut, 25, name);
        nvmlReturn_t code = nvmlDeviceGetUtilizationRates(targets->gpus[i].gpu, &rates);
        put("| %3u  %-26s | %-28s |", targets->gpus[i].index, cut, targets->gpus[i].bus_id);
        put(code == NVML_SUCCESS ? " %3u%%       |\n" : "  N/A       |\n", rates.gpu);
        put_line();
    }
}

static int is_list(const struct given *given) {
    for (u32 i = QUERY; i <= HETEROGENEOUS; i++) {
        if (given[i].is_given && i != VERBOSE) {
            return 1;
        }
    }
    return 0;
}

static int put_lists(const struct given *given, const struct targets *targets) {
    for (u32 i = 0; i < targets->count; i++) {
        int status = put_round(given, &targets->gpus[i]);
        if (status != GONE_ON) {
            return status;
        }
    }
    return 0;
}

int vgpu_host_run(const struct given *given, const struct targets *targets, u32 seconds) {
    int status = 0;
    if (given[CLEAR].is_given) {
        return 0;
    }
    for (u32 i = 0; i < ENDLESS; i++) {
        if (given[i].is_given) {
            return vgpu_host_monitor(given, targets, given[LOOP].is_given ? seconds : 1);
        }
    }
    do {
        if (is_list(given)) {
            status = put_lists(given, targets);
        } else if (!given[TOPOLOGY].is_given) {
            put_table(targets);
        }
        output_flush();
    } while (status == 0 && given[LOOP].is_given && os_wait_us((u64)seconds * 1000000));
    return status;
}
