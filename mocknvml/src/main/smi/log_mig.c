/* The MIG devices of a GPU in -q. */
#include "layout.h"
#include "log_parts.h"
#include "mig_devices.h"
#include "output.h"
#include "tree.h"

static void leaf_number(const char *label, const char *tag, u64 number, const char *unit) {
    char text[VALUE_SIZE];
    format(text, sizeof(text), "%llu%s", number, unit);
    tree_leaf(label, tag, text);
}

static void print_attributes(const nvmlDeviceAttributes_t *a) {
    tree_open("Device Attributes", "device_attributes");
    tree_open("Shared", "shared");
    leaf_number("Multiprocessor count", "multiprocessor_count", a->multiprocessorCount, "");
    leaf_number("Copy Engine count", "copy_engine_count", a->sharedCopyEngineCount, "");
    leaf_number("Encoder count", "encoder_count", a->sharedEncoderCount, "");
    leaf_number("Decoder count", "decoder_count", a->sharedDecoderCount, "");
    leaf_number("OFA count", "ofa_count", a->sharedOfaCount, "");
    leaf_number("JPG count", "jpg_count", a->sharedJpegCount, "");
    tree_close("shared");
    tree_close("device_attributes");
}

static void print_memory(nvmlDevice_t device) {
    static const struct {
        const char *label, *tag;
        custom_question question;
        u32 which;
    } words[] = {
        {"Total", "total", frame_buffer, 0},
        {"Reserved", "reserved", frame_buffer, 1},
        {"Used", "used", frame_buffer, 2},
        {"Free", "free", frame_buffer, 3},
    };
    nvmlBAR1Memory_t bar1 = {0};
    int is_new = layout() >= LAYOUT_580;
    tree_open(is_new ? "Shared FB Memory Usage" : "FB Memory Usage", "fb_memory_usage");
    for (u32 i = 0; i < 4; i++) {
        char text[VALUE_SIZE];
        words[i].question(device, words[i].which, text);
        text_append(text + string_length(text), " MiB");
        tree_leaf(words[i].label, words[i].tag, text);
    }
    tree_close("fb_memory_usage");
    nvmlDeviceGetBAR1MemoryInfo(device, &bar1);
    tree_open(is_new ? "Shared BAR1 Memory" : "BAR1 Memory", "bar1_memory_usage");
    leaf_number("Total", "total", bar1.bar1Total / 1048576, " MiB");
    leaf_number("Used", "used", bar1.bar1Used / 1048576, " MiB");
    leaf_number("Free", "free", bar1.bar1Free / 1048576, " MiB");
    tree_close("bar1_memory_usage");
}

static void print_device(const struct mig_device *device) {
    tree_open("MIG Device", "mig_device");
    leaf_number("Index", "index", device->index, "");
    leaf_number("GPU Instance ID", "gpu_instance_id", device->gpu_instance, "");
    leaf_number("Compute Instance ID", "compute_instance_id", device->compute_instance, "");
    print_attributes(&device->attributes);
    tree_open("ECC Errors", "ecc_error_count");
    tree_open("Volatile", "volatile_count");
    leaf_number("SRAM Uncorrectable", "sram_uncorrectable", device->errors, "");
    tree_close("volatile_count");
    tree_close("ecc_error_count");
    print_memory(device->handle);
    tree_close("mig_device");
}

void print_mig_devices(nvmlDevice_t gpu) {
    const struct mig_list *list = mig_devices_of(gpu);
    if (!tree_is_xml()) {
        for (u32 i = 0; i < list->count; i++) {
            print_device(&list->devices[i]);
        }
        return;
    }
    tree_open(0, "mig_devices");
    if (list->count == 0) {
        put("\t\t\tNone\n");
    }
    tree_close(0); /* the devices stand no deeper */
    for (u32 i = 0; i < list->count; i++) {
        print_device(&list->devices[i]);
    }
    tree_open(0, 0);
    tree_close("mig_devices");
}
