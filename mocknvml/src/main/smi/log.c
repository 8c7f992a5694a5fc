#include "log.h"

#include "clocktime.h"
#include "codes.h"
#include "log_rows.h"
#include "output.h"
#include "tree.h"
#include "vgpu_host.h"

enum { MAX_DEPTH = 8, NO_ROW = 255, TIME_SIZE = 40 };

static const char *const section_names[] = {
    "MEMORY", "UTILIZATION", "ECC", "TEMPERATURE", "POWER", "CLOCK", "COMPUTE", "PIDS", "PERFORMANCE",
    "SUPPORTED_CLOCKS", "PAGE_RETIREMENT", "ACCOUNTING", "ENCODER_STATS", "SUPPORTED_GPU_TARGET_TEMP", "VOLTAGE",
    "FBC_STATS", "ROW_REMAPPER", "RESET_STATUS", "GSP_FIRMWARE_VERSION", "POWER_SMOOTHING", "POWER_PROFILES",
};

static const struct row *const parts[] = {
    rows_of_identity, rows_of_pci, rows_of_state, rows_of_errors, rows_of_power, rows_of_clocks,
};

/* The layouts that do not know the later sections yet. */
static u32 known_sections(void) {
    u32 all = sizeof(section_names) / sizeof(section_names[0]);
    return layout() < LAYOUT_550 ? all - 3 : layout() < LAYOUT_570 ? all - 2 : all;
}

static int is_same(const char *name, const char *text, u32 length) {
    for (u32 i = 0; i < length; i++) {
        char c = text[i];
        if (name[i] != (c >= 'a' && c <= 'z' ? c - 32 : c)) {
            return 0;
        }
    }
    return name[length] == 0;
}

void log_put_sections(void) {
    for (u32 i = 0; i < known_sections(); i++) {
        put("    %s\n", section_names[i]);
    }
}

u32 log_sections(const char *names) {
    u32 flags = NO_SECTION;
    while (*names != 0) {
        u32 length = 0;
        u32 found = 0;
        while (names[length] != 0 && names[length] != ',') {
            length++;
        }
        for (u32 i = 0; i < known_sections(); i++) {
            found |= is_same(section_names[i], names, length) ? 1u << i : 0;
        }
        if (length != 0 && found == 0) {
            return 0;
        }
        flags |= found;
        names += length + (names[length] == ',');
    }
    return flags;
}

static int is_printed(const struct row *row, u32 sections, nvmlDevice_t gpu) {
    if ((row->until != 0 && row->until <= layout()) || row->since > layout() || (row->when != 0 && !row->when(gpu))) {
        return 0;
    }
    if (tree_is_xml()) {
        return (row->where & IN_XML) != 0;
    }
    if ((row->where & IN_TEXT) == 0) {
        return 0;
    }
    /* Below the first level a row goes with the one it belongs to. */
    return row->depth > 1 || (sections == ALL_SECTIONS ? (row->where & IN_WHOLE) != 0 : (row->sections & sections) != 0);
}

static void print_leaf(const struct row *row, nvmlDevice_t gpu) {
    char text[VALUE_SIZE + 16] = "";
    nvmlReturn_t code = row->value.get(gpu, &row->value, text);
    if (code == NVML_SUCCESS) {
        text_append(text + string_length(text), row->unit);
        tree_leaf(row->label, row->tag, text);
    } else {
        tree_leaf(row->label, row->tag, code_text(code));
    }
}

struct walk {
    const char *open[MAX_DEPTH];
    u32 depth;
    u32 skipped; /* rows deeper than this are left out */
};

static void close_to(struct walk *walk, u32 depth) {
    while (walk->depth > depth) {
        tree_close(walk->open[--walk->depth]);
    }
}

static void print_group(struct walk *walk, const struct row *row, nvmlDevice_t gpu) {
    char unused[VALUE_SIZE];
    nvmlReturn_t code = row->value.get == 0 ? NVML_SUCCESS : row->value.get(gpu, &row->value, unused);
    if (code != NVML_SUCCESS) {
        tree_leaf(row->label, row->tag, code_text(code));
        walk->skipped = row->depth;
        return;
    }
    tree_open(row->label, row->tag);
    walk->open[walk->depth++] = row->tag;
}

static void print_row(struct walk *walk, const struct row *row, u32 sections, nvmlDevice_t gpu) {
    if (row->depth > walk->skipped) {
        return;
    }
    walk->skipped = NO_ROW;
    close_to(walk, row->depth - 1);
    if (!is_printed(row, sections, gpu)) {
        walk->skipped = row->depth;
        return;
    }
    while (walk->depth + 1 < row->depth) { /* below a leaf: deeper, in nothing */
        tree_open(0, 0);
        walk->open[walk->depth++] = 0;
    }
    if (row->print != 0) {
        row->print(gpu);
    } else if (row->unit != 0) {
        print_leaf(row, gpu);
    } else {
        print_group(walk, row, gpu);
    }
}

static void print_gpu(const struct target *target, u32 sections) {
    char tag[64];
    char label[64];
    struct walk walk = {.depth = 0, .skipped = NO_ROW};
    format(tag, sizeof(tag), "gpu id=\"%s\"", target->bus_id);
    format(label, sizeof(label), "GPU %s", target->bus_id);
    tree_open(label, tag);
    for (u32 part = 0; part < sizeof(parts) / sizeof(parts[0]); part++) {
        for (const struct row *row = parts[part]; row->depth != 0; row++) {
            print_row(&walk, row, sections, target->gpu);
        }
    }
    close_to(&walk, 0);
    tree_close("gpu");
    put("\n");
}

static void print_head(void) {
    char text[TIME_SIZE * 4];
    int cuda = 0;
    if (tree_is_xml()) {
        tree_open(0, "nvidia_smi_log");
    } else {
        put("\n==============NVSMI LOG==============\n\n");
    }
    time_as_ctime(text, sizeof(text), sys_time_us(CLOCK_WALL));
    tree_leaf("Timestamp", "timestamp", text);
    nvmlReturn_t code = nvmlSystemGetDriverVersion(text, 80);
    tree_leaf("Driver Version", "driver_version", code == NVML_SUCCESS ? text : code_text(code));
    code = nvmlSystemGetCudaDriverVersion_v2(&cuda);
    format(text, sizeof(text), "%d.%d", cuda / 1000, cuda % 1000 / 10);
    tree_leaf("CUDA Version", "cuda_version", code == NVML_SUCCESS ? text : code_text(code));
}

/* Two levels deep in both forms, but for the words above it. */
static void print_driver_capability(nvmlDevice_t gpu) {
    char number[VALUE_SIZE] = "";
    nvmlReturn_t code = driver_capability(gpu, 0, number);
    const char *text = string_equal(number, "0") ? "Not Supported" : "Supported";
    tree_open("vGPU Driver Capability", 0);
    tree_open(0, "vgpu_driver_capability");
    tree_leaf("Heterogenous Multi-vGPU", "heterogenous_multivGPU", code == NVML_SUCCESS ? text : code_text(code));
    tree_close("vgpu_driver_capability");
    tree_close(0);
}

static void print_host_head(const nvmlDevice_t *first) {
    print_head();
    if (first != 0 && vgpu_is_host(*first)) {
        print_driver_capability(*first);
    }
}

static void print_gpus(const struct targets *targets, u32 sections) {
    char text[16];
    print_host_head(targets->count == 0 ? 0 : &targets->gpus[0].gpu);
    put("%s", tree_is_xml() ? "" : "\n");
    format(text, sizeof(text), "%u", targets->attached);
    tree_leaf("Attached GPUs", "attached_gpus", text);
    for (u32 i = 0; i < targets->count; i++) {
        print_gpu(&targets->gpus[i], sections);
    }
    if (tree_is_xml()) {
        tree_close("nvidia_smi_log");
    }
}

static void print_units(void) {
    nvmlDevice_t first;
    print_host_head(nvmlDeviceGetHandleByIndex_v2(0, &first) == NVML_SUCCESS ? &first : 0);
    if (tree_is_xml()) {
        tree_open(0, "hic_info");
        tree_close("hic_info");
        tree_leaf(0, "attached_units", "0");
        tree_close("nvidia_smi_log");
    } else {
        put("\n");
        tree_leaf("HIC Info", 0, "N/A");
        tree_leaf("Attached Units", 0, "0");
        put("\n");
    }
}

static const char *dtd_name(const struct targets *targets) {
    return targets == 0 ? "nvsmi_unit_v12.dtd" : layout() < LAYOUT_580 ? "nvsmi_device_v12.dtd" : "nvsmi_device_v13.dtd";
}

/* The document is made once for its elements' names alone. */
void log_print_dtd(const struct targets *targets) {
    int before = output_use(NOWHERE);
    tree_as_xml(1);
    tree_note_names(1);
    if (targets == 0) {
        print_units();
    } else {
        print_gpus(targets, ALL_SECTIONS);
    }
    tree_note_names(0);
    output_use(before);
    put("<!-- %s -->\n", dtd_name(targets));
    tree_put_dtd();
    put("%s", targets == 0 ? "" : "<!ATTLIST gpu id CDATA #REQUIRED>\n");
}

static void print_prologue(const struct targets *targets, u32 form) {
    if (form == FORM_TEXT) {
        return;
    }
    put("<?xml version=\"1.0\" ?>\n");
    if (form == FORM_XML_WITH_DTD) {
        put("<!DOCTYPE nvidia_smi_log [\n");
        log_print_dtd(targets);
        put("]>\n");
    } else {
        put("<!DOCTYPE nvidia_smi_log SYSTEM \"%s\">\n", dtd_name(targets));
    }
}

void log_print(const struct targets *targets, u32 sections, u32 form) {
    print_prologue(targets, form);
    tree_as_xml(form != FORM_TEXT);
    print_gpus(targets, sections);
}

void log_print_units(u32 form) {
    print_prologue(0, form);
    tree_as_xml(form != FORM_TEXT);
    print_units();
}
