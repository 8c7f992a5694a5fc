/* nvidia-smi nvlink: the state, the ends and the counters of NVLinks. */
#include "codes.h"
#include "output.h"
#include "subcommand.h"
#include "value.h"

enum { STATUS, CAPABILITIES, REMOTE, REMOTE_LINK, ERRORS, ERRORS_RESET, ECC_ERRORS, THROUGHPUT, ID, LINK,
       OLD_GET, OLD_RESET, OLD_SET, OLD_GET_CONTROL, BRIDGE, BANDWIDTH, SET_BANDWIDTH };
enum { FIELD_LINKS = 91, FIELD_REMOTE_LINK = 146, FIELD_REPLAY = 161, FIELD_RECOVERY, FIELD_CRC, FIELD_SPEED,
       FIELD_STATE, FIELD_DATA_TX = 138, FIELD_RAW_TX = 140 };
enum { ALL_LINKS = -1, CAPABILITY_COUNT = 6, LANES = 4 };

static const struct suboption options[] = {
    [STATUS] = {"-s", "--status", FLAG},
    [CAPABILITIES] = {"-c", "--capabilities", FLAG},
    [REMOTE] = {"-p", "--pcibusid", FLAG},
    [REMOTE_LINK] = {"-R", "--remotelinkinfo", FLAG},
    [ERRORS] = {"-e", "--errorcounters", FLAG},
    [ERRORS_RESET] = {"-re", "--reseterrorcounters", FLAG},
    [ECC_ERRORS] = {"-ec", "--crcerrorcounters", FLAG},
    [THROUGHPUT] = {"-gt", "--getthroughput", TEXT_VALUE},
    [ID] = {"-i", "--id", TEXT_VALUE},
    [LINK] = {"-l", "--link", NUMBER_VALUE},
    [OLD_GET] = {"-g", "--getcounters", NUMBER_VALUE},
    [OLD_RESET] = {"-r", "--resetcounters", NUMBER_VALUE},
    [OLD_SET] = {"-sc", "--setcontrol", TEXT_VALUE},
    [OLD_GET_CONTROL] = {"-gc", "--getcontrol", NUMBER_VALUE},
    [BRIDGE] = {"-cBridge", "--checkBridge", FLAG},
    [BANDWIDTH] = {"-gBwMode", "--getBandwidthMode", FLAG},
    [SET_BANDWIDTH] = {"-sBwMode", "--setBandwidthMode", TEXT_VALUE},
    {0, 0, 0},
};

/* Prints what one link is asked for; the command's exit status. */
typedef int (*link_printer)(nvmlDevice_t gpu, u32 link, const char *argument);

static int print_state(nvmlDevice_t gpu, u32 link, const char *unused) {
    u64 up = 0;
    u64 speed = 0;
    char text[VALUE_SIZE];
    (void)unused;
    nvmlReturn_t code = field_number(gpu, FIELD_STATE, link, &up);
    if (code == NVML_SUCCESS && up == 0) {
        put("\t Link %u: <inactive>\n", link);
        return 0;
    }
    code = code == NVML_SUCCESS ? field_number(gpu, FIELD_SPEED, link, &speed) : code;
    if (code != NVML_SUCCESS) {
        put("NVML: Unable to retrieve NVLink speed for link %u: %s\n", link, code_sentence(code));
        return exit_status(code);
    }
    format_general(text, sizeof(text), speed);
    put("\t Link %u: %s GB/s\n", link, text);
    return 0;
}

static int print_capabilities(nvmlDevice_t gpu, u32 link, const char *unused) {
    static const char *const texts[] = {"P2P is supported", "Access to system memory supported",
                                        "P2P atomics supported", "System memory atomics supported",
                                        "SLI is supported", "Link is supported"};
    (void)unused;
    for (u32 i = 0; i < CAPABILITY_COUNT; i++) {
        u32 has = 0;
        nvmlReturn_t code = nvmlDeviceGetNvLinkCapability(gpu, link, i, &has);
        if (code != NVML_SUCCESS) {
            put("NVML: Unable to retrieve NVLink capability for link %u: %s\n", link, code_sentence(code));
            return exit_status(code);
        }
        put("\t Link %u, %s: %s\n", link, texts[i], has ? "true" : "false");
    }
    return 0;
}

static int refuse_remote(u32 link, nvmlReturn_t code) {
    put("NVML: Unable to retrieve NVLink remote PCI info for link %u: %s\n", link, code_sentence(code));
    return exit_status(code);
}

static int print_remote(nvmlDevice_t gpu, u32 link, const char *unused) {
    nvmlPciInfo_t pci = {0};
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetNvLinkRemotePciInfo_v2(gpu, link, &pci);
    if (code != NVML_SUCCESS) {
        return refuse_remote(link, code);
    }
    put("\t Link %u: %s\n", link, pci.busId);
    return 0;
}

static int print_remote_link(nvmlDevice_t gpu, u32 link, const char *unused) {
    nvmlPciInfo_t pci = {0};
    u64 remote = 0;
    (void)unused;
    nvmlReturn_t code = nvmlDeviceGetNvLinkRemotePciInfo_v2(gpu, link, &pci);
    if (code != NVML_SUCCESS) {
        return refuse_remote(link, code);
    }
    code = field_number(gpu, FIELD_REMOTE_LINK, link, &remote);
    if (code == NVML_SUCCESS) {
        put("\t Link %u: Remote Device %s: Link %llu\n", link, pci.busId, remote);
    } else {
        put("\t Link %u: Remote Device %s: Link %s\n", link, pci.busId, code_text(code));
    }
    return 0;
}

static int print_errors(nvmlDevice_t gpu, u32 link, const char *unused) {
    static const struct {
        u32 field;
        const char *text;
    } counters[] = {{FIELD_REPLAY, "Replay"}, {FIELD_RECOVERY, "Recovery"}, {FIELD_CRC, "CRC"}};
    (void)unused;
    for (u32 i = 0; i < 3; i++) {
        u64 count = 0;
        nvmlReturn_t code = field_number(gpu, counters[i].field, link, &count);
        if (code == NVML_SUCCESS) {
            put("\t Link %u: %s Errors: %llu\n", link, counters[i].text, count);
        } else {
            put("\t Link %u: %s Errors: %s\n", link, counters[i].text, code_text(code));
        }
    }
    put("\n");
    return 0;
}

static int is_up(nvmlDevice_t gpu, u32 link) {
    u64 up = 0;
    return field_number(gpu, FIELD_STATE, link, &up) == NVML_SUCCESS && up != 0;
}

static int reset_errors(nvmlDevice_t gpu, u32 link, const char *unused) {
    (void)unused;
    if (!is_up(gpu, link)) {
        put("\t Link %u: skipping error counter reset on inactive link\n", link);
        return 0;
    }
    nvmlReturn_t code = nvmlDeviceResetNvLinkErrorCounters(gpu, link);
    if (code != NVML_SUCCESS) {
        put("NVML: Unable to reset NVLink error counters for link %u: %s\n", link, code_sentence(code));
        return exit_status(code);
    }
    put("\t Link %u: error counters reset\n", link);
    return 0;
}

static int print_ecc(nvmlDevice_t gpu, u32 link, const char *unused) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u32, u32, u32, u64 *);
    u64 counts[LANES] = {0};
    (void)unused;
    put("\t Link %u:\nNVML: Unable to retrieve Num Lanes on Nvlink %u\n", link, link);
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(208))(gpu, link, LANES, LANES, counts);
    if (code != NVML_SUCCESS) {
        put("NVML: Unable to retrieve NvLink ECC error counter for link %u: %s\n", link, code_sentence(code));
        return exit_status(code);
    }
    for (u32 i = 0; i < LANES; i++) {
        put("\t\t Lane %u ECC Correction Count: %u (Overflow=%u)\n", i, (u32)counts[i], (u32)(counts[i] >> 32));
    }
    put("\n");
    return 0;
}

static int print_throughput(nvmlDevice_t gpu, u32 link, const char *kind) {
    u32 field = kind[0] == 'd' ? FIELD_DATA_TX : FIELD_RAW_TX;
    for (u32 i = 0; i < 2; i++) {
        u64 count = 0;
        const char *name = kind[0] == 'd' ? "Data" : "Raw";
        nvmlReturn_t code = field_number(gpu, field + i, link, &count);
        if (code == NVML_SUCCESS) {
            put("\t Link %u: %s %s: %llu KiB\n", link, name, i == 0 ? "Tx" : "Rx", count);
        } else {
            put("\t Link %u: %s %s: %s\n", link, name, i == 0 ? "Tx" : "Rx", code_text(code));
        }
    }
    return 0;
}

static int refuse_old(u32 option) {
    static const struct {
        u32 option;
        const char *text;
    } old[] = {
        {OLD_GET, "Warning: Getting counters using option -g is deprecated. \nPlease use option -gt instead.\n\n"},
        {OLD_RESET, "Warning: Resetting throughput counters is deprecated!\n\n"},
        {OLD_SET, "Warning: Setting counter control is deprecated!\n\n"},
        {OLD_GET_CONTROL, "Warning: Getting counter control is deprecated!\n\n"},
    };
    for (u32 i = 0; i < sizeof(old) / sizeof(old[0]); i++) {
        if (old[i].option == option) {
            put("%s", old[i].text);
            return NVML_ERROR_NOT_SUPPORTED;
        }
    }
    return -1;
}

static const struct {
    u32 option;
    link_printer print;
    int of_inactive;     /* also links that are down are printed */
    const char *missing; /* what is not there when all links are down; NULL: that is not said */
} printers[] = {
    {STATUS, print_state, 1, "information"}, {CAPABILITIES, print_capabilities, 0, 0}, {REMOTE, print_remote, 0, 0},
    {REMOTE_LINK, print_remote_link, 1, 0},  {ERRORS, print_errors, 0, "errors"},      {ERRORS_RESET, reset_errors, 1, 0},
    {ECC_ERRORS, print_ecc, 0, 0},           {THROUGHPUT, print_throughput, 0, 0},
};

/* Says that the wanted link, or every link, is down; 0 when there is something to print. */
static int say_inactive(nvmlDevice_t gpu, u32 count, i64 wanted, const char *missing) {
    u32 active = 0;
    for (u32 link = 0; link < count; link++) {
        active += (u32)is_up(gpu, link);
    }
    int down = wanted != ALL_LINKS && (wanted < 0 || wanted >= count || !is_up(gpu, (u32)wanted));
    if (missing == 0) {
        return 0;
    }
    if (down) {
        put("NVML: Unable to retrieve NVLink %s for link %lld - inActive\n", missing, wanted);
    } else if (active == 0) {
        put("NVML: Unable to retrieve NVLink %s as all links are inActive\n", missing);
    }
    return down || active == 0;
}

static int print_links(nvmlDevice_t gpu, u32 count, i64 wanted, u32 printer, const char *argument) {
    if (say_inactive(gpu, count, wanted, printers[printer].missing)) {
        return 0;
    }
    if (printers[printer].option == THROUGHPUT && argument[0] != 'd' && argument[0] != 'r') {
        put("Failed to get throughput counters\n");
        return EXIT_USAGE;
    }
    for (u32 link = 0; link < count; link++) {
        if ((wanted != ALL_LINKS && wanted != link) || !(printers[printer].of_inactive || is_up(gpu, link))) {
            continue;
        }
        int status = printers[printer].print(gpu, link, argument);
        if (status != 0) {
            return status;
        }
    }
    return 0;
}

static int print_gpu(const struct target *target, const struct given *given) {
    char name[64] = "";
    char uuid[80] = "";
    u64 count = 0;
    if (field_number(target->gpu, FIELD_LINKS, 0, &count) != NVML_SUCCESS || count == 0) {
        return 0;
    }
    nvmlDeviceGetName(target->gpu, name, sizeof(name));
    nvmlDeviceGetUUID(target->gpu, uuid, sizeof(uuid));
    put("GPU %u: %s (UUID: %s)\n", target->index, name, uuid);
    for (u32 i = OLD_GET; i <= OLD_GET_CONTROL; i++) {
        if (given[i].is_given) {
            return refuse_old(i);
        }
    }
    int status = 0;
    for (u32 i = 0; status == 0 && i < sizeof(printers) / sizeof(printers[0]); i++) {
        if (given[printers[i].option].is_given) {
            status = print_links(target->gpu, (u32)count, given[LINK].is_given ? given[LINK].number : ALL_LINKS, i,
                                 given[printers[i].option].value);
        }
    }
    return status;
}

/* Modes of nvmlSystemSetNvlinkBwMode. */
static const char *const bandwidth_modes[] = {"FULL", "OFF", "MIN", "HALF", "3QUARTER"};
enum { BANDWIDTH_MODES = 5 };

static int print_bandwidth(void) {
    u32 mode = 0;
    nvmlReturn_t code = nvmlSystemGetNvlinkBwMode(&mode);
    if (code != NVML_SUCCESS || mode >= BANDWIDTH_MODES) {
        put("Unable to read nvlink bandwidth mode\n");
        return exit_status(code);
    }
    put("GPU NVLINK bandwidth mode: %s\n", bandwidth_modes[mode]);
    return 0;
}

static int set_bandwidth(const char *name) {
    u32 mode = 0;
    while (mode < BANDWIDTH_MODES && !string_equal(name, bandwidth_modes[mode])) {
        mode++;
    }
    if (mode == BANDWIDTH_MODES) {
        put("Option %s not found\nUnable to set nvlink bandwidth mode %s\n", name, name);
        return EXIT_USAGE;
    }
    nvmlReturn_t code = nvmlSystemSetNvlinkBwMode(mode);
    put(code == NVML_SUCCESS ? "Successfully set nvlink bandwidth mode to %s\n"
                             : "Unable to set nvlink bandwidth mode %s\n",
        name);
    return exit_status(code);
}

static int run(const struct given *given) {
    static struct targets targets;
    int status = targets_find(&targets, given[ID].value);
    if (status == 0 && given[BANDWIDTH].is_given) {
        return print_bandwidth();
    }
    if (status == 0 && given[SET_BANDWIDTH].is_given) {
        return set_bandwidth(given[SET_BANDWIDTH].value);
    }
    for (u32 i = 0; status == 0 && i < targets.count; i++) {
        status = print_gpu(&targets.gpus[i], given);
    }
    return status;
}

const struct subcommand nvlink_command = {
    "nvlink", options,
    "Usage: nvidia-smi nvlink [options]: the state and the counters of NVLinks.\n"
    "  -i ID  one GPU    -l N  one link\n"
    "  -s  speed of each link    -c  capabilities    -p, -R  the other ends\n"
    "  -e, -ec, -re  error counters, and their reset    -gt d|r  throughput counters\n"
    "  -gBwMode, -sBwMode MODE  bandwidth mode of the system    -cBridge  bridges\n",
    0,
    run,
};
