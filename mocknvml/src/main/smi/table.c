#include "table.h"

#include "clocktime.h"
#include "codes.h"
#include "layout.h"
#include "output.h"
#include "value.h"

enum { CELL = 64, TEMPERATURE_GPU = 0, UNCORRECTED = 1, VOLATILE = 0, UNKNOWN_PSTATE = 32 };

static int is_wide(void) { return layout() >= LAYOUT_550; }

void table_cut(char *to, u32 width, const char *text) {
    if (string_length(text) > width) {
        format(to, CELL, "%.*s...", (int)width - 3, text);
    } else {
        format(to, CELL, "%s", text);
    }
}

/* A cell whose value could not be had. */
static int give_code(char *cell, nvmlReturn_t code) {
    int none = code == NVML_ERROR_NOT_SUPPORTED || code == NVML_ERROR_NOT_FOUND || code == NVML_ERROR_NO_DATA;
    if (code != NVML_SUCCESS) {
        format(cell, CELL, "%s", none ? "N/A" : "ERR!");
    }
    return code == NVML_SUCCESS;
}

static void put_head(void) {
    char driver[128] = "";
    char version[CELL];
    char cuda_text[CELL];
    int cuda = 0;
    if (give_code(driver, nvmlSystemGetDriverVersion(driver, sizeof(driver)))) {
        table_cut(version, 10, driver);
    } else {
        string_copy(version, sizeof(version), driver);
    }
    if (give_code(cuda_text, nvmlSystemGetCudaDriverVersion_v2(&cuda))) {
        format(cuda_text, sizeof(cuda_text), "%d.%d", cuda / 1000, cuda % 1000 / 10);
    }
    const char *gap = is_wide() ? "  " : "";
    put("+---------------------------------------------------------------------------------------%s+\n",
        is_wide() ? "--" : "");
    put("| NVIDIA-SMI %-22.22s Driver Version: %-12s %sCUDA Version: %-8s |\n", driver, version, gap, cuda_text);
}

static void put_rule(char line) {
    put("%c", line == '-' ? '+' : '|');
    put_times(line == '#' ? '-' : line, 41);
    put("+");
    put_times(line == '#' ? '-' : line, is_wide() ? 24 : 22);
    put("+");
    put_times(line == '#' ? '-' : line, 22);
    put("%c\n", line == '=' ? '|' : '+');
}

static void put_column_heads(void) {
    const char *gap = is_wide() ? "  " : "";
    put_rule('#');
    put("| GPU  Name                 Persistence-M | Bus-Id        %sDisp.A | Volatile Uncorr. ECC |\n", gap);
    put("| Fan  Temp   Perf          Pwr:Usage/Cap |         %sMemory-Usage | GPU-Util  Compute M. |\n", gap);
    put("|                                         |                      %s|               MIG M. |\n", gap);
    put_rule('=');
}

static int is_mig_enabled(nvmlDevice_t gpu) {
    u32 current = 0;
    u32 pending;
    return nvmlDeviceGetMigMode(gpu, &current, &pending) == NVML_SUCCESS && current != 0;
}

static void give_ecc(char *cell, nvmlDevice_t gpu) {
    u32 current = 0;
    u32 pending = 0;
    u64 errors = 0;
    if (!give_code(cell, nvmlDeviceGetEccMode(gpu, &current, &pending))) {
        return;
    }
    if (current == 0) {
        format(cell, CELL, "Off");
    } else if (is_mig_enabled(gpu)) {
        format(cell, CELL, "On");
    } else if (give_code(cell, nvmlDeviceGetTotalEccErrors(gpu, UNCORRECTED, VOLATILE, &errors))) {
        format(cell, CELL, "%llu", errors);
    }
    if (current != pending) {
        text_append(cell + string_length(cell), "*");
    }
}

static void put_first_line(const struct target *target) {
    char name[96] = "";
    char cut[CELL];
    char persistence[CELL];
    char display[CELL];
    char ecc[CELL];
    u32 number = 0;
    if (give_code(name, nvmlDeviceGetName(target->gpu, name, 64))) {
        table_cut(cut, 27, name);
    } else {
        string_copy(cut, sizeof(cut), name);
    }
    if (give_code(persistence, nvmlDeviceGetPersistenceMode(target->gpu, &number))) {
        format(persistence, sizeof(persistence), "%s", number != 0 ? "On " : "Off");
    } else if (string_equal(persistence, "N/A")) {
        text_append(persistence, "N/A ");
    }
    if (give_code(display, nvmlDeviceGetDisplayActive(target->gpu, &number))) {
        write_on(display, number);
    }
    give_ecc(ecc, target->gpu);
    put("| %3u  %-27s%7s | %s%-16s %3s |%21s |\n", target->index, cut, persistence, is_wide() ? "  " : "",
        target->bus_id, display, ecc);
}

static void give_power(char *text, nvmlDevice_t gpu) {
    char usage[CELL];
    char cap[CELL];
    char cut[CELL];
    u32 milliwatts = 0;
    if (give_code(usage, nvmlDeviceGetPowerUsage(gpu, &milliwatts))) {
        format(cut, sizeof(cut), "%uW", milliwatts < 1000 ? 1 : milliwatts / 1000);
        table_cut(usage, 4, cut);
    }
    if (give_code(cap, nvmlDeviceGetEnforcedPowerLimit(gpu, &milliwatts))) {
        format(cut, sizeof(cut), "%uW", milliwatts / 1000);
        table_cut(cap, is_wide() ? 5 : 4, cut);
    } else if (is_wide()) {
        text_append(cap + string_length(cap), " ");
    }
    format(text, CELL, is_wide() ? "%5s / %5s" : "%6s / %4s", usage, cap);
}

static void give_memory(char *text, nvmlDevice_t gpu) {
    nvmlMemory_v2_t memory = {.version = (u32)sizeof(memory) | 2u << 24};
    char used[VALUE_SIZE];
    char total[VALUE_SIZE];
    nvmlReturn_t code = nvmlDeviceGetMemoryInfo_v2(gpu, &memory);
    if (code != NVML_SUCCESS) {
        char cut[CELL];
        table_cut(cut, is_wide() ? 22 : 20, code == NVML_ERROR_NO_PERMISSION ? "N/A" : code_sentence(code));
        format(text, CELL, is_wide() ? "%-22s" : "%-20s", cut);
        return;
    }
    frame_buffer(gpu, 2, used);
    frame_buffer(gpu, 0, total);
    char cut_used[CELL];
    char cut_total[CELL];
    text_append(total + string_length(total), "MiB");
    table_cut(cut_used, is_wide() ? 7 : 6, used);
    table_cut(cut_total, is_wide() ? 9 : 8, total);
    format(text, CELL, is_wide() ? "%7sMiB / %9s" : "%6sMiB / %8s", cut_used, cut_total);
}

static void give_compute_mode(char *cell, nvmlDevice_t gpu) {
    static const char *const words[] = {"Default", "E. Thread", "Prohibited", "E. Process"};
    u32 mode = 0;
    if (give_code(cell, nvmlDeviceGetComputeMode(gpu, &mode))) {
        format(cell, CELL, "%s", mode < 4 ? words[mode] : "ERR!");
    }
}

static void put_second_line(const struct target *target) {
    char fan[CELL];
    char temperature[CELL];
    char pstate[VALUE_SIZE];
    char power[CELL];
    char memory[CELL];
    char utilization[CELL];
    char compute[CELL];
    u32 number = 0;
    nvmlUtilization_t rates = {0};
    nvmlDevice_t gpu = target->gpu;
    if (give_code(fan, nvmlDeviceGetFanSpeed(gpu, &number))) {
        format(fan, sizeof(fan), "%u%%", number);
    }
    if (give_code(temperature, nvmlDeviceGetTemperature(gpu, TEMPERATURE_GPU, &number))) {
        format(temperature, sizeof(temperature), "%dC", (int)number);
    }
    if (give_code(pstate, nvmlDeviceGetPerformanceState(gpu, &number))) {
        format(pstate, sizeof(pstate), number < UNKNOWN_PSTATE ? "P%u" : "ERR! ", number);
    } else {
        text_append(pstate + string_length(pstate), " ");
    }
    if (give_code(utilization, nvmlDeviceGetUtilizationRates(gpu, &rates))) {
        format(utilization, sizeof(utilization), "%u%%", rates.gpu);
    }
    give_power(power, gpu);
    give_memory(memory, gpu);
    give_compute_mode(compute, gpu);
    put("| %3s%s %4s%6s           %s | %s | %7s %12s |\n", fan, string_length(fan) > 3 ? "" : " ", temperature, pstate,
        power, memory, utilization, compute);
}

static void put_third_line(const struct target *target) {
    char mig[VALUE_SIZE];
    u32 current = 0;
    u32 pending = 0;
    if (give_code(mig, nvmlDeviceGetMigMode(target->gpu, &current, &pending))) {
        write_enabled(mig, current);
        text_append(mig + string_length(mig), current != pending ? "*" : "");
    }
    put("|                                         |                      %s|%21s |\n", is_wide() ? "  " : "", mig);
}

static int any_mig(const struct targets *targets) {
    for (u32 i = 0; i < targets->count; i++) {
        if (is_mig_enabled(targets->gpus[i].gpu)) {
            return 1;
        }
    }
    return 0;
}

void table_print(const struct targets *targets) {
    char time[40];
    time_as_ctime(time, sizeof(time), sys_time_us(CLOCK_WALL));
    put("%s       \n", time);
    put_head();
    put_column_heads();
    for (u32 i = 0; i < targets->count; i++) {
        put_first_line(&targets->gpus[i]);
        put_second_line(&targets->gpus[i]);
        put_third_line(&targets->gpus[i]);
        put_rule('-');
    }
    if (any_mig(targets)) {
        table_print_mig(targets);
    }
    put("%89s\n", "");
    table_print_processes(targets);
}
