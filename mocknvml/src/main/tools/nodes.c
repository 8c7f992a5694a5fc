#include "nodes.h"

#include "os.h"
#include "tools.h"

enum { PATH_SIZE = 512, TEXT_SIZE = 8192, CHARACTER = 0020000, TYPE = 0170000 };
#if defined(__x86_64__)
enum { SYS_MKDIRAT = 258, SYS_UNLINKAT = 263, SYS_FCHMODAT = 268 };
#else
enum { SYS_MKDIRAT = 34, SYS_UNLINKAT = 35, SYS_FCHMODAT = 53 };
#endif

u32 read_text(const char *path, char *text, u32 size) {
    long fd = sys_open(path, OPEN_READ), length = 0, piece = 0;
    if (fd < 0) {
        return 0;
    }
    while (length < (long)size - 1 && (piece = sys_read((int)fd, text + length, size - 1 - (size_t)length)) > 0) {
        length += piece;
    }
    sys_close((int)fd);
    text[length] = 0;
    return (u32)length;
}

/* A line is a number and a name, as "195 nvidia"; block devices follow behind the character devices. */
static u32 major_in(const char *path, const char *name) {
    char text[TEXT_SIZE];
    if (read_text(path, text, sizeof(text)) == 0) {
        return 0;
    }
    for (const char *line = text; line != 0 && *line != 0 && !text_starts(line, "Block"); line = text_find(line, '\n')) {
        const char *end;
        line += *line == '\n';
        i64 major = text_to_number(line, &end);
        size_t length = string_length(name);
        if (major > 0 && *end == ' ' && text_starts(end + 1, name) && (end[1 + length] == '\n' || end[1 + length] == 0)) {
            return (u32)major;
        }
    }
    return 0;
}

u32 device_major(const char *name) {
    char path[PATH_SIZE];
    u32 major = major_in("/proc/devices", name);
    long length = major != 0 ? 0 : os_read_link("/proc/self/exe", path, sizeof(path) - 32);
    for (u32 levels = 0; length > 0 && levels < 2; length--) {
        levels += path[length - 1] == '/';
    }
    if (length > 0) {
        string_copy(path + length, sizeof(path) - (size_t)length, "/proc/devices");
        major = major_in(path, name);
    }
    return major;
}

u32 major_of(const char *path) {
    struct file_facts facts;
    return os_facts(path, &facts) >= 0 && (facts.mode & TYPE) == CHARACTER ? facts.device_major : 0;
}

int make_device(const char *path, u32 mode, u32 major, u32 minor) {
    struct file_facts facts;
    int exists = os_facts(path, &facts) >= 0;
    if (exists && (facts.mode & TYPE) != CHARACTER) {
        return fail("nvidia-modprobe: %s is there, and is no device file; remove it first\n", path);
    }
    int is_right = exists && facts.device_major == major && facts.device_minor == minor;
    if (is_right && (facts.mode & ~(u32)TYPE) == mode) {
        return EXIT_DONE;
    }
    long made = exists && !is_right ? system_call(SYS_UNLINKAT, AT_CWD, (long)path, 0, 0, 0, 0) : 0;
    made = made >= 0 && !is_right ? os_make_node(path, mode, major, minor) : made;
    if (made >= 0) {
        /* The umask has taken bits away, or the file had others. */
        made = system_call(SYS_FCHMODAT, AT_CWD, (long)path, (long)mode, 0, 0, 0);
    }
    return made >= 0 ? EXIT_DONE : fail("nvidia-modprobe: cannot make %s: error %ld\n", path, -made);
}

/* The number behind "name:"; 0 when the text has no such line. */
static i64 value_of(const char *text, const char *name) {
    for (const char *line = text; line != 0; line = text_find(line, '\n')) {
        line += *line == '\n';
        if (text_starts(line, name)) {
            const char *value = line + string_length(name);
            while (*value == ' ' || *value == '\t' || *value == ':') {
                value++;
            }
            return text_to_number(value, 0);
        }
    }
    return 0;
}

int make_capability(const char *proc_file) {
    char text[TEXT_SIZE], path[PATH_SIZE];
    u32 major = device_major("nvidia-caps");
    if (read_text(proc_file, text, sizeof(text)) == 0) {
        return fail("nvidia-modprobe: %s: there is no such capability\n", proc_file);
    }
    if (major == 0) {
        return fail("nvidia-modprobe: /proc/devices names no nvidia-caps\n");
    }
    system_call(SYS_MKDIRAT, AT_CWD, (long)"/dev/nvidia-caps", 0755, 0, 0, 0);
    u32 minor = (u32)value_of(text, "DeviceFileMinor");
    format(path, sizeof(path), "/dev/nvidia-caps/nvidia-cap%u", minor);
    return make_device(path, (u32)value_of(text, "DeviceFileMode"), major, minor);
}
