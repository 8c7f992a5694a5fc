/* nvml_functions.def as text, in a section that no process loads: kind and name, a line each. */
#define ANSWERED "answered "
#define SETTER "setter "
#define REFUSED_DEVICE "refused "
#define REFUSED "refused "
#define FUNCTION(name, kind, parameters) kind "nvml" #name "\n"
#define FUNCTION_TEXT FUNCTION

__attribute__((section(".gpumock.functions"), used)) static const char functions[] =
#include "nvml_functions.def"
    ;
