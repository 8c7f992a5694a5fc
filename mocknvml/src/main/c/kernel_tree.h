/* A directory as the kernel shows it and one of the driver root, shown as one. */
#ifndef GPUMOCK_KERNEL_TREE_H
#define GPUMOCK_KERNEL_TREE_H

#include "mounts.h"

/*
 * Fills a directory of a tmpfs with what both have. Whatever the kernel has stays what it is, and as
 * writable as it was; only directories of both are made anew and filled in the same way. Returns 0, or
 * negative errno with the rest left out.
 */
HIDDEN long kernel_tree_join(int made, int real, int mock);

#endif
