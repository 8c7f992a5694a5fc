/* System calls that the driver's programs need beyond those of the library's runtime.h. */
#ifndef GPUMOCK_SMI_OS_H
#define GPUMOCK_SMI_OS_H

#include "runtime.h"

enum { CREATE_FOR_ALL = 0666 }; /* less what the umask takes */

struct file_facts {
    u32 mode;
    u64 size;
    u32 device_major, device_minor;
};

/* The result is negative errno on failure, as everywhere. */
long os_write(int fd, const void *data, size_t size);
long os_create(const char *path); /* empties the file if it exists */
long os_facts(const char *path, struct file_facts *facts);
long os_make_node(const char *path, u32 mode, u32 major, u32 minor);
long os_read_link(const char *path, char *to, size_t size); /* ends with a NUL */
/* Maps size bytes of the file at address, shared and for reading. */
long os_map_at(void *address, size_t size, int fd, u64 offset);
long os_size(int fd); /* of the file */
long os_read_at(int fd, void *buffer, size_t size, u64 offset);
/* Keeps the signals that end a program for os_wait_us to find. */
void os_hold_signals(void);
/* Waits; 0 when one of the signals has come, before or meanwhile. */
int os_wait_us(u64 microseconds);
_Noreturn void os_exit(int status);

/* Where a program starts; the environment is the list behind the arguments. */
int program(int count, char **arguments, char **environment);
const char *environment_value(char **environment, const char *name);

#endif
