/*
 * The internal table that NVIDIA's nvidia-smi asks for right after init; without it the program calls
 * the library a mismatch. Numbers of slots and their meaning were observed from the outside, by
 * changing one answer at a time. A slot that nothing is known of refuses.
 */
#define SELDOM_ASKED
#include "getters.h"
#include "subjects.h"

enum { SLOTS = 256 };

static nvmlReturn_t slot_refuses(void) { return NVML_ERROR_NOT_SUPPORTED; }
static nvmlReturn_t slot_succeeds(void) { return NVML_SUCCESS; }

static nvmlReturn_t slot_parse_bus_id(const char *text, u32 *domain, u32 *bus, u32 *device, u32 *function) {
    u32 parts[4];
    REQUIRE(text != 0 && domain != 0 && bus != 0 && device != 0 && function != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(parse_bus_id(text, parts), NVML_ERROR_INVALID_ARGUMENT);
    *domain = parts[0];
    *bus = parts[1];
    *device = parts[2];
    *function = parts[3];
    return NVML_SUCCESS;
}

static nvmlReturn_t slot_is_primary(nvmlDevice_t gpu, u32 *primary) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(primary);
    *primary = 0;
    return NVML_SUCCESS;
}

static const struct gpu *gpu_at(const char *bus_id) {
    u32 parts[4];
    for (u32 i = 0; parse_bus_id(bus_id, parts) && i < session.visible_count; i++) {
        const struct gpu *gpu = session.gpus + session.visible[i];
        if (gpu->domain == parts[0] && gpu->bus == parts[1] && gpu->device == parts[2]) {
            return gpu;
        }
    }
    return 0;
}

static u32 nic_at(const char *bus_id) {
    u32 parts[4];
    const struct system *s = session.system;
    for (u32 i = 0; parse_bus_id(bus_id, parts) && i < s->nic_count && i < MAX_NICS; i++) {
        if (s->nic_domain[i] == parts[0] && s->nic_bus[i] == parts[1] && s->nic_device[i] == parts[2]) {
            return i;
        }
    }
    return ABSENT;
}

enum { LEVEL_SYSTEM = 50 };

static u32 level_of_nic(const struct gpu *gpu, u32 nic) {
    return nic == ABSENT ? LEVEL_SYSTEM : session.system->nic_level[number_of(gpu) * MAX_NICS + nic];
}

static u32 level_of_nics(u32 a, u32 b) {
    return a == ABSENT || b == ABSENT ? LEVEL_SYSTEM : session.system->nic_pair_level[a * MAX_NICS + b];
}

/* 0 PIX, 1 PXB, 2 PHB, 3 NODE, 4 SYS, as nvmlGpuTopologyLevel_t 10 to 50. */
static nvmlReturn_t slot_path(const char *a, const char *b, u32 *path) {
    REQUIRE_SESSION();
    REQUIRE(a != 0 && b != 0 && path != 0, NVML_ERROR_INVALID_ARGUMENT);
    const struct gpu *first = gpu_at(a);
    const struct gpu *second = gpu_at(b);
    u32 level = first != 0 && second != 0 ? level_between(first, second)
        : first != 0                      ? level_of_nic(first, nic_at(b))
        : second != 0                     ? level_of_nic(second, nic_at(a))
                                          : level_of_nics(nic_at(a), nic_at(b));
    *path = level >= 10 ? level / 10 - 1 : 0;
    return NVML_SUCCESS;
}

static nvmlReturn_t slot_monitorable(nvmlDevice_t gpu, u32 *flag) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(flag);
    *flag = 1;
    return NVML_SUCCESS;
}

static nvmlReturn_t slot_address(u32 index, u32 *domain, u32 *bus, u32 *device) {
    REQUIRE_SESSION();
    REQUIRE(index < session.visible_count, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(domain != 0 && bus != 0 && device != 0, NVML_ERROR_INVALID_ARGUMENT);
    const struct gpu *gpu = session.gpus + session.visible[index];
    *domain = gpu->domain;
    *bus = gpu->bus;
    *device = gpu->device;
    return NVML_SUCCESS;
}

static nvmlReturn_t slot_bus_id(u32 index, char *buffer, u32 size) {
    REQUIRE_SESSION();
    REQUIRE(index < session.visible_count, NVML_ERROR_INVALID_ARGUMENT);
    const struct gpu *gpu = &session.gpus[session.visible[index]];
    char text[32];
    pci_text(text, 4, gpu->domain, gpu->bus, gpu->device);
    return give_text(text, buffer, size);
}

#define SLOT_NUMBER(name, value) \
    static nvmlReturn_t name(nvmlDevice_t gpu, u32 *out) { \
        REQUIRE_DEVICE(gpu); \
        REQUIRE_POINTER(out); \
        const struct board *board = board_of(gpu); \
        (void)board; \
        u32 answer = (u32)(value); \
        REQUIRE(answer != ABSENT, NVML_ERROR_NOT_SUPPORTED); \
        *out = answer; \
        return NVML_SUCCESS; \
    }

SLOT_NUMBER(slot_enforced_limit, gpu->power_limit)
SLOT_NUMBER(slot_host_generation, gpu->pcie_host_generation)
SLOT_NUMBER(slot_addressing, board->addressing)
SLOT_NUMBER(slot_sparse, board->sparse == SUPPORT_NONE ? ABSENT : board->sparse == SUPPORT_ENABLED)
SLOT_NUMBER(slot_margin, board->margins ? (u32)board->temperature_limit - (u32)gpu->temperature : ABSENT)
SLOT_NUMBER(slot_numa_node, gpu->gpu_numa_id)
SLOT_NUMBER(voltage_of, gpu->voltage)

static nvmlReturn_t slot_voltage(nvmlDevice_t gpu, u32 *out) {
    REQUIRE_SESSION();
    REQUIRE(session.system->branch < DEPRECATES_VOLTAGE, NVML_ERROR_DEPRECATED);
    return voltage_of(gpu, out);
}

enum { VIOLATED_BY_HEAT = 1 };

static nvmlReturn_t slot_thermal_violation(nvmlDevice_t gpu, nvmlViolationTime_t *time) {
    return nvmlDeviceGetViolationStatus(gpu, VIOLATED_BY_HEAT, time);
}

static nvmlReturn_t slot_gpu_part(nvmlDevice_t gpu, char *buffer, u32 size) {
    REQUIRE_DEVICE(gpu);
    return give_text(board_of(gpu)->gpu_part_number, buffer, size);
}

static nvmlReturn_t slot_fru_part(nvmlDevice_t gpu, char *buffer, u32 size) {
    REQUIRE_DEVICE(gpu);
    return give_text(board_of(gpu)->fru_part_number, buffer, size);
}

static nvmlReturn_t slot_groups(u32 *count) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(count);
    *count = 0;
    return NVML_SUCCESS;
}

/* An entry of the three process lists; the ids of no instance print N/A. */
struct process_entry {
    u32 pid;
    u64 memory;
    u32 gpu_instance, compute_instance;
    u8 unused[8];
    char name[4096];
};
_Static_assert(sizeof(struct process_entry) == 4128, "the stride that nvidia-smi reads with");
_Static_assert(offsetof(struct process_entry, name) == 32, "where nvidia-smi reads the name");

static nvmlReturn_t slot_processes(nvmlDevice_t device, u32 kind, u32 *count, struct process_entry *entries) {
    REQUIRE_TARGET(target, device);
    REQUIRE(count != 0 && (entries != 0 || *count == 0), NVML_ERROR_INVALID_ARGUMENT);
    u32 space = *count;
    u32 given = 0;
    for (u32 i = 0; i < MAX_PROCESSES && given < space; i++) {
        const struct process *process = session.processes + i;
        if (process_of(process, &target, kind)) {
            struct process_entry *entry = &entries[given++];
            entry->pid = process->pid;
            entry->memory = process->memory;
            entry->gpu_instance = process->gpu_instance;
            entry->compute_instance = process->compute_instance;
            text_append_limited(entry->name, process->command, sizeof(process->command));
        }
    }
    *count = given;
    return NVML_SUCCESS;
}

#define SLOT_PROCESSES(name, kind) \
    static nvmlReturn_t name(nvmlDevice_t gpu, u32 *count, struct process_entry *entries) { \
        return slot_processes(gpu, kind, count, entries); \
    }

SLOT_PROCESSES(slot_compute, PROCESS_COMPUTE)
SLOT_PROCESSES(slot_mps, PROCESS_MPS)
SLOT_PROCESSES(slot_graphics, PROCESS_GRAPHICS)

/*
 * Utilisation samples of pmon. A sample is a time and a block for each engine, 6 blocks from driver
 * 550 on and 4 before it; which of the two programs asks is told by the driver that the machine has,
 * for the program is of the driver's own version.
 */
enum { SAMPLES_MAX = 64 }; /* so many large samples fit where 100 small ones are asked for */
enum { BLOCK_WORDS = 10, BLOCKS_550 = 6, BLOCKS_535 = 4, BRANCH_550 = 550 };

static void fill_sample(u64 *sample, u32 blocks, const struct process *p, u64 now) {
    const u32 values[BLOCKS_550] = {p->sm_utilization,      p->memory_utilization, p->encoder_utilization,
                                    p->decoder_utilization, p->jpeg_utilization,   p->ofa_utilization};
    sample[0] = now;
    for (u32 b = 0; b < blocks; b++) {
        u64 *block = sample + 1 + b * BLOCK_WORDS;
        memset(block, 0, BLOCK_WORDS * sizeof(*block));
        block[0] = values[b];
        block[1] = p->pid;
    }
}

static nvmlReturn_t slot_samples(nvmlDevice_t device, u64 last_seen, void *unknown, u32 *count, u64 *samples) {
    REQUIRE_TARGET(target, device);
    REQUIRE_POINTER(count);
    (void)last_seen;
    (void)unknown;
    u32 blocks = session.system->branch >= BRANCH_550 ? BLOCKS_550 : BLOCKS_535;
    u32 space = samples == 0 ? 0 : *count < SAMPLES_MAX ? *count : SAMPLES_MAX;
    u64 now = sys_time_us(CLOCK_WALL);
    u32 given = 0;
    for (u32 i = 0; i < MAX_PROCESSES && given < space; i++) {
        if (process_of(session.processes + i, &target, PROCESS_COMPUTE | PROCESS_GRAPHICS | PROCESS_MPS)) {
            fill_sample(samples + (size_t)given++ * (1 + blocks * BLOCK_WORDS), blocks, session.processes + i, now);
        }
    }
    *count = given;
    return NVML_SUCCESS;
}

enum { POLICY_TIME_SLICE = 0, TIME_SLICES = 4 };

/* One policy: its type and value. */
static nvmlReturn_t slot_policies(nvmlDevice_t gpu, u32 *policies) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(policies);
    policies[0] = 1;
    policies[1] = POLICY_TIME_SLICE;
    policies[2] = gpu->time_slice;
    return NVML_SUCCESS;
}

static nvmlReturn_t slot_set_policy(nvmlDevice_t gpu, const u32 *policy) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(policy != 0 && policy[0] == POLICY_TIME_SLICE && policy[1] < TIME_SLICES, NVML_ERROR_INVALID_ARGUMENT);
    return STATE_SET(gpu->time_slice, policy[1]);
}

/* Lanes of a link and direction, by nvmlNvlinkVersion_t: newer links have fewer, and faster ones. */
enum { MAX_LANES = 8, LINK_VERSION_3 = 4, LINK_VERSION_4 = 6 };

static u32 lanes_of(const struct board *board) {
    return board->link_version < LINK_VERSION_3 ? 8 : board->link_version < LINK_VERSION_4 ? 4 : 2;
}

/* Fields as nvmlDeviceGetFieldValues has them, with ids of their own; 1 is of IBM's NPU (-q). */
enum { INTERNAL_LINK_LANES = 2 };

static nvmlReturn_t slot_fields(nvmlDevice_t gpu, u32 count, nvmlFieldValue_t *values) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(values);
    for (u32 i = 0; i < count; i++) {
        int known_link = values[i].fieldId == INTERNAL_LINK_LANES && values[i].scopeId < link_count(gpu);
        values[i].nvmlReturn = known_link ? NVML_SUCCESS : NVML_ERROR_NOT_SUPPORTED;
        values[i].valueType = VALUE_UINT;
        values[i].value.ullVal = known_link ? lanes_of(board_of(gpu)) : 0;
    }
    return NVML_SUCCESS;
}

/* ECC errors of the lanes of a link: the mock counts them by link, so the first lane has all. */
static nvmlReturn_t slot_lane_errors(nvmlDevice_t gpu, u32 link, u32 unknown, u32 lanes, u64 *counts) {
    REQUIRE_DEVICE(gpu);
    (void)unknown;
    REQUIRE(counts != 0 && lanes <= MAX_LANES, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(link < link_count(gpu), NVML_ERROR_NOT_SUPPORTED);
    for (u32 i = 0; i < lanes; i++) {
        counts[i] = i == 0 ? link_of(gpu, link)->ecc_data_errors : 0;
    }
    return NVML_SUCCESS;
}

static nvmlReturn_t slot_cpu_nodes(nvmlDevice_t gpu, u32 words, u64 *set, u32 scope) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(set);
    (void)scope;
    for (u32 i = 0; i < words; i++) {
        set[i] = i < NODE_WORDS ? gpu->memory_nodes[i] : 0;
    }
    return NVML_SUCCESS;
}

/* Outbound and inbound; no bit prints N/A. */
static nvmlReturn_t slot_atomics(nvmlDevice_t gpu, u32 capabilities[2]) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(capabilities);
    capabilities[0] = gpu->atomics_outbound;
    capabilities[1] = gpu->atomics_inbound;
    return NVML_SUCCESS;
}

typedef nvmlReturn_t (*slot_t)(void);
#define SLOT(function) ((slot_t)(void (*)(void))(function))

/* Written at the first question, for the refusals need not stand in the file 200 times. */
static void *table[SLOTS];
static void *plain[SLOTS];
static const struct {
    u16 number;
    slot_t function;
} known[] = {
    {12, SLOT(slot_parse_bus_id)},
    {20, SLOT(slot_is_primary)},
    {23, SLOT(slot_path)},
    {26, SLOT(slot_succeeds)}, /* told of each printed line */
    {32, SLOT(slot_succeeds)}, /* the first steps of a reset */
    {165, SLOT(slot_fields)},
    {168, SLOT(gpu_reset)}, /* the last step */
    {169, SLOT(slot_succeeds)},
    {182, SLOT(slot_succeeds)},
    {183, SLOT(slot_succeeds)},
    {184, SLOT(slot_succeeds)},
    {197, SLOT(slot_succeeds)},
    {72, SLOT(slot_monitorable)},
    {75, SLOT(slot_address)},
    {81, SLOT(slot_bus_id)},
    {108, SLOT(slot_enforced_limit)},
    {138, SLOT(slot_thermal_violation)},
    {145, SLOT(slot_samples)},
    {152, SLOT(slot_groups)},
    {192, SLOT(slot_set_policy)},
    {193, SLOT(slot_policies)},
    {208, SLOT(slot_lane_errors)},
    {209, SLOT(slot_voltage)},
    {213, SLOT(slot_compute)},
    {214, SLOT(slot_mps)},
    {215, SLOT(slot_graphics)},
    {223, SLOT(slot_cpu_nodes)},
    {226, SLOT(slot_atomics)},
    {230, SLOT(slot_host_generation)},
    {231, SLOT(slot_gpu_part)},
    {237, SLOT(slot_fru_part)},
    {240, SLOT(slot_margin)},
    {241, SLOT(slot_numa_node)},
    {242, SLOT(slot_addressing)},
    {243, SLOT(slot_sparse)},
    {249, SLOT(slot_sparse)},
};

static void fill_table(void) {
    for (u32 i = 1; i < SLOTS; i++) {
        table[i] = (void *)slot_refuses;
        plain[i] = (void *)slot_refuses;
    }
    for (u32 i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        table[known[i].number] = (void *)known[i].function;
    }
    plain[0] = (void *)sizeof(plain);
    __atomic_store_n(&table[0], (void *)sizeof(table), __ATOMIC_RELEASE);
}

/* nvidia-debugdump asks for the other two as well, and goes on when what is in them refuses. */
static const struct {
    u8 id[16];
    void **table;
} tables[] = {
    {{0xc4, 0xfe, 0x3e, 0x6c, 0xc9, 0x8f, 0x6c, 0x4e, 0xa3, 0x27, 0xee, 0x69, 0x6e, 0x12, 0xf7, 0xc4}, table},
    {{0x9e, 0x8c, 0x7a, 0x58, 0x12, 0x3a, 0xb5, 0x4f, 0xb9, 0xe3, 0xf4, 0xba, 0x39, 0x45, 0xdd, 0x5f}, plain},
    {{0xb8, 0x1d, 0xd7, 0x30, 0xe4, 0xd2, 0x81, 0x44, 0x9c, 0xd0, 0xe1, 0xde, 0x35, 0x04, 0xfa, 0x27}, plain},
};

static int same_id(const u8 *id, const u8 *other) {
    u32 same = 0;
    while (same < sizeof(tables[0].id) && id[same] == other[same]) {
        same++;
    }
    return same == sizeof(tables[0].id);
}

NVML nvmlInternalGetExportTable(const void **out, const void *uuid) {
    REQUIRE(out != 0 && uuid != 0, NVML_ERROR_INVALID_ARGUMENT);
    if (__atomic_load_n(&table[0], __ATOMIC_ACQUIRE) == 0) {
        fill_table();
    }
    for (u32 i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        if (same_id(uuid, tables[i].id)) {
            *out = tables[i].table;
            return NVML_SUCCESS;
        }
    }
    return NVML_ERROR_NOT_FOUND;
}
