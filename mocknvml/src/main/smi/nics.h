/* The network adapters that topo -m has columns for: those of InfiniBand's drivers. */
#ifndef GPUMOCK_SMI_NICS_H
#define GPUMOCK_SMI_NICS_H

#include "runtime.h"

enum { MAX_ADAPTERS = 64 };

struct nics {
    u32 count;
    struct nic {
        char name[64];
        char bus_id[32];
    } list[MAX_ADAPTERS];
};

void nics_find(struct nics *nics);

#endif
