/* How GPUs, processors and memory nodes lie to each other. */
#define SELDOM_ASKED
#include "getters.h"
#include "subjects.h"

enum { INTERNAL = 0, SINGLE = 10, MULTIPLE = 20, HOSTBRIDGE = 30, NODE = 40, SYSTEM = 50 };

u32 level_between(const struct gpu *a, const struct gpu *b) {
    return session.system->level[number_of(a) * MAX_GPUS + number_of(b)];
}

NVML nvmlDeviceGetTopologyCommonAncestor(nvmlDevice_t a, nvmlDevice_t b, u32 *level) {
    REQUIRE_DEVICE(a);
    REQUIRE_DEVICE(b);
    REQUIRE_POINTER(level);
    *level = level_between(a, b);
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetTopologyNearestGpus(nvmlDevice_t gpu, u32 level, u32 *count, nvmlDevice_t *devices) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(count != 0 && level <= SYSTEM && level % 10 == 0, NVML_ERROR_INVALID_ARGUMENT);
    u32 space = devices == 0 ? 0 : *count;
    u32 found = 0;
    for (u32 i = 0; i < session.visible_count; i++) {
        const struct gpu *other = session.gpus + session.visible[i];
        if (other != gpu && level_between(gpu, other) == level) {
            if (found < space) {
                devices[found] = other;
            }
            found++;
        }
    }
    *count = devices != 0 && found > space ? space : found;
    return NVML_SUCCESS;
}

NVML nvmlSystemGetTopologyGpuSet(u32 cpu, u32 *count, nvmlDevice_t *devices) {
    REQUIRE_SESSION();
    REQUIRE(count != 0 && cpu < CPU_WORDS * 64, NVML_ERROR_INVALID_ARGUMENT);
    u32 space = devices == 0 ? 0 : *count;
    u32 found = 0;
    for (u32 i = 0; i < session.visible_count; i++) {
        const struct gpu *gpu = session.gpus + session.visible[i];
        if ((gpu->cpus[cpu / 64] >> cpu % 64 & 1) != 0) {
            if (found < space) {
                devices[found] = gpu;
            }
            found++;
        }
    }
    *count = devices != 0 && found > space ? space : found;
    return NVML_SUCCESS;
}

/*
 * The whole set of the caller's is written: nvidia-smi prints what it finds in the rest. More than
 * 65536 CPUs no kernel has: a size beyond is a mistake, and not written to.
 */
enum { LARGEST_SET = 1024 };

static nvmlReturn_t give_set(const u64 *words, u32 have, u32 size, unsigned long *set) {
    REQUIRE(set != 0 && size != 0, NVML_ERROR_INVALID_ARGUMENT);
    for (u32 i = 0; i < size && i < LARGEST_SET; i++) {
        set[i] = i < have ? words[i] : 0;
    }
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetCpuAffinity(nvmlDevice_t gpu, u32 size, unsigned long *set) {
    REQUIRE_DEVICE(gpu);
    return give_set(gpu->cpus, CPU_WORDS, size, set);
}

NVML nvmlDeviceGetCpuAffinityWithinScope(nvmlDevice_t gpu, u32 size, unsigned long *set, u32 scope) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(scope <= 1, NVML_ERROR_INVALID_ARGUMENT);
    return give_set(gpu->cpus, CPU_WORDS, size, set);
}

NVML nvmlDeviceGetMemoryAffinity(nvmlDevice_t gpu, u32 size, unsigned long *set, u32 scope) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(scope <= 1, NVML_ERROR_INVALID_ARGUMENT);
    return give_set(gpu->memory_nodes, NODE_WORDS, size, set);
}

NVML nvmlDeviceSetCpuAffinity(nvmlDevice_t gpu) {
    REQUIRE_DEVICE(gpu);
    return NVML_SUCCESS;
}

NVML nvmlDeviceClearCpuAffinity(nvmlDevice_t gpu) {
    REQUIRE_DEVICE(gpu);
    return NVML_SUCCESS;
}

DEVICE_NUMBER(nvmlDeviceGetNumaNodeId, gpu->gpu_numa_id)

enum { P2P_READ, P2P_WRITE, P2P_NVLINK, P2P_ATOMICS, P2P_PCI, P2P_COUNT };
enum { P2P_OK = 0, P2P_NOT_SUPPORTED = 5 };

/* Links that join the two: through switches, or their own. */
static int on_switch(const struct gpu *gpu) {
    return link_count(gpu) != 0 && link_of(gpu, 0)->state != 0 && link_of(gpu, 0)->remote_kind == LINK_REMOTE_SWITCH;
}

u32 links_between(const struct gpu *a, const struct gpu *b) {
    u32 count = 0;
    for (u32 i = 0; i < link_count(a); i++) {
        const struct link *link = link_of(a, i);
        int direct = link->remote_kind == LINK_REMOTE_GPU && link->remote == number_of(b);
        int switched = link->remote_kind == LINK_REMOTE_SWITCH && on_switch(b);
        count += link->state != 0 && (direct || switched);
    }
    return count;
}

NVML nvmlDeviceGetP2PStatus(nvmlDevice_t a, nvmlDevice_t b, u32 capability, u32 *status) {
    REQUIRE_DEVICE(a);
    REQUIRE_DEVICE(b);
    REQUIRE(status != 0 && capability < P2P_COUNT, NVML_ERROR_INVALID_ARGUMENT);
    int linked = links_between(a, b) != 0;
    int same_root = level_between(a, b) <= HOSTBRIDGE;
    int works = capability == P2P_NVLINK || capability == P2P_ATOMICS ? linked : linked || same_root;
    *status = works ? P2P_OK : P2P_NOT_SUPPORTED;
    return NVML_SUCCESS;
}
