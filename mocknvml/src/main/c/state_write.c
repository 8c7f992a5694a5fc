/*
 * Changes of the state: written into the library's own file, where every process has it mapped.
 * The library learns its path and the image's place in the file from /proc/self/maps; a lock on the
 * file keeps two writers apart and goes with the process that dies holding it.
 */
#include "session.h"

enum { LOCK_WRITE = 1 };
enum { LINE_SIZE = 4200 }; /* the longest path and what stands before it */

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
    if (*line != '/') {
        return 0;
    }
    text_append(found->path, line);
    return 1;
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
                done = parse_line(line, (u64)session.header, found);
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

nvmlReturn_t change_begin(struct change *change) {
    struct mapping mapping;
    REQUIRE_SESSION();
    REQUIRE(sys_euid() == 0, NVML_ERROR_NO_PERMISSION);
    REQUIRE(find_mapping(&mapping), NVML_ERROR_OPERATING_SYSTEM);
    long fd = sys_open(mapping.path, OPEN_WRITE);
    REQUIRE(fd >= 0, NVML_ERROR_NO_PERMISSION);
    long locked;
    do {
        locked = sys_lock((int)fd, LOCK_WRITE);
    } while (locked == -ERRNO_INTERRUPTED);
    if (locked < 0) {
        sys_close((int)fd);
        return NVML_ERROR_OPERATING_SYSTEM;
    }
    change->file = (int)fd;
    change->place = mapping.offset;
    change->result = NVML_SUCCESS;
    change->sequence = session.header->sequence | 1; /* a writer that died has left it odd */
    change_put(change, &session.header->sequence, &change->sequence, sizeof(change->sequence));
    return NVML_SUCCESS;
}

void change_put(struct change *change, const void *field, const void *value, size_t size) {
    u64 place = change->place + (u64)((const u8 *)field - (const u8 *)session.header);
    if (sys_pwrite(change->file, value, size, place) != (long)size) {
        change->result = NVML_ERROR_OPERATING_SYSTEM;
    }
}

nvmlReturn_t change_end(struct change *change) {
    change->sequence++;
    change_put(change, &session.header->sequence, &change->sequence, sizeof(change->sequence));
    sys_close(change->file);
    return change->result;
}

nvmlReturn_t state_write(const void *field, const void *value, size_t size) {
    struct change change;
    nvmlReturn_t begun = change_begin(&change);
    REQUIRE(begun == NVML_SUCCESS, begun);
    change_put(&change, field, value, size);
    return change_end(&change);
}
