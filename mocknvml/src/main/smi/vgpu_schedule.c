/* nvidia-smi vgpu set-scheduler-state on a host: what of the words does not go together; the driver then refuses. */
#include "codes.h"
#include "numbers.h"
#include "output.h"
#include "vgpu_options.h"

static int fail(const char *text) {
    put("%s\n", text);
    return EXIT_USAGE;
}

/* Of an option that is not given, or without a value, nothing is wrong, and the number stays. */
static int read_number(const struct given *option, u32 *number) {
    if (option->value == 0) {
        return 1;
    }
    struct number read = number_of(option->value, 0);
    *number = (u32)read.magnitude;
    return read.end != option->value && *read.end == 0 && !read.is_beyond && read.magnitude <= 0xffffffffu;
}

/* The exit status, where what the option says cannot be. */
static int check_amount(const struct given *option, const char *what, const char *name) {
    u32 number = 1;
    if (!read_number(option, &number)) {
        put("Option passed to set %s is invalid.\n", what);
        return EXIT_USAGE;
    }
    if (number == 0) {
        put("Unable to set the vGPU scheduler state. Invalid argument %s.\n", name);
        return EXIT_USAGE;
    }
    return 0;
}

static int check_amounts(const struct given *given) {
    int averages = given[S_FREQUENCY].is_given || given[S_FACTOR].is_given;
    int status = check_amount(&given[S_FREQUENCY], "runlist scheduling frequency", "scheduling frequency");
    if (status == 0) {
        status = check_amount(&given[S_FACTOR], "the averaging factor", "averaging factor");
    }
    if (status == 0 && averages && given[S_SLICE].is_given) {
        return fail("Providing timeslice with averaging factor/schdeuling frequency is an invalid combination.");
    }
    return status != 0 ? status : check_amount(&given[S_SLICE], "the timeslice", "timeslice");
}

static int is_switch(const struct given *option, u32 *on) {
    int is_negative = option->value != 0 && number_of(option->value, 0).is_negative;
    return read_number(option, on) && *on <= 1 && !is_negative;
}

int vgpu_host_schedule(const struct given *given, const struct targets *targets) {
    u32 policy = 0;
    u32 adaptive = 0;
    int averages = given[S_FREQUENCY].is_given || given[S_FACTOR].is_given;
    int slices = given[S_SLICE].is_given;
    if (!read_number(&given[S_POLICY], &policy)) {
        return fail("Option passed to set vGPU scheduler policy is invalid.");
    }
    int status = check_amounts(given);
    if (status != 0) {
        return status;
    }
    if (!is_switch(&given[S_ADAPTIVE], &adaptive)) {
        return fail("Option passed to set Adaptive Round Robin scheduler is invalid.");
    }
    if (given[S_ADAPTIVE].value == 0 && (averages || slices)) {
        return fail("Provide option to set Adaptive Round Robin scheduler.");
    }
    if (given[S_ADAPTIVE].value != 0 && (adaptive == 0 ? averages : slices)) {
        return fail(adaptive == 0 ? "averaging factor/scheduling frequency option is invalid with arrMode disabled."
                                  : "timeslice option is invalid with arrMode enabled.");
    }
    put("Unable to set the vGPU scheduler state. Not supported on device \"%s\". \n", targets->gpus[0].bus_id);
    return exit_status(NVML_ERROR_NOT_SUPPORTED);
}
