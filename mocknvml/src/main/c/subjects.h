/* What one subject's answers need of another's. */
#ifndef GPUMOCK_SUBJECTS_H
#define GPUMOCK_SUBJECTS_H

#include "session.h"

/* PCI addresses: [domain:]bus:device[.function] into its parts, and back with 4 or 8 digits of domain. */
HIDDEN int parse_bus_id(const char *text, u32 parts[4]);
HIDDEN void pci_text(char *buffer, u32 digits, u32 domain, u32 bus, u32 device);

/* nvmlGpuTopologyLevel_t of two GPUs, and how many NVLinks join them. */
HIDDEN u32 level_between(const struct gpu *a, const struct gpu *b);
HIDDEN u32 links_between(const struct gpu *a, const struct gpu *b);

/* nvmlGpuVirtualizationMode_t of a node whose driver hosts virtual GPUs, and whether this is one. */
enum { VGPU_GUEST = 2, HOST_VGPU = 3 };
HIDDEN int hosts_vgpus(void);
HIDDEN const struct vgpu_type *vgpu_types_of(const struct gpu *gpu, u32 *count);

/* Millijoules since the node was started. */
HIDDEN u64 energy_of(const struct gpu *gpu);

/* Why this GPU's power smoothing can be neither read nor set. */
HIDDEN nvmlReturn_t smoothing_access(const struct gpu *gpu);

/* MIG: the rows that a GPU instance and a compute instance were made from, 0 where damaged. */
HIDDEN const struct profile *profile_of(const struct gpu *gpu, u32 gi_slot);
HIDDEN const struct part *part_of(const struct profile *profile, u32 number);
/* Slot of the GPU instance with the id; MAX_INSTANCES where there is none. */
HIDDEN u32 gi_slot_of(const struct gpu *gpu, u32 id);

struct mig_device {
    const struct gpu *gpu;
    u32 slot; /* of the compute instance */
    u32 gi_slot;
    const struct profile *profile;
    const struct part *part;
};
/* All about a MIG device; 0 where its instances are damaged. */
HIDDEN int mig_device_of(const struct target *target, struct mig_device *device);
/* The slots of the MIG devices that this process sees, as a mask. */
HIDDEN u32 mig_visible(const struct gpu *gpu);
HIDDEN u32 mig_index(struct target target);
HIDDEN void mig_name(const struct mig_device *device, char name[96]);
HIDDEN void mig_uuid(const struct gpu *gpu, u32 slot, char uuid[48]);
HIDDEN u64 mig_memory(const struct mig_device *device);

HIDDEN nvmlReturn_t gpu_reset(u32 count, const nvmlDevice_t *gpus);

/* Whether a process belongs to the target, and its instances as NVML tells them. */
HIDDEN int process_of(const struct process *process, const struct target *target, u32 kinds);

#endif
