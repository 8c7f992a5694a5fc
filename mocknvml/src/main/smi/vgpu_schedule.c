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

static int is_switch(const struct given *option, u32 *on) {
    int is_negative = option->value != 0 && number_of(option->value, 0).is_negative;
    return read_number(option, on) && *on <= 1 && !is_negative;
}

/* A time slice is for round robin that does not adapt, an average for that which does. */
static int check_mode(const struct given *given) {
    u32 adaptive = 0;
    int averages = given[S_FREQUENCY].is_given || given[S_FACTOR].is_given;
    int slices = given[S_SLICE].is_given;
    if (averages && slices) {
        return fail("Providing timeslice with averaging factor/schdeuling frequency is an invalid combination.");
    }
    if (!is_switch(&given[S_ADAPTIVE], &adaptive)) {
        return fail("Option passed to set Adaptive Round Robin scheduler is invalid.");
    }
    if (given[S_ADAPTIVE].value == 0) {
        return averages || slices ? fail("Provide option to set Adaptive Round Robin scheduler.") : 0;
    }
    if (adaptive == 0 ? averages : slices) {
        return fail(adaptive == 0 ? "averaging factor/scheduling frequency option is invalid with arrMode disabled."
                                  : "timeslice option is invalid with arrMode enabled.");
    }
    return 0;
}

static int check_numbers(const struct given *given) {
    static const char *const names[] = {[S_FREQUENCY] = "runlist scheduling frequency",
                                        [S_FACTOR] = "the averaging factor", [S_SLICE] = "the timeslice"};
    for (u32 i = S_FREQUENCY; i <= S_SLICE; i++) {
        u32 number;
        if (!read_number(&given[i], &number)) {
            put("Option passed to set %s is invalid.\n", names[i]);
            return EXIT_USAGE;
        }
    }
    return 0;
}

int vgpu_host_schedule(const struct given *given, const struct targets *targets) {
    u32 policy;
    if (!read_number(&given[S_POLICY], &policy)) {
        return fail("Option passed to set vGPU scheduler policy is invalid.");
    }
    int status = check_mode(given);
    status = status != 0 ? status : check_numbers(given);
    if (status == 0) {
        put("Unable to set the vGPU scheduler state. Not supported on device \"%s\". \n", targets->gpus[0].bus_id);
        status = exit_status(NVML_ERROR_NOT_SUPPORTED);
    }
    return status;
}
