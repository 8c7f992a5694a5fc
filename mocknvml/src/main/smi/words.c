#include "words.h"

#include "format.h"
#include "numbers.h"
#include "output.h"

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

int words_find(const char *text, u32 *number) {
    for (u32 i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (string_equal(text, words[i].word)) {
            if (string_equal(text, "EXCLUSIVE_THREAD")) {
                put("Warning: EXCLUSIVE_THREAD mode is deprecated and will be removed in future releases.\n");
            }
            *number = words[i].number;
            return 1;
        }
    }
    return 0;
}

int words_read_signed(const char *text, u32 *number) {
    struct number read = number_of(text, 0);
    i64 value = number_signed(read);
    if (words_find(text, number)) {
        return 1;
    }
    *number = (u32)value;
    return read.end != text && *read.end == 0 && value >= -0x80000000LL && value <= 0x7fffffff;
}

int words_read_unsigned(const char *text, u32 *number) {
    struct number read = number_of(text, 0);
    i64 value = (i64)number_unsigned(read);
    if (words_find(text, number)) {
        return 1;
    }
    *number = (u32)value;
    return read.end != text && *read.end == 0 && text[0] != '-' && !read.is_beyond && value <= 0xffffffffLL;
}
