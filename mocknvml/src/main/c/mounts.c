#include "mounts.h"

/* Since Linux 5.2 new system calls have one number for all architectures; mount_setattr is of 5.12. */
enum { SYS_OPEN_TREE = 428, SYS_MOVE_MOUNT = 429, SYS_FSOPEN = 430, SYS_FSCONFIG = 431, SYS_FSMOUNT = 432 };
enum { SYS_MOUNT_SETATTR = 442 };
#if defined(__x86_64__)
enum { SYS_OPENAT = 257, SYS_READLINKAT = 267, SYS_MKDIRAT = 258, SYS_MKNODAT = 259, SYS_SYMLINKAT = 266 };
enum { SYS_UNLINKAT = 263, SYS_RENAMEAT2 = 316 };
enum { SYS_STATX = 332, SYS_CAPGET = 125, SYS_FLOCK = 73, SYS_MOUNT = 165, SYS_UMOUNT = 166 };
#else
enum { SYS_OPENAT = 56, SYS_READLINKAT = 78, SYS_MKDIRAT = 34, SYS_MKNODAT = 33, SYS_SYMLINKAT = 36 };
enum { SYS_UNLINKAT = 35, SYS_RENAMEAT2 = 276 };
enum { SYS_STATX = 291, SYS_CAPGET = 90, SYS_FLOCK = 32, SYS_MOUNT = 40, SYS_UMOUNT = 39 };
#endif

enum { EMPTY_PATH = 0x1000, RECURSIVE = 0x8000, NO_FOLLOW = 0x100 };
enum { READ_ONLY = 1, NO_SUID = 2, NO_DEVICES = 4, NO_PROGRAMS = 8 };
enum { PRIVATE = 1 << 18 };

long sys_place(const char *path, struct place *place) {
    enum { INODE = 0x100, MOUNT_ID = 0x1000 };
    /* struct statx: 256 bytes, of which two fields are read. */
    struct {
        u32 mask;
        u32 unused1[7];
        u64 inode;
        u64 unused2[13];
        u64 mount;
        u64 unused3[13];
    } answer;
    _Static_assert(sizeof(answer) == 256, "struct statx");
    long result = system_call(SYS_STATX, AT_CWD, (long)path, 0, INODE | MOUNT_ID, (long)&answer, 0);
    if (result == 0 && (answer.mask & MOUNT_ID) == 0) {
        return -1; /* before Linux 5.8 */
    }
    place->inode = answer.inode;
    place->mount = answer.mount;
    return result;
}

long sys_open_directory(int directory, const char *name) {
    return system_call(SYS_OPENAT, directory, (long)name, OPEN_DIRECTORY | OPEN_CLOEXEC, 0, 0, 0);
}

long sys_open_file(int directory, const char *name, int flags) {
    return system_call(SYS_OPENAT, directory, (long)name, flags | OPEN_CLOEXEC, 0, 0, 0);
}

long sys_rename(int directory, const char *name, const char *other) {
    return system_call(SYS_RENAMEAT2, directory, (long)name, directory, (long)other, 0, 0);
}

long sys_remove(int directory, const char *name, int is_directory) {
    enum { REMOVE_DIRECTORY = 0x200 };
    return system_call(SYS_UNLINKAT, directory, (long)name, is_directory ? REMOVE_DIRECTORY : 0, 0, 0, 0);
}

long sys_read_link(int directory, const char *name, char *target, size_t size) {
    return system_call(SYS_READLINKAT, directory, (long)name, (long)target, (long)size, 0, 0);
}

long sys_make_directory(int directory, const char *name) {
    return system_call(SYS_MKDIRAT, directory, (long)name, 0555, 0, 0, 0);
}

long sys_make_file(int directory, const char *name) {
    enum { REGULAR = 0100000 };
    return system_call(SYS_MKNODAT, directory, (long)name, REGULAR | 0444, 0, 0, 0);
}

long sys_make_link(int directory, const char *name, const char *target) {
    return system_call(SYS_SYMLINKAT, (long)target, directory, (long)name, 0, 0, 0);
}

int sys_is_mount_admin(void) {
    enum { VERSION = 0x20080522, SYS_ADMIN = 21 };
    u32 header[2] = {VERSION, 0};
    u32 sets[6] = {0}; /* effective, permitted, inheritable; then their upper halves */
    return system_call(SYS_CAPGET, (long)header, (long)sets, 0, 0, 0, 0) == 0 && (sets[0] >> SYS_ADMIN & 1) != 0;
}

long sys_lock_try(int file) {
    enum { EXCLUSIVE = 2, AT_ONCE = 4 };
    return system_call(SYS_FLOCK, file, EXCLUSIVE | AT_ONCE, 0, 0, 0, 0);
}

long sys_make_private(const char *mount_point) {
    return system_call(SYS_MOUNT, 0, (long)mount_point, 0, PRIVATE, 0, 0);
}

static long configure(int context, const char *key, const char *value) {
    enum { SET_STRING = 1 };
    return system_call(SYS_FSCONFIG, context, SET_STRING, (long)key, (long)value, 0, 0);
}

long sys_new_tmpfs(const char *source) {
    enum { CLOEXEC = 1, CREATE = 6 };
    long context = system_call(SYS_FSOPEN, (long)"tmpfs", CLOEXEC, 0, 0, 0, 0);
    long result = context;
    if (context < 0) {
        return result;
    }
    result = configure((int)context, "source", source);
    result = result != 0 ? result : configure((int)context, "mode", "755");
    result = result != 0 ? result : system_call(SYS_FSCONFIG, context, CREATE, 0, 0, 0, 0);
    if (result == 0) {
        result = system_call(SYS_FSMOUNT, context, CLOEXEC, NO_SUID | NO_DEVICES | NO_PROGRAMS, 0, 0, 0);
    }
    sys_close((int)context);
    return result;
}

long sys_clone_mount(int directory, const char *name, int read_only) {
    enum { CLONE = 1 };
    struct {
        u64 set, clear, propagation, user_namespace;
    } attributes = {read_only ? READ_ONLY : 0, 0, PRIVATE, 0};
    long flags = CLONE | OPEN_CLOEXEC | RECURSIVE | NO_FOLLOW;
    long tree = system_call(SYS_OPEN_TREE, directory, (long)name, flags, 0, 0, 0);
    long result = tree;
    if (tree >= 0) {
        result = system_call(SYS_MOUNT_SETATTR, tree, (long)"", EMPTY_PATH | RECURSIVE, (long)&attributes,
                             sizeof(attributes), 0);
    }
    if (tree >= 0 && result != 0) {
        sys_close((int)tree);
        return result;
    }
    return tree;
}

long sys_attach(int tree, int directory, const char *name) {
    enum { FROM_EMPTY_PATH = 4 };
    return system_call(SYS_MOVE_MOUNT, tree, (long)"", directory, (long)name, FROM_EMPTY_PATH, 0);
}

long sys_detach(const char *mount_point) {
    enum { LAZY = 2 };
    return system_call(SYS_UMOUNT, (long)mount_point, LAZY, 0, 0, 0, 0);
}
