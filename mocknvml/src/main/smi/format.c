#include "format.h"

struct sink {
    char *to;
    u32 size, length;
};

/* A va_list parameter may be an array, whose address is not that of a va_list: hence the struct. */
struct list {
    va_list arguments;
};

struct conversion {
    int left, zeros, precision, is_long;
    u32 width;
};

static void add(struct sink *sink, char c) {
    if (sink->length + 1 < sink->size) {
        sink->to[sink->length++] = c;
    }
}

static void add_padded(struct sink *sink, const struct conversion *how, const char *text, u32 length) {
    u32 padding = how->width > length ? how->width - length : 0;
    for (u32 i = 0; !how->left && i < padding; i++) {
        add(sink, how->zeros ? '0' : ' ');
    }
    for (u32 i = 0; i < length; i++) {
        add(sink, text[i]);
    }
    for (u32 i = 0; how->left && i < padding; i++) {
        add(sink, ' ');
    }
}

static void add_text(struct sink *sink, const struct conversion *how, const char *text) {
    u32 length = 0;
    while ((how->precision < 0 || length < (u32)how->precision) && text[length] != 0) {
        length++;
    }
    add_padded(sink, how, text, length);
}

static void add_number(struct sink *sink, struct conversion *how, u64 number, int negative, char kind) {
    char digits[32];
    char *end = digits;
    if (negative) {
        *end++ = '-';
    }
    text_number(end, number, kind == 'x' || kind == 'X' ? 16 : 10, 1);
    for (; kind == 'x' && *end != 0; end++) {
        *end |= 0x20; /* digits keep their code, letters become small */
    }
    add_padded(sink, how, digits, (u32)string_length(digits));
}

static const char *parse(const char *text, struct conversion *how, struct list *list) {
    for (; *text == '-' || *text == '0'; text++) {
        how->left |= *text == '-';
        how->zeros |= *text == '0';
    }
    if (*text == '*') {
        how->width = va_arg(list->arguments, u32);
        text++;
    }
    for (; *text >= '0' && *text <= '9'; text++) {
        how->width = how->width * 10 + (u32)(*text - '0');
    }
    if (*text == '.') {
        how->precision = 0;
        text++;
        if (*text == '*') {
            how->precision = va_arg(list->arguments, int);
            text++;
        }
        for (; *text >= '0' && *text <= '9'; text++) {
            how->precision = how->precision * 10 + (*text - '0');
        }
    }
    for (; *text == 'l'; text++) {
        how->is_long = 1;
    }
    return text;
}

static void convert(struct sink *sink, char kind, struct conversion *how, struct list *list) {
    if (kind == 's') {
        add_text(sink, how, va_arg(list->arguments, const char *));
    } else if (kind == 'c') {
        char c = (char)va_arg(list->arguments, int);
        add_padded(sink, how, &c, 1);
    } else if (kind == 'd') {
        i64 number = how->is_long ? va_arg(list->arguments, i64) : va_arg(list->arguments, int);
        add_number(sink, how, number < 0 ? 0 - (u64)number : (u64)number, number < 0, kind);
    } else if (kind == '%') {
        add(sink, '%');
    } else {
        u64 number = how->is_long ? va_arg(list->arguments, u64) : va_arg(list->arguments, u32);
        add_number(sink, how, number, 0, kind);
    }
}

u32 format_list(char *to, u32 size, const char *text, va_list arguments) {
    struct sink sink = {to, size, 0};
    struct list list;
    va_copy(list.arguments, arguments);
    for (; *text != 0; text++) {
        if (*text != '%') {
            add(&sink, *text);
            continue;
        }
        struct conversion how = {0, 0, -1, 0, 0};
        text = parse(text + 1, &how, &list);
        convert(&sink, *text, &how, &list);
    }
    va_end(list.arguments);
    to[sink.length] = 0;
    return sink.length;
}

u32 format(char *to, u32 size, const char *text, ...) {
    va_list arguments;
    va_start(arguments, text);
    u32 length = format_list(to, size, text, arguments);
    va_end(arguments);
    return length;
}

/*
 * How a double (or float) that should be thousandths / 1000 compares with it: decides a tie, for the
 * original divides floating point numbers and printf then sees their exact value.
 */
static int compare(u64 thousandths, int as_float) {
    union {
        double number;
        u64 bits;
    } d = {.number = as_float ? (double)((float)thousandths / 1000.0f) : (double)thousandths / 1000.0};
    u64 mantissa = (d.bits & ((1ull << 52) - 1)) | 1ull << 52;
    int shift = 1075 - (int)(d.bits >> 52 & 0x7ff);
    if (shift <= 0 || shift >= 64) {
        return 0;
    }
    unsigned __int128 have = (unsigned __int128)mantissa * 1000;
    unsigned __int128 want = (unsigned __int128)thousandths << shift;
    return have < want ? -1 : have > want;
}

static void put_fixed(char *to, u32 size, i64 thousandths, u32 decimals, int as_float) {
    static const u32 units[] = {1000, 100, 10, 1};
    static const u32 scales[] = {1, 10, 100, 1000};
    u64 all = thousandths < 0 ? 0 - (u64)thousandths : (u64)thousandths;
    u32 half = units[decimals] / 2;
    u64 rounded = (all + half) / units[decimals];
    if (half != 0 && all % units[decimals] == half) {
        int order = compare(all, as_float);
        rounded -= order < 0 || (order == 0 && rounded % 2 == 1); /* a true tie goes to the even digit */
    }
    const char *sign = thousandths < 0 ? "-" : "";
    if (decimals == 0) {
        format(to, size, "%s%llu", sign, rounded);
    } else {
        format(to, size, "%s%llu.%0*llu", sign, rounded / scales[decimals], decimals, rounded % scales[decimals]);
    }
}

void format_thousandths(char *to, u32 size, i64 thousandths, u32 decimals) {
    put_fixed(to, size, thousandths, decimals, 0);
}

void format_float(char *to, u32 size, i64 thousandths, u32 decimals) { put_fixed(to, size, thousandths, decimals, 1); }

void format_general(char *to, u32 size, u64 thousandths) {
    u64 whole = thousandths / 1000;
    u32 decimals = whole < 1000 ? 3 : whole < 10000 ? 2 : whole < 100000 ? 1 : 0;
    format_thousandths(to, size, (i64)thousandths, decimals);
    if (decimals != 0) {
        u32 length = (u32)string_length(to);
        while (to[length - 1] == '0') {
            to[--length] = 0;
        }
        if (to[length - 1] == '.') {
            to[--length] = 0;
        }
    }
}

size_t string_length(const char *text) {
    size_t length = 0;
    while (text[length] != 0) {
        length++;
    }
    return length;
}

int string_equal(const char *a, const char *b) { return text_starts(a, b) && a[string_length(b)] == 0; }

int string_copy(char *to, size_t size, const char *text) {
    size_t length = string_length(text) + 1;
    if (length > size) {
        return 0;
    }
    memcpy(to, text, length);
    return 1;
}

int text_starts(const char *text, const char *start) {
    while (*start != 0 && *text == *start) {
        text++;
        start++;
    }
    return *start == 0;
}

const char *text_find(const char *text, char c) {
    while (*text != 0 && *text != c) {
        text++;
    }
    return *text == c ? text : 0;
}

i64 text_to_number(const char *text, const char **end) {
    i64 number = 0;
    int negative = *text == '-';
    text += *text == '-' || *text == '+';
    for (; *text >= '0' && *text <= '9'; text++) {
        number = number < (i64)1 << 58 ? number * 10 + (*text - '0') : number;
    }
    if (end != 0) {
        *end = text;
    }
    return negative ? -number : number;
}
