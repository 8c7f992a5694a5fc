/* The lines that nvidia-smi vgpu prints again and again on a host: one for each GPU, none having a virtual GPU. */
#include "layout.h"
#include "monitor.h"
#include "os.h"
#include "output.h"
#include "vgpu_options.h"

/* A column for each of the metrics; NULL: each says its number. */
static void put_metrics(const char *metrics, const char *cell) {
    u32 metric;
    while (monitor_next_metric(&metrics, &metric) > 0) {
        char title[16];
        format(title, sizeof(title), "id=%u", metric);
        put("%11s", cell == 0 ? title : cell);
    }
    put(" \n");
}

static const char *engines(const char *all, const char *before) { return layout() >= LAYOUT_550 ? all : before; }

static void put_titles(const struct given *given) {
    if (given[UTILIZATION].is_given) {
        put("# GPU       vGPU    sm   mem   enc   dec%s\n# Idx         Id     %%     %%     %%     %%%s\n",
            engines("   jpg   ofa", ""), engines("     %     %", ""));
    } else if (given[PROCESSES].is_given) {
        put("# GPU       vGPU    process    sm   mem   enc   dec%s   process         \n"
            "# Idx         Id         Id     %%     %%     %%     %%%s   name            \n",
            engines("   jpg   ofa", ""), engines("     %     %", ""));
    } else if (given[CAPTURE].is_given) {
        put("# GPU        vGPU   Session   Process   Display   Session Diff. Map  Class. Map       Capture   Max H   Max V"
            "     H     V   Average       Average\n"
            "# Idx          Id        Id        Id   Ordinal      Type     State       State          Mode     Res     Res"
            "   Res   Res       FPS   Latency(us)\n");
    } else if (given[ENCODER].is_given) {
        put("# GPU       vGPU Session    Process   Codec       H       V Average     Average\n"
            "# Idx         Id      Id         Id    Type     Res     Res     FPS Latency(us)\n");
    } else if (given[METRICS].is_given) {
        put("# gpu        vgpu     mig_id      gi_id      ci_id");
        put_metrics(given[METRICS].value, 0);
        put("# Idx          Id        Idx        Idx        Idx");
        put_metrics(given[METRICS].value, "%");
    }
}

/* The frames of tables that have nothing in them. */
static void put_logs(void) {
    for (u32 i = 0; i < 5; i++) {
        put("+");
        put_times('-', 114);
        put("+\n");
    }
}

static void put_line(const struct given *given, const struct target *target) {
    if (given[UTILIZATION].is_given) {
        put("%5u        N/A   N/A   N/A   N/A   N/A%s\n", target->index, engines("   N/A   N/A", ""));
    } else if (given[PROCESSES].is_given) {
        put("%5u        N/A        N/A   N/A   N/A   N/A   N/A%s   N/A             \n", target->index,
            engines("   N/A   N/A", ""));
    } else if (given[CAPTURE].is_given) {
        put("%5u           -         -         -         -         -         -           -             -       -       -"
            "     -     -         -             -\n",
            target->index);
    } else if (given[LOGS].is_given) {
        put_logs();
    } else if (given[METRICS].is_given) {
        put("%4u           -          -          -          -", target->index);
        put_metrics(given[METRICS].value, "-");
    } else {
        put("%5u          -       -          -       -       -       -       -           -\n", target->index);
    }
}

int vgpu_host_monitor(const struct given *given, const struct targets *targets, u32 seconds) {
    put_titles(given);
    do {
        for (u32 i = 0; i < targets->count; i++) {
            put_line(given, &targets->gpus[i]);
        }
        output_flush();
    } while (os_wait_us((u64)seconds * 1000000));
    return 0;
}
