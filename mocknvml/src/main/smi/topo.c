/* nvidia-smi topo: how GPUs, processors and network adapters are connected. */
#include "codes.h"
#include "output.h"
#include "subcommand.h"
#include "topo_matrix.h"
#include "value.h"

enum { MATRIX, MATRIX_PCI, ID, CPU, NEAREST, PATH, P2P, CPU_NODE, MEMORY_NODE, GPU_NODE };
enum { NODE_WORDS_ASKED = 20, ABSENT_NODE = -1 };

static const struct suboption options[] = {
    [MATRIX] = {"-m", "--matrix", FLAG},
    [MATRIX_PCI] = {"-mp", "--matrix_pci", FLAG},
    [ID] = {"-i", "--id", TEXT_VALUE},
    [CPU] = {"-c", "--cpu", NUMBER_VALUE},
    [NEAREST] = {"-n", "--nearest_gpus", NUMBER_VALUE},
    [PATH] = {"-p", "--gpu_path", FLAG},
    [P2P] = {"-p2p", "--p2pstatus", TEXT_VALUE},
    [CPU_NODE] = {"-C", "--get-numa-id-of-nearby-cpu", FLAG},
    [MEMORY_NODE] = {"-M", "--get-numa-id-of-nearby-mem", FLAG},
    [GPU_NODE] = {"-gnid", "--gpu-numa-id", FLAG},
    {0, 0, 0},
};

static int fail(const char *text, int status) {
    put("%s\n\n", text);
    return status;
}

/* 0: one of them does not answer. */
static int put_indices(const nvmlDevice_t *gpus, u32 count) {
    for (u32 i = 0; i < count; i++) {
        u32 index = 0;
        if (nvmlDeviceGetIndex(gpus[i], &index) != NVML_SUCCESS) {
            return 0;
        }
        put("%u%s", index, i + 1 < count ? ", " : "\n\n");
    }
    return 1;
}

#define NO_AFFINITY "Failed to display GPUs with affinity for a given CPU information"

static int print_affinity(i64 cpu) {
    nvmlDevice_t gpus[MAX_GPUS];
    u32 count = 0;
    nvmlReturn_t code = nvmlSystemGetTopologyGpuSet((u32)cpu, &count, 0);
    if (code == NVML_SUCCESS && count != 0 && count <= MAX_GPUS) {
        code = nvmlSystemGetTopologyGpuSet((u32)cpu, &count, gpus);
    }
    if (code != NVML_SUCCESS) {
        return fail(NO_AFFINITY, EXIT_OTHER);
    }
    if (count == 0) {
        put("No GPUs were found to have an affinity with CPU %u.\n\n", (u32)cpu);
        return 0;
    }
    put("The GPUs that have an affinity with CPU %u are:\n", (u32)cpu);
    return put_indices(gpus, count) ? 0 : fail(NO_AFFINITY, EXIT_OTHER);
}

/* The levels 0, 10 .. 50 of nvmlGpuTopologyLevel_t as -n and -p word them. */
static const struct {
    const char *near, *not_near, *path;
} levels[] = {
    {"by way of an single on-board PCIe switch", "by way of an single on-board PCIe switch",
     "an on-board PCIe switch"},
    {"by way of a single PCIe switch", "by way of a single PCIe switch", "a single PCIe switch"},
    {"by way of potentially multiple PCIe switches", "by way of potentially multiple PCIe switches",
     "multiple PCIe switches"},
    {"by the same PCIe host bridge", "by the same PCIe host bridge", "a PCIe host bridge"},
    {"by way of an on-CPU interconnect between PCIe host bridges",
     "by way of an on-CPU interconnect between PCIe host bridges",
     "an on-CPU interconnect between PCIe host bridges"},
    {"by way of an SMP interconnect link between NUMA nodes", "by way of an SMP interconnect link between NUMA nodes",
     "an SMP interconnect link between NUMA nodes"},
};
enum { LEVELS = 6 };

static int print_nearest(const struct target *target, i64 level) {
    nvmlDevice_t gpus[MAX_GPUS];
    u32 count = 0;
    nvmlReturn_t code = level < 0 || level >= LEVELS
                            ? NVML_ERROR_INVALID_ARGUMENT
                            : nvmlDeviceGetTopologyNearestGpus(target->gpu, (u32)level * 10, &count, 0);
    if (code == NVML_SUCCESS && count != 0 && count <= MAX_GPUS) {
        code = nvmlDeviceGetTopologyNearestGpus(target->gpu, (u32)level * 10, &count, gpus);
    }
    for (u32 i = 0, index; code == NVML_SUCCESS && i < count && i < MAX_GPUS; i++) {
        code = nvmlDeviceGetIndex(gpus[i], &index);
    }
    if (code != NVML_SUCCESS) {
        return fail("Failed to display the nearest GPUs", EXIT_OTHER);
    }
    if (count == 0) {
        put("Device %u is not connected to other devices %s.\n\n", target->index, levels[level].not_near);
        return 0;
    }
    put("Device %u is connected %s to device(s): ", target->index, levels[level].near);
    put_indices(gpus, count);
    return 0;
}

static int print_path(const struct target *a, const struct target *b) {
    u32 level = 0;
    nvmlReturn_t code = nvmlDeviceGetTopologyCommonAncestor(a->gpu, b->gpu, &level);
    if (code != NVML_SUCCESS || level / 10 >= LEVELS) {
        return fail("Failed to display the GPU path information", EXIT_OTHER);
    }
    put("Device %u is connected to device %u by way of %s.\n\n", a->index, b->index, levels[level / 10].path);
    return 0;
}

static void put_nodes(const char *label, nvmlReturn_t code, const u64 *set) {
    u64 any = 0;
    put("%s: ", label);
    for (u32 i = 0; i < NODE_WORDS_ASKED; i++) {
        any |= set[i];
    }
    if (code == NVML_SUCCESS) {
        topo_put_ranges(set, NODE_WORDS_ASKED);
    }
    put("%s\n", code == NVML_SUCCESS && any == 0 ? "\tN/A" : "");
}

static int print_cpu_nodes(const struct target *target) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u32, u64 *, u32);
    u64 set[NODE_WORDS_ASKED] = {0};
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(223))(target->gpu, NODE_WORDS_ASKED, set, 0);
    put_nodes("NUMA IDs of closest CPU", code, set);
    return 0;
}

static int print_memory_nodes(const struct target *target) {
    u64 set[NODE_WORDS_ASKED] = {0};
    nvmlReturn_t code = nvmlDeviceGetMemoryAffinity(target->gpu, NODE_WORDS_ASKED, (unsigned long *)set, 0);
    put_nodes("NUMA IDs of closest memory", code, set);
    return 0;
}

static int print_gpu_node(const struct target *target) {
    u32 node = 0;
    if (nvmlDeviceGetNumaNodeId(target->gpu, &node) == NVML_SUCCESS) {
        put("%u\n", node);
    } else {
        put("N/A\n");
    }
    return 0;
}

#define WANTS_ONE(what) what " must be used in conjunction with the -i argument which must be a single identifier."

static int run_nearest(const struct targets *targets, const struct given *given) {
    return targets->count != 1 || !given[ID].is_given ? fail(WANTS_ONE("Nearest GPUs argument"), EXIT_USAGE)
                                                      : print_nearest(&targets->gpus[0], given[NEAREST].number);
}

static int run_path(const struct targets *targets, const struct given *given) {
    return targets->count == 2 && given[ID].is_given
               ? print_path(&targets->gpus[0], &targets->gpus[1])
               : fail("Path command line flag must be used in conjection with the -i argument which must be two GPU "
                      "identifiers.",
                      EXIT_USAGE);
}

static int run_cpu_node(const struct targets *targets, const struct given *given) {
    return targets->count != 1 || !given[ID].is_given ? fail(WANTS_ONE("NUMA ID of nearest CPU"), EXIT_USAGE)
                                                      : print_cpu_nodes(&targets->gpus[0]);
}

static int run_memory_node(const struct targets *targets, const struct given *given) {
    return targets->count != 1 || !given[ID].is_given ? fail(WANTS_ONE("NUMA ID of nearest memory"), EXIT_USAGE)
                                                      : print_memory_nodes(&targets->gpus[0]);
}

static int run_gpu_node(const struct targets *targets, const struct given *given) {
    return targets->count != 1 || !given[ID].is_given ? fail(WANTS_ONE("GPU NUMA ID command"), EXIT_USAGE)
                                                      : print_gpu_node(&targets->gpus[0]);
}

static int run_p2p(const struct targets *targets, const struct given *given) {
    static struct targets all;
    (void)targets;
    return topo_print_p2p(targets_all(&all) ? &all : 0, given[P2P].value);
}

static int run_matrices(const struct targets *targets, const struct given *given) {
    static struct targets all;
    (void)targets;
    int status = 0;
    for (u32 with_links = 2; status == 0 && with_links-- > 0;) {
        if (given[with_links ? MATRIX : MATRIX_PCI].is_given) {
            status = topo_print_matrix(targets_all(&all) ? &all : 0, (int)with_links);
        }
    }
    return status;
}

static int run_affinity(const struct targets *targets, const struct given *given) {
    (void)targets;
    return print_affinity(given[CPU].number);
}

static int run_id(const struct targets *targets, const struct given *given) {
    (void)targets;
    int has_use = given[NEAREST].is_given || given[PATH].is_given || given[CPU_NODE].is_given ||
                  given[MEMORY_NODE].is_given || given[GPU_NODE].is_given;
    return has_use ? 0
                   : fail("The -i command line argument must be used in conjunction with -n or -p.", EXIT_OTHER);
}

/* All that is asked for, in this order. */
static const struct {
    u32 option, other; /* the step is for either */
    int (*run)(const struct targets *targets, const struct given *given);
} steps[] = {
    {NEAREST, NEAREST, run_nearest},
    {PATH, PATH, run_path},
    {CPU, CPU, run_affinity},
    {P2P, P2P, run_p2p},
    {CPU_NODE, CPU_NODE, run_cpu_node},
    {MEMORY_NODE, MEMORY_NODE, run_memory_node},
    {GPU_NODE, GPU_NODE, run_gpu_node},
    {ID, ID, run_id},
    {MATRIX, MATRIX_PCI, run_matrices},
};

static int run(const struct given *given) {
    static struct targets targets;
    int status = given[ID].value == 0 ? 0 : targets_find(&targets, given[ID].value);
    for (u32 i = 0; status == 0 && i < sizeof(steps) / sizeof(steps[0]); i++) {
        if (given[steps[i].option].is_given || given[steps[i].other].is_given) {
            status = steps[i].run(&targets, given);
        }
    }
    return status;
}

const struct subcommand topo_command = {
    "topo", options,
    "How GPUs, processors and network adapters are connected.",
    STRICT,
    run,
};
