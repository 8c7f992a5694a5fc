/*
 * Programs that serve a real driver. There is none to serve, so they say their version, explain
 * themselves, and refuse to start as the originals do when they cannot: whoever waits for them is told.
 */
#include "tools.h"

int persistenced(int count, char **arguments) {
    const char *name = "nvidia-persistenced";
    for (int i = 0; i < count; i++) {
        if (is_option(arguments[i], "-v", "--version")) {
            return put_version(name);
        }
        if (is_option(arguments[i], "-h", "--help")) {
            put("%s [-v|--version] [-h|--help]\n\nKeeps a real driver's state while no program uses the GPUs. A mock "
                "node keeps it in its driver library:\n`nvidia-smi -pm 1` sets persistence mode, and no daemon is "
                "needed. So this one does not start.\n", name);
            return EXIT_DONE;
        }
    }
    return fail("nvidia-persistenced failed to initialize. A mock node needs none: use nvidia-smi -pm 1.\n");
}

static int mps(const char *name, const char *what, int count, char **arguments) {
    for (int i = 0; i < count; i++) {
        if (is_option(arguments[i], "-v", "--version")) {
            return put_version(name);
        }
        if (is_option(arguments[i], "-h", "--help")) {
            put("%s [-v|--version] [-h|--help]\n\n%s CUDA programs, which do not run on a mock node. So it does not "
                "start.\n", name, what);
            return EXIT_DONE;
        }
    }
    return fail("%s: not started: no CUDA program runs on a mock GPU, so there is nothing to share\n", name);
}

int mps_control(int count, char **arguments) {
    return mps("nvidia-cuda-mps-control", "Controls the sharing of GPUs between", count, arguments);
}

int mps_server(int count, char **arguments) {
    return mps("nvidia-cuda-mps-server", "Shares GPUs between", count, arguments);
}
