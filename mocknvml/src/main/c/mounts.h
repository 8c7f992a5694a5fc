/* System calls for files by their directory, and for mounts; each answers negative errno on failure. */
#ifndef GPUMOCK_MOUNTS_H
#define GPUMOCK_MOUNTS_H

#include "runtime.h"

/* What statx(2) is asked for here. */
struct place {
    u64 inode;
    u64 mount; /* id of the mount that the file was reached through */
};
HIDDEN long sys_place(const char *path, struct place *place);

HIDDEN long sys_open_directory(int directory, const char *name);
HIDDEN long sys_open_file(int directory, const char *name, int flags);
HIDDEN long sys_read_link(int directory, const char *name, char *target, size_t size);
HIDDEN long sys_make_directory(int directory, const char *name);
HIDDEN long sys_make_file(int directory, const char *name);
HIDDEN long sys_make_link(int directory, const char *name, const char *target);
HIDDEN long sys_rename(int directory, const char *name, const char *other);
HIDDEN long sys_remove(int directory, const char *name, int is_directory);

HIDDEN int sys_is_mount_admin(void);
HIDDEN long sys_lock_try(int file);
/* Keeps mounts that are made below the mount point from appearing anywhere else. */
HIDDEN long sys_make_private(const char *mount_point);
/* A new tmpfs that is not attached anywhere yet, as a file descriptor. */
HIDDEN long sys_new_tmpfs(const char *source);
/* The same file or tree once more, read-only if wanted, not attached anywhere yet. */
HIDDEN long sys_clone_mount(int directory, const char *name, int read_only);
/* Attaches a tree to a place, or moves it there when it is attached already. */
HIDDEN long sys_attach(int tree, int directory, const char *name);
HIDDEN long sys_detach(const char *mount_point);

#endif
