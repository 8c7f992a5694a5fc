/*
 * A container has a /proc and a /sys of its own, which no mount on the node reaches, and programs read
 * them with system calls of their own. So the mounts are made from inside, by the first process that
 * initialises the driver library with the right to mount: over directories of the container's own
 * /proc and /sys, with all that they have and what the driver root has. Nothing leaves the container.
 */
#include "kernel_view.h"

#include "kernel_caps.h"
#include "kernel_tree.h"
#include "own_file.h"
#include "session.h"

#define DONE "/proc/driver/nvidia/version"
/* Where a tree is put together before it is moved to its place: hardly anybody reads this one. */
#define WORKSHOP "/proc/driver"

enum { PATH_SIZE = 512, WAIT_US = 1000, WAITS = 1000 };

/* The directories that get a tree in their place, in the order in which they are used: a link first resolves. */
static const char *const directories[] = {"/sys/devices", "/sys/bus/pci/devices", WORKSHOP};
enum { DIRECTORIES = sizeof(directories) / sizeof(directories[0]) };

static int same_mount(const char *path, const char *other) {
    struct place a, b;
    return sys_place(path, &a) == 0 && sys_place(other, &b) == 0 && a.mount == b.mount;
}

/*
 * Processes of the node itself: they live with its first process in one mount namespace, and it is the
 * first of all. Either sign is enough to be elsewhere, for a container may share the node's processes.
 */
static int in_container(void) {
    enum { INITIAL_PID_NAMESPACE = 0xeffffffc }; /* fixed in every kernel */
    struct place processes, own, first;
    if (sys_place("/proc/self/ns/pid", &processes) != 0) {
        return 0;
    }
    return processes.inode != INITIAL_PID_NAMESPACE || (sys_place("/proc/self/ns/mnt", &own) == 0 &&
           sys_place("/proc/1/ns/mnt", &first) == 0 && own.inode != first.inode);
}

/*
 * The driver root as the container has it: the library's own path without its last two names. A library
 * that was mounted alone, as into pods that use a GPU, has no driver root around it.
 */
static int find_root(char *root) {
    if (!own_file(session.header, root, PATH_SIZE)) {
        return 0;
    }
    size_t length = text_length(root, PATH_SIZE);
    for (u32 names = 0; length != 0 && names < 2; names += root[length] == '/') {
        length--;
    }
    root[length] = 0;
    return length != 0 && !same_mount(root, "/");
}

/* A node can be made without all this; then it has no path. */
static int may_mount(void) {
    const char *node_root = session.system->driver_root;
    size_t limit = sizeof(session.system->driver_root);
    return text_length(node_root, limit) % limit != 0 && sys_is_mount_admin();
}

/*
 * Where the node's own path of the driver root is there, this is the node, or sees its directories
 * where they are; and a mount over these directories must hang on /proc and /sys, which are made
 * private, and on nothing else.
 */
static int is_wanted(char *root) {
    return sys_exists(session.system->driver_root) != 0 && in_container() && find_root(root) &&
           same_mount(directories[0], "/sys") && same_mount(directories[1], "/sys") && same_mount(WORKSHOP, "/proc");
}

/* A tree in the workshop, filled and moved to its place. It replaces nothing before it is complete. */
static long build(const char *root, const char *directory) {
    char path[2 * PATH_SIZE];
    text_append(text_append(path, root), directory);
    long real = sys_open_directory(AT_CWD, directory);
    long mock = sys_open_directory(AT_CWD, path);
    long tree = real < 0 ? real : mock < 0 ? mock : sys_new_tmpfs("nvidia-mock");
    long result = tree < 0 ? tree : sys_attach((int)tree, AT_CWD, WORKSHOP);
    if (result == 0) {
        result = kernel_tree_join((int)tree, (int)real, (int)mock);
        if (result == 0 && directory != directories[DIRECTORIES - 1]) {
            result = sys_attach((int)tree, AT_CWD, directory);
        }
        if (result != 0) {
            sys_detach(WORKSHOP);
        }
    }
    long files[] = {real, mock, tree};
    for (u32 i = 0; i < 3; i++) {
        if (files[i] >= 0) {
            sys_close((int)files[i]);
        }
    }
    return result;
}

/* All or none: of half a view nobody could make sense. */
static void build_all(const char *root) {
    u32 built = 0;
    int numbered = kernel_caps_number(root, WORKSHOP) == 0;
    while (numbered && built < DIRECTORIES && build(root, directories[built]) == 0) {
        built++;
    }
    if (built == DIRECTORIES && kernel_caps_show() == 0) {
        return;
    }
    if (numbered && !same_mount("/proc/devices", "/proc")) {
        sys_detach("/proc/devices");
    }
    while (built != 0) {
        sys_detach(directories[--built]);
    }
}

/* One process of the container at a time; the others find it done. */
static long lock_namespace(void) {
    long file = sys_open("/proc/self/ns/mnt", OPEN_READ);
    for (u32 i = 0; file >= 0 && i < WAITS; i++) {
        if (sys_lock_try((int)file) == 0) {
            return file;
        }
        sys_sleep_us(WAIT_US);
    }
    if (file >= 0) {
        sys_close((int)file);
    }
    return -1;
}

/* The container has its view already; whoever changed instances elsewhere did not change this one's files. */
static void follow(void) {
    long lock = lock_namespace();
    if (lock >= 0) {
        kernel_caps_follow();
        sys_close((int)lock);
    }
}

void kernel_view_changed(void) {
    if (may_mount() && sys_exists(DONE) == 0) {
        follow();
    }
}

void kernel_view(void) {
    char root[PATH_SIZE];
    if (!may_mount()) {
        return;
    }
    if (sys_exists(DONE) == 0) {
        follow();
        return;
    }
    if (!is_wanted(root)) {
        return;
    }
    long lock = lock_namespace();
    if (lock >= 0 && sys_exists(DONE) != 0 && sys_make_private("/proc") == 0 && sys_make_private("/sys") == 0) {
        build_all(root);
    }
    if (lock >= 0) {
        sys_close((int)lock);
    }
}
