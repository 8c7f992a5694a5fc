/* Memory errors: counters, retired pages, remapped rows. */
#define SELDOM_ASKED
#include "getters.h"

enum { CORRECTED, UNCORRECTED, KINDS };
enum { VOLATILE, AGGREGATE, COUNTERS };
enum { L1, L2, DRAM, REGISTERS, TEXTURE, TEXTURE_SHARED, CBU, SRAM, LOCATIONS };

static int has_ecc(const struct gpu *gpu) { return board_of(gpu)->ecc_scheme != ECC_NONE; }
static int counts(const struct gpu *gpu) { return has_ecc(gpu) && gpu->ecc_current; }

static int tells(const struct gpu *gpu, u32 counter) {
    return counts(gpu) && !(counter == VOLATILE && board_of(gpu)->ecc_volatile_refused);
}

static const u32 *counters(const struct gpu *gpu, u32 kind, u32 counter) {
    if (counter == VOLATILE) {
        return kind == CORRECTED ? gpu->ecc_volatile_corrected : gpu->ecc_volatile_uncorrected;
    }
    return kind == CORRECTED ? gpu->ecc_aggregate_corrected : gpu->ecc_aggregate_uncorrected;
}

NVML nvmlDeviceGetTotalEccErrors(nvmlDevice_t gpu, u32 kind, u32 counter, u64 *total) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(total != 0 && kind < KINDS && counter < COUNTERS, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(tells(gpu, counter), NVML_ERROR_NOT_SUPPORTED);
    const u32 *all = counters(gpu, kind, counter);
    u64 sum = 0;
    for (u32 i = 0; i < LOCATIONS; i++) {
        sum += all[i];
    }
    *total = sum;
    return NVML_SUCCESS;
}

/* Volta and older count by location; later boards know SRAM and DRAM only. */
static int has_location(const struct gpu *gpu, u32 kind, u32 location) {
    if (board_of(gpu)->ecc_scheme != ECC_LOCATIONS) {
        return location == SRAM || location == DRAM;
    }
    if (board_of(gpu)->architecture < ARCHITECTURE_VOLTA) {
        return location >= L2 && location <= TEXTURE_SHARED;
    }
    return location <= REGISTERS || (location == CBU && kind == UNCORRECTED);
}

NVML nvmlDeviceGetMemoryErrorCounter(nvmlDevice_t gpu, u32 kind, u32 counter, u32 location, u64 *count) {
    REQUIRE_TARGET(target, gpu);
    REQUIRE(count != 0 && kind < KINDS && counter < COUNTERS && location < LOCATIONS, NVML_ERROR_INVALID_ARGUMENT);
    if (target.slot != MAX_INSTANCES) {
        /* Errors are counted for the whole GPU; of an instance's own only these are asked for (nvidia-smi). */
        REQUIRE(kind == UNCORRECTED && counter == VOLATILE && location == SRAM, NVML_ERROR_NOT_SUPPORTED);
        *count = 0;
        return NVML_SUCCESS;
    }
    REQUIRE(tells(gpu, counter) && has_location(gpu, kind, location), NVML_ERROR_NOT_SUPPORTED);
    *count = counters(gpu, kind, counter)[location];
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetDetailedEccErrors(nvmlDevice_t gpu, u32 kind, u32 counter, nvmlEccErrorCounts_t *errors) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(errors != 0 && kind < KINDS && counter < COUNTERS, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(tells(gpu, counter), NVML_ERROR_NOT_SUPPORTED);
    const u32 *all = counters(gpu, kind, counter);
    CONSISTENTLY(errors->l1Cache = all[L1]; errors->l2Cache = all[L2]; errors->deviceMemory = all[DRAM];
                 errors->registerFile = all[REGISTERS]);
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetSramEccErrorStatus(nvmlDevice_t gpu, nvmlEccSramErrorStatus_t *status) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(status);
    REQUIRE_VERSION(status, nvmlEccSramErrorStatus_t, 1);
    REQUIRE(tells(gpu, VOLATILE) && board_of(gpu)->ecc_scheme == ECC_ROW_REMAPPING, NVML_ERROR_NOT_SUPPORTED);
    u32 version = status->version;
    memset(status, 0, sizeof(*status));
    status->version = version;
    CONSISTENTLY(status->aggregateUncParity = gpu->sram_parity_aggregate;
                 status->aggregateUncSecDed = gpu->ecc_aggregate_uncorrected[SRAM] - gpu->sram_parity_aggregate;
                 status->aggregateCor = gpu->ecc_aggregate_corrected[SRAM];
                 status->volatileUncParity = gpu->sram_parity_volatile;
                 status->volatileUncSecDed = gpu->ecc_volatile_uncorrected[SRAM] - gpu->sram_parity_volatile;
                 status->volatileCor = gpu->ecc_volatile_corrected[SRAM];
                 status->aggregateUncBucketL2 = gpu->sram_sources[0]; status->aggregateUncBucketSm = gpu->sram_sources[1];
                 status->aggregateUncBucketPcie = gpu->sram_sources[2];
                 status->aggregateUncBucketMcu = gpu->sram_sources[3];
                 status->aggregateUncBucketOther = gpu->sram_sources[4];
                 status->bThresholdExceeded = gpu->ecc_sram_threshold);
    return NVML_SUCCESS;
}

NVML nvmlDeviceClearEccErrorCounts(nvmlDevice_t gpu, u32 counter) {
    static const u32 zero[LOCATIONS];
    REQUIRE_DEVICE(gpu);
    REQUIRE(counter < COUNTERS, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(counts(gpu), NVML_ERROR_NOT_SUPPORTED);
    struct change change;
    nvmlReturn_t begun = change_begin(&change);
    REQUIRE(begun == NVML_SUCCESS, begun);
    change_put(&change, counters(gpu, CORRECTED, counter), zero, sizeof(zero));
    change_put(&change, counters(gpu, UNCORRECTED, counter), zero, sizeof(zero));
    change_put(&change, counter == VOLATILE ? &gpu->sram_parity_volatile : &gpu->sram_parity_aggregate, zero, sizeof(u32));
    return change_end(&change);
}

static int retires_pages(const struct gpu *gpu) {
    u32 scheme = board_of(gpu)->ecc_scheme;
    return scheme == ECC_LOCATIONS || scheme == ECC_RETIRED_PAGES;
}

/* Addresses of retired pages are not simulated: counts above 0 come with addresses counted up from 0. */
static nvmlReturn_t give_pages(nvmlDevice_t gpu, u32 cause, u32 *count, u64 *addresses, u64 *times) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(count != 0 && cause <= 1, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(retires_pages(gpu), NVML_ERROR_NOT_SUPPORTED);
    u32 space = *count;
    u32 pages = cause == 0 ? gpu->retired_single : gpu->retired_double;
    *count = pages;
    REQUIRE(pages == 0 || (space >= pages && addresses != 0), NVML_ERROR_INSUFFICIENT_SIZE);
    for (u32 i = 0; i < pages; i++) {
        addresses[i] = i;
        if (times != 0) {
            times[i] = 0;
        }
    }
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetRetiredPages(nvmlDevice_t gpu, u32 cause, u32 *count, u64 *addresses) {
    return give_pages(gpu, cause, count, addresses, 0);
}

NVML nvmlDeviceGetRetiredPages_v2(nvmlDevice_t gpu, u32 cause, u32 *count, u64 *addresses, u64 *times) {
    return give_pages(gpu, cause, count, addresses, times);
}

DEVICE_NUMBER(nvmlDeviceGetRetiredPagesPendingStatus, retires_pages(gpu) ? gpu->retired_pending : ABSENT)

static int remaps_rows(const struct gpu *gpu) {
    return board_of(gpu)->ecc_scheme == ECC_ROW_REMAPPING && gpu->remap_histogram[0] != ABSENT;
}

NVML nvmlDeviceGetRemappedRows(nvmlDevice_t gpu, u32 *corrected, u32 *uncorrected, u32 *pending, u32 *failure) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(corrected != 0 && uncorrected != 0 && pending != 0 && failure != 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(remaps_rows(gpu), NVML_ERROR_NOT_SUPPORTED);
    CONSISTENTLY(*corrected = gpu->remapped_corrected; *uncorrected = gpu->remapped_uncorrected;
                 *pending = gpu->remap_pending; *failure = gpu->remap_failure);
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetRowRemapperHistogram(nvmlDevice_t gpu, nvmlRowRemapperHistogramValues_t *values) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(values);
    REQUIRE(remaps_rows(gpu), NVML_ERROR_NOT_SUPPORTED);
    CONSISTENTLY(values->max = gpu->remap_histogram[0]; values->high = gpu->remap_histogram[1];
                 values->partial = gpu->remap_histogram[2]; values->low = gpu->remap_histogram[3];
                 values->none = gpu->remap_histogram[4]);
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetRemappedRows_v2(nvmlDevice_t gpu, nvmlRemappedRowsInfo_v2_t *info) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(info);
    REQUIRE(remaps_rows(gpu), NVML_ERROR_NOT_SUPPORTED);
    CONSISTENTLY(info->corrActiveRemaps = gpu->remapped_corrected; info->corrInactiveRemaps = 0;
                 info->uncActiveRemaps = gpu->remapped_uncorrected; info->uncInactiveRemaps = 0;
                 info->bPending = gpu->remap_pending; info->bFailureOccurred = gpu->remap_failure);
    return NVML_SUCCESS;
}

/* What has no spare channels and TPCs has none that waits to be used. Turing is not asked. */
NVML nvmlDeviceGetRepairStatus(nvmlDevice_t gpu, nvmlRepairStatus_t *status) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(status);
    REQUIRE_VERSION(status, nvmlRepairStatus_t, 1);
    REQUIRE(board_of(gpu)->architecture >= ARCHITECTURE_AMPERE, NVML_ERROR_NOT_SUPPORTED);
    status->bChannelRepairPending = 0;
    status->bTpcRepairPending = 0;
    return NVML_SUCCESS;
}

NVML nvmlDeviceGetUnrepairableMemoryFlag_v1(nvmlDevice_t gpu, nvmlUnrepairableMemoryStatus_v1_t *status) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(status);
    REQUIRE(remaps_rows(gpu) && counts(gpu), NVML_ERROR_NOT_SUPPORTED);
    status->bUnrepairableMemory = gpu->remap_failure;
    return NVML_SUCCESS;
}

/* Where uncorrected errors of SRAM were is not simulated: there are none to list. */
NVML nvmlDeviceGetSramUniqueUncorrectedEccErrorCounts(nvmlDevice_t gpu,
                                                      nvmlEccSramUniqueUncorrectedErrorCounts_t *counts_) {
    REQUIRE_DEVICE(gpu);
    REQUIRE_POINTER(counts_);
    REQUIRE_VERSION(counts_, nvmlEccSramUniqueUncorrectedErrorCounts_t, 1);
    REQUIRE(counts(gpu) && remaps_rows(gpu), NVML_ERROR_NOT_SUPPORTED);
    counts_->entryCount = 0;
    return NVML_SUCCESS;
}
