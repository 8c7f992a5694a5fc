/* What nvidia-smi nvlink prints of each link. */
#include "codes.h"
#include "nvlink.h"
#include "output.h"
#include "value.h"

enum { FIELD_REMOTE_LINK = 146, FIELD_REPLAY = 161, FIELD_RECOVERY, FIELD_CRC, FIELD_SPEED, FIELD_ASLEEP = 167,
       FIELD_THRESHOLD, FIELD_DATA_TX = 138, FIELD_RAW_TX = 140 };
enum { CAPABILITY_COUNT = 6, LANES = 4, MAX_LANES = 8, INTERNAL_LANES = 2, ARCHITECTURE_HOPPER = 9 };

/* Prints what one link is asked for; the command's exit status. */
typedef int (*link_printer)(nvmlDevice_t gpu, u32 link, const char *argument);

static int print_state(nvmlDevice_t gpu, u32 link, const char *unused) {
    u64 up = 0;
    u64 speed = 0;
    char text[VALUE_SIZE];
    (void)unused;
    nvmlReturn_t code = field_number(gpu, FIELD_LINK_STATE, link, &up);
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
    if (code == NVML_ERROR_NOT_SUPPORTED) {
        return 0; /* a link to nobody has no line here */
    }
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
    return field_number(gpu, FIELD_LINK_STATE, link, &up) == NVML_SUCCESS && up != 0;
}

static int reset_errors(nvmlDevice_t gpu, u32 link, const char *unused) {
    (void)unused;
    if (!is_up(gpu, link)) {
        put("\t Link %u: skipping error counter reset on inactive link\n", link);
        return 0;
    }
    nvmlReturn_t code = nvmlDeviceResetNvLinkErrorCounters(gpu, link);
    if (code != NVML_SUCCESS) {
        put("NVML: Unable to reset NvLink link error counters for link %u: %s\n", link, code_sentence(code));
        return exit_status(code);
    }
    put("\t Link %u: error counters reset\n", link);
    return 0;
}

static int print_ecc(nvmlDevice_t gpu, u32 link, const char *unused) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u32, u32, u32, u64 *);
    u64 counts[MAX_LANES] = {0};
    u64 lanes = 0;
    (void)unused;
    put("\t Link %u:\n", link);
    if (internal_field(gpu, INTERNAL_LANES, link, &lanes) != NVML_SUCCESS || lanes > MAX_LANES) {
        put("NVML: Unable to retrieve Num Lanes on Nvlink %u\n", link);
        lanes = LANES;
    }
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(208))(gpu, link, (u32)lanes, (u32)lanes, counts);
    if (code != NVML_SUCCESS) {
        put("NVML: Unable to retrieve NvLink ECC error counter for link %u: %s\n", link, code_sentence(code));
        return exit_status(code);
    }
    for (u32 i = 0; i < lanes; i++) {
        put("\t\t Lane %u ECC Correction Count: %u (Overflow=%u)\n", i, (u32)counts[i], (u32)(counts[i] >> 32));
    }
    put("\n");
    return 0;
}

static void print_counters(nvmlDevice_t gpu, u32 link, const char *name, u32 field) {
    for (u32 i = 0; i < 2; i++) {
        u64 count = 0;
        nvmlReturn_t code = field_number(gpu, field + i, link, &count);
        if (code == NVML_SUCCESS) {
            put("\t Link %u: %s %s: %llu KiB\n", link, name, i == 0 ? "Tx" : "Rx", count);
        } else {
            put("\t Link %u: %s %s: %s\n", link, name, i == 0 ? "Tx" : "Rx", code_text(code));
        }
    }
}

static int is_counters(const char *kinds) {
    for (const char *kind = kinds; *kind != 0; kind++) {
        if (*kind != 'd' && *kind != 'r') {
            return 0;
        }
    }
    return kinds[0] != 0;
}

/* Of data, and of raw bytes: whichever letters there are, in this order. */
static int print_throughput(nvmlDevice_t gpu, u32 link, const char *kinds) {
    if (text_find(kinds, 'd') != 0) {
        print_counters(gpu, link, "Data", FIELD_DATA_TX);
    }
    if (text_find(kinds, 'r') != 0) {
        print_counters(gpu, link, "Raw", FIELD_RAW_TX);
    }
    return 0;
}

static int can_sleep(nvmlDevice_t gpu) {
    u32 architecture = 0;
    return nvmlDeviceGetArchitecture(gpu, &architecture) == NVML_SUCCESS && architecture >= ARCHITECTURE_HOPPER;
}

static int print_low_power(nvmlDevice_t gpu, u32 link, const char *unused) {
    u64 asleep = 0;
    u64 threshold = 0;
    (void)unused;
    nvmlReturn_t code = field_number(gpu, FIELD_ASLEEP, link, &asleep);
    code = code == NVML_SUCCESS ? field_number(gpu, FIELD_THRESHOLD, link, &threshold) : code;
    if (code != NVML_SUCCESS) {
        put("NVML: Unable to retrieve NvLink low power info for link %u: %s\n", link, code_sentence(code));
        return exit_status(code);
    }
    put("\t Link %u: Low Power Mode: %s Speed State\n", link, asleep == 0 ? "High" : "Low");
    put("\t Link %u: Low Power Threshold: %llu us\n\n", link, threshold * 100);
    return 0;
}

static const struct {
    link_printer print;
    int of_inactive;     /* also links that are down are printed */
    const char *missing; /* what is not there when all links are down; NULL: that is not said */
} printers[] = {
    [L_STATE] = {print_state, 1, "NVLink information"},
    [L_CAPABILITIES] = {print_capabilities, 0, 0},
    [L_REMOTE] = {print_remote, 0, 0},
    [L_REMOTE_LINK] = {print_remote_link, 1, 0},
    [L_ERRORS] = {print_errors, 0, "NVLink errors"},
    [L_ECC_ERRORS] = {print_ecc, 0, 0},
    [L_RESET_ERRORS] = {reset_errors, 1, 0},
    [L_THROUGHPUT] = {print_throughput, 0, 0},
    [L_LOW_POWER] = {print_low_power, 0, "NvLink low power info"},
};

/* Says that the wanted link, or every link, is down; 0 when there is something to print. */
static int say_inactive(nvmlDevice_t gpu, u32 count, i64 wanted, const char *missing) {
    u32 active = 0;
    for (u32 link = 0; link < count; link++) {
        active += (u32)is_up(gpu, link);
    }
    int down = wanted >= 0 && (wanted >= count || !is_up(gpu, (u32)wanted));
    if (missing == 0) {
        return 0;
    }
    if (down) {
        put("NVML: Unable to retrieve %s for link %lld - inActive\n", missing, wanted);
    } else if (active == 0) {
        put("NVML: Unable to retrieve %s as all links are inActive\n", missing);
    }
    return down || active == 0;
}

int nvlink_print(nvmlDevice_t gpu, u32 count, i64 wanted, enum link_question question, const char *argument) {
    if (question == L_LOW_POWER && !can_sleep(gpu)) {
        put("Not supported\n");
        return NVML_ERROR_NOT_SUPPORTED;
    }
    if (say_inactive(gpu, count, wanted, printers[question].missing)) {
        return 0;
    }
    int none = wanted >= (i64)count || (argument != 0 && !is_counters(argument));
    if (question == L_THROUGHPUT && none) {
        put("%sFailed to get throughput counters\n",
            argument != 0 && *argument == 0 ? "NVML: Unable to retrieve NVLink throughput counters: Invalid Argument\n"
                                            : "");
        return EXIT_USAGE;
    }
    for (u32 link = 0; link < count; link++) {
        if ((wanted >= 0 && wanted != link) || !(printers[question].of_inactive || is_up(gpu, link))) {
            continue;
        }
        int status = printers[question].print(gpu, link, argument);
        if (status != 0) {
            return status;
        }
    }
    return 0;
}

