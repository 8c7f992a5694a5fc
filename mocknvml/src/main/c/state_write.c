/*
 * Changes of the state: written into the library's own file, where every process has it mapped.
 * The library learns its path and the image's place in the file from /proc/self/maps; a lock on the
 * file keeps two writers apart and goes with the process that dies holding it.
 */
#include "session.h"

enum { LOCK_WRITE = 1 };
enum { LINE_SIZE = 512 };

struct mapping {
    u64 offset;
    char path[LINE_SIZE];
};

static u64 hexadecimal(const char **text) {
    u64 number = 0;
    for (;; (*text)++) {
        char c = **text;
        if (c >= '0' && c <= '9') {
            number = number * 16 + (u64)(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            number = number * 16 + (u64)(c - 'a' + 10);
        } else {
            return number;
        }
    }
}

static void skip_word(const char **text) {
    while (**text != 0 && **text != ' ') {
        (*text)++;
    }
    while (**text == ' ') {
        (*text)++;
    }
}

/* A line is "start-end rwxp offset device inode path". */
static int parse_line(const char *line, u64 address, struct mapping *found) {
    u64 start = hexadecimal(&line);
    line++;
    if (address < start || address >= hexadecimal(&line)) {
        return 0;
    }
    skip_word(&line);
    skip_word(&line);
    found->offset = hexadecimal(&line) + (address - start);
    skip_word(&line);
    skip_word(&line);
    skip_word(&line);
    return *line == '/' && text_copy(found->path, sizeof(found->path), line);
}

static int find_mapping(struct mapping *found) {
    char block[1024];
    char line[LINE_SIZE];
    u32 length = 0;
    int done = 0;
    long fd = sys_open("/proc/self/maps", OPEN_READ);
    long size;
    while (fd >= 0 && !done && (size = sys_read((int)fd, block, sizeof(block))) > 0) {
        for (long i = 0; i < size && !done; i++) {
            if (block[i] == '\n') {
                line[length] = 0;
                length = 0;
                done = parse_line(line, (u64)state_image, found);
            } else if (length < LINE_SIZE - 1) {
                line[length++] = block[i];
            }
        }
    }
    if (fd >= 0) {
        sys_close((int)fd);
    }
    return done;
}

static int put(int fd, const struct mapping *file, const void *field, const void *value, size_t size) {
    u64 place = file->offset + (u64)((const u8 *)field - state_image);
    return sys_pwrite(fd, value, size, place) == (long)size;
}

static int write_locked(int fd, const struct mapping *file, const void *field, const void *value, size_t size) {
    const u64 *sequence = &state_header()->sequence;
    u64 odd = *sequence | 1; /* a writer that died has left it odd */
    u64 even = odd + 1;
    return put(fd, file, sequence, &odd, sizeof(odd)) && put(fd, file, field, value, size) &&
           put(fd, file, sequence, &even, sizeof(even));
}

nvmlReturn_t state_write(const void *field, const void *value, size_t size) {
    struct mapping file;
    REQUIRE(sys_euid() == 0, NVML_ERROR_NO_PERMISSION);
    REQUIRE(find_mapping(&file), NVML_ERROR_UNKNOWN);
    long fd = sys_open(file.path, OPEN_WRITE);
    REQUIRE(fd >= 0, NVML_ERROR_NO_PERMISSION);
    int done = sys_lock((int)fd, LOCK_WRITE) >= 0 && write_locked((int)fd, &file, field, value, size);
    sys_close((int)fd);
    return done ? NVML_SUCCESS : NVML_ERROR_UNKNOWN;
}
