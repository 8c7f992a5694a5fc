#include "json.h"

static const char *skip_blanks(const char *text) {
    while (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r') {
        text++;
    }
    return text;
}

/* Behind the string that the text starts with; at the NUL where it does not end. */
static const char *skip_string(const char *text) {
    for (text++; *text != 0 && *text != '"'; text++) {
        if (*text == '\\' && text[1] != 0) {
            text++;
        }
    }
    return *text == '"' ? text + 1 : text;
}

/* Behind the value that the text starts with: brackets within are counted, whichever they are. */
static const char *skip_value(const char *text) {
    u32 depth = 0;
    while (*text != 0) {
        if (*text == '"') {
            text = skip_string(text);
            continue;
        }
        if (depth == 0 && (*text == ',' || *text == '}' || *text == ']')) {
            return text;
        }
        depth += (u32)(*text == '{' || *text == '[') - (u32)(*text == '}' || *text == ']');
        text++;
    }
    return text;
}

static int is_key(const char *key, const char *name) {
    for (key++; *name != 0 && *key == *name; key++) {
        name++;
    }
    return *name == 0 && *key == '"';
}

const char *json_member(const char *object, const char *name) {
    const char *at = skip_blanks(object);
    if (*at != '{') {
        return 0;
    }
    do {
        const char *key = skip_blanks(at + 1);
        if (*key != '"') {
            return 0;
        }
        at = skip_blanks(skip_string(key));
        if (*at != ':') {
            return 0;
        }
        at = skip_blanks(at + 1);
        if (is_key(key, name)) {
            return at;
        }
        at = skip_blanks(skip_value(at));
    } while (*at == ',');
    return 0;
}

int json_string(const char *value, char *to, size_t size) {
    size_t length = 0;
    if (*value != '"') {
        return 0;
    }
    for (value++; *value != '"'; value++) {
        if (*value == '\\') {
            value++;
            if (*value != '"' && *value != '\\' && *value != '/') {
                return 0;
            }
        }
        if (*value == 0 || length + 1 >= size) {
            return 0;
        }
        to[length++] = *value;
    }
    to[length] = 0;
    return 1;
}
