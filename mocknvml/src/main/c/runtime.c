#include "runtime.h"

#if defined(__x86_64__)
enum { SYS_READ = 0, SYS_CLOSE = 3, SYS_PWRITE = 18, SYS_NANOSLEEP = 35, SYS_FCNTL = 72, SYS_EUID = 107 };
enum { SYS_CLOCK = 228, SYS_OPENAT = 257, SYS_FACCESSAT = 269, SYS_GETDENTS = 217 };

long system_call(long number, long a, long b, long c, long d, long e, long f) {
    long result;
    register long fourth __asm__("r10") = d;
    register long fifth __asm__("r8") = e;
    register long sixth __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth), "r"(sixth)
                     : "rcx", "r11", "memory");
    return result;
}
#elif defined(__aarch64__)
enum { SYS_READ = 63, SYS_CLOSE = 57, SYS_PWRITE = 68, SYS_NANOSLEEP = 101, SYS_FCNTL = 25, SYS_EUID = 175 };
enum { SYS_CLOCK = 113, SYS_OPENAT = 56, SYS_FACCESSAT = 48, SYS_GETDENTS = 61 };

long system_call(long number, long a, long b, long c, long d, long e, long f) {
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}
#else
#error "only x86-64 and AArch64 have the driver"
#endif

enum { OFD_SETLKW = 38 };

long sys_open(const char *path, int flags) {
    return system_call(SYS_OPENAT, AT_CWD, (long)path, flags | OPEN_CLOEXEC, 0, 0, 0);
}

long sys_close(int fd) { return system_call(SYS_CLOSE, fd, 0, 0, 0, 0, 0); }

long sys_read(int fd, void *buffer, size_t size) {
    return system_call(SYS_READ, fd, (long)buffer, (long)size, 0, 0, 0);
}

long sys_pwrite(int fd, const void *data, size_t size, u64 offset) {
    return system_call(SYS_PWRITE, fd, (long)data, (long)size, (long)offset, 0, 0);
}

long sys_exists(const char *path) { return system_call(SYS_FACCESSAT, AT_CWD, (long)path, 0, 0, 0, 0); }

long sys_lock(int fd, int lock) {
    /* struct flock of 64-bit Linux: the whole file, from its start. */
    struct {
        short type, whence;
        i64 start, length;
        i32 pid;
    } range = {(short)lock, 0, 0, 0, 0};
    return system_call(SYS_FCNTL, fd, OFD_SETLKW, (long)&range, 0, 0, 0);
}

long sys_list(int fd, void *block, size_t size) {
    return system_call(SYS_GETDENTS, fd, (long)block, (long)size, 0, 0, 0);
}

long sys_euid(void) { return system_call(SYS_EUID, 0, 0, 0, 0, 0, 0); }

long sys_sleep_us(u64 microseconds) {
    i64 time[2] = {(i64)(microseconds / 1000000), (i64)(microseconds % 1000000) * 1000};
    return system_call(SYS_NANOSLEEP, (long)time, 0, 0, 0, 0, 0);
}

u64 sys_time_us(int clock) {
    i64 time[2] = {0, 0};
    system_call(SYS_CLOCK, clock, (long)time, 0, 0, 0, 0);
    return (u64)time[0] * 1000000 + (u64)time[1] / 1000;
}


size_t text_length(const char *text, size_t limit) {
    size_t length = 0;
    while (length < limit && text[length] != 0) {
        length++;
    }
    return length;
}

int text_equal(const char *text, size_t limit, const char *other) {
    size_t length = text_length(text, limit);
    for (size_t i = 0; i < length; i++) {
        if (text[i] != other[i]) {
            return 0;
        }
    }
    return other[length] == 0;
}

int text_minor(const char *name, u32 *minor) {
    const char *prefix = "nvidia";
    u32 digits = 0;
    for (; *prefix != 0; prefix++, name++) {
        if (*name != *prefix) {
            return 0;
        }
    }
    for (*minor = 0; *name >= '0' && *name <= '9' && digits < 4; name++, digits++) {
        *minor = *minor * 10 + (u32)(*name - '0');
    }
    return digits != 0 && *name == 0;
}

char *text_number(char *end, u64 number, unsigned base, unsigned digits) {
    char reversed[24];
    unsigned count = 0;
    do {
        /* Most numbers are hexadecimal, and a division takes as long as ten shifts. */
        reversed[count++] = "0123456789ABCDEF"[base == 16 ? number & 15 : number % base];
        number = base == 16 ? number >> 4 : number / base;
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

char *text_append_limited(char *end, const char *text, size_t limit) {
    size_t length = text_length(text, limit);
    memcpy(end, text, length);
    end[length] = 0;
    return end + length;
}
