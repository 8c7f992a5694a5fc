#include "words.h"

#include "format.h"

/* Every option reads any of these words as its number. */
static const struct {
    const char *word;
    u32 number;
} words[] = {
    {"DISABLED", 0},         {"ENABLED", 1},  {"VOLATILE", 0},     {"AGGREGATE", 1},  {"DEFAULT", 0},
    {"EXCLUSIVE_THREAD", 1}, {"PROHIBITED", 2}, {"EXCLUSIVE_PROCESS", 3}, {"ALL_ON", 0}, {"COMPUTE", 1},
    {"LOW_DP", 2},           {"RESTORE_DEFAULT", 0}, {"OVERRIDE", 1}, {"UNRESTRICTED", 0}, {"RESTRICTED", 1},
    {"WDDM", 0},             {"TCC", 1},      {"GREEN", 0},        {"AMBER", 1},
};

static u32 digit_of(char c) { return c >= '0' && c <= '9' ? (u32)(c - '0') : (c | 32) >= 'a' ? (u32)(c | 32) - 'a' + 10 : 99; }

/* As strtol reads it with base 0, to the text's end and within the bounds. */
int words_read_number(const char *text, i64 min, i64 max, i64 *number) {
    u32 base = 10;
    while (*text == ' ') {
        text++;
    }
    int negative = *text == '-';
    text += *text == '-' || *text == '+';
    if (text[0] == '0' && text[1] != 0) {
        base = (text[1] | 32) == 'x' ? 16 : 8;
        text += base == 16 ? 2 : 1;
    }
    *number = 0;
    const char *start = text;
    for (; digit_of(*text) < base; text++) {
        *number = *number > max ? *number : *number * base + digit_of(*text);
    }
    *number = negative ? -*number : *number;
    return text != start && *text == 0 && *number >= min && *number <= max;
}

int words_read(const char *text, i64 min, i64 max, i64 *number) {
    for (u32 i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (string_equal(text, words[i].word)) {
            *number = words[i].number;
            return 1;
        }
    }
    return words_read_number(text, min, max, number);
}
