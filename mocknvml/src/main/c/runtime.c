#include "runtime.h"

#if defined(__x86_64__)
enum { SYS_READ = 0, SYS_CLOSE = 3, SYS_PWRITE = 18, SYS_NANOSLEEP = 35, SYS_FCNTL = 72, SYS_EUID = 107 };
enum { SYS_CLOCK = 228, SYS_OPENAT = 257, SYS_FACCESSAT = 269 };

static long system_call(long number, long a, long b, long c, long d) {
    long result;
    register long fourth __asm__("r10") = d;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth)
                     : "rcx", "r11", "memory");
    return result;
}
#elif defined(__aarch64__)
enum { SYS_READ = 63, SYS_CLOSE = 57, SYS_PWRITE = 68, SYS_NANOSLEEP = 101, SYS_FCNTL = 25, SYS_EUID = 175 };
enum { SYS_CLOCK = 113, SYS_OPENAT = 56, SYS_FACCESSAT = 48 };

static long system_call(long number, long a, long b, long c, long d) {
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
    return x0;
}
#else
#error "only x86-64 and AArch64 have the driver"
#endif

enum { AT_CWD = -100, OPEN_CLOEXEC = 02000000, OFD_SETLKW = 38 };

long sys_open(const char *path, int flags) {
    return system_call(SYS_OPENAT, AT_CWD, (long)path, flags | OPEN_CLOEXEC, 0);
}

long sys_close(int fd) { return system_call(SYS_CLOSE, fd, 0, 0, 0); }

long sys_read(int fd, void *buffer, size_t size) { return system_call(SYS_READ, fd, (long)buffer, (long)size, 0); }

long sys_pwrite(int fd, const void *data, size_t size, u64 offset) {
    return system_call(SYS_PWRITE, fd, (long)data, (long)size, (long)offset);
}

long sys_exists(const char *path) { return system_call(SYS_FACCESSAT, AT_CWD, (long)path, 0, 0); }

long sys_lock(int fd, int lock) {
    /* struct flock of 64-bit Linux: the whole file, from its start. */
    struct {
        short type, whence;
        i64 start, length;
        i32 pid;
    } range = {(short)lock, 0, 0, 0, 0};
    return system_call(SYS_FCNTL, fd, OFD_SETLKW, (long)&range, 0);
}

long sys_euid(void) { return system_call(SYS_EUID, 0, 0, 0, 0); }

long sys_sleep_us(u64 microseconds) {
    i64 time[2] = {(i64)(microseconds / 1000000), (i64)(microseconds % 1000000) * 1000};
    return system_call(SYS_NANOSLEEP, (long)time, 0, 0, 0);
}

u64 sys_time_us(int clock) {
    i64 time[2] = {0, 0};
    system_call(SYS_CLOCK, clock, (long)time, 0, 0);
    return (u64)time[0] * 1000000 + (u64)time[1] / 1000;
}

/* The compiler calls these two by name, whatever the source says. */
void *memcpy(void *to, const void *from, size_t size) {
    u8 *t = to;
    for (const u8 *f = from; size != 0; size--) {
        *t++ = *f++;
    }
    return to;
}

void *memset(void *to, int byte, size_t size) {
    for (u8 *t = to; size != 0; size--) {
        *t++ = (u8)byte;
    }
    return to;
}

size_t text_length(const char *text) {
    size_t length = 0;
    while (text[length] != 0) {
        length++;
    }
    return length;
}

int text_equal(const char *a, const char *b) {
    while (*a != 0 && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

int text_copy(char *to, size_t size, const char *text) {
    size_t length = text_length(text) + 1;
    if (length > size) {
        return 0;
    }
    memcpy(to, text, length);
    return 1;
}

char *text_number(char *end, u64 number, unsigned base, unsigned digits) {
    char reversed[24];
    unsigned count = 0;
    do {
        reversed[count++] = "0123456789ABCDEF"[number % base];
        number /= base;
    } while (number != 0 || count < digits);
    while (count != 0) {
        *end++ = reversed[--count];
    }
    *end = 0;
    return end;
}

char *text_append(char *end, const char *text) {
    while (*text != 0) {
        *end++ = *text++;
    }
    *end = 0;
    return end;
}
