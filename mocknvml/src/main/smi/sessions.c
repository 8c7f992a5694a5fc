/* nvidia-smi encodersessions, fbcsessions and vgpu: what is printed again and again. */
#include "codes.h"
#include "output.h"
#include "subcommand.h"
#include "value.h"

enum { ID, LOOP };
enum { DEFAULT_SECONDS = 5, MOST_SECONDS = 10, MAX_SESSIONS = 64 };

static const struct suboption options[] = {
    [ID] = {"-i", "--id", TEXT_VALUE},
    [LOOP] = {"-l", "--loop", OPTIONAL_VALUE},
    {0, 0, 0},
};

/* 0: it is no number of seconds, and that was said. */
static u64 read_seconds(const struct given *given) {
    const char *end;
    i64 seconds = given->value != 0 ? text_to_number(given->value, &end) : DEFAULT_SECONDS;
    if (given->value != 0 && end == given->value) {
        return DEFAULT_SECONDS;
    }
    if (seconds < 1 || seconds > MOST_SECONDS) {
        put("Provided [-l(sec) | --loop(sec)=] value is incorrect. Loop frequency must be between 1 and %d.\n\n",
            MOST_SECONDS);
        return 0;
    }
    return (u64)seconds;
}

static void put_encoder_sessions(const struct target *target) {
    static const char *const codecs[] = {"H.264", "HEVC", "AV1"};
    nvmlEncoderSessionInfo_t sessions[MAX_SESSIONS];
    u32 count = MAX_SESSIONS;
    if (nvmlDeviceGetEncoderSessions(target->gpu, &count, sessions) != NVML_SUCCESS || count == 0) {
        put("%5u       -          -       -       -       -       -           -\n", target->index);
        return;
    }
    for (u32 i = 0; i < count && i < MAX_SESSIONS; i++) {
        const nvmlEncoderSessionInfo_t *session = &sessions[i];
        put("%5u %7u %10u %7s %7u %7u %7u %11u\n", target->index, session->sessionId, session->pid,
            session->codecType < 3 ? codecs[session->codecType] : "-", session->hResolution, session->vResolution,
            session->averageFps, session->averageLatency);
    }
}

static void put_capture_sessions(const struct target *target) {
    put("%5u         -         -         -         -         -           -             -       -       -     -     -  "
        "       -             -\n",
        target->index);
}

static int run(const struct given *given, const char *titles, void (*print)(const struct target *)) {
    static struct targets targets;
    int status = targets_find(&targets, given[ID].value);
    u64 seconds = status != 0 ? 0 : read_seconds(&given[LOOP]);
    if (seconds == 0) {
        return status != 0 ? status : EXIT_USAGE;
    }
    put("%s", titles);
    for (;;) {
        for (u32 i = 0; i < targets.count; i++) {
            print(&targets.gpus[i]);
        }
        output_flush();
        sys_sleep_us(seconds * 1000000);
    }
}

static int run_encoder(const struct given *given) {
    return run(given,
               "# GPU Session    Process   Codec       H       V Average     Average\n"
               "# Idx      Id         Id    Type     Res     Res     FPS Latency(us)\n",
               put_encoder_sessions);
}

static int run_capture(const struct given *given) {
    return run(given,
               "# GPU   Session   Process   Display   Session Diff. Map  Class. Map       Capture   Max H   Max V     H"
               "     V   Average       Average\n"
               "# Idx        Id        Id   Ordinal      Type     State       State          Mode     Res     Res   Res"
               "   Res       FPS   Latency(us)\n",
               put_capture_sessions);
}

const struct subcommand encoder_sessions_command = {
    "encodersessions", options, "What the video encoders do, again and again.", ALONE, run_encoder,
};

const struct subcommand fbc_sessions_command = {
    "fbcsessions", options, "Captures of the frame buffer, again and again.", ALONE, run_capture,
};

enum { V_UTILIZATION, V_PROCESSES, V_LOGS, V_ENCODER, V_CAPTURE, V_LOOPING, V_LOOP = V_LOOPING, V_ID, V_QUERY,
       V_SUPPORTED, V_CREATABLE, V_MIGRATION, V_STATE, V_CAPABILITIES, V_VERBOSE, V_HETEROGENEOUS, V_METRICS, V_ACCOUNTED, V_SCHEDULER_LOGS, V_MATRIX, V_PEERS, V_CLEAR };

static const struct suboption vgpu_options[] = {
    [V_UTILIZATION] = {"-u", "--utilization", OPTIONAL_VALUE},
    [V_PROCESSES] = {"-p", "--pmon", OPTIONAL_VALUE},
    [V_LOGS] = {"-sl", "--schedulerlogs", OPTIONAL_VALUE},
    [V_ENCODER] = {"-es", "--encodersessions", OPTIONAL_VALUE},
    [V_CAPTURE] = {"-fs", "--fbcsessions", OPTIONAL_VALUE},
    [V_LOOP] = {"-l", "--loop", OPTIONAL_VALUE},
    [V_ID] = {"-i", "--id", TEXT_VALUE},
    [V_QUERY] = {"-q", "--query", OPTIONAL_VALUE},
    [V_SUPPORTED] = {"-s", "--supported", OPTIONAL_VALUE},
    [V_CREATABLE] = {"-c", "--creatable", OPTIONAL_VALUE},
    [V_MIGRATION] = {"-m", "--migrationcap", OPTIONAL_VALUE},
    [V_STATE] = {"-ss", "--schedulerstate", OPTIONAL_VALUE},
    [V_CAPABILITIES] = {"-sc", "--schedulercaps", OPTIONAL_VALUE},
    [V_VERBOSE] = {"-v", "--verbose", FLAG},
    [V_HETEROGENEOUS] = {"-shm", "--set-heterogeneous-mode", NUMBER_VALUE},
    [V_METRICS] = {0, "--gpm-metrics", TEXT_VALUE},
    [V_ACCOUNTED] = {0, "--query-accounted-apps", TEXT_VALUE},
    [V_SCHEDULER_LOGS] = {0, "--query-vgpu-scheduler-logs", TEXT_VALUE},
    [V_MATRIX] = {"-tm", "--matrix", FLAG},
    [V_PEERS] = {"-p2p", "--p2pstatus", TEXT_VALUE},
    [V_CLEAR] = {"-caa", "--clear-accounted-apps", FLAG},
    {0, 0, 0},
};

/* A GPU that hosts vGPUs is never simulated: the answer is that of bare metal and of a pod. */
static int run_vgpu(const struct given *given) {
    static struct targets targets;
    int is_endless = 0;
    int status = targets_find(&targets, given[V_ID].value);
    u64 seconds = status != 0 ? 0 : read_seconds(&given[V_LOOP]);
    if (seconds == 0) {
        return status != 0 ? status : EXIT_USAGE;
    }
    put("No supported devices in vGPU mode\n");
    for (u32 i = 0; i <= V_LOOP; i++) {
        is_endless |= given[i].is_given;
    }
    while (is_endless) {
        output_flush();
        sys_sleep_us(seconds * 1000000);
        put(given[V_LOOP].is_given ? "No supported devices in vGPU mode\n" : "");
    }
    return 0;
}

const struct subcommand vgpu_command = {
    "vgpu", vgpu_options, "Virtual GPUs on this host.", ALONE, run_vgpu,
};
