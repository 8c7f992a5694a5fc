/* What the library needs of an operating system and a C library, without either. */
#ifndef GPUMOCK_RUNTIME_H
#define GPUMOCK_RUNTIME_H

#include "state.h"

/* Raw system calls; the result is negative errno on failure. Numbers are per architecture. */
long sys_open(const char *path, int flags);
long sys_close(int fd);
long sys_read(int fd, void *buffer, size_t size);
long sys_pwrite(int fd, const void *data, size_t size, u64 offset);
long sys_exists(const char *path);
long sys_lock(int fd, int lock);
long sys_euid(void);
long sys_sleep_us(u64 microseconds);
/* clock: 0 the wall clock, 7 the time since boot; in microseconds. */
u64 sys_time_us(int clock);

#define OPEN_READ 0
#define OPEN_WRITE 2
#define ERRNO_ACCESS 13
#define CLOCK_WALL 0
#define CLOCK_BOOT 7

void *memcpy(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);

size_t text_length(const char *text);
int text_equal(const char *a, const char *b);
/* Copies text and its NUL when they fit into size bytes; 0 when they do not. */
int text_copy(char *to, size_t size, const char *text);
/* Appends a number in the base with at least digits digits; returns the new end. */
char *text_number(char *end, u64 number, unsigned base, unsigned digits);
char *text_append(char *end, const char *text);

#endif
