/* The properties of --query-gpu. */
#ifndef GPUMOCK_SMI_PROPERTY_H
#define GPUMOCK_SMI_PROPERTY_H

#include "layout.h"
#include "value.h"

struct property {
    const char *name, *alias; /* alias: NULL where there is none */
    const char *unit;         /* in the header and behind each value; "" for none */
    u32 since;
    struct value value;
};

/* Lists end with a property without a name; in this order they are that which the help has. */
extern const struct property properties_of_identity[], properties_of_state[], properties_of_errors[],
    properties_of_measures[];

/* NULL when no property has the name; length is that of the name, which need not end there. */
const struct property *property_find(const char *name, u32 length);

#define PROPERTY(text, ...) {.name = (text), .unit = "", .value = __VA_ARGS__}
#define PROPERTY_ALIAS(text, other, ...) {.name = (text), .alias = (other), .unit = "", .value = __VA_ARGS__}
#define PROPERTY_UNIT(text, suffix, ...) {.name = (text), .unit = (suffix), .value = __VA_ARGS__}
#define PROPERTY_BOTH(text, other, suffix, ...) \
    {.name = (text), .alias = (other), .unit = (suffix), .value = __VA_ARGS__}
#define MEBIBYTES(text, function, which) PROPERTY_UNIT(text, "MiB", CUSTOM(function, which))
#define PROPERTY_550(text, ...) {.name = (text), .unit = "", .since = LAYOUT_550, .value = __VA_ARGS__}

#endif
