/*
 * nvidia-modprobe: there is no module to load, so where a mock driver is, it is loaded. The device
 * files that it is asked for are made as the original makes them: with -u those of nvidia-uvm, with -s
 * those of NVSwitch, and else GPUs, where 255 is the control device.
 */
#include "nodes.h"
#include "numbers.h"
#include "tools.h"

enum { MINORS = 64, CAPABILITIES = 256, CONTROL = 255, MODESET = 254 };

struct request {
    u32 minors[MINORS], minor_count;
    const char *capabilities[CAPABILITIES];
    u32 capability_count;
    int uvm, modeset, nvswitch, nvlink, movable;
};

static int help(void) {
    put("nvidia-modprobe [options]\n\n"
        "  -c, --create-nvidia-device-file=N   make the device file with minor number N; may be repeated\n"
        "  -u, --unified-memory                for nvidia-uvm: N and N + 1 are nvidia-uvm and nvidia-uvm-tools\n"
        "  -m, --modeset                       make nvidia-modeset's device file too\n"
        "  -s, --nvswitch                      for NVSwitch; 255 is its control device\n"
        "  -l, --nvlink                        make NVLink's control device file\n"
        "  -f, --nvidia-capability-device-file=FILE   for a capability below /proc/driver/nvidia\n"
        "  -v, --version    -h, --help\n\n"
        "A mock node has no kernel module: nothing is loaded.\n");
    return EXIT_DONE;
}

/* Where no list of the devices has the name, as in a container, a device file that is there tells its number. */
static int make_named(const char *name, const char *path, u32 minor) {
    u32 listed = device_major(name);
    u32 major = listed != 0 ? listed : major_of(path);
    return major == 0 ? fail("nvidia-modprobe: /proc/devices names no %s\n", name)
                      : make_device(path, ANYBODY, major, minor);
}

static int make_gpu(u32 minor) {
    char path[64];
    format(path, sizeof(path), minor == CONTROL ? "/dev/nvidiactl" : "/dev/nvidia%u", minor);
    return make_device(path, ANYBODY, NVIDIA_MAJOR, minor);
}

static int make_uvm(u32 minor) {
    int status = make_named("nvidia-uvm", "/dev/nvidia-uvm", minor);
    return status != EXIT_DONE ? status : make_named("nvidia-uvm", "/dev/nvidia-uvm-tools", minor + 1);
}

static int make_switch(u32 minor) {
    char path[64];
    format(path, sizeof(path), minor == CONTROL ? "/dev/nvidia-nvswitchctl" : "/dev/nvidia-nvswitch%u", minor);
    return make_named("nvidia-nvswitch", path, minor);
}

static int make_all(const struct request *request) {
    int status = request->nvlink ? make_named("nvidia-nvlink", "/dev/nvidia-nvlink", 0) : EXIT_DONE;
    for (u32 i = 0; status == EXIT_DONE && !request->nvlink && i < request->minor_count; i++) {
        u32 minor = request->minors[i];
        status = request->nvswitch ? make_switch(minor) : request->uvm ? make_uvm(minor) : make_gpu(minor);
    }
    if (status == EXIT_DONE && request->modeset) {
        status = make_device("/dev/nvidia-modeset", ANYBODY, NVIDIA_MAJOR, MODESET);
    }
    for (u32 i = 0; status == EXIT_DONE && i < request->capability_count; i++) {
        status = make_capability(request->capabilities[i]);
    }
    return status;
}

/* The value of an option: behind its letter (-c0), behind "=", or the next argument; NULL for another option. */
static const char *value_of(const char *argument, char letter, const char *word, char ***next) {
    const char *rest = 0;
    if (argument[0] == '-' && argument[1] == letter) {
        rest = argument + 2;
    } else if (argument[0] == '-' && text_starts(argument + 1, word)) {
        rest = argument + 1 + string_length(word);
    }
    if (rest == 0) {
        return 0;
    }
    if (*rest == 0 && (*next)[1] != 0) {
        *next += 1;
        return **next;
    }
    return rest + (*rest == '=');
}

static int wrong(void) {
    return fail("nvidia-modprobe: invalid command line, `nvidia-modprobe --help` explains it\n");
}

static int flag(struct request *request, const char *argument) {
    int *flags[] = {&request->uvm, &request->modeset, &request->nvswitch, &request->nvlink, &request->movable};
    static const char *const names[][2] = {{"-u", "--unified-memory"}, {"-m", "--modeset"}, {"-s", "--nvswitch"},
                                           {"-l", "--nvlink"}, {"-a", "--auto-online-movable"}};
    for (u32 i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
        if (is_option(argument, names[i][0], names[i][1])) {
            *flags[i] = 1;
            return 1;
        }
    }
    return 0;
}

static int take(struct request *request, char ***next) {
    const char *argument = **next, *value;
    if ((value = value_of(argument, 'c', "-create-nvidia-device-file", next)) != 0) {
        struct number number = number_of(value, 0);
        i64 minor = number_signed(number);
        if (*value == 0 || *number.end != 0 || minor < 0 || minor > CONTROL || request->minor_count == MINORS) {
            return 0;
        }
        request->minors[request->minor_count++] = (u32)minor;
        return 1;
    }
    if ((value = value_of(argument, 'f', "-nvidia-capability-device-file", next)) != 0) {
        if (*value == 0 || request->capability_count == CAPABILITIES) {
            return 0;
        }
        request->capabilities[request->capability_count++] = value;
        return 1;
    }
    return flag(request, argument);
}

int modprobe(int count, char **arguments) {
    static struct request request;
    for (char **next = arguments; next < arguments + count; next++) {
        if (is_option(*next, "-v", "--version")) {
            return put_version("nvidia-modprobe");
        }
        if (is_option(*next, "-h", "--help")) {
            return help();
        }
        if (!take(&request, &next)) {
            return wrong();
        }
    }
    if (request.movable) {
        return fail("nvidia-modprobe: the memory of a mock GPU is not the kernel's: nothing to bring online\n");
    }
    return has_driver() ? make_all(&request)
                             : fail("nvidia-modprobe: no driver library of a mock node is found\n");
}
