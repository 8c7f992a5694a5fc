/* /proc/devices of a container, with the lines that the driver adds to the kernel's. */
#include "kernel_caps.h"

#define DEVICES "/proc/devices"

enum { SIZE = 4096, PATH_SIZE = 512 };

static long read_text(const char *path, char text[SIZE]) {
    long file = sys_open(path, OPEN_READ);
    long got = file;
    long filled = 0;
    while (file >= 0 && filled < SIZE - 1 && (got = sys_read((int)file, text + filled, (size_t)(SIZE - 1 - filled))) > 0) {
        filled += got;
    }
    if (file >= 0) {
        sys_close((int)file);
    }
    text[filled] = 0;
    return got < 0 ? got : filled;
}

static int starts_with(const char *text, const char *word) {
    while (*word != 0 && *text == *word) {
        text++;
        word++;
    }
    return *word == 0;
}

static const char *find(const char *text, const char *word) {
    while (*text != 0 && !starts_with(text, word)) {
        text++;
    }
    return *text != 0 ? text : 0;
}

/* Lines of the driver's: "195 nvidia" and the like. */
static char *append_lines(char *end, const char *text) {
    while (*text != 0) {
        const char *next = find(text, "\n");
        size_t length = next == 0 ? text_length(text, SIZE) : (size_t)(next + 1 - text);
        const char *name = find(text, " nvidia");
        if (name != 0 && name < text + length) {
            end = text_append_limited(end, text, length);
        }
        text += length;
    }
    return end;
}

/* The kernel's text with the driver's lines before its block devices; 0 where that is no change. */
static int merge(const char *kernel, const char *driver, char merged[2 * SIZE]) {
    const char *block = find(kernel, "\nBlock devices:");
    if (block == 0 || find(kernel, " nvidia") != 0) {
        return 0;
    }
    char *end = text_append_limited(merged, kernel, (size_t)(block - kernel));
    text_append(append_lines(end, driver), block);
    return 1;
}

static long write_all(int tree, const char *text) {
    size_t length = text_length(text, 2 * SIZE);
    long made = sys_make_file(tree, "devices");
    long file = made != 0 ? made : sys_open_file(tree, "devices", OPEN_WRITE);
    if (file < 0) {
        return file;
    }
    long written = sys_pwrite((int)file, text, length, 0);
    sys_close((int)file);
    return written == (long)length ? 0 : -1;
}

/* One file of a tree can be cloned only while the tree is attached: to the workshop, for that moment. */
static long attach(int tree, const char *workshop) {
    long result = sys_attach(tree, AT_CWD, workshop);
    if (result != 0) {
        return result;
    }
    long file = sys_clone_mount(tree, "devices", 1);
    result = file < 0 ? file : sys_attach((int)file, AT_CWD, DEVICES);
    if (file >= 0) {
        sys_close((int)file);
    }
    sys_detach(workshop);
    return result;
}

long kernel_caps_number(const char *root, const char *workshop) {
    char path[2 * PATH_SIZE];
    char kernel[SIZE];
    char driver[SIZE];
    char merged[2 * SIZE];
    text_append(text_append_limited(path, root, PATH_SIZE), DEVICES);
    if (read_text(DEVICES, kernel) < 0 || read_text(path, driver) < 0 || !merge(kernel, driver, merged)) {
        return 0;
    }
    long tree = sys_new_tmpfs("nvidia-mock");
    long result = tree < 0 ? tree : write_all((int)tree, merged);
    result = result != 0 ? result : attach((int)tree, workshop);
    if (tree >= 0) {
        sys_close((int)tree);
    }
    return result;
}
