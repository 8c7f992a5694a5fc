/* The driver's small programs: one file under their names, as it begins with the name it was called by. */
#ifndef GPUMOCK_TOOLS_H
#define GPUMOCK_TOOLS_H

#include "output.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1 };

/* What follows the program's name: a program of the driver. */
typedef int (*tool)(int count, char **arguments);

int debugdump(int count, char **arguments);
int modprobe(int count, char **arguments);
int persistenced(int count, char **arguments);
int mps_control(int count, char **arguments);
int mps_server(int count, char **arguments);

/* Whether the library of a mock node was found and could be initialised. */
int has_driver(void);
/* As NVIDIA's own tools print it: the name, and the driver version of the driver root or container. */
int put_version(const char *name);
/* Begins standard error's one line, and ends it. */
int fail(const char *text, ...) __attribute__((format(printf, 1, 2)));
int is_option(const char *argument, const char *letter, const char *word);

#endif
