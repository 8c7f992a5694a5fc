/* What the library needs of an operating system and a C library, without either. */
#ifndef GPUMOCK_RUNTIME_H
#define GPUMOCK_RUNTIME_H

#include "state.h"

#define HIDDEN __attribute__((visibility("hidden")))

/* Raw system calls; the result is negative errno on failure. Numbers are per architecture. */
HIDDEN long system_call(long number, long a, long b, long c, long d, long e, long f);
HIDDEN long sys_open(const char *path, int flags);
HIDDEN long sys_close(int fd);
HIDDEN long sys_read(int fd, void *buffer, size_t size);
HIDDEN long sys_pwrite(int fd, const void *data, size_t size, u64 offset);
HIDDEN long sys_exists(const char *path);
HIDDEN long sys_lock(int fd, int lock);
HIDDEN long sys_euid(void);
HIDDEN long sys_list(int fd, void *block, size_t size);
HIDDEN long sys_sleep_us(u64 microseconds);
/* clock: 0 the wall clock, 7 the time since boot; in microseconds. */
HIDDEN u64 sys_time_us(int clock);

/* What sys_list fills a block with. */
struct directory_entry {
    u64 inode;
    u64 next;
    u16 length;
    u8 type;
    char name[];
};

#define AT_CWD (-100)
#define OPEN_READ 0
#define OPEN_WRITE 2
#define OPEN_CLOEXEC 02000000
#if defined(__x86_64__)
#define OPEN_DIRECTORY 0200000
#else
#define OPEN_DIRECTORY 040000
#endif
#define ERRNO_EXISTS 17
#define ERRNO_FAULT 14
#define ERRNO_INTERRUPTED 4
#define CLOCK_WALL 0
#define CLOCK_BOOT 7

HIDDEN void *memcpy(void *to, const void *from, size_t size);
HIDDEN void *memset(void *to, int byte, size_t size);

/* Texts of the state have a limit, for their NUL may be damaged. */
HIDDEN size_t text_length(const char *text, size_t limit);
HIDDEN int text_equal(const char *text, size_t limit, const char *other);
/* N of a device file's name "nvidiaN"; 0 for other names. */
HIDDEN int text_minor(const char *name, u32 *minor);
/* Appends a number in the base with at least digits digits; returns the new end. */
HIDDEN char *text_number(char *end, u64 number, unsigned base, unsigned digits);
HIDDEN char *text_append(char *end, const char *text);
HIDDEN char *text_append_limited(char *end, const char *text, size_t limit);

#endif
