#include "csv.h"

#include "codes.h"
#include "csv_lists.h"
#include "output.h"
#include "property.h"

enum { NAME_SIZE = 128 };

/* Cuts the next name off a list with commas; its length, or 0 at the end. Empty names are passed over. */
static u32 next_name(const char **list) {
    u32 length = 0;
    while (**list == ',') {
        (*list)++;
    }
    while ((*list)[length] != 0 && (*list)[length] != ',') {
        length++;
    }
    return length;
}

static int is_named(const char *name, const char *text, u32 length) {
    if (name == 0 || string_length(name) != length) {
        return 0;
    }
    for (u32 i = 0; i < length; i++) {
        if (name[i] != text[i]) {
            return 0;
        }
    }
    return 1;
}

static const struct property *const property_lists[] = {
    properties_of_identity,
    properties_of_state,
    properties_of_errors,
    properties_of_measures,
};

/* Groups of properties, which stand in a header as if they were one, but have no value. */
static const struct property groups[] = {
    {.name = "clocks.applications", .unit = ""},
    {.name = "clocks.default_applications", .unit = ""},
    {.name = "clocks.max", .unit = ""},
    {.name = "clocks_event_reasons", .unit = ""},
    {.name = "driver_model", .unit = ""},
    {.name = "ecc.errors", .unit = ""},
    {.name = "ecc.mode", .unit = ""},
    {.name = "encoder.stats", .unit = ""},
    {.name = "gom", .unit = ""},
    {.name = "gsp.mode", .unit = ""},
    {.name = "inforom", .unit = ""},
    {.name = "memory", .unit = ""},
    {.name = "mig.mode", .unit = ""},
    {.name = "protected_memory", .unit = ""},
    {.name = "reset_status", .unit = ""},
    {.name = "retired_pages", .unit = ""},
    {.name = "utilization", .unit = ""},
    {.name = "vgpu_device_capability", .unit = ""},
    {.name = "vgpu_driver_capability", .unit = ""},
};

const struct property *property_find(const char *name, u32 length) {
    for (u32 i = 0; i < sizeof(property_lists) / sizeof(property_lists[0]); i++) {
        for (const struct property *p = property_lists[i]; p->name != 0; p++) {
            if (p->since <= layout() && (is_named(p->name, name, length) || is_named(p->alias, name, length))) {
                return p;
            }
        }
    }
    for (u32 i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
        if (is_named(groups[i].name, name, length)) {
            return &groups[i];
        }
    }
    return 0;
}

int csv_asks(const char *fields, const char *name) {
    for (u32 length; (length = next_name(&fields)) != 0; fields += length) {
        if (is_named(name, fields, length)) {
            return 1;
        }
    }
    return 0;
}

static const struct column *column_find(const struct csv_list *list, const char *name, u32 length) {
    for (const struct column *c = list->columns; c->name != 0; c++) {
        if (is_named(c->name, name, length) || is_named(c->alias, name, length)) {
            return c;
        }
    }
    return 0;
}

int csv_read_format(struct csv_form *form, const char *text) {
    int csv = 0;
    *form = (struct csv_form){.header = 1, .units = 1};
    for (u32 length; (length = next_name(&text)) != 0; text += length) {
        if (is_named("csv", text, length)) {
            csv = 1;
        } else if (is_named("noheader", text, length)) {
            form->header = 0;
        } else if (is_named("nounits", text, length)) {
            form->units = 0;
        } else {
            put("Format modifier is not recognized.\n");
            return EXIT_USAGE;
        }
    }
    if (!csv) {
        put("Format modifier --format=csv is mandatory.\n");
        return EXIT_USAGE;
    }
    return 0;
}

int csv_check_fields(const char *option, const char *fields) {
    const struct csv_list *list = csv_list_find(option);
    for (u32 length; (length = next_name(&fields)) != 0; fields += length) {
        if (list == 0 ? property_find(fields, length) == 0 : column_find(list, fields, length) == 0) {
            put("Field \"%.*s\" is not a valid field to query.\n\n", (int)length, fields);
            return EXIT_USAGE;
        }
    }
    return 0;
}

static void put_separated(int first, const char *text) { put("%s%s", first ? "" : ", ", text); }

static void put_title(int first, const char *name, const char *unit) {
    char text[NAME_SIZE];
    format(text, sizeof(text), unit[0] == 0 ? "%s" : "%s [%s]", name, unit);
    put_separated(first, text);
}

static void put_header(const struct csv_list *list, const char *fields) {
    int first = 1;
    for (u32 length; (length = next_name(&fields)) != 0; fields += length) {
        if (list == 0) {
            const struct property *p = property_find(fields, length);
            put_title(first, p->name, p->unit);
        } else {
            const struct column *c = column_find(list, fields, length);
            put_title(first, c->name, c->unit);
        }
        first = 0;
    }
    put("\n");
}

static const struct property *group_in(const char *fields) {
    for (u32 length; (length = next_name(&fields)) != 0; fields += length) {
        const struct property *p = property_find(fields, length);
        if (p->value.get == 0) {
            return p;
        }
    }
    return 0;
}

static void put_value(int first, nvmlReturn_t code, const char *text, const char *unit, int units) {
    put("%s", first ? "" : ", ");
    if (code != NVML_SUCCESS) {
        put("[%s]", code_text(code));
    } else {
        put("%s%s%s", text, units && unit[0] != 0 ? " " : "", units ? unit : "");
    }
}

static void put_gpu(const struct target *target, const char *fields, struct csv_form form) {
    int first = 1;
    for (u32 length; (length = next_name(&fields)) != 0; fields += length) {
        char text[VALUE_SIZE] = "";
        const struct property *p = property_find(fields, length);
        nvmlReturn_t code = p->value.get(target->gpu, &p->value, text);
        put_value(first, code, text, p->unit, form.units);
        first = 0;
    }
    put("\n");
}

static void put_entry(const struct csv_list *list, const struct csv_row *row, const char *fields, struct csv_form form) {
    int first = 1;
    for (u32 length; (length = next_name(&fields)) != 0; fields += length) {
        static char text[CSV_TEXT_SIZE];
        const struct column *c = column_find(list, fields, length);
        text[0] = 0;
        nvmlReturn_t code = c->get(row, text);
        put_value(first, code, text, c->unit, form.units);
        first = 0;
    }
    put("\n");
}

static void put_name(const char *name, const char *alias, const char *unit) {
    put(alias == 0 ? "\"%s\"\n" : "\"%s\" or \"%s\"\n", name, alias);
    if (unit[0] != 0) {
        put("In %s.\n", unit);
    }
}

void csv_print_names(const char *option) {
    const struct csv_list *list = csv_list_find(option);
    for (const struct column *c = list == 0 ? 0 : list->columns; c != 0 && c->name != 0; c++) {
        put_name(c->name, c->alias, c->unit);
    }
    for (u32 i = 0; list == 0 && i < sizeof(property_lists) / sizeof(property_lists[0]); i++) {
        for (const struct property *p = property_lists[i]; p->name != 0; p++) {
            if (p->since <= layout()) {
                put_name(p->name, p->alias, p->unit);
            }
        }
    }
}

int csv_print(const struct targets *targets, const char *option, const char *fields, struct csv_form form) {
    const struct csv_list *list = csv_list_find(option);
    if (form.header) {
        put_header(list, fields);
    }
    const struct property *group = list == 0 ? group_in(fields) : 0;
    if (group != 0) {
        output_use(STANDARD_OUTPUT);
        put("%s : not a valid field to query.\n\n", group->name);
        return EXIT_USAGE;
    }
    for (u32 i = 0; i < targets->count; i++) {
        if (list == 0) {
            put_gpu(&targets->gpus[i], fields, form);
            continue;
        }
        struct csv_row row = {.gpu = targets->gpus[i].gpu, .fields = fields};
        list->start(&row);
        for (u32 j = 0; j < row.count; j++) {
            row.number = j;
            put_entry(list, &row, fields, form);
        }
    }
    return 0;
}
