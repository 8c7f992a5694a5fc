/* nvidia-smi encodersessions and fbcsessions: what is printed again and again. */
#include "codes.h"
#include "os.h"
#include "output.h"
#include "subcommand.h"
#include "value.h"
#include "words.h"

enum { ID, LOOP };
enum { MAX_SESSIONS = 64 };

static const struct suboption options[] = {
    [ID] = {"-i", "--id", TEXT_VALUE},
    [LOOP] = {"-l", "--loop", LOOP_VALUE},
    {0, 0, 0},
};

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
    if (status != 0) {
        return status;
    }
    u32 seconds;
    int is_number = given[LOOP].value != 0 && words_read_unsigned(given[LOOP].value, &seconds);
    if (is_number && !subcommand_can_loop(seconds)) {
        return EXIT_USAGE;
    }
    os_hold_signals();
    put("%s", titles);
    do {
        for (u32 i = 0; i < targets.count; i++) {
            print(&targets.gpus[i]);
        }
        output_flush();
    } while (os_wait_us(1000000)); /* whatever --loop says, as the original */
    return 0;
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
