/* nvidia-smi drain: takes GPUs out of use, by their bus id, and finds them again. */
#include "codes.h"
#include "command.h"
#include "numbers.h"
#include "output.h"
#include "subcommand.h"
#include "value.h"

enum { BUS_ID, MODIFY, QUERY, REMOVE, DISCOVER };
enum { LONGEST_DEVICE = 13 }; /* characters before the function: the original has no room for more */
enum { GPU_STATE_REMOVED = 1, LINK_STATE_DOWN = 1 };

static const struct suboption options[] = {
    [BUS_ID] = {"-p", "--pciid", TEXT_VALUE},
    [MODIFY] = {"-m", "--modify", NUMBER_VALUE},
    [QUERY] = {"-q", "--query", FLAG},
    [REMOVE] = {"-r", "--remove", FLAG},
    [DISCOVER] = {"-d", "--discover", FLAG},
    {0, 0, 0},
};

/* The next of the numbers between colons and points; 0 when there is none. */
static int next_part(const char **text, i64 *part) {
    while (**text == ':' || **text == '.') {
        *text += 1;
    }
    const char *start = *text;
    *part = number_signed(number_of(start, 16));
    while (**text != 0 && **text != ':' && **text != '.') {
        *text += 1;
    }
    return *text != start;
}

/* domain:bus:device.function, hexadecimal; only function 0 is a GPU, and what follows it does not matter. */
static int read_bus_id(const char *typed, nvmlPciInfo_t *pci) {
    const char *text = typed;
    i64 parts[4] = {0};
    for (u32 i = 0; i < 3; i++) {
        if (!next_part(&text, &parts[i])) {
            return 0;
        }
    }
    if (text > typed + LONGEST_DEVICE || !next_part(&text, &parts[3]) || parts[3] != 0) {
        return 0;
    }
    *pci = (nvmlPciInfo_t){.domain = (u32)parts[0], .bus = (u32)parts[1], .device = (u32)parts[2]};
    format(pci->busId, sizeof(pci->busId), "%08X:%02X:%02X.0", pci->domain, pci->bus, pci->device);
    return 1;
}

static int fail(const char *text) {
    put("%s\n", text);
    return EXIT_OTHER;
}

static const char *word(u32 drained) { return drained ? "draining" : "not draining"; }

static int run_on_gpu(nvmlPciInfo_t *pci, const struct given *given) {
    u32 state = given[MODIFY].number == 1;
    if (given[MODIFY].is_given) {
        if (nvmlDeviceModifyDrainState(pci, state) != NVML_SUCCESS) {
            return fail("Failed to modify the GPU drain state.");
        }
        put("Successfully set GPU %s drain state to: %s.\n", pci->busId, word(state));
    }
    if (given[QUERY].is_given) {
        if (nvmlDeviceQueryDrainState(pci, &state) != NVML_SUCCESS) {
            return fail("Failed to query the GPU drain state.");
        }
        put("The current drain state of GPU %s is: %s.\n", pci->busId, word(state));
    }
    if (given[REMOVE].is_given) {
        if (nvmlDeviceRemoveGpu_v2(pci, GPU_STATE_REMOVED, LINK_STATE_DOWN) != NVML_SUCCESS) {
            return fail("Failed to remove the specified GPU.");
        }
        put("GPU %s successfully removed.\n", pci->busId);
    }
    return 0;
}

static int run(const struct given *given) {
    nvmlPciInfo_t pci = {0};
    int status = driver_start();
    if (status != 0) {
        return status;
    }
    int is_about_gpu = given[MODIFY].is_given || given[QUERY].is_given || given[REMOVE].is_given;
    if (given[BUS_ID].is_given && !read_bus_id(given[BUS_ID].value, &pci)) {
        put("Failed to parse device specified at the command-line\n");
        return EXIT_USAGE;
    }
    if (is_about_gpu && !given[BUS_ID].is_given) {
        put("Must specify -p with this option.\n");
        return EXIT_USAGE;
    }
    if (given[MODIFY].is_given && given[REMOVE].is_given) {
        put("Cannot specify both -m and -r.\n");
        return EXIT_USAGE;
    }
    status = run_on_gpu(&pci, given);
    if (status != 0 || !given[DISCOVER].is_given) {
        return status;
    }
    if (nvmlDeviceDiscoverGpus(&pci) != NVML_SUCCESS) {
        return fail("Failed to perform a PCI discover for GPUs.");
    }
    put("Discovery completed successfully.  Any discovered GPUs will now appear in the enumeration list and device "
        "count.\n");
    return 0;
}

const struct subcommand drain_command = {
    "drain", options, "Takes GPUs out of use, and finds them again.", STRICT, run,
};
