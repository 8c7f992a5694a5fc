/* The compiler's errors by name. */
#include "companion.h"

EXPORT const char *nvvmGetErrorString(int result);

EXPORT const char *nvvmGetErrorString(int result) {
    static const char names[][36] = {
        "NVVM_SUCCESS", "NVVM_ERROR_OUT_OF_MEMORY", "NVVM_ERROR_PROGRAM_CREATION_FAILURE", "NVVM_ERROR_IR_VERSION_MISMATCH",
        "NVVM_ERROR_INVALID_INPUT", "NVVM_ERROR_INVALID_PROGRAM", "NVVM_ERROR_INVALID_IR", "NVVM_ERROR_INVALID_OPTION",
        "NVVM_ERROR_NO_MODULE_IN_PROGRAM", "NVVM_ERROR_COMPILATION",
    };
    return result >= 0 && result < (int)(sizeof names / sizeof names[0]) ? names[result] : "NVVM_ERROR not found";
}
