/*
 * A reset of GPUs, as nvidia-smi -r asks for: modes that waited for it take effect, repairs of memory
 * are made, and what the driver only held for the GPU is gone.
 */
#define SELDOM_ASKED
#include "getters.h"
#include "kernel_view.h"
#include "subjects.h"

static void put_zeros(struct change *change, const void *field, size_t size) {
    static const u8 zeros[64];
    change_put(change, field, zeros, size < sizeof(zeros) ? size : sizeof(zeros));
}

static void put_settings(struct change *change, const struct gpu *gpu) {
    CHANGE_PUT(change, gpu->ecc_current, gpu->ecc_pending);
    CHANGE_PUT(change, gpu->mig_current, gpu->mig_pending);
    CHANGE_PUT(change, gpu->power_limit, session.initial[number_of(gpu)].power_limit);
    CHANGE_PUT(change, gpu->locked_graphics_min, 0);
    CHANGE_PUT(change, gpu->locked_graphics_max, 0);
    CHANGE_PUT(change, gpu->locked_memory_min, 0);
    CHANGE_PUT(change, gpu->locked_memory_max, 0);
}

static void put_memory(struct change *change, const struct gpu *gpu) {
    put_zeros(change, gpu->ecc_volatile_corrected, sizeof(gpu->ecc_volatile_corrected));
    put_zeros(change, gpu->ecc_volatile_uncorrected, sizeof(gpu->ecc_volatile_uncorrected));
    CHANGE_PUT(change, gpu->remap_pending, 0);
    CHANGE_PUT(change, gpu->retired_pending, 0);
    CHANGE_PUT(change, gpu->reset_required, 0);
}

/* Instances do not outlive a reset; nobody computes while it is made. */
nvmlReturn_t gpu_reset(u32 count, const nvmlDevice_t *gpus) {
    REQUIRE(gpus != 0 && count <= MAX_GPUS, NVML_ERROR_INVALID_ARGUMENT);
    for (u32 i = 0; i < count; i++) {
        struct change change;
        REQUIRE_DEVICE(gpus[i]);
        nvmlReturn_t begun = change_begin(&change);
        REQUIRE(begun == NVML_SUCCESS, begun);
        put_settings(&change, gpus[i]);
        put_memory(&change, gpus[i]);
        put_zeros(&change, gpus[i]->gi_used, sizeof(gpus[i]->gi_used));
        put_zeros(&change, gpus[i]->ci_used, sizeof(gpus[i]->ci_used));
        nvmlReturn_t written = change_end(&change);
        REQUIRE(written == NVML_SUCCESS, written);
    }
    kernel_view_changed();
    return NVML_SUCCESS;
}
