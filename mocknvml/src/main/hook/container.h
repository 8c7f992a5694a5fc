/* The container that a hook is run for. */
#ifndef GPUMOCK_HOOK_CONTAINER_H
#define GPUMOCK_HOOK_CONTAINER_H

#include "runtime.h"

enum { PATH_SIZE = 4096 };

/*
 * Makes the container's root directory this process's own, so that no link in the image leads out of
 * it. Answers what failed, or 0.
 */
const char *container_enter(void);

long make_directory(const char *path);
long make_link(const char *path, const char *target);

#endif
