/*
 * Field values: many numbers of a GPU in one call, each with its own code. nvidia-smi reads a
 * value's low 32 bits whatever its type says, so small values are written as 64 bits.
 */
#include "getters.h"
#include "subjects.h"

enum { SCOPE_GPU, SCOPE_MODULE, SCOPE_MEMORY };

struct answer {
    nvmlReturn_t code;
    u32 type;
    i64 number;
};

static struct answer number(u64 value) {
    struct answer a = {NVML_SUCCESS, VALUE_ULONGLONG, (i64)value};
    return a;
}

static struct answer refusal(nvmlReturn_t code) {
    struct answer a = {code, VALUE_ULONGLONG, 0};
    return a;
}

static struct answer present(u32 value) { return value == ABSENT ? refusal(NVML_ERROR_NOT_SUPPORTED) : number(value); }

static struct answer number_if(int has, u64 value) { return has ? number(value) : refusal(NVML_ERROR_NOT_SUPPORTED); }

static struct answer signed_if(int has, i32 value) {
    struct answer a = {NVML_SUCCESS, VALUE_SINT, value};
    return has && value != ABSENT_SIGNED ? a : refusal(NVML_ERROR_NOT_SUPPORTED);
}

/* 1..28: ECC modes and counters. */
static struct answer ecc_field(const struct gpu *gpu, u32 id) {
    static const u8 location[] = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 6};
    const struct board *board = board_of(gpu);
    int fresh = id <= 4 || (id >= 7 && id <= 17);
    int counting = board->ecc_scheme != ECC_NONE && gpu->ecc_current && !(fresh && board->ecc_volatile_refused);
    const u32 *corrected = fresh ? gpu->ecc_volatile_corrected : gpu->ecc_aggregate_corrected;
    const u32 *uncorrected = fresh ? gpu->ecc_volatile_uncorrected : gpu->ecc_aggregate_uncorrected;
    if (id <= 2) {
        return number_if(board->ecc_scheme != ECC_NONE, id == 1 ? gpu->ecc_current : gpu->ecc_pending);
    }
    if (id <= 6) {
        const u32 *all = id % 2 == 1 ? corrected : uncorrected;
        u64 sum = 0;
        for (u32 i = 0; i < 8; i++) {
            sum += all[i];
        }
        return number_if(counting, sum);
    }
    u32 place = id <= 17 ? id - 7 : id - 18;
    u32 where = location[place];
    int old = board->architecture < ARCHITECTURE_VOLTA;
    int by_location = old ? where != 0 && where != 6 : where != 4;
    int has = board->ecc_scheme == ECC_LOCATIONS ? by_location : where == 2;
    return number_if(counting && has, (place % 2 == 0 && place != 10 ? corrected : uncorrected)[where]);
}

/* 164..168: one link, which the scope names. */
static struct answer link_field(const struct gpu *gpu, u32 id, u32 number_of_link) {
    const struct board *board = board_of(gpu);
    if (link_count(gpu) == 0) {
        return refusal(NVML_ERROR_NOT_SUPPORTED);
    }
    if (number_of_link >= link_count(gpu)) {
        return refusal(NVML_ERROR_INVALID_ARGUMENT);
    }
    int up = link_of(gpu, number_of_link)->state != 0;
    switch (id) {
    case 164:
        return number(up ? board->link_speed : 0);
    case 165:
        return number((u64)up);
    case 166:
        return number(board->link_version);
    case 167:
        return number(0);
    default:
        return present(gpu->link_threshold);
    }
}

static u32 active_links(const struct gpu *gpu, int switched) {
    u32 count = 0;
    for (u32 i = 0; i < link_count(gpu); i++) {
        const struct link *link = link_of(gpu, i);
        count += link->state != 0 && (!switched || link->remote_kind == LINK_REMOTE_SWITCH);
    }
    return count;
}

/* Error counters, by nvmlNvLinkErrorCounter_t: ids of links 0..5, of all, and of links 6..11. */
static const struct {
    u16 first, total, later;
    u8 counter;
} link_errors[] = {{32, 38, 96, 2}, {39, 45, 102, 3}, {46, 52, 108, 0}, {53, 59, 114, 1}, {148, 160, 154, 4}};

static u32 errors_of(const struct link *link, u32 counter) {
    const u32 values[] = {link->replay_errors, link->recovery_errors, link->crc_flit_errors, link->crc_data_errors,
                          link->ecc_data_errors};
    return values[counter];
}

static u64 all_errors(const struct gpu *gpu, u32 counter) {
    u64 sum = 0;
    for (u32 i = 0; i < link_count(gpu); i++) {
        sum += errors_of(link_of(gpu, i), counter);
    }
    return sum;
}

/* The link that an id of an error counter means; MAX_LINKS: all together. */
static int error_field(u32 id, u32 *link, u32 *counter) {
    for (u32 i = 0; i < sizeof(link_errors) / sizeof(link_errors[0]); i++) {
        *counter = link_errors[i].counter;
        if (id >= link_errors[i].first && id < link_errors[i].first + 6u) {
            *link = id - link_errors[i].first;
        } else if (id >= link_errors[i].later && id < link_errors[i].later + 6u) {
            *link = id - link_errors[i].later + 6;
        } else if (id == link_errors[i].total) {
            *link = MAX_LINKS;
        } else {
            continue;
        }
        return 1;
    }
    return 0;
}

/* All other questions about NVLink; packet counters of links that carry nothing are 0. */
static struct answer nvlink_field(const struct gpu *gpu, u32 id, u32 scope) {
    const struct board *board = board_of(gpu);
    u32 links = link_count(gpu);
    u32 link;
    u32 counter;
    if (error_field(id, &link, &counter)) {
        return link == MAX_LINKS ? number_if(links != 0, all_errors(gpu, counter))
                                 : link < links ? number(errors_of(link_of(gpu, link), counter))
                                                : refusal(NVML_ERROR_NOT_SUPPORTED);
    }
    if (id >= 164 && id <= 168) {
        return link_field(gpu, id, scope);
    }
    if (id == 146 || (id >= 161 && id <= 163)) {
        return scope >= links ? refusal(links == 0 ? NVML_ERROR_NOT_SUPPORTED : NVML_ERROR_INVALID_ARGUMENT)
               : id == 146    ? number(link_of(gpu, scope)->remote_link)
                              : number(errors_of(link_of(gpu, scope), id - 161));
    }
    if ((id >= 84 && id <= 89) || (id >= 132 && id <= 137)) {
        link = id <= 89 ? id - 84 : id - 132 + 6;
        return number_if(link < links && link_of(gpu, link % MAX_LINKS)->state != 0, board->link_speed);
    }
    switch (id) {
    case 90:
        return number_if(active_links(gpu, 0) != 0, board->link_speed);
    case 91:
        return number_if(links != 0, links);
    case 138:
    case 140:
        return number_if(links != 0, gpu->link_tx_kib);
    case 139:
    case 141:
        return number_if(links != 0, gpu->link_rx_kib);
    case 147:
        return number_if(links != 0, active_links(gpu, 1));
    case 200:
        return number_if(gpu->link_threshold != ABSENT, 8191);
    case 223:
        return number_if(gpu->link_threshold != ABSENT, 1);
    case 224: /* 0: units of 100 us */
        return number_if(gpu->link_threshold != ABSENT, 0);
    case 225:
        return number_if(links != 0, gpu->link_threshold != ABSENT);
    case 296:
        return number_if(active_links(gpu, 0) != 0, board->link_speed);
    default:
        return number_if(links != 0, 0);
    }
}

static struct answer power_limits(u32 id, u32 min, u32 max, u32 standard, u32 current) {
    switch (id) {
    case 187:
        return present(min);
    case 188:
        return present(max);
    case 189:
        return present(standard);
    default: /* 190 enforced, 192 requested */
        return present(current);
    }
}

static u32 instant(u32 value, u32 average) { return value == ABSENT ? average : value; }

static struct answer power_field(const struct gpu *gpu, u32 id, u32 scope) {
    const struct board *board = board_of(gpu);
    int average = id == 185;
    if (id == 185 || id == 186) {
        switch (scope) {
        case SCOPE_GPU:
            return !average                ? present(instant(gpu->power_instant, gpu->power_usage))
                   : board->average_power ? present(gpu->power_usage)
                                          : refusal(NVML_ERROR_NOT_SUPPORTED);
        case SCOPE_MODULE:
            return present(average ? gpu->module_power_usage : instant(gpu->module_power_instant, gpu->module_power_usage));
        default:
            return average ? present(gpu->memory_power_usage) : refusal(NVML_ERROR_NOT_SUPPORTED);
        }
    }
    if (scope == SCOPE_GPU) {
        return power_limits(id, board->power_min, board->power_max, board->power_default, gpu->power_limit);
    }
    if (scope == SCOPE_MODULE) {
        return power_limits(id, board->module_power_min, board->module_power_max, board->module_power_default,
                            gpu->module_power_limit);
    }
    return refusal(NVML_ERROR_NOT_SUPPORTED);
}

static struct answer temperature_field(const struct gpu *gpu, u32 id) {
    const struct board *board = board_of(gpu);
    switch (id) {
    case 193:
        return signed_if((int)board->margins, board->threshold_shutdown);
    case 194:
        return signed_if((int)board->margins, board->threshold_slowdown);
    case 195:
        return signed_if((int)board->margins, board->threshold_memory_max);
    case 196:
        return signed_if((int)board->margins, board->threshold_gpu_max);
    default: /* 82: memory; its scope is not set by nvidia-smi */
        return signed_if(1, gpu->memory_temperature);
    }
}

/* 170: how many; 171, 172: state and speed of the one that the scope names; others: errors, none. */
static struct answer c2c_field(const struct gpu *gpu, u32 id, u32 scope) {
    const struct board *board = board_of(gpu);
    if (board->c2c != SUPPORT_ENABLED || board->c2c_links == ABSENT) {
        return refusal(NVML_ERROR_NOT_SUPPORTED);
    }
    if (id == 170) {
        return number(board->c2c_links);
    }
    if (scope >= board->c2c_links) {
        return refusal(NVML_ERROR_INVALID_ARGUMENT);
    }
    return number(id == 171 ? 1 : id == 172 ? board->c2c_speed : 0);
}

static struct answer remap_field(const struct gpu *gpu, u32 id) {
    int has = board_of(gpu)->ecc_scheme == ECC_ROW_REMAPPING;
    switch (id) {
    case 142:
        return number_if(has, gpu->remapped_corrected);
    case 143:
        return number_if(has, gpu->remapped_uncorrected);
    case 144:
        return number_if(has, gpu->remap_pending);
    case 145:
        return number_if(has, gpu->remap_failure);
    default: /* 301, 302: rows whose remapping waits */
        return number_if(has, 0);
    }
}

static struct answer retired_field(const struct gpu *gpu, u32 id) {
    u32 scheme = board_of(gpu)->ecc_scheme;
    int has = scheme == ECC_LOCATIONS || scheme == ECC_RETIRED_PAGES;
    return number_if(has, id == 29 ? gpu->retired_single : id == 30 ? gpu->retired_double : gpu->retired_pending);
}

enum { RECOVERY_NONE, RECOVERY_RESET };

static int has_virtual_gpus(void) { return session.system->virtualization == VGPU_GUEST; }

/* Later drivers tell the recovery action instead. */
static struct answer reset_status(const struct gpu *gpu, u32 value) {
    if (session.system->branch >= DEPRECATES_RESET_STATUS) {
        return refusal(NVML_ERROR_DEPRECATED);
    }
    int tells = board_of(gpu)->architecture > ARCHITECTURE_TURING && !has_virtual_gpus();
    return present(tells ? value : ABSENT);
}

/* Logs of an RTX 3080 (536, Windows) and of an RTX 4090 (535) tell of no drain. */
static int is_geforce(const struct gpu *gpu) {
    enum { GEFORCE = 5, GEFORCE_RTX = 15 };
    return board_of(gpu)->brand == GEFORCE || board_of(gpu)->brand == GEFORCE_RTX;
}

static struct answer state_field(const struct gpu *gpu, u32 id) {
    switch (id) {
    case 83:
    case 191:
        return number_if(gpu->power_usage != ABSENT, energy_of(gpu));
    case 94:
        return number(gpu->pcie_replays);
    case 95:
        return number_if(!has_virtual_gpus(), gpu->pcie_rollovers);
    case 184:
        return number_if(board_of(gpu)->mig != SUPPORT_NONE, board_of(gpu)->architecture >= ARCHITECTURE_HOPPER);
    case 199:
        return number_if(board_of(gpu)->mig != SUPPORT_NONE, 1);
    case 226:
        return reset_status(gpu, gpu->reset_required);
    case 227:
        return reset_status(gpu, is_geforce(gpu) ? ABSENT : gpu->drain_recommended);
    case 230:
        return number(gpu->recovery_action != 0 ? gpu->recovery_action : gpu->reset_required ? RECOVERY_RESET : RECOVERY_NONE);
    case 269:
        return number(gpu->violation_us[1] * 1000);
    case 270:
        return number(gpu->hw_thermal_us * 1000);
    case 271:
        return number(gpu->hw_brake_us * 1000);
    default:
        return refusal(NVML_ERROR_NOT_SUPPORTED);
    }
}

struct range {
    u16 first, last;
    u8 subject;
};

enum { F_ECC, F_RETIRED, F_NVLINK, F_POLICY, F_TEMPERATURE, F_STATE, F_REMAP, F_C2C, F_PCIE, F_POWER, F_SMOOTHING };

/* Which subject answers an id; what no range holds is refused. */
static const struct range ranges[] = {
    {1, 28, F_ECC},         {29, 31, F_RETIRED},    {32, 73, F_NVLINK},   {74, 81, F_POLICY},  {82, 82, F_TEMPERATURE},
    {83, 83, F_STATE},      {84, 91, F_NVLINK},     {92, 93, F_RETIRED},  {94, 95, F_STATE},   {96, 141, F_NVLINK},
    {142, 145, F_REMAP},    {146, 168, F_NVLINK},   {169, 169, F_PCIE},   {170, 172, F_C2C},   {173, 183, F_PCIE},
    {184, 184, F_STATE},    {185, 190, F_POWER},    {191, 191, F_STATE},  {192, 192, F_POWER}, {193, 196, F_TEMPERATURE},
    {197, 198, F_PCIE},     {199, 199, F_STATE},    {200, 225, F_NVLINK}, {226, 230, F_STATE}, {231, 233, F_C2C},
    {234, 234, F_C2C},      {235, 250, F_NVLINK},   {251, 268, F_SMOOTHING},{269, 271, F_STATE},    {275, 288, F_SMOOTHING},
    {289, 296, F_NVLINK},   {300, 300, F_SMOOTHING},    {301, 302, F_REMAP},
};

static struct answer answer_field(const struct gpu *gpu, u32 id, u32 scope) {
    for (u32 i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        if (id < ranges[i].first || id > ranges[i].last) {
            continue;
        }
        switch (ranges[i].subject) {
        case F_ECC:
            return ecc_field(gpu, id);
        case F_RETIRED:
            return retired_field(gpu, id);
        case F_NVLINK:
            return nvlink_field(gpu, id, scope);
        case F_POLICY:
            return number(id <= 79 ? gpu->violation_us[id - 74] * 1000 : 0);
        case F_TEMPERATURE:
            return temperature_field(gpu, id);
        case F_REMAP:
            return remap_field(gpu, id);
        case F_C2C:
            return c2c_field(gpu, id, scope);
        case F_PCIE: /* no errors; 197 and 198 are bytes, of a rate that has held since boot */
            return number(id == 197 || id == 198
                              ? sys_time_us(CLOCK_BOOT) / 1000 * (id == 197 ? gpu->pcie_tx : gpu->pcie_rx)
                              : 0);
        case F_SMOOTHING:
            return refusal(smoothing_access(gpu));
        case F_POWER:
            return power_field(gpu, id, scope);
        default:
            return state_field(gpu, id);
        }
    }
    return refusal(NVML_ERROR_NOT_SUPPORTED);
}

NVML nvmlDeviceGetFieldValues(nvmlDevice_t gpu, int count, nvmlFieldValue_t *values) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(values != 0 && count > 0, NVML_ERROR_INVALID_ARGUMENT);
    i64 now = (i64)sys_time_us(CLOCK_WALL);
    for (int i = 0; i < count; i++) {
        struct answer a = answer_field(gpu, values[i].fieldId, values[i].scopeId);
        values[i].timestamp = now;
        values[i].latencyUsec = 0;
        values[i].valueType = a.type;
        values[i].nvmlReturn = a.code;
        values[i].value.sllVal = a.number;
    }
    return NVML_SUCCESS;
}

/* Only the volatile counters of memory errors and of NVLink can be set back. */
static int is_clearable(u32 id) { return id == 3 || id == 4 || (id >= 7 && id <= 17) || (id >= 161 && id <= 163); }

NVML nvmlDeviceClearFieldValues(nvmlDevice_t gpu, int count, nvmlFieldValue_t *values) {
    REQUIRE_DEVICE(gpu);
    REQUIRE(values != 0 && count > 0, NVML_ERROR_INVALID_ARGUMENT);
    REQUIRE(sys_euid() == 0, NVML_ERROR_NO_PERMISSION);
    for (int i = 0; i < count; i++) {
        u32 id = values[i].fieldId;
        values[i].nvmlReturn = !is_clearable(id) ? NVML_ERROR_NOT_SUPPORTED
                               : id >= 161       ? nvmlDeviceResetNvLinkErrorCounters(gpu, values[i].scopeId)
                                                 : nvmlDeviceClearEccErrorCounts(gpu, 0);
    }
    return NVML_SUCCESS;
}
