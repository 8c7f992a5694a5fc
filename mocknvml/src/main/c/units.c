/* S-class units, racks of GPUs of long ago: the node has none, so every number is wrong. */
#include "session.h"

NVML nvmlUnitGetCount(u32 *count) {
    REQUIRE_SESSION();
    REQUIRE_POINTER(count);
    *count = 0;
    return NVML_SUCCESS;
}

NVML nvmlUnitGetHandleByIndex(u32 index, nvmlUnit_t *unit) {
    (void)index;
    (void)unit;
    REQUIRE_SESSION();
    return NVML_ERROR_INVALID_ARGUMENT;
}
