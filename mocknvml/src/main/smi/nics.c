/* Read from sysfs, as the original does: /sys/class/infiniband/NAME/device leads to the PCI device. */
#include "nics.h"

#include "format.h"
#include "os.h"

#define DIRECTORY "/sys/class/infiniband"
enum { BLOCK = 4096, PATH_SIZE = 512 };

static void add_nic(struct nics *nics, const char *name) {
    char path[PATH_SIZE];
    char target[PATH_SIZE];
    format(path, sizeof(path), DIRECTORY "/%s/device", name);
    long length = os_read_link(path, target, sizeof(target));
    while (length > 0 && target[length - 1] != '/') {
        length--;
    }
    /* domain:bus:device.function */
    if (length > 0 && text_find(target + length, ':') != 0 && nics->count < MAX_ADAPTERS) {
        struct nic *nic = &nics->list[nics->count++];
        format(nic->name, sizeof(nic->name), "%s", name);
        format(nic->bus_id, sizeof(nic->bus_id), "%s", target + length);
    }
}

static int is_after(const struct nic *a, const struct nic *b) {
    const char *x = a->bus_id;
    const char *y = b->bus_id;
    while (*x != 0 && *x == *y) {
        x++;
        y++;
    }
    return *x > *y;
}

/* By bus id, which is the order that the PCI bus is walked in. */
static void sort(struct nics *nics) {
    for (u32 i = 1; i < nics->count; i++) {
        for (u32 j = i; j > 0 && is_after(&nics->list[j - 1], &nics->list[j]); j--) {
            struct nic other = nics->list[j];
            nics->list[j] = nics->list[j - 1];
            nics->list[j - 1] = other;
        }
    }
}

void nics_find(struct nics *nics) {
    u8 block[BLOCK] __attribute__((aligned(8)));
    long fd = sys_open(DIRECTORY, OPEN_READ | OPEN_DIRECTORY);
    long size;
    nics->count = 0;
    while (fd >= 0 && (size = sys_list((int)fd, block, sizeof(block))) > 0) {
        for (long at = 0; at < size;) {
            const struct directory_entry *entry = (const struct directory_entry *)(block + at);
            if (entry->name[0] != '.') {
                add_nic(nics, entry->name);
            }
            at += entry->length;
        }
    }
    if (fd >= 0) {
        sys_close((int)fd);
    }
    sort(nics);
}
