/*
 * nvidia-cdi-hook, for nodes that have no container toolkit: specifications that NVIDIA's plug-ins write
 * name it by the toolkit's commands and options. Nothing of the image is run, and nothing of it replaced.
 */
#include "container.h"
#include "format.h"
#include "os.h"

enum { STANDARD_ERROR = 2, BLOCK = 8192 };

/* Where the loaders of images look without being told: glibc's on Debian, musl's, glibc's on others. */
static const char *const loader_folders[] = {
#if defined(__x86_64__)
    "/usr/lib/x86_64-linux-gnu",
#else
    "/usr/lib/aarch64-linux-gnu",
#endif
    "/usr/lib64", "/usr/lib"};
enum { LOADER_FOLDERS = sizeof(loader_folders) / sizeof(loader_folders[0]) };

static int fail(const char *command, const char *why) {
    char line[256];
    u32 length = format(line, sizeof(line), "nvidia-cdi-hook: %s: %s\n", command, why);
    os_write(STANDARD_ERROR, line, length);
    return 1;
}

/* The value of the option, given behind it or behind "=", from *at on; 0 when there is none any more. */
static const char *next_option(int count, char **arguments, int *at, const char *option) {
    size_t length = string_length(option);
    while (*at < count) {
        const char *argument = arguments[(*at)++];
        if (text_starts(argument, option) && argument[length] == '=') {
            return argument + length + 1;
        }
        if (string_equal(argument, option) && *at < count) {
            return arguments[(*at)++];
        }
    }
    return 0;
}

/* All folders on the way to a file. */
static void make_folders(const char *path) {
    char folder[PATH_SIZE];
    for (size_t i = 0; path[i] != 0 && i < PATH_SIZE - 1; i++) {
        folder[i] = path[i];
        folder[i + 1] = 0;
        if (i != 0 && path[i + 1] == '/') {
            make_directory(folder);
        }
    }
}

/* --link TARGET::LINK, as often as there are links. What the image has already stays. */
static const char *create_symlinks(int count, char **arguments) {
    char target[PATH_SIZE];
    const char *link;
    for (int at = 2; (link = next_option(count, arguments, &at, "--link")) != 0;) {
        size_t length = 0;
        while (link[length] != 0 && !text_starts(link + length, "::")) {
            length++;
        }
        if (link[length] == 0 || length >= PATH_SIZE) {
            return "--link wants TARGET::LINK";
        }
        memcpy(target, link, length);
        target[length] = 0;
        make_folders(link + length + 2);
        long result = make_link(link + length + 2, target);
        if (result != 0 && result != -ERRNO_EXISTS) {
            return "a link cannot be made in the container";
        }
    }
    return 0;
}

static int is_driver_library(const char *name) {
    return text_starts(name, "libnv") || text_starts(name, "libcuda");
}

/* The driver's libraries of a folder, under their names in one where the image's loader looks. */
static void link_libraries(const char *folder, const char *loader_folder) {
    _Alignas(8) u8 block[BLOCK];
    char target[PATH_SIZE], path[PATH_SIZE];
    long size, directory = sys_open(folder, OPEN_DIRECTORY);
    while (directory >= 0 && (size = sys_list((int)directory, block, sizeof(block))) > 0) {
        const struct directory_entry *entry;
        for (long at = 0; at < size; at += entry->length) {
            entry = (const struct directory_entry *)(block + at);
            if (is_driver_library(entry->name)) {
                format(target, sizeof(target), "%s/%s", folder, entry->name);
                format(path, sizeof(path), "%s/%s", loader_folder, entry->name);
                make_link(path, target);
            }
        }
    }
    if (directory >= 0) {
        sys_close((int)directory);
    }
}

/*
 * --folder FOLDER, as often as there are folders with libraries. A cache would take running the image's
 * ldconfig with the runtime's rights, so the libraries are linked where no cache is needed.
 */
static const char *update_ldcache(int count, char **arguments) {
    const char *folder;
    for (int at = 2; (folder = next_option(count, arguments, &at, "--folder")) != 0;) {
        for (u32 i = 0; i < LOADER_FOLDERS; i++) {
            if (!string_equal(folder, loader_folders[i]) && sys_exists(loader_folders[i]) == 0) {
                link_libraries(folder, loader_folders[i]);
            }
        }
    }
    return 0;
}

int program(int count, char **arguments, char **environment) {
    const char *command = count > 1 ? arguments[1] : "";
    const char *why;
    (void)environment;
    if (command[0] == 0) {
        return fail("no command", "container runtimes call this with those of a CDI specification");
    }
    /* The others make a real driver's CUDA fit, its nodes be left alone, its settings known: all is so. */
    if (!string_equal(command, "create-symlinks") && !string_equal(command, "update-ldcache")) {
        return 0;
    }
    why = container_enter();
    if (why == 0) {
        why = command[0] == 'c' ? create_symlinks(count, arguments) : update_ldcache(count, arguments);
    }
    return why != 0 ? fail(command, why) : 0;
}
