/* nvidia-smi: runs the command, and before that, unless it can do without, initialises NVML in the driver library. */
#include "clocktime.h"
#include "codes.h"
#include "command.h"
#include "driver.h"
#include "os.h"
#include "output.h"

static int refuse(nvmlReturn_t code) {
    char version[80] = "";
    if (code == NVML_ERROR_DRIVER_NOT_LOADED) {
        put("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. "
            "Make sure that the latest NVIDIA driver is installed and running.\n\n");
        return (int)code;
    }
    put("Failed to initialize NVML: %s\n", code_text(code));
    if (code == NVML_ERROR_LIB_RM_VERSION_MISMATCH && nvmlSystemGetNVMLVersion(version, sizeof(version)) == NVML_SUCCESS) {
        put("NVML library version: %s\n", version);
    }
    return exit_status(code);
}

static char **surroundings;

int driver_start(void) {
    if (!driver_open(surroundings)) {
        put("NVIDIA-SMI couldn't find libnvidia-ml.so library in your system. Please make sure that the NVIDIA "
            "Display Driver is properly installed and present in your system.\n"
            "Please also try adding directory that contains libnvidia-ml.so to your system PATH.\n");
        return EXIT_NO_LIBRARY;
    }
    nvmlReturn_t code = nvmlInitWithFlags(0);
    return code == NVML_SUCCESS ? 0 : refuse(code);
}

int program(int count, char **arguments, char **environment) {
    surroundings = environment;
    time_zone_from(environment);
    int status = command_run(count, arguments);
    output_flush();
    if (output_is_lost()) {
        output_use(STANDARD_OUTPUT);
        put("Failed to properly clean up on exit\n\n");
        output_flush();
        return EXIT_OTHER;
    }
    return status;
}
