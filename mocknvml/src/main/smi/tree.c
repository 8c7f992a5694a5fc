#include "tree.h"

#include "output.h"

enum { INDENT = 4, COLUMN = 42, MAX_ELEMENTS = 512, MAX_NAME = 64 };

static int as_xml;
static u32 depth;

/* The elements in the order of their first appearance, while they are noted instead of printed. */
static struct {
    char name[MAX_NAME];
    int has_elements;
} elements[MAX_ELEMENTS];
static u32 element_count;
static int as_names;

static u32 name_length(const char *tag) {
    u32 length = 0;
    while (tag[length] != 0 && tag[length] != ' ') { /* attributes may follow */
        length++;
    }
    return length;
}

static void note(const char *tag, int has_elements) {
    char name[MAX_NAME];
    u32 i = 0;
    format(name, sizeof(name), "%.*s", (int)name_length(tag), tag);
    while (i < element_count && !string_equal(elements[i].name, name)) {
        i++;
    }
    if (i == element_count && element_count < MAX_ELEMENTS) {
        string_copy(elements[element_count++].name, MAX_NAME, name);
    }
    elements[i < MAX_ELEMENTS ? i : 0].has_elements |= has_elements;
}

void tree_note_names(int noted) { as_names = noted; }

void tree_put_dtd(void) {
    for (u32 i = 0; i < element_count; i++) {
        put("<!ELEMENT %s %s>\n", elements[i].name, elements[i].has_elements ? "ANY" : "(#PCDATA)");
    }
}

void tree_as_xml(int xml) { as_xml = xml; }
int tree_is_xml(void) { return as_xml; }

static void put_escaped(const char *value) {
    for (; *value != 0; value++) {
        switch (*value) {
        case '&':
            put("&amp;");
            break;
        case '<':
            put("&lt;");
            break;
        case '>':
            put("&gt;");
            break;
        case '"':
            put("&quot;");
            break;
        case '\'':
            put("&apos;");
            break;
        default:
            put("%c", *value);
        }
    }
}

void tree_open(const char *label, const char *tag) {
    if (as_names && tag != 0) {
        note(tag, 1);
    } else if (as_xml && tag != 0) {
        put_times('\t', depth);
        put("<%s>\n", tag);
    } else if (!as_xml && label != 0) {
        put_times(' ', depth * INDENT);
        put("%s\n", label);
    }
    depth++;
}

void tree_close(const char *tag) {
    depth--;
    if (as_xml && tag != 0 && !as_names) {
        put_times('\t', depth);
        put("</%.*s>\n", (int)name_length(tag), tag);
    }
}

void tree_leaf(const char *label, const char *tag, const char *value) {
    if (as_names && tag != 0) {
        note(tag, 0);
    } else if (as_xml && tag != 0) {
        put_times('\t', depth);
        put("<%s>", tag);
        put_escaped(value);
        put("</%s>\n", tag);
    } else if (!as_xml && label != 0) {
        put_times(' ', depth * INDENT);
        u32 indented = depth * INDENT;
        put("%-*s: %s\n", indented < COLUMN ? COLUMN - indented : 0, label, value);
    }
}
