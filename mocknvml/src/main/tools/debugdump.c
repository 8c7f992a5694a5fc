/* nvidia-debugdump: answers as NVIDIA's does where no part of the driver has anything to dump. */
#include "codes.h"
#include "numbers.h"
#include "os.h"
#include "tools.h"

#define LINE "-----------------------------------------------------\n"

enum { ALL_DEVICES = -1 };

struct dump {
    int list, version, verbose, all, log, ioctl;
    i64 device;
    const char *file;
};

static void put_banner(void) {
    put(LINE "|   This is an external build of NvDebugDump        |\n"
             "|                 Version 01.01                     |\n" LINE);
}

static void put_usage(void) {
    put("Usage: nvidia-debugdump [options]\n\n"
        "  -l, --list       the GPUs of this computer, or of this container\n"
        "  -d, --device ID  the GPU to dump, from 0; else all\n"
        "  -f, --file FILE  where the dump goes; else dump.zip\n"
        "  -v, --verbose    says what is done\n"
        "  -z, --debug      the same\n"
        "  -h, --help       this text\n"
        "  -V, --version    the version\n"
        "  -D, --dumpall    all there is; a mock node has no resource manager, and so nothing\n"
        "  -N, --nvlogonly  the driver's log; a mock node has none\n"
        "  -I, --ioctl      with -N: without the driver library\n");
}

static int list(const struct dump *dump) {
    u32 count = 0;
    put("%s", dump->verbose ? "Listing all GPUs.\n" : "");
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

/* Each part of the driver refuses. */
static void put_refusal(const char *kind) {
    put("ERROR: GetCaptureBufferSize failed, %s, bufSize: 0x0\n"
        "ERROR: internal_getDumpBuffer failed, return code: 0x%x\n"
        "ERROR: internal_dump%sComponent() failed, return code: 0x%x\n",
        code_sentence(NVML_ERROR_NOT_SUPPORTED), NVML_ERROR_NOT_SUPPORTED, kind, NVML_ERROR_NOT_SUPPORTED);
}

static void dump_system(const struct dump *dump) {
    static const char *const parts[] = {"system_info", "error_data"};
    for (u32 i = 0; i < 2; i++) {
        if (dump->verbose) {
            put("System: Dumping component: %s.\n", parts[i]);
        }
        put_refusal("System");
    }
}

static void dump_gpu(const struct dump *dump, u32 index) {
    static const char *const parts[] = {"debug_buffers", "rm"};
    char name[128] = "";
    nvmlDevice_t gpu;
    if (nvmlDeviceGetHandleByIndex_v2(index, &gpu) == NVML_SUCCESS) {
        nvmlDeviceGetName(gpu, name, sizeof(name));
    }
    for (u32 i = 0; i < 2; i++) {
        if (dump->verbose) {
            put("Device: %s : %u: Dumping component: %s.\n", name, index, parts[i]);
        }
        put_refusal("Gpu");
    }
}

/* The archive's end, which in this one is all. */
static const char empty_archive[] = "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x16\0Created by NvDebugDump";

static int dump_all(const struct dump *dump) {
    u32 count = 0;
    if (dump->verbose) {
        put(dump->device == ALL_DEVICES ? "Using ALL devices\n" : "Using Device %lld\n", dump->device);
        put("Dumping all components.\n");
    }
    long file = os_create(dump->file);
    if (file < 0) {
        put("ERROR: nvdZip_Open(%s) for writing failed, return code: 0x0\n"
            "COMMON PROBLEM: is your dump file encrypted? Please try \n"
            "running this program again, with the --crypt option\n",
            dump->file);
        return EXIT_DONE;
    }
    dump_system(dump);
    nvmlDeviceGetCount_v2(&count);
    for (u32 i = 0; i < count; i++) {
        if (dump->device == ALL_DEVICES || dump->device == (i64)i) {
            dump_gpu(dump, i);
        }
    }
    os_write((int)file, empty_archive, sizeof(empty_archive) - 1);
    return EXIT_DONE;
}

static int dump_log(const struct dump *dump) {
    if (dump->ioctl) {
        struct file_facts facts;
        int exists = os_facts("/dev/nvidiactl", &facts) >= 0;
        put("Failed to initialize ioctl interface\n");
        return fail("open: %s\n", exists ? "No such device or address" : "No such file or directory");
    }
    put("%s", dump->verbose ? "Dumping nvlog.  The dump file will be in plaintext.\n" : "");
    if (os_create(dump->file) < 0) {
        put("ERROR: nvdZip_Open(%s) for writing failed, return code: 0x0\n", dump->file);
    }
    return EXIT_DONE;
}

static int *flag_of(struct dump *dump, const char *argument) {
    const struct {
        const char *letter, *word;
        int *flag;
    } flags[] = {
        {"-l", "--list", &dump->list}, {"-V", "--version", &dump->version}, {"-v", "--verbose", &dump->verbose},
        {"-z", "--debug", &dump->verbose}, {"-D", "--dumpall", &dump->all}, {"-N", "--nvlogonly", &dump->log},
        {"-I", "--ioctl", &dump->ioctl},
    };
    for (u32 i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
        if (is_option(argument, flags[i].letter, flags[i].word)) {
            return flags[i].flag;
        }
    }
    return 0;
}

static int is_known(const char *argument) {
    struct dump dump;
    return flag_of(&dump, argument) != 0 || is_option(argument, "-d", "--device") || is_option(argument, "-f", "--file");
}

/* What is no number, or none of a GPU, is all of them. */
static i64 device_of(const char *text) {
    struct number number = number_of(text, 0);
    i64 device = number_signed(number);
    return *number.end != 0 || number.end == text || device < 0 ? ALL_DEVICES : device;
}

static int asks_for_help(int count, char **arguments) {
    int asks = 0;
    for (int i = 0; i < count; i++) {
        asks |= is_option(arguments[i], "-h", "--help");
    }
    return asks;
}

static int refuse(const char *argument, const char *why) {
    put("Option \"%s\" %s.\n", argument, why);
    return EXIT_FAILED;
}

static int run(const struct dump *dump) {
    if (dump->version) {
        put_banner();
    }
    if (dump->list) {
        return list(dump);
    }
    if (dump->ioctl && !dump->log) {
        put("--nvlogonly is required\n");
        return EXIT_FAILED;
    }
    return dump->log ? dump_log(dump) : dump->all ? dump_all(dump) : EXIT_DONE;
}

int debugdump(int count, char **arguments) {
    struct dump dump = {.device = ALL_DEVICES, .file = "dump.zip"};
    if (asks_for_help(count, arguments)) {
        put_banner();
        put_usage();
        return EXIT_DONE;
    }
    for (int i = 0; i < count; i++) {
        const char *argument = arguments[i];
        int *flag = flag_of(&dump, argument);
        if (flag != 0) {
            *flag = 1;
        } else if (!is_known(argument)) {
            return refuse(argument, "is not recognized");
        } else if (i + 1 == count || is_known(arguments[i + 1])) {
            return refuse(argument, "is missing its value");
        } else if (is_option(argument, "-d", "--device")) {
            dump.device = device_of(arguments[++i]);
        } else {
            dump.file = arguments[++i];
        }
    }
    if (count == 0) {
        put_usage();
        return EXIT_FAILED;
    }
    return run(&dump);
}
