/* functions.def as text, in a section that no process loads: kind and name, a line each. */
#define ANSWERED(name) "answered " #name "\n"
#define SETTER(name) "setter " #name "\n"
#define REFUSED_DEVICE(name) "refused " #name "\n"
#define REFUSED(name) "refused " #name "\n"

__attribute__((section(".gpumock.functions"), used)) static const char functions[] =
#include "functions.def"
    ;
