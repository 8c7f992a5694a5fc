/*
 * Where a GPU instance goes, and which id that place has. The driver's algorithm is in the GPU's
 * firmware; this one gives every sequence of starts and ids that captures of real machines show.
 */
#include "mig.h"

#include "getters.h"

enum { ONLY_IF_NEEDED = 1000, MIRRORED_SLICES = 8, DOUBLE_MEMORY = 9 }; /* NVML_GPU_INSTANCE_PROFILE_1_SLICE_REV2 */

u32 mig_placements_of(const struct profile *row) {
    return row->placement_count < MAX_PLACEMENTS ? row->placement_count : MAX_PLACEMENTS;
}

u32 mig_slices_of(u32 start, u32 size) {
    return start < MEMORY_SLICES && size <= MEMORY_SLICES ? ((1u << size) - 1) << start : ~0u;
}

u32 mig_taken(const struct gpu *gpu) {
    u32 taken = 0;
    for (u32 slot = 0; slot < MAX_INSTANCES; slot++) {
        const struct profile *row = profile_of(gpu, slot);
        if (gpu->gi_used[slot] && row != 0) {
            taken |= mig_slices_of(gpu->gi_start[slot], row->size);
        }
    }
    return taken;
}

static const struct profile *row_at(const struct gpu *gpu, u32 number) {
    const struct board *board = board_of(gpu);
    u32 place = board->profile_start + number;
    return number < board->profile_count && place < session.profile_count ? session.profiles + place : 0;
}

u32 mig_memory_slices(const struct gpu *gpu) {
    u32 whole = 0;
    const struct profile *row;
    for (u32 i = 0; (row = row_at(gpu, i)) != 0; i++) {
        whole = row->size > whole ? row->size : whole;
    }
    return whole;
}

/* The whole GPU is 0, its halves 1 and 2, its quarters 3 to 6, its eighths 7 to 14. */
static u32 id_at(u32 whole, const struct profile *row, u32 start, int mirrored) {
    u32 size = row->size == 0 ? 1 : row->size;
    int moves = mirrored && whole == MIRRORED_SLICES && size < whole;
    return (whole + (moves ? start ^ (whole / 2) : start)) / size - 1;
}

/* The halves of some GPUs have changed places, as an instance on it may tell that it started with. */
static int is_mirrored(const struct gpu *gpu, u32 whole) {
    for (u32 slot = 0; slot < MAX_INSTANCES; slot++) {
        const struct profile *row = profile_of(gpu, slot);
        u32 start = gpu->gi_start[slot];
        if (gpu->gi_used[slot] && row != 0 && gpu->gi_id[slot] != id_at(whole, row, start, 0) &&
            gpu->gi_id[slot] == id_at(whole, row, start, 1)) {
            return 1;
        }
    }
    return 0;
}

/* An id that is taken, as no sound state has it, gives way to a free one. */
u32 mig_id(const struct gpu *gpu, const struct profile *row, u32 start) {
    u32 whole = mig_memory_slices(gpu);
    u32 id = id_at(whole, row, start, is_mirrored(gpu, whole));
    for (u32 i = 0; i < INSTANCE_IDS && (id >= INSTANCE_IDS || gi_slot_of(gpu, id) < MAX_INSTANCES); i++) {
        id = (id + 1) % INSTANCE_IDS;
    }
    return id;
}

/* How many starts of all profiles are still free beside the taken slices. */
static u32 possible(const struct gpu *gpu, u32 taken) {
    u32 count = 0;
    const struct profile *row;
    for (u32 i = 0; (row = row_at(gpu, i)) != 0; i++) {
        for (u32 j = 0; j < mig_placements_of(row); j++) {
            count += (taken & mig_slices_of(row->placement[j], row->size)) == 0;
        }
    }
    return count;
}

/*
 * The start that leaves the most choices for what comes later, and of several the lowest. The profile of
 * one slice with the memory of two takes its last start only when nothing else is free.
 */
u32 mig_choose(const struct gpu *gpu, const struct profile *row, const nvmlGpuInstancePlacement_t *wanted) {
    u32 taken = mig_taken(gpu);
    u32 best = MEMORY_SLICES;
    u32 least = ~0u;
    u32 starts = mig_placements_of(row);
    for (u32 i = 0; i < starts; i++) {
        u32 slices = mig_slices_of(row->placement[i], row->size);
        int is_wanted = wanted == 0 || (wanted->start == row->placement[i] && wanted->size == row->size);
        if ((taken & slices) != 0 || !is_wanted) {
            continue;
        }
        u32 lost = possible(gpu, taken) - possible(gpu, taken | slices);
        lost += row->profile == DOUBLE_MEMORY && i + 1 == starts ? ONLY_IF_NEEDED : 0;
        if (lost < least) {
            least = lost;
            best = row->placement[i];
        }
    }
    return best;
}
