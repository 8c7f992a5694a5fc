/* The lists with several lines per GPU: processes, clocks, pages, rows. */
#ifndef GPUMOCK_SMI_CSV_LISTS_H
#define GPUMOCK_SMI_CSV_LISTS_H

#include "nvml.h"
#include "runtime.h"

enum { CSV_TEXT_SIZE = 4200 };

struct csv_row {
    nvmlDevice_t gpu;
    u32 number, count;
    nvmlReturn_t code; /* of the list: its columns show it */
    const char *fields; /* what is asked for */
};

struct column {
    const char *name, *alias, *unit;
    nvmlReturn_t (*get)(const struct csv_row *row, char *text);
};

struct csv_list {
    const char *option;
    void (*start)(struct csv_row *row); /* reads the GPU's list and counts it */
    const struct column *columns;       /* ends with one without a name */
};

/* Whether the list of fields has the name. */
int csv_asks(const char *fields, const char *name);

/* NULL for --query-gpu, whose lines are made of properties. */
const struct csv_list *csv_list_find(const char *option);

#endif
