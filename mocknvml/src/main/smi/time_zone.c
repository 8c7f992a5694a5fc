#include "time_zone.h"

#include "format.h"
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

static const char *skip_name(const char *rule) {
    if (*rule == '<') {
        while (*rule != 0 && *rule != '>') {
            rule++;
        }
        return rule + (*rule == '>');
    }
    while ((*rule >= 'A' && *rule <= 'Z') || (*rule >= 'a' && *rule <= 'z')) {
        rule++;
    }
    return rule;
}

/* h, h:mm or h:mm:ss with an optional sign. */
static const char *read_time(const char *rule, i64 *seconds) {
    int negative = *rule == '-';
    i64 total = text_to_number(rule + (*rule == '-' || *rule == '+'), &rule) * 3600;
    for (i64 unit = 60; *rule == ':' && unit != 0; unit /= 60) {
        total += text_to_number(rule + 1, &rule) * unit;
    }
    *seconds = negative ? -total : total;
    return rule;
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
    i64 day = (weekday - (first + 4) % 7 + 7) % 7 + (week - 1) * 7;
    return first + (day >= length ? day - 7 : day);
}

/* A rule's change in a year, in seconds since 1970 of the local time before it: Mm.w.d, Jn or n, with /time. */
static const char *read_change(const char *rule, i64 year, i64 *seconds) {
    i64 day = days_to_year(year);
    i64 time = 7200;
    if (*rule == 'M') {
        i64 month = text_to_number(rule + 1, &rule);
        i64 week = *rule == '.' ? text_to_number(rule + 1, &rule) : 1;
        i64 weekday = *rule == '.' ? text_to_number(rule + 1, &rule) : 0;
        day = month >= 1 && month <= 12 ? day_of_week_rule(year, month, week, weekday) : day;
    } else {
        int julian = *rule == 'J';
        i64 number = text_to_number(rule + julian, &rule) - julian;
        day += number + (julian && is_leap(year) && number >= 59);
    }
    if (*rule == '/') {
        rule = read_time(rule + 1, &time);
    }
    *seconds = day * 86400 + time;
    return rule;
}

/* std offset [dst [offset] [,start,end]]; offsets count westward. */
static i64 from_rule(const char *rule, i64 moment) {
    i64 standard;
    i64 summer;
    i64 start;
    i64 end;
    rule = read_time(skip_name(rule), &standard);
    if (*rule == 0 || *rule == '\n') {
        return -standard;
    }
    rule = skip_name(rule);
    summer = standard - 3600;
    if (*rule != ',' && *rule != 0) {
        rule = read_time(rule, &summer);
    }
    i64 year = 1970 + moment / 31556952;
    rule = read_change(*rule == ',' ? rule + 1 : "M3.2.0", year, &start);
    read_change(*rule == ',' ? rule + 1 : "M11.1.0", year, &end);
    start += standard;
    end += summer;
    int in_summer = start < end ? moment >= start && moment < end : moment >= start || moment < end;
    return in_summer ? -summer : -standard;
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
        file->bytes[file->size - 1] = 0;
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
    return name != 0 && *name != 0 && *name != '/' && text_find("+-0123456789", *skip_name(name)) != 0 &&
                   *skip_name(name) != 0
               ? from_rule(name, moment)
               : 0;
}
