/*
 * Time from start to end of two programs with the same arguments, which take turns, so that what else
 * the computer does meets both. They are started without a shell and without a copy of this process.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "times.h"

enum { RUNS = 301, PROGRAMS = 2 };

extern char **environ;

static double once_us(const char *path, char **arguments, const posix_spawn_file_actions_t *silent) {
    pid_t child;
    int status;
    double start = now_us();
    int error = posix_spawn(&child, path, silent, NULL, arguments, environ);
    if (error != 0 || waitpid(child, &status, 0) < 0 || status != 0) {
        fprintf(stderr, "%s: %s\n", path, error != 0 ? strerror(error) : "it failed");
        exit(1);
    }
    return now_us() - start;
}

int main(int argc, char **argv) {
    static double times[PROGRAMS][RUNS];
    posix_spawn_file_actions_t silent;
    if (argc < 1 + PROGRAMS) {
        fprintf(stderr, "usage: programs OURS OTHER [ARGUMENT]...\n");
        return 2;
    }
    posix_spawn_file_actions_init(&silent);
    posix_spawn_file_actions_addopen(&silent, 1, "/dev/null", O_WRONLY, 0);
    for (int run = 0; run < RUNS; run++) {
        for (int i = 0; i < PROGRAMS; i++) {
            times[i][run] = once_us(argv[1 + i], argv + PROGRAMS, &silent);
        }
    }
    for (int i = 0; i < PROGRAMS; i++) {
        qsort(times[i], RUNS, sizeof(times[i][0]), by_size);
    }
    printf("nvidia-smi %-10s of %d runs, us: min %.0f, median %.0f; NVIDIA's min %.0f, median %.0f; ratio %.3f, %.3f, goal 0.2\n",
           argc > 1 + PROGRAMS ? argv[1 + PROGRAMS] : "", RUNS, times[0][0], times[0][RUNS / 2], times[1][0],
           times[1][RUNS / 2], times[0][0] / times[1][0], times[0][RUNS / 2] / times[1][RUNS / 2]);
    return 0;
}
