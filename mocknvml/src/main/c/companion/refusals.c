/* The functions of the library whose list is FUNCTIONS that only refuse. */
#include "companion.h"

#define ANSWERED(name)
#define REFUSED(name, result) \
    EXPORT long name(void); \
    EXPORT long name(void) { \
        return result; \
    }
#include FUNCTIONS
