#include "tree.h"

#include "output.h"

enum { INDENT = 4, COLUMN = 42 };

static int as_xml;
static u32 depth;

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
    if (as_xml && tag != 0) {
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
    if (as_xml && tag != 0) {
        put_times('\t', depth);
        /* A tag may carry attributes, its end does not. */
        u32 length = 0;
        while (tag[length] != 0 && tag[length] != ' ') {
            length++;
        }
        put("</%.*s>\n", (int)length, tag);
    }
}

void tree_leaf(const char *label, const char *tag, const char *value) {
    if (as_xml && tag != 0) {
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
