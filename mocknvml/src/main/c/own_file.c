/*
 * A line of /proc/self/maps: "7f3c8a000000-7f3c8a010000 r--p 00020000 fe:00 1234      /path". Nothing
 * else tells a library its path without the loader's help.
 */
#include "own_file.h"

enum { BUFFER = 4096 };

static u64 hexadecimal(const char **text) {
    u64 number = 0;
    for (;; ++*text) {
        char digit = **text;
        if (digit >= '0' && digit <= '9') {
            number = number * 16 + (u64)(digit - '0');
        } else if (digit >= 'a' && digit <= 'f') {
            number = number * 16 + (u64)(digit - 'a' + 10);
        } else {
            return number;
        }
    }
}

/* Whether the line's range has the address; then the path is taken from it, if there is one. */
static int take_line(const char *line, u64 address, char *path, size_t size) {
    u64 start = hexadecimal(&line);
    line++;
    if (address < start || address >= hexadecimal(&line)) {
        return 0;
    }
    while (*line != 0 && *line != '/') {
        line++;
    }
    size_t length = text_length(line, size);
    if (length == size) {
        length = 0;
    }
    memcpy(path, line, length);
    path[length] = 0;
    return 1;
}

int own_file(const void *address, char *path, size_t size) {
    char text[BUFFER + 1];
    size_t filled = 0;
    long got, file = sys_open("/proc/self/maps", OPEN_READ);
    int found = 0;
    path[0] = 0;
    while (file >= 0 && !found && filled < BUFFER && (got = sys_read((int)file, text + filled, BUFFER - filled)) > 0) {
        size_t start = 0, at = filled;
        for (filled += (size_t)got; at < filled && !found; at++) {
            if (text[at] == '\n') {
                text[at] = 0;
                found = take_line(text + start, (u64)address, path, size);
                start = at + 1;
            }
        }
        filled -= start;
        for (size_t i = 0; i < filled; i++) {
            text[i] = text[start + i];
        }
    }
    if (file >= 0) {
        sys_close((int)file);
    }
    return path[0] != 0;
}
