/* As much of JSON as finding a member of an object takes. Texts end with a NUL. */
#ifndef GPUMOCK_HOOK_JSON_H
#define GPUMOCK_HOOK_JSON_H

#include "runtime.h"

/* The value of a member of the object that the text starts with; 0 where there is none, or no object. */
const char *json_member(const char *object, const char *name);
/* A string value without its escapes; 0 where it is no string, does not fit, or needs more than ASCII. */
int json_string(const char *value, char *to, size_t size);

#endif
