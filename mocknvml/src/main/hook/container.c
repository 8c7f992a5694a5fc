/*
 * A runtime tells its hooks on standard input where the bundle is; the bundle's config.json says where
 * the root file system is. The mount namespace is the container's already, its root not yet.
 */
#include "container.h"

#include "json.h"

#if defined(__x86_64__)
enum { SYS_CHDIR = 80, SYS_CHROOT = 161, SYS_MKDIRAT = 258, SYS_SYMLINKAT = 266 };
#else
enum { SYS_CHDIR = 49, SYS_CHROOT = 51, SYS_MKDIRAT = 34, SYS_SYMLINKAT = 36 };
#endif

enum { STANDARD_INPUT = 0, DOCUMENT_SIZE = 1 << 20 };

/* The state of a container, then its configuration; Kubernetes refuses pods of more than a megabyte. */
static char document[DOCUMENT_SIZE];

static int read_document(int file) {
    size_t size = 0;
    long got;
    while (size < DOCUMENT_SIZE - 1 && (got = sys_read(file, document + size, DOCUMENT_SIZE - 1 - size)) > 0) {
        size += (size_t)got;
    }
    document[size] = 0;
    return size != 0 && size < DOCUMENT_SIZE - 1;
}

static int read_text(const char *object, const char *name, char *to) {
    const char *value = object != 0 ? json_member(object, name) : 0;
    return value != 0 && json_string(value, to, PATH_SIZE);
}

const char *container_enter(void) {
    char bundle[PATH_SIZE], root[PATH_SIZE], path[2 * PATH_SIZE];
    if (!read_document(STANDARD_INPUT) || (!read_text(document, "bundle", bundle) && !read_text(document, "bundlePath", bundle))) {
        return "standard input is no container's state with a bundle; only a container runtime calls this";
    }
    text_append(text_append(path, bundle), "/config.json");
    long file = sys_open(path, OPEN_READ);
    int read = file >= 0 && read_document((int)file);
    if (file >= 0) {
        sys_close((int)file);
    }
    if (!read || !read_text(json_member(document, "root"), "path", root)) {
        return "the bundle's config.json cannot be read, or has no root path";
    }
    char *end = path;
    if (root[0] != '/') {
        end = text_append(text_append(end, bundle), "/");
    }
    text_append(end, root);
    long entered = system_call(SYS_CHROOT, (long)path, 0, 0, 0, 0, 0);
    if (entered != 0 || system_call(SYS_CHDIR, (long)"/", 0, 0, 0, 0, 0) != 0) {
        return "the container's root directory cannot be entered";
    }
    return 0;
}

long make_directory(const char *path) {
    return system_call(SYS_MKDIRAT, AT_CWD, (long)path, 0755, 0, 0, 0);
}

long make_link(const char *path, const char *target) {
    return system_call(SYS_SYMLINKAT, (long)target, AT_CWD, (long)path, 0, 0, 0);
}
