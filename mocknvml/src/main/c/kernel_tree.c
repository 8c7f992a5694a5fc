#include "kernel_tree.h"

enum { TYPE_DIRECTORY = 4, TYPE_LINK = 10, LINK_SIZE = 512, DEPTH = 4 };

struct joint {
    int made;
    int real;
    int mock;
    u32 depth;
};

static long join(struct joint joint);

static long copy_link(int made, int from, const char *name) {
    char target[LINK_SIZE];
    long size = sys_read_link(from, name, target, sizeof(target) - 1);
    if (size < 0) {
        return size;
    }
    target[size] = 0;
    return sys_make_link(made, name, target);
}

/* The entry of another directory under the same name: links are copied, all else is bound. */
static long show(int made, int from, const struct directory_entry *entry, int read_only) {
    if (entry->type == TYPE_LINK) {
        return copy_link(made, from, entry->name);
    }
    long result = entry->type == TYPE_DIRECTORY ? sys_make_directory(made, entry->name)
                                                : sys_make_file(made, entry->name);
    long tree = result != 0 ? result : sys_clone_mount(from, entry->name, read_only);
    if (tree < 0) {
        return tree;
    }
    result = sys_attach((int)tree, made, entry->name);
    sys_close((int)tree);
    return result;
}

/* A directory that both have. */
static long join_below(struct joint joint, const char *name) {
    long result = sys_make_directory(joint.made, name);
    long made = sys_open_directory(joint.made, name);
    long real = sys_open_directory(joint.real, name);
    long mock = sys_open_directory(joint.mock, name);
    if (result == 0 && made >= 0 && real >= 0 && mock >= 0) {
        result = join((struct joint){(int)made, (int)real, (int)mock, joint.depth + 1});
    } else if (result == 0) {
        result = made < 0 ? made : real < 0 ? real : mock;
    }
    if (made >= 0) {
        sys_close((int)made);
    }
    if (real >= 0) {
        sys_close((int)real);
    }
    if (mock >= 0) {
        sys_close((int)mock);
    }
    return result;
}

static int has_directory(int directory, const char *name) {
    long found = sys_open_directory(directory, name);
    if (found >= 0) {
        sys_close((int)found);
    }
    return found >= 0;
}

static long real_entry(struct joint joint, const struct directory_entry *entry) {
    if (entry->type == TYPE_DIRECTORY && joint.depth < DEPTH && has_directory(joint.mock, entry->name)) {
        return join_below(joint, entry->name);
    }
    return show(joint.made, joint.real, entry, 0);
}

/* What the kernel has under this name was there first, and stays. */
static long mock_entry(struct joint joint, const struct directory_entry *entry) {
    long result = show(joint.made, joint.mock, entry, 1);
    return result == -ERRNO_EXISTS ? 0 : result;
}

static int is_dots(const char *name) {
    return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
}

static long each_entry(struct joint joint, int listed, long (*take)(struct joint, const struct directory_entry *)) {
    _Alignas(8) u8 block[2048];
    long size;
    while ((size = sys_list(listed, block, sizeof(block))) > 0) {
        const struct directory_entry *entry;
        for (long at = 0; at < size; at += entry->length) {
            entry = (const struct directory_entry *)(block + at);
            long result = is_dots(entry->name) ? 0 : take(joint, entry);
            if (result != 0) {
                return result;
            }
        }
    }
    return size;
}

static long join(struct joint joint) {
    long result = each_entry(joint, joint.real, real_entry);
    return result != 0 ? result : each_entry(joint, joint.mock, mock_entry);
}

long kernel_tree_join(int made, int real, int mock) { return join((struct joint){made, real, mock, 0}); }
