#include "real.h"

#include "format.h"
#include "numbers.h"

enum { FRACTION_BITS = 23, EXPONENT_BIAS = 150, EXPONENT_OF_ENDLESS = 0xff, MOST_DIGITS = 40, FURTHEST = 1000 };

static int starts_small(const char *text, const char *small_word) {
    while (*small_word != 0 && (*text | 32) == *small_word) {
        text++;
        small_word++;
    }
    return *small_word == 0;
}

static int read_word(const char **text, double *number) {
    static const struct {
        const char *word;
        float number;
    } words[] = {{"infinity", __builtin_inff()}, {"inf", __builtin_inff()}, {"nan", __builtin_nanf("")}};
    for (u32 i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (starts_small(*text, words[i].word)) {
            *text += string_length(words[i].word);
            *number = words[i].number;
            return 1;
        }
    }
    return 0;
}

/* The digits as a whole number; the point stands *places from its end. 0 when there is none. */
static int read_digits(const char **text, u32 base, u64 *whole, i64 *places) {
    const char *at = *text;
    int digits = 0;
    int is_behind = 0;
    for (*whole = 0, *places = 0; digit_of(*at) < base || (*at == '.' && !is_behind); at++) {
        if (*at == '.') {
            is_behind = 1;
            continue;
        }
        int fits = *whole < 1ull << 59;
        *whole = fits ? *whole * base + digit_of(*at) : *whole;
        *places += fits ? -is_behind : !is_behind;
        digits++;
    }
    *text = digits == 0 ? *text : at;
    return digits != 0;
}

static i64 read_exponent(const char **text, char letter) {
    struct number exponent = number_of(*text + 1, 10);
    char first = (*text)[0] == 0 ? 0 : (*text)[1];
    int is_one = (**text | 32) == letter && exponent.end != *text + 1 && (digit_of(first) < 10 || first == '+' || first == '-');
    *text = is_one ? exponent.end : *text;
    return is_one ? number_signed(exponent) : 0;
}

static double scaled(double number, u32 base, i64 exponent) {
    double power = 1;
    i64 steps = exponent < 0 ? -exponent : exponent;
    for (steps = steps > FURTHEST || steps < 0 ? FURTHEST : steps; steps > 0; steps--) {
        power *= base;
    }
    return number == 0 ? 0 : exponent < 0 ? number / power : number * power;
}

static int read_number(const char **text, double *number) {
    const char *behind_0x = *text + 2;
    u64 whole;
    i64 places;
    if ((*text)[0] == '0' && ((*text)[1] | 32) == 'x' && read_digits(&behind_0x, 16, &whole, &places)) {
        *text = behind_0x;
        *number = scaled((double)whole, 2, places * 4 + read_exponent(text, 'p'));
        return 1;
    }
    if (!read_digits(text, 10, &whole, &places)) {
        return 0;
    }
    *number = scaled((double)whole, 10, places + read_exponent(text, 'e'));
    return 1;
}

float real_of(const char *text, const char **end) {
    double number = 0;
    *end = text;
    text = behind_blanks(text);
    int is_negative = *text == '-';
    text += *text == '-' || *text == '+';
    if (read_word(&text, &number) || read_number(&text, &number)) {
        *end = text;
    }
    return (float)(is_negative ? -number : number);
}

/* fraction * 2^doublings, which is whole, in decimal digits. */
static void put_whole(char *to, u32 size, const char *sign, u32 fraction, u32 doublings) {
    char digits[MOST_DIGITS];
    format(digits, sizeof(digits), "%0*u", MOST_DIGITS - 1, fraction);
    for (; doublings != 0; doublings--) {
        int carry = 0;
        for (int i = MOST_DIGITS - 2; i >= 0; i--) {
            int twice = (digits[i] - '0') * 2 + carry;
            digits[i] = (char)('0' + twice % 10);
            carry = twice / 10;
        }
    }
    const char *first = digits;
    while (*first == '0' && first[1] != 0) {
        first++;
    }
    format(to, size, "%s%s.00", sign, first);
}

/* fraction / 2^halvings; a tie goes to the even digit. */
static void put_parted(char *to, u32 size, const char *sign, u32 fraction, u32 halvings) {
    u64 hundred = (u64)fraction * 100;
    u64 one = halvings > 63 ? 0 : 1ull << halvings;
    u64 whole = one == 0 ? 0 : hundred / one;
    u64 rest = one == 0 ? 0 : hundred % one;
    whole += rest > one - rest || (one != 0 && rest == one - rest && whole % 2 == 1);
    format(to, size, "%s%llu.%02llu", sign, whole / 100, whole % 100);
}

void real_format(char to[REAL_TEXT], float number) {
    union {
        float number;
        u32 bits;
    } parts = {.number = number};
    u32 exponent = parts.bits >> FRACTION_BITS & EXPONENT_OF_ENDLESS;
    u32 fraction = (parts.bits & ((1u << FRACTION_BITS) - 1)) | (exponent == 0 ? 0 : 1u << FRACTION_BITS);
    const char *sign = parts.bits >> 31 ? "-" : "";
    if (exponent == EXPONENT_OF_ENDLESS) {
        format(to, REAL_TEXT, "%s%s", sign, number != number ? "nan" : "inf");
    } else if (exponent >= EXPONENT_BIAS) {
        put_whole(to, REAL_TEXT, sign, fraction, exponent - EXPONENT_BIAS);
    } else {
        put_parted(to, REAL_TEXT, sign, fraction, EXPONENT_BIAS - exponent);
    }
}
