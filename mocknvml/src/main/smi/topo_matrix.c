#include "topo_matrix.h"

#include "codes.h"
#include "nics.h"
#include "output.h"
#include "value.h"

enum { SET_WORDS = 20, FIELD_SWITCH_LINKS = 147, SLOT_PATH = 23, PATH_LINKS = 4, PATH_LAST = 22, MAX_REMOTE_LINKS = 18 };

#define UNDERLINED "\033[4m"
#define PLAIN "\033[0m"

void topo_put_ranges(const u64 *set, u32 words) {
    const char *comma = "";
    for (u32 bit = 0; bit < words * 64; bit++) {
        if (!(set[bit / 64] >> bit % 64 & 1)) {
            continue;
        }
        u32 first = bit;
        while (bit + 1 < words * 64 && (set[(bit + 1) / 64] >> (bit + 1) % 64 & 1)) {
            bit++;
        }
        put("%s%u", comma, first);
        if (bit != first) {
            put("-%u", bit);
        }
        comma = ",";
    }
}

/* The cell of two devices, by their bus ids; 0 when it cannot be had. */
static int put_path(const char *a, const char *b) {
    static const char *const words[] = {"PIX", "PXB", "PHB", "NODE", "SYS"};
    typedef nvmlReturn_t (*question)(const char *, const char *, u32 *);
    u32 path = 0;
    if (((question)(void (*)(void))table_slot(SLOT_PATH))(a, b, &path) != NVML_SUCCESS) {
        return 0;
    }
    if (path <= PATH_LINKS) {
        put("%s\t", words[path]);
    } else if (path <= PATH_LAST) {
        put("NV%u\t", path - PATH_LINKS);
    } else {
        put("Unknown\t");
    }
    return 1;
}

static u64 switch_links(const struct target *target) {
    u64 links = 0;
    return field_number(target->gpu, FIELD_SWITCH_LINKS, 0, &links) == NVML_SUCCESS ? links : 0;
}

/* Links of a whose other end is b. */
static u32 direct_links(const struct target *a, const struct target *b) {
    u32 count = 0;
    for (u32 link = 0; link < MAX_REMOTE_LINKS; link++) {
        nvmlPciInfo_t pci = {0};
        count += nvmlDeviceGetNvLinkRemotePciInfo_v2(a->gpu, link, &pci) == NVML_SUCCESS &&
                 string_equal(pci.busId, b->bus_id);
    }
    return count;
}

static int put_gpu_cell(const struct target *a, const struct target *b, int with_links) {
    u64 links = with_links ? switch_links(a) : 0;
    if (links != 0 && switch_links(b) != 0) {
        put("NV%llu\t", links);
        return 1;
    }
    u32 joining = with_links ? direct_links(a, b) : 0;
    if (joining != 0) {
        put("NV%u\t", joining);
        return 1;
    }
    return put_path(a->bus_id, b->bus_id);
}

static void put_affinities(const struct target *target) {
    u64 cpus[SET_WORDS] = {0};
    u64 nodes[SET_WORDS] = {0};
    u32 node = 0;
    u64 any = 0;
    if (nvmlDeviceGetCpuAffinity(target->gpu, SET_WORDS, (unsigned long *)cpus) == NVML_SUCCESS) {
        topo_put_ranges(cpus, SET_WORDS);
    }
    for (u32 i = 0; i < SET_WORDS; i++) {
        any |= cpus[i];
    }
    put(any == 0 ? "\t\t" : "\t");
    any = 0;
    if (nvmlDeviceGetMemoryAffinity(target->gpu, SET_WORDS, (unsigned long *)nodes, 0) == NVML_SUCCESS) {
        for (u32 i = 0; i < SET_WORDS; i++) {
            any |= nodes[i];
        }
        topo_put_ranges(nodes, SET_WORDS);
        put("%s", any == 0 ? "N/A" : "");
    }
    put("\t\t");
    if (nvmlDeviceGetNumaNodeId(target->gpu, &node) == NVML_SUCCESS) {
        put("%u\n", node);
    } else {
        put("N/A\n");
    }
}

static int fail(void) {
    put("Failed to run topology matrix\n\n");
    return EXIT_OTHER;
}

static int put_gpu_row(const struct targets *targets, u32 row, const struct nics *nics, int with_links) {
    const struct target *target = &targets->gpus[row];
    put("GPU%u\t", target->index);
    for (u32 i = 0; i < targets->count; i++) {
        if (i == row) {
            put(" X \t");
        } else if (!put_gpu_cell(target, &targets->gpus[i], with_links)) {
            return 0;
        }
    }
    for (u32 i = 0; i < nics->count; i++) {
        if (!put_path(target->bus_id, nics->list[i].bus_id)) {
            return 0;
        }
    }
    put_affinities(target);
    return 1;
}

static int put_nic_row(const struct targets *targets, const struct nics *nics, u32 row) {
    put("NIC%u\t", row);
    for (u32 i = 0; i < targets->count; i++) {
        if (!put_path(nics->list[row].bus_id, targets->gpus[i].bus_id)) {
            return 0;
        }
    }
    for (u32 i = 0; i < nics->count; i++) {
        if (i == row) {
            put(" X \t");
        } else if (!put_path(nics->list[row].bus_id, nics->list[i].bus_id)) {
            return 0;
        }
    }
    put("\t\t\t\n");
    return 1;
}

static void put_legend(const struct nics *nics, int with_links) {
    put("\nLegend:\n\n"
        "  X    = Self\n"
        "  SYS  = Connection traversing PCIe as well as the SMP interconnect between NUMA nodes (e.g., QPI/UPI)\n"
        "  NODE = Connection traversing PCIe as well as the interconnect between PCIe Host Bridges within a NUMA node\n"
        "  PHB  = Connection traversing PCIe as well as a PCIe Host Bridge (typically the CPU)\n"
        "  PXB  = Connection traversing multiple PCIe bridges (without traversing the PCIe Host Bridge)\n"
        "  PIX  = Connection traversing at most a single PCIe bridge\n%s",
        with_links ? "  NV#  = Connection traversing a bonded set of # NVLinks\n" : "");
    if (nics->count != 0) {
        put("\nNIC Legend:\n\n");
    }
    for (u32 i = 0; i < nics->count; i++) {
        put("  NIC%u: %s\n", i, nics->list[i].name);
    }
    put("%s", nics->count != 0 ? "\n" : "");
}

int topo_print_matrix(const struct targets *targets, int with_links) {
    static struct nics nics;
    if (targets == 0 || targets->count == 0) {
        return fail();
    }
    nics_find(&nics);
    put("\t" UNDERLINED);
    for (u32 i = 0; i < targets->count; i++) {
        put("GPU%u\t", targets->gpus[i].index);
    }
    for (u32 i = 0; i < nics.count; i++) {
        put("NIC%u\t", i);
    }
    put("CPU Affinity\tNUMA Affinity\tGPU NUMA ID" PLAIN "\n");
    for (u32 i = 0; i < targets->count; i++) {
        if (!put_gpu_row(targets, i, &nics, with_links)) {
            return fail();
        }
    }
    for (u32 i = 0; i < nics.count; i++) {
        if (!put_nic_row(targets, &nics, i)) {
            return fail();
        }
    }
    put_legend(&nics, with_links);
    return 0;
}

static int capability_index(const char *letters) {
    static const char known[] = "rwnap";
    const char *found = text_find(known, letters[0]);
    return letters[0] == 0 || found == 0 ? -1 : (int)(found - known);
}

static int fail_p2p(void) {
    put("Failed to display p2p capability matrix for the specified p2p Index\n\n");
    return EXIT_OTHER;
}

int topo_print_p2p(const struct targets *targets, const char *capability) {
    static const char *const words[] = {"OK", "CNS", "GNS", "TNS", "DR", "NS"};
    int index = capability_index(capability);
    if (index < 0) {
        put("Invalid p2p capability index specified at the command-line\n");
        return EXIT_USAGE;
    }
    if (targets == 0) {
        return fail_p2p();
    }
    put(" \t" UNDERLINED);
    for (u32 i = 0; i < targets->count; i++) {
        put("GPU%u\t", targets->gpus[i].index);
    }
    put(PLAIN "\n");
    if (targets->count != targets->attached) {
        return fail_p2p();
    }
    for (u32 i = 0; i < targets->count; i++) {
        put(" GPU%u\t", targets->gpus[i].index);
        for (u32 j = 0; j < targets->count; j++) {
            u32 status = 0;
            if (i == j) {
                put("X\t");
                continue;
            }
            if (nvmlDeviceGetP2PStatus(targets->gpus[i].gpu, targets->gpus[j].gpu, (u32)index, &status) != NVML_SUCCESS) {
                return fail_p2p();
            }
            put("%s\t", status < sizeof(words) / sizeof(words[0]) ? words[status] : "U");
        }
        put("\n");
    }
    put("\nLegend:\n\n  X    = Self\n  OK   = Status Ok\n  CNS  = Chipset not supported\n  GNS  = GPU not supported\n"
        "  TNS  = Topology not supported\n  NS   = Not supported\n  U    = Unknown\n");
    return 0;
}
