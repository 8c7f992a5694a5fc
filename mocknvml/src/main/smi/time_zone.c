#include "time_zone.h"

#include "format.h"
#include "numbers.h"
#include "os.h"

enum { FILE_SIZE = 16384, HEADER = 44 };

struct zone_file {
    u8 bytes[FILE_SIZE];
    u32 size;
};

static i64 big_endian(const u8 *bytes, u32 size) {
    u64 number = bytes[0] & 0x80 ? ~0ull : 0;
    for (u32 i = 0; i < size; i++) {
        number = number << 8 | bytes[i];
    }
    return (i64)number;
}

/* Counts of a header: of UT marks, standard marks, leap seconds, transitions, types, characters. */
static u32 count(const u8 *header, u32 which) { return (u32)big_endian(header + 20 + 4 * which, 4); }

static u64 block_size(const u8 *h, u32 width) {
    return (u64)count(h, 3) * (width + 1) + (u64)count(h, 4) * 6 + count(h, 5) + (u64)count(h, 2) * (width + 4) +
           count(h, 1) + count(h, 0);
}

static int is_header(const struct zone_file *file, u64 at) {
    return at + HEADER <= file->size && text_starts((const char *)file->bytes + at, "TZif");
}

/* The offset of the last change before the moment, from the block with 64-bit times. */
static int from_table(const struct zone_file *file, u64 at, i64 moment, i64 *offset, int *after_last) {
    const u8 *header = file->bytes + at;
    u32 changes = count(header, 3);
    u32 types = count(header, 4);
    u64 end = at + HEADER + block_size(header, 8);
    if (end > file->size || types == 0) {
        return 0;
    }
    const u8 *times = header + HEADER;
    const u8 *kinds = times + (u64)changes * 8;
    const u8 *records = kinds + changes;
    u32 type = 0;
    for (u32 i = 0; i < changes && big_endian(times + (u64)i * 8, 8) <= moment; i++) {
        type = kinds[i];
    }
    *after_last = changes == 0 || big_endian(times + (u64)(changes - 1) * 8, 8) <= moment;
    *offset = type < types ? big_endian(records + type * 6, 4) : 0;
    return 1;
}

static int is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* Three letters or more, or between < and > also digits and signs. */
static int read_name(const char **text) {
    enum { LEAST = 3 };
    const char *c = *text;
    int is_quoted = *c == '<';
    c += is_quoted;
    const char *start = c;
    while (is_letter(*c) || (is_quoted && (is_digit(*c) || *c == '+' || *c == '-'))) {
        c++;
    }
    int is_name = c - start >= LEAST && (!is_quoted || *c == '>');
    *text = is_name ? c + is_quoted : *text;
    return is_name;
}

enum { HOURS, MINUTES, SECONDS, PARTS };

/* h, h:mm or h:mm:ss, of each number the low half as a short has; 0: there is none. */
static int read_parts(const char **text, u16 parts[PARTS]) {
    u32 count = 0;
    for (const char *c = *text; count < PARTS; c = *text + 1) {
        struct number number = number_of(c, 10);
        if (number.end == c) {
            break;
        }
        parts[count++] = (u16)number_unsigned(number);
        *text = number.end;
        if (*number.end != ':') {
            break;
        }
    }
    return count != 0;
}

static i64 least(u16 number, i64 most) { return number < most ? number : most; }

/* What local time is ahead, of a text that counts westward; 0: no number stands behind the sign. */
static int read_offset(const char **text, i64 *offset) {
    u16 parts[PARTS] = {0};
    int is_ahead = **text == '-';
    *text += **text == '-' || **text == '+';
    if (!read_parts(text, parts)) {
        return 0;
    }
    i64 seconds = least(parts[HOURS], 24) * 3600 + least(parts[MINUTES], 59) * 60 + least(parts[SECONDS], 59);
    *offset = is_ahead ? seconds : -seconds;
    return 1;
}

static i64 days_to_year(i64 year) {
    i64 before = year - 1;
    return (year - 1970) * 365 + (before / 4 - before / 100 + before / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
}

static int is_leap(i64 year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static i64 day_of_week_rule(i64 year, i64 month, i64 week, i64 weekday) {
    static const u16 starts[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    i64 leap = is_leap(year) && month > 2;
    i64 first = days_to_year(year) + starts[month - 1] + leap;
    i64 length = starts[month] - starts[month - 1] + (is_leap(year) && month == 2);
    i64 day = weekday - (first + 4) % 7;
    day += day < 0 ? 7 : 0;
    for (i64 i = 1; i < week && day + 7 < length; i++) {
        day += 7;
    }
    return first + day;
}

/* A day of each year, and seconds since it began: Mm.w.d, Jn or n, with /time. */
struct change {
    enum { COUNTED, JULIAN, WEEKDAY } kind;
    u16 month, week, day;
    i64 seconds;
};

static int read_weekday(const char **text, struct change *change) {
    u16 *const numbers[] = {&change->month, &change->week, &change->day};
    for (u32 i = 0; i < 3; i++) {
        struct number number = number_of(*text, 10);
        *numbers[i] = (u16)number_unsigned(number);
        if (number.end == *text || (i < 2 && *number.end != '.')) {
            return 0;
        }
        *text = number.end + (i < 2);
    }
    return change->month >= 1 && change->month <= 12 && change->week >= 1 && change->week <= 5 && change->day <= 6;
}

static int read_day(const char **text, struct change *change) {
    enum { MOST = 365 };
    change->kind = **text == 'J' ? JULIAN : COUNTED;
    *text += change->kind == JULIAN;
    if (!is_digit(**text)) {
        return 0;
    }
    struct number number = number_of(*text, 10);
    *text = number.end;
    change->day = number.magnitude <= MOST ? (u16)number.magnitude : 0;
    return number.magnitude <= MOST && (change->kind == COUNTED || number.magnitude != 0);
}

static int read_time_of_day(const char **text, struct change *change) {
    u16 parts[PARTS] = {2, 0, 0};
    if (**text == 0) {
        return 0;
    }
    int is_before = **text == '-';
    *text += is_before;
    read_parts(text, parts);
    i64 seconds = parts[HOURS] * 3600ll + parts[MINUTES] * 60ll + parts[SECONDS];
    change->seconds = is_before ? -seconds : seconds;
    return 1;
}

/* usual: where nothing is said. What was read of a change that is none stays, as in the C library. */
static int read_change(const char **text, struct change *change, struct change usual) {
    int is_good = 1;
    *text += **text == ',';
    if (**text == 0) {
        *change = usual;
    } else if (**text == 'M') {
        change->kind = WEEKDAY;
        *text += 1;
        is_good = read_weekday(text, change);
    } else if (**text == 'J' || is_digit(**text)) {
        is_good = read_day(text, change);
    } else {
        return 0;
    }
    if (!is_good || (**text != 0 && **text != '/' && **text != ',')) {
        return 0;
    }
    change->seconds = 7200;
    if (**text != '/') {
        return 1;
    }
    *text += 1;
    return read_time_of_day(text, change);
}

static i64 moment_of(const struct change *change, i64 year) {
    i64 day = days_to_year(year);
    if (change->kind == WEEKDAY) {
        int is_month = change->month >= 1 && change->month <= 12;
        day = is_month ? day_of_week_rule(year, change->month, change->week, change->day) : day;
    } else if (change->kind == JULIAN) {
        day += change->day - 1 + (change->day >= 60 && is_leap(year));
    } else {
        day += change->day;
    }
    return day * 86400 + change->seconds;
}

static i64 year_of(i64 moment) {
    i64 year = 1970 + moment / 31556952;
    year -= days_to_year(year) * 86400 > moment;
    return year + (days_to_year(year + 1) * 86400 <= moment);
}

/* std offset [dst [offset] [,start,end]]; what is wrong of it is taken as the C library takes it. */
static i64 from_rule(const char *rule, i64 moment) {
    struct change start = {0};
    struct change end = {0};
    i64 standard = 0;
    i64 summer = 0;
    if (!read_name(&rule) || (*rule != '+' && *rule != '-' && !is_digit(*rule)) || !read_offset(&rule, &standard)) {
        return 0;
    }
    if (*rule == 0) {
        return standard;
    }
    if (read_name(&rule) && !read_offset(&rule, &summer)) {
        summer = standard + 3600;
    }
    if (read_change(&rule, &start, (struct change){WEEKDAY, 3, 2, 0, 7200})) {
        read_change(&rule, &end, (struct change){WEEKDAY, 11, 1, 0, 7200});
    }
    i64 year = year_of(moment);
    i64 first = moment_of(&start, year) - standard;
    i64 last = moment_of(&end, year) - summer;
    int is_summer = first > last ? moment < last || moment >= first : moment >= first && moment < last;
    return is_summer ? summer : standard;
}

static i64 from_file(struct zone_file *file, i64 moment) {
    i64 offset = 0;
    int after_last = 0;
    if (!is_header(file, 0)) {
        return 0;
    }
    u64 second = HEADER + block_size(file->bytes, 4);
    if (file->bytes[4] < '2' || !is_header(file, second) || !from_table(file, second, moment, &offset, &after_last)) {
        return 0;
    }
    u64 footer = second + HEADER + block_size(file->bytes + second, 8);
    if (after_last && footer + 2 < file->size && file->bytes[footer] == '\n' && file->bytes[footer + 1] != '\n') {
        file->bytes[file->size - 1] = 0; /* which is the line's end */
        return from_rule((const char *)file->bytes + footer + 1, moment);
    }
    return offset;
}

static int read_zone(struct zone_file *file, const char *path) {
    long fd = sys_open(path, OPEN_READ);
    if (fd < 0) {
        return 0;
    }
    long size = os_read_at((int)fd, file->bytes, sizeof(file->bytes), 0);
    sys_close((int)fd);
    file->size = size < 0 ? 0 : (u32)size;
    return size > HEADER;
}

i64 time_zone_offset(char **environment, i64 moment) {
    static struct zone_file file;
    char path[256] = "/etc/localtime";
    const char *name = environment == 0 ? 0 : environment_value(environment, "TZ");
    if (name != 0) {
        name += *name == ':';
        format(path, sizeof(path), *name == '/' ? "%s" : "/usr/share/zoneinfo/%s", *name == 0 ? "UTC" : name);
    }
    if (read_zone(&file, path)) {
        return from_file(&file, moment);
    }
    return name == 0 || *name == 0 ? 0 : from_rule(name, moment);
}
