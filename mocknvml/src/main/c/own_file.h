/* Where the file of the state image lies, as this process sees it. */
#ifndef GPUMOCK_OWN_FILE_H
#define GPUMOCK_OWN_FILE_H

#include "runtime.h"

/* The path of the file that is mapped at an address; 0 where none is, or where size is too small. */
HIDDEN int own_file(const void *address, char *path, size_t size);

#endif
