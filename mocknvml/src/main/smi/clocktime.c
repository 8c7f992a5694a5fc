#include "clocktime.h"

#include "format.h"
#include "time_zone.h"

static const char days[] = "SunMonTueWedThuFriSat";
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

struct moment {
    u32 year, month, day, weekday, hour, minute, second, millisecond;
};

static char **environment_of_zone;

void time_zone_from(char **environment) { environment_of_zone = environment; }

/* Days since 1970-01-01 to a date of the Gregorian calendar; years are counted from March. */
static void set_date(struct moment *m, i64 days_since) {
    i64 shifted = days_since + 719468;
    i64 era = shifted / 146097;
    u32 of_era = (u32)(shifted - era * 146097);
    u32 year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    u32 of_year = of_era - (365 * year + year / 4 - year / 100);
    u32 from_march = (5 * of_year + 2) / 153;
    m->day = of_year - (153 * from_march + 2) / 5 + 1;
    m->month = from_march < 10 ? from_march + 3 : from_march - 9;
    m->year = year + (u32)era * 400 + (m->month <= 2);
    m->weekday = (u32)((days_since + 4) % 7);
}

static struct moment moment_of(u64 microseconds) {
    struct moment m;
    i64 seconds = (i64)(microseconds / 1000000);
    seconds += time_zone_offset(environment_of_zone, seconds);
    seconds = seconds < 0 ? 0 : seconds;
    set_date(&m, seconds / 86400);
    m.hour = (u32)(seconds % 86400 / 3600);
    m.minute = (u32)(seconds % 3600 / 60);
    m.second = (u32)(seconds % 60);
    m.millisecond = (u32)(microseconds % 1000000 / 1000);
    return m;
}

void time_as_ctime(char *to, u32 size, u64 microseconds) {
    struct moment m = moment_of(microseconds);
    format(to, size, "%.3s %.3s %2u %02u:%02u:%02u %u", days + m.weekday * 3, months + (m.month - 1) * 3, m.day, m.hour,
           m.minute, m.second, m.year);
}

void time_as_stamp(char *to, u32 size, u64 microseconds) {
    struct moment m = moment_of(microseconds);
    format(to, size, "%u/%02u/%02u %02u:%02u:%02u.%03u", m.year, m.month, m.day, m.hour, m.minute, m.second,
           m.millisecond);
}

void time_as_date(char *to, u32 size, u64 microseconds) {
    struct moment m = moment_of(microseconds);
    format(to, size, "%u%02u%02u", m.year, m.month, m.day);
}

void time_as_clock(char *to, u32 size, u64 microseconds) {
    struct moment m = moment_of(microseconds);
    format(to, size, "%02u:%02u:%02u", m.hour, m.minute, m.second);
}
