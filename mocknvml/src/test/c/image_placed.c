/*
 * The state of a placed library, for a program that has the library's sources in it: the file's part
 * with the state is mapped as the loader would, with pages behind it that fault.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session.h"

enum { STATE_HEADER = 64 + 2 * 56, OFFSET_IN_HEADER = 8, SIZE_IN_HEADER = 32, GUARD = 1 << 16 };

const u8 *image_find(size_t *size) {
    static const u8 *mapped;
    static u64 length;
    if (mapped == 0) {
        u64 offset;
        int fd = open(getenv("GPU_MOCK_PLACED"), O_RDONLY);
        if (fd < 0 || pread(fd, &offset, 8, STATE_HEADER + OFFSET_IN_HEADER) != 8 ||
            pread(fd, &length, 8, STATE_HEADER + SIZE_IN_HEADER) != 8) {
            perror("GPU_MOCK_PLACED must name a placed library");
            exit(2);
        }
        u8 *room = mmap(0, length + GUARD, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        mapped = mmap(room, length, PROT_READ, MAP_SHARED | MAP_FIXED, fd, (off_t)offset);
        close(fd);
    }
    *size = length;
    return mapped;
}
