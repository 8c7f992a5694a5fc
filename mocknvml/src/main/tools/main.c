#include "codes.h"
#include "driver.h"
#include "os.h"
#include "tools.h"

static const struct {
    const char *name;
    tool run;
} tools[] = {
    {"nvidia-debugdump", debugdump},       {"nvidia-modprobe", modprobe},       {"nvidia-persistenced", persistenced},
    {"nvidia-cuda-mps-control", mps_control}, {"nvidia-cuda-mps-server", mps_server},
};

enum { TOOLS = sizeof(tools) / sizeof(tools[0]), ERROR_OUTPUT = 2, LINE = 512 };

int has_driver(void) {
    u32 count;
    return nvmlDeviceGetCount_v2(&count) == NVML_SUCCESS;
}

int put_version(const char *name) {
    char version[80] = "";
    if (nvmlSystemGetDriverVersion(version, sizeof(version)) != NVML_SUCCESS) {
        return fail("%s: no driver library of a mock node is found\n", name);
    }
    put("%s:  version %s\n", name, version);
    return EXIT_DONE;
}

int fail(const char *text, ...) {
    char line[LINE];
    va_list arguments;
    va_start(arguments, text);
    u32 length = format_list(line, sizeof(line), text, arguments);
    va_end(arguments);
    output_flush();
    os_write(ERROR_OUTPUT, line, length);
    return EXIT_FAILED;
}

int is_option(const char *argument, const char *letter, const char *word) {
    return string_equal(argument, letter) || string_equal(argument, word);
}

static const char *base_name(const char *path) {
    const char *name = path;
    for (; *path != 0; path++) {
        name = *path == '/' ? path + 1 : name;
    }
    return name;
}

static int run(int count, char **arguments) {
    const char *name = count == 0 ? "" : base_name(arguments[0]);
    for (u32 i = 0; i < TOOLS; i++) {
        if (string_equal(name, tools[i].name)) {
            return tools[i].run(count - 1, arguments + 1);
        }
    }
    return fail("%s: this program is called by the names of the driver's tools, such as %s\n", name, tools[0].name);
}

/* Without a library nothing is known of a driver; each tool says so where it needs one. */
int program(int count, char **arguments, char **environment) {
    if (driver_open(environment)) {
        nvmlInitWithFlags(0);
    }
    int status = run(count, arguments);
    output_flush();
    return status;
}
