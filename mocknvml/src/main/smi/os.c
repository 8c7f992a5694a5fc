#include "os.h"

#include "format.h"

enum { OPEN_CREATE = 0101, OPEN_TRUNCATE = 01000 };
enum { MAP_SHARED = 1, MAP_FIXED = 16, PROTECT_READ = 1, MODE_CHARACTER = 0020000 };
enum { SIGNAL_HANGUP = 1, SIGNAL_INTERRUPT, SIGNAL_QUIT, SIGNAL_TERMINATE = 15, BLOCK = 0, SIGNAL_SET = 8 };
enum { FROM_END = 2, STATX_BASIC = 0x7ff };

#if defined(__x86_64__)
enum { SYS_WRITE = 1, SYS_SEEK = 8, SYS_MMAP = 9, SYS_MASK = 14, SYS_PREAD = 17, SYS_SIGNAL_WAIT = 128, SYS_EXIT_GROUP = 231 };
enum { SYS_OPENAT = 257, SYS_MKNODAT = 259, SYS_READLINKAT = 267, SYS_STATX = 332 };
#elif defined(__aarch64__)
enum { SYS_SEEK = 62, SYS_WRITE = 64, SYS_MMAP = 222, SYS_MASK = 135, SYS_PREAD = 67, SYS_SIGNAL_WAIT = 137, SYS_EXIT_GROUP = 94 };
enum { SYS_OPENAT = 56, SYS_MKNODAT = 33, SYS_READLINKAT = 78, SYS_STATX = 291 };
#else
#error "only x86-64 and AArch64 have the driver"
#endif

long os_write(int fd, const void *data, size_t size) {
    return system_call(SYS_WRITE, fd, (long)data, (long)size, 0, 0, 0);
}

long os_create(const char *path) {
    int flags = OPEN_CREATE | OPEN_TRUNCATE | OPEN_CLOEXEC;
    return system_call(SYS_OPENAT, AT_CWD, (long)path, flags, CREATE_FOR_ALL, 0, 0);
}

long os_facts(const char *path, struct file_facts *facts) {
    /* struct statx: 256 bytes, the same on every architecture. */
    u8 block[256] __attribute__((aligned(8)));
    long result = system_call(SYS_STATX, AT_CWD, (long)path, 0, STATX_BASIC, (long)block, 0);
    if (result >= 0) {
        u16 mode;
        memcpy(&mode, block + 28, sizeof(mode));
        facts->mode = mode;
        memcpy(&facts->size, block + 40, sizeof(facts->size));
        memcpy(&facts->device_major, block + 128, sizeof(u32));
        memcpy(&facts->device_minor, block + 132, sizeof(u32));
    }
    return result;
}

long os_make_node(const char *path, u32 mode, u32 major, u32 minor) {
    u64 device = ((u64)(major & 0xfff) << 8) | (minor & 0xff) | ((u64)(minor & ~0xffu) << 12);
    return system_call(SYS_MKNODAT, AT_CWD, (long)path, MODE_CHARACTER | mode, (long)device, 0, 0);
}

long os_read_link(const char *path, char *to, size_t size) {
    long length = system_call(SYS_READLINKAT, AT_CWD, (long)path, (long)to, (long)size - 1, 0, 0);
    to[length < 0 ? 0 : length] = 0;
    return length;
}

long os_map_at(void *address, size_t size, int fd, u64 offset) {
    return system_call(SYS_MMAP, (long)address, (long)size, PROTECT_READ, MAP_SHARED | MAP_FIXED, fd, (long)offset);
}

long os_size(int fd) { return system_call(SYS_SEEK, fd, 0, FROM_END, 0, 0, 0); }

long os_read_at(int fd, void *buffer, size_t size, u64 offset) {
    return system_call(SYS_PREAD, fd, (long)buffer, (long)size, (long)offset, 0, 0);
}

/* A set of signals has the bit n - 1 for signal n. */
static const u64 ending_signals = 1ull << (SIGNAL_HANGUP - 1) | 1ull << (SIGNAL_INTERRUPT - 1) |
                                  1ull << (SIGNAL_QUIT - 1) | 1ull << (SIGNAL_TERMINATE - 1);

void os_hold_signals(void) { system_call(SYS_MASK, BLOCK, (long)&ending_signals, 0, SIGNAL_SET, 0, 0); }

int os_wait_us(u64 microseconds) {
    u64 end = sys_time_us(CLOCK_BOOT) + microseconds;
    long signal;
    do {
        u64 now = sys_time_us(CLOCK_BOOT);
        u64 left = now < end ? end - now : 0;
        i64 time[2] = {(i64)(left / 1000000), (i64)(left % 1000000) * 1000};
        signal = system_call(SYS_SIGNAL_WAIT, (long)&ending_signals, 0, (long)time, SIGNAL_SET, 0, 0);
    } while (signal == -ERRNO_INTERRUPTED);
    return signal < 0;
}

void os_exit(int status) {
    for (;;) {
        system_call(SYS_EXIT_GROUP, status, 0, 0, 0, 0, 0);
    }
}

const char *environment_value(char **environment, const char *name) {
    size_t length = string_length(name);
    for (; *environment != 0; environment++) {
        const char *entry = *environment;
        size_t i = 0;
        while (i < length && entry[i] == name[i]) {
            i++;
        }
        if (i == length && entry[i] == '=') {
            return entry + length + 1;
        }
    }
    return 0;
}
