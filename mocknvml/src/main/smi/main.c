/* nvidia-smi: finds the driver library, initialises NVML in it, and runs the command. */
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

static int run(int count, char **arguments, char **environment) {
    if (!driver_open(environment)) {
        put("NVIDIA-SMI couldn't find libnvidia-ml.so library in your system. Please make sure that the NVIDIA "
            "Display Driver is properly installed and present in your system.\n"
            "Please also try adding directory that contains libnvidia-ml.so to your system PATH.\n");
        return EXIT_NO_LIBRARY;
    }
    nvmlReturn_t code = nvmlInitWithFlags(0);
    if (code != NVML_SUCCESS) {
        return refuse(code);
    }
    time_zone_from(environment);
    return command_run(count, arguments);
}

int program(int count, char **arguments, char **environment) {
    int status = run(count, arguments, environment);
    output_flush();
    if (output_is_lost()) {
        output_use(STANDARD_OUTPUT);
        put("Failed to properly clean up on exit\n\n");
        output_flush();
        return EXIT_OTHER;
    }
    return status;
}
