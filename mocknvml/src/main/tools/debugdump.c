/* nvidia-debugdump: lists as NVIDIA's does. There is no resource manager to take a dump of. */
#include "codes.h"
#include "tools.h"

#define LINE "-----------------------------------------------------\n"

static void put_banner(void) {
    put(LINE "|   This is an external build of NvDebugDump        |\n"
             "|                 Version 01.01                     |\n" LINE);
}

static int list(void) {
    u32 count = 0;
    nvmlReturn_t code = nvmlDeviceGetCount_v2(&count);
    if (code != NVML_SUCCESS) {
        return fail("Error: nvmlDeviceGetCount(): %s\n", code_text(code));
    }
    put("Found %u NVIDIA devices\n", count);
    for (u32 i = 0; i < count; i++) {
        char name[128] = "", serial[64] = "";
        nvmlDevice_t gpu;
        nvmlDeviceGetHandleByIndex_v2(i, &gpu);
        nvmlDeviceGetName(gpu, name, sizeof(name));
        nvmlReturn_t without = nvmlDeviceGetSerial(gpu, serial, sizeof(serial));
        put("\tDevice ID:              %u\n\tDevice name:            %s\n", i, name);
        if (without != NVML_SUCCESS) {
            put("Error: nvmlDeviceGetSerial(): %s\n", code_text(without));
        }
        put("\tGPU internal ID:        %s\n\n", serial);
    }
    return EXIT_DONE;
}

static int help(void) {
    put_banner();
    put("Usage: nvidia-debugdump [options]\n\n"
        "  -l, --list       the GPUs of this computer, or of this container\n"
        "  -h, --help       this text\n"
        "  -V, --version    the version\n"
        "  -D, --dumpall    refused: a mock node has no resource manager to take a dump of\n"
        "  -N, --nvlogonly  refused likewise\n"
        "  -d, --device ID, -f, --file FILE, -I, --ioctl, -v, --verbose, -z, --debug   belong to these two\n");
    return EXIT_DONE;
}

int debugdump(int count, char **arguments) {
    int dump = 0;
    for (int i = 0; i < count; i++) {
        const char *argument = arguments[i];
        if (is_option(argument, "-h", "--help")) {
            return help();
        } else if (is_option(argument, "-V", "--version")) {
            put_banner();
            return EXIT_DONE;
        } else if (is_option(argument, "-l", "--list")) {
            return list();
        } else if (is_option(argument, "-d", "--device") || is_option(argument, "-f", "--file")) {
            i++;
        } else if (is_option(argument, "-D", "--dumpall") || is_option(argument, "-N", "--nvlogonly")) {
            dump = 1;
        } else if (!is_option(argument, "-v", "--verbose") && !is_option(argument, "-z", "--debug") &&
                   !is_option(argument, "-I", "--ioctl")) {
            return fail("Option \"%s\" is not recognized.\n", argument);
        }
    }
    if (dump) {
        return fail("ERROR: internal_getDumpBuffer failed, return code: 0x%x\n", NVML_ERROR_NOT_SUPPORTED);
    }
    help();
    return EXIT_FAILED;
}
