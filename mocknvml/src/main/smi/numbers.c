#include "numbers.h"

u32 digit_of(char c) {
    char small = (char)(c | 32);
    return c >= '0' && c <= '9' ? (u32)(c - '0') : small >= 'a' && small <= 'z' ? (u32)(small - 'a') + 10 : 99;
}

const char *behind_blanks(const char *text) {
    while (*text == ' ' || (*text >= '\t' && *text <= '\r')) {
        text++;
    }
    return text;
}

/* Without a digit behind it, 0x is a 0 and something else. */
static int is_hexadecimal(const char *digits) {
    return digits[0] == '0' && (digits[1] | 32) == 'x' && digit_of(digits[2]) < 16;
}

static u32 base_of(const char *digits) { return is_hexadecimal(digits) ? 16 : *digits == '0' ? 8 : 10; }

struct number number_of(const char *text, u32 base) {
    struct number number = {.end = text};
    text = behind_blanks(text);
    number.is_negative = *text == '-';
    text += *text == '-' || *text == '+';
    base = base == 0 ? base_of(text) : base;
    text += base == 16 && is_hexadecimal(text) ? 2 : 0;
    for (; digit_of(*text) < base; text++) {
        number.is_beyond |= __builtin_mul_overflow(number.magnitude, base, &number.magnitude);
        number.is_beyond |= __builtin_add_overflow(number.magnitude, digit_of(*text), &number.magnitude);
        number.end = text + 1;
    }
    number.magnitude = number.is_beyond ? ~0ull : number.magnitude;
    return number;
}

u64 number_unsigned(struct number number) {
    return number.is_negative && !number.is_beyond ? 0 - number.magnitude : number.magnitude;
}

i64 number_signed(struct number number) {
    const u64 most = ~0ull >> 1;
    if (number.is_negative) {
        return number.magnitude > most ? -(i64)most - 1 : -(i64)number.magnitude;
    }
    return number.magnitude > most ? (i64)most : (i64)number.magnitude;
}

int number_scan(const char *text, const char **end, u32 *number) {
    struct number read = number_of(text, 10);
    *number = (u32)number_unsigned(read);
    if (end != 0) {
        *end = read.end;
    }
    return read.end != text;
}
