/* The bandwidth mode of the system's NVLinks, and when idle ones sleep. */
#include "codes.h"
#include "nvlink.h"
#include "numbers.h"
#include "output.h"

/* Modes of nvmlSystemSetNvlinkBwMode. */
static const char *const bandwidth_modes[] = {"FULL", "OFF", "MIN", "HALF", "3QUARTER"};
enum { BANDWIDTH_MODES = 5 };

int nvlink_print_bandwidth(void) {
    u32 mode = 0;
    nvmlReturn_t code = nvmlSystemGetNvlinkBwMode(&mode);
    if (code != NVML_SUCCESS || mode >= BANDWIDTH_MODES) {
        put("Unable to read nvlink bandwidth mode\n");
        return exit_status(code);
    }
    put("GPU NVLINK bandwidth mode: %s\n", bandwidth_modes[mode]);
    return 0;
}

int nvlink_set_bandwidth(const char *name) {
    u32 mode = 0;
    while (mode < BANDWIDTH_MODES && !string_equal(name, bandwidth_modes[mode])) {
        mode++;
    }
    if (mode == BANDWIDTH_MODES) {
        put("Option %s not found\nUnable to set nvlink bandwidth mode %s\n", name, name);
        return EXIT_USAGE;
    }
    nvmlReturn_t code = nvmlSystemSetNvlinkBwMode(mode);
    put(code == NVML_SUCCESS ? "Successfully set nvlink bandwidth mode to %s\n"
                             : "Unable to set nvlink bandwidth mode %s\n",
        name);
    return exit_status(code);
}

enum { ARCHITECTURE_HOPPER = 9 };

int nvlink_set_low_power(nvmlDevice_t gpu, const char *value) {
    nvmlNvLinkPowerThres_t threshold = {.lowPwrThreshold = (u32)-1}; /* back to the default */
    u32 architecture = 0;
    if (nvmlDeviceGetArchitecture(gpu, &architecture) != NVML_SUCCESS || architecture < ARCHITECTURE_HOPPER) {
        put("Not supported\n");
        return NVML_ERROR_NOT_SUPPORTED;
    }
    if (!string_equal(value, "default")) {
        struct number number = number_of(value, 10);
        threshold.lowPwrThreshold = (u32)number_unsigned(number);
        if (*number.end != 0) {
            put("Invalid argument\n");
            return EXIT_USAGE;
        }
    }
    nvmlReturn_t code = nvmlDeviceSetNvLinkDeviceLowPowerThreshold(gpu, &threshold);
    if (code == NVML_ERROR_INVALID_ARGUMENT) {
        put("\t Invalid Low Power Threshold value. Please enter 'default' or a value in the range of 1 to 8191\n");
    } else if (code == NVML_ERROR_NO_PERMISSION) {
        put("\t Low Power Threshold: Insufficient permissions \n");
    } else if (code != NVML_SUCCESS) {
        put("Unable to set NvLink Low Power Threshold: %s\n", code_sentence(code));
    } else if (threshold.lowPwrThreshold == (u32)-1) {
        put("\t Low Power Threshold reset successfully\n");
    } else {
        put("\t Low Power Threshold set to %u us\n", threshold.lowPwrThreshold * 100);
    }
    return exit_status(code);
}
