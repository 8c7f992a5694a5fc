/*
 * The search is the loader's: LD_LIBRARY_PATH, the loader's cache, the standard directories; before
 * them the directory that the driver root has beside this program. The image is the third program
 * header's segment (see library.ld), and is mapped for the answers linked in.
 */
#include "driver.h"

#include "format.h"
#include "os.h"

#define LIBRARY "libnvidia-ml.so.1"
enum { PATH_SIZE = 1024, IMAGE_SPACE = 4 << 20, PAGE = 0x10000 };
enum { ELF_SIZE = 64, HEADER_SIZE = 56, STATE_SEGMENT = 2, HEADERS = 3 * HEADER_SIZE, CACHE_SIZE = 1 << 20 };

/*
 * Where the image is mapped; the library's own source (image.c) finds it in its program headers instead.
 * Near to all else that is written the kernel needs no further page tables for it.
 */
static u8 image_space[IMAGE_SPACE + PAGE];
static size_t image_size;

static u8 *image_place(void) { return image_space + (PAGE - (u64)image_space % PAGE) % PAGE; }

const u8 *image_find(size_t *size) {
    *size = image_size;
    return image_size == 0 ? 0 : image_place();
}

static const char *const standard[] = {
    "/lib64", "/usr/lib64", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu", "/lib", "/usr/lib", "/usr/local/lib", "/usr/lib64/nvidia", "/usr/lib/nvidia",
    "/usr/local/nvidia/lib64", "/usr/local/nvidia/lib",
};

static int is_elf(const u8 *start) {
    return start[0] == 0x7f && start[1] == 'E' && start[2] == 'L' && start[3] == 'F' && start[4] == 2 && start[5] == 1;
}

static u64 number_at(const u8 *bytes, u32 size) {
    u64 number = 0;
    memcpy(&number, bytes, size);
    return number;
}

/* Where the third segment lies, when the file has one at all. */
static void map_image(int fd, const u8 *start, u64 length) {
    long file_size = os_size(fd);
    u64 place = number_at(start + 32, 8);
    if (number_at(start + 56, 2) <= STATE_SEGMENT || place > length || length - place < HEADERS) {
        return;
    }
    const u8 *header = start + place + STATE_SEGMENT * HEADER_SIZE;
    u64 offset = number_at(header + 8, 8);
    u64 size = number_at(header + 32, 8);
    int inside = file_size > 0 && offset <= (u64)file_size && size <= (u64)file_size - offset;
    int good = inside && size != 0 && size <= IMAGE_SPACE && offset % PAGE == 0;
    if (good && os_map_at(image_place(), size, fd, offset) >= 0) {
        image_size = size;
    }
}

/* The library's program headers follow its ELF header; a file that has them elsewhere is not ours. */
static int open_library(const char *path) {
    u8 start[ELF_SIZE + HEADERS];
    long fd = sys_open(path, OPEN_READ);
    if (fd < 0) {
        return 0;
    }
    long length = os_read_at((int)fd, start, sizeof(start), 0);
    int good = length >= ELF_SIZE && is_elf(start);
    if (good) {
        map_image((int)fd, start, (u64)length);
    }
    sys_close((int)fd);
    return good;
}

static int open_in(const char *directory, u32 length) {
    char path[PATH_SIZE];
    if (length == 0 || length + sizeof(LIBRARY) + 1 > sizeof(path)) {
        return 0;
    }
    format(path, sizeof(path), "%.*s/" LIBRARY, (int)length, directory);
    return open_library(path);
}

static int search_list(const char *list) {
    while (list != 0 && *list != 0) {
        u32 length = 0;
        while (list[length] != 0 && list[length] != ':') {
            length++;
        }
        if (open_in(list, length)) {
            return 1;
        }
        list += length + (list[length] == ':');
    }
    return 0;
}

/* bin/nvidia-smi of a driver root has the library in lib64 beside bin. */
static int search_beside(void) {
    char path[PATH_SIZE];
    long length = os_read_link("/proc/self/exe", path, sizeof(path) - 32);
    for (u32 levels = 0; length > 0 && levels < 2; length--) {
        levels += path[length - 1] == '/';
    }
    if (length <= 0) {
        return 0;
    }
    string_copy(path + length, 32, "/lib64");
    return open_in(path, (u32)string_length(path));
}

/*
 * The cache is a list of names and paths as texts after a header; a path that ends in /libnvidia-ml.so.1
 * is one of ours whatever its place in the list.
 */
static int search_cache(void) {
    static char cache[CACHE_SIZE];
    long fd = sys_open("/etc/ld.so.cache", OPEN_READ);
    long size = fd < 0 ? 0 : os_read_at((int)fd, cache, sizeof(cache) - 1, 0);
    if (fd >= 0) {
        sys_close((int)fd);
    }
    for (long start = 0; start < size; start += (long)string_length(cache + start) + 1) {
        const char *path = cache + start;
        size_t length = string_length(path);
        if (path[0] == '/' && length > sizeof(LIBRARY) && string_equal(path + length + 1 - sizeof(LIBRARY), LIBRARY) &&
            path[length - sizeof(LIBRARY)] == '/' && open_library(path)) {
            return 1;
        }
    }
    return 0;
}

int driver_open(char **environment) {
    if (search_list(environment_value(environment, "LD_LIBRARY_PATH")) || search_beside() || search_cache()) {
        return 1;
    }
    for (u32 i = 0; i < sizeof(standard) / sizeof(standard[0]); i++) {
        if (open_in(standard[i], (u32)string_length(standard[i]))) {
            return 1;
        }
    }
    return 0;
}
