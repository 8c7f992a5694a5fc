#include "kernel_caps.h"

#include "caps_minor.h"

#define PLACE "/proc/driver/nvidia/capabilities"

enum { INSTANCES = 15, COMPUTE_INSTANCES = 8, MIG_GPUS = 32 };

static long put_file(int directory, const char *name, const char *text) {
    size_t length = text_length(text, 4096);
    long result = sys_make_file(directory, ".new");
    long file = sys_open_file(directory, ".new", OPEN_WRITE);
    if (file < 0) {
        return result != 0 ? result : file;
    }
    result = sys_pwrite((int)file, text, length, 0) == (long)length ? sys_rename(directory, ".new", name) : -1;
    sys_close((int)file);
    return result;
}

static long put_access(int directory, u32 minor) {
    char text[96];
    char *end = text_number(text_append(text, "DeviceFileMinor: "), minor, 10, 1);
    text_append(end, "\nDeviceFileMode: 292\nDeviceFileModify: 1\n");
    return put_file(directory, "access", text);
}

static char *numbered(char name[16], const char *kind, u32 number) {
    text_number(text_append(name, kind), number, 10, 1);
    return name;
}

/* The directory with its file, opened; negative errno on failure. */
static long put_instance(int above, const char *name, u32 minor) {
    sys_make_directory(above, name);
    long directory = sys_open_directory(above, name);
    long found = directory < 0 ? directory : sys_open_file((int)directory, "access", OPEN_READ);
    if (directory >= 0 && found >= 0) {
        sys_close((int)found);
    } else if (directory >= 0) {
        put_access((int)directory, minor);
    }
    return directory;
}

static void remove_instance(int above, const char *name) {
    long directory = sys_open_directory(above, name);
    if (directory >= 0) {
        sys_remove((int)directory, "access", 0);
        sys_close((int)directory);
        sys_remove(above, name, 1);
    }
}

static int has_compute(const struct gpu *gpu, u32 instance, u32 id) {
    for (u32 slot = 0; slot < MAX_INSTANCES; slot++) {
        if (gpu->ci_used[slot] && gpu->ci_gi[slot] == instance && gpu->ci_id[slot] == id) {
            return 1;
        }
    }
    return 0;
}

static void follow_instance(int above, const struct gpu *gpu, u32 id) {
    char name[16];
    int used = gi_slot_of(gpu, id) < MAX_INSTANCES;
    numbered(name, "gi", id);
    long directory = used ? put_instance(above, name, caps_of_gpu_instance(gpu, id))
                          : sys_open_directory(above, name);
    if (directory < 0) {
        return;
    }
    for (u32 compute = 0; compute < COMPUTE_INSTANCES; compute++) {
        char inner[16];
        numbered(inner, "ci", compute);
        if (used && has_compute(gpu, id, compute)) {
            long opened = put_instance((int)directory, inner, caps_of_compute_instance(gpu, id, compute));
            opened = opened < 0 ? opened : sys_close((int)opened);
        } else {
            remove_instance((int)directory, inner);
        }
    }
    sys_close((int)directory);
    if (!used) {
        remove_instance(above, name);
    }
}

/* A GPU has its directory with and without instances. */
static void follow_gpu(int capabilities, const struct gpu *gpu) {
    char name[16];
    numbered(name, "gpu", gpu->minor);
    sys_make_directory(capabilities, name);
    long directory = sys_open_directory(capabilities, name);
    if (directory < 0) {
        return;
    }
    sys_make_directory((int)directory, "mig");
    long mig = sys_open_directory((int)directory, "mig");
    for (u32 id = 0; mig >= 0 && id < INSTANCES; id++) {
        follow_instance((int)mig, gpu, id);
    }
    if (mig >= 0) {
        sys_close((int)mig);
    }
    sys_close((int)directory);
}

static void follow_all(int capabilities) {
    for (u32 i = 0; i < session.gpu_count; i++) {
        if (session.gpus[i].minor < MIG_GPUS) {
            follow_gpu(capabilities, session.gpus + i);
        }
    }
}

/* The files that are always there, from the driver root's own. */
static long copy_file(int from, int to, const char *name) {
    char text[128];
    long file = sys_open_file(from, name, OPEN_READ);
    long size = file < 0 ? file : sys_read((int)file, text, sizeof(text) - 1);
    if (file >= 0) {
        sys_close((int)file);
    }
    if (size < 0) {
        return size;
    }
    text[size] = 0;
    return put_file(to, name, text);
}

static long fill(int tree, int from) {
    long made = sys_make_directory(tree, "mig");
    long mig = made != 0 ? made : sys_open_directory(tree, "mig");
    long old = sys_open_directory(from, "mig");
    long result = mig < 0 ? mig : old < 0 ? old : copy_file((int)old, (int)mig, "config");
    result = result != 0 ? result : copy_file((int)old, (int)mig, "monitor");
    result = result != 0 ? result : copy_file(from, tree, "fabric-imex-mgmt");
    if (made == 0 && mig >= 0) {
        sys_close((int)mig);
    }
    if (old >= 0) {
        sys_close((int)old);
    }
    return result;
}

long kernel_caps_show(void) {
    long from = sys_open_directory(AT_CWD, PLACE);
    long tree = from < 0 ? from : sys_new_tmpfs("nvidia-mock");
    long result = tree < 0 ? tree : fill((int)tree, (int)from);
    if (result == 0) {
        follow_all((int)tree);
        result = sys_attach((int)tree, AT_CWD, PLACE);
    }
    if (from >= 0) {
        sys_close((int)from);
    }
    if (tree >= 0) {
        sys_close((int)tree);
    }
    return result;
}

void kernel_caps_follow(void) {
    struct place own, around;
    if (sys_place(PLACE, &own) != 0 || sys_place(PLACE "/..", &around) != 0 || own.mount == around.mount) {
        return;
    }
    long capabilities = sys_open_directory(AT_CWD, PLACE);
    if (capabilities >= 0) {
        follow_all((int)capabilities);
        sys_close((int)capabilities);
    }
}
