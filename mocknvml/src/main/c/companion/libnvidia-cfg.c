/* There is no PCI device that it could open: the list is empty. */
#include "companion.h"

EXPORT int nvCfgGetPciDevices(int *count, void **devices);

EXPORT int nvCfgGetPciDevices(int *count, void **devices) {
    if (count != 0) {
        *count = 0;
    }
    if (devices != 0) {
        *devices = 0;
    }
    return NVCFG_FALSE;
}
