/*
 * nvml_functions.def as text, in a section that no process touches: a line each. The first
 * letter is the kind, the rest the name without "nvml"; lines with = head the rows of a subject.
 */
#define ANSWERED "a"
#define SETTER "s"
#define REFUSED_DEVICE "r"
#define REFUSED "r"
#define REFUSED_OWN "r"
#define SUBJECT(text) "=" text "\n"
#define FUNCTION(name, kind, parameters) kind #name "\n"
#define FUNCTION_TEXT FUNCTION

__attribute__((section(".gpumock.functions"), used)) static const char functions[] =
#include "nvml_functions.def"
    ;
