/* SPDX-License-Identifier: MIT
 *
 * Dates of the proleptic Gregorian calendar. The machine knows no time zone:
 * local time is universal time.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY = 86400, ERA_DAYS = 146097, ERA_YEARS = 400 };
enum { EPOCH_DAY = 719468 }; /* 1970-01-01, from 0000-03-01 */

static const char *const days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};
static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

static bool is_leap(long long year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static long long floor_divide(long long a, long long b)
{
    long long q = a / b;
    return a % b < 0 ? q - 1 : q;
}

/* Days since 1970; years begin in March, so that a leap day is the last. */
static long long day_number(long long year, int month, long long day)
{
    year -= month < 2;
    long long era = floor_divide(year, ERA_YEARS);
    int in_era = (int)(year - era * ERA_YEARS);
    int in_year = (153 * (month < 2 ? month + 10 : month - 2) + 2) / 5;
    long long n = in_era * 365 + in_era / 4 - in_era / 100 + in_year;
    return era * ERA_DAYS + n + day - 1 - EPOCH_DAY;
}

static void date_of(long long number, struct tm *t)
{
    long long era = floor_divide(number + EPOCH_DAY, ERA_DAYS);
    int day = (int)(number + EPOCH_DAY - era * ERA_DAYS);
    int year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int in_year = day - (365 * year + year / 4 - year / 100);
    int month = (5 * in_year + 2) / 153; /* from March */
    t->tm_mday = in_year - (153 * month + 2) / 5 + 1;
    t->tm_mon = month < 10 ? month + 2 : month - 10;
    long long full = era * ERA_YEARS + year + (t->tm_mon < 2);
    t->tm_year = (int)(full - 1900);
    t->tm_yday = (int)(number - day_number(full, 0, 1));
    t->tm_wday = (int)(number - floor_divide(number + 4, 7) * 7 + 4);
}

struct tm *gmtime_r(const time_t *restrict when, struct tm *restrict t)
{
    long long number = floor_divide(*when, DAY);
    int second = (int)(*when - number * DAY);
    memset(t, 0, sizeof(*t));
    date_of(number, t);
    t->tm_hour = second / 3600;
    t->tm_min = second / 60 % 60;
    t->tm_sec = second % 60;
    return t;
}

struct tm *localtime_r(const time_t *restrict when, struct tm *restrict t)
{
    return gmtime_r(when, t);
}

struct tm *gmtime(const time_t *when)
{
    static struct tm t;
    return gmtime_r(when, &t);
}

struct tm *localtime(const time_t *when)
{
    return gmtime(when);
}

/* Members out of their range are carried on. */
time_t mktime(struct tm *t)
{
    long long year = t->tm_year + 1900LL + floor_divide(t->tm_mon, 12);
    int month = (int)(t->tm_mon - floor_divide(t->tm_mon, 12) * 12);
    time_t when = day_number(year, month, t->tm_mday) * DAY +
                  t->tm_hour * 3600LL + t->tm_min * 60LL + t->tm_sec;
    gmtime_r(&when, t);
    return when;
}

time_t timegm(struct tm *t)
{
    return mktime(t);
}

char *asctime_r(const struct tm *restrict t, char *restrict to)
{
    snprintf(to, 26, "%.3s %.3s%3d %.2d:%.2d:%.2d %d\n",
             days[(unsigned)t->tm_wday % 7], months[(unsigned)t->tm_mon % 12],
             t->tm_mday, t->tm_hour, t->tm_min, t->tm_sec, 1900 + t->tm_year);
    return to;
}

char *asctime(const struct tm *t)
{
    static char text[26];
    return asctime_r(t, text);
}

char *ctime(const time_t *when)
{
    return asctime(gmtime(when));
}

/* ISO 8601: week 1 has the year's first Thursday. */
static int iso_week(const struct tm *t, int *year)
{
    int thursday = t->tm_yday + 3 - (t->tm_wday + 6) % 7;
    *year = t->tm_year + 1900;
    if (thursday < 0) {
        *year -= 1;
        thursday += 365 + is_leap(*year);
    } else if (thursday >= 365 + is_leap(*year)) {
        thursday -= 365 + is_leap(*year);
        *year += 1;
    }
    return thursday / 7 + 1;
}

enum { FIELD_MAX = 64 };

/* What stands for a conversion that is made of others. */
static const char *composed(char c)
{
    static const struct {
        char c;
        const char *format;
    } table[] = {{'c', "%a %b %e %H:%M:%S %Y"},
                 {'D', "%m/%d/%y"},
                 {'F', "%Y-%m-%d"},
                 {'r', "%I:%M:%S %p"},
                 {'R', "%H:%M"},
                 {'T', "%H:%M:%S"},
                 {'x', "%m/%d/%y"},
                 {'X', "%H:%M:%S"}};
    for (unsigned k = 0; k < sizeof(table) / sizeof(*table); k++) {
        if (table[k].c == c)
            return table[k].format;
    }
    return NULL;
}

/* A conversion that is a number: its value and how it is written. */
static const char *number_of(char c, const struct tm *t, int *value)
{
    int year;
    switch (c) {
    case 'C':
        *value = (t->tm_year + 1900) / 100;
        return "%02d";
    case 'd':
        *value = t->tm_mday;
        return "%02d";
    case 'e':
        *value = t->tm_mday;
        return "%2d";
    case 'g':
        iso_week(t, &year);
        *value = year % 100;
        return "%02d";
    case 'G':
        iso_week(t, value);
        return "%d";
    case 'H':
        *value = t->tm_hour;
        return "%02d";
    case 'I':
        *value = (t->tm_hour + 11) % 12 + 1;
        return "%02d";
    case 'j':
        *value = t->tm_yday + 1;
        return "%03d";
    case 'm':
        *value = t->tm_mon + 1;
        return "%02d";
    default:
        return NULL;
    }
}

static const char *other_number(char c, const struct tm *t, int *value)
{
    int year;
    switch (c) {
    case 'M':
        *value = t->tm_min;
        return "%02d";
    case 'S':
        *value = t->tm_sec;
        return "%02d";
    case 'u':
        *value = (t->tm_wday + 6) % 7 + 1;
        return "%d";
    case 'U':
        *value = (t->tm_yday + 7 - t->tm_wday) / 7;
        return "%02d";
    case 'V':
        *value = iso_week(t, &year);
        return "%02d";
    case 'w':
        *value = t->tm_wday;
        return "%d";
    case 'W':
        *value = (t->tm_yday + 7 - (t->tm_wday + 6) % 7) / 7;
        return "%02d";
    case 'y':
        *value = (t->tm_year + 1900) % 100;
        return "%02d";
    case 'Y':
        *value = t->tm_year + 1900;
        return "%d";
    default:
        return NULL;
    }
}

static void one_field(char *to, char c, const struct tm *t)
{
    const char *format;
    int value = 0;
    if ((format = composed(c)))
        strftime(to, FIELD_MAX, format, t);
    else if ((format = number_of(c, t, &value)) ||
             (format = other_number(c, t, &value)))
        snprintf(to, FIELD_MAX, format, value);
    else if (c == 'a' || c == 'A')
        snprintf(to, FIELD_MAX, c == 'a' ? "%.3s" : "%s",
                 days[(unsigned)t->tm_wday % 7]);
    else if (c == 'b' || c == 'h' || c == 'B')
        snprintf(to, FIELD_MAX, c != 'B' ? "%.3s" : "%s",
                 months[(unsigned)t->tm_mon % 12]);
    else
        strcpy(to, c == 'n'   ? "\n"
                   : c == 't' ? "\t"
                   : c == '%' ? "%"
                   : c == 'p' ? t->tm_hour < 12 ? "AM" : "PM"
                   : c == 'z' ? "+0000"
                   : c == 'Z' ? "GMT"
                              : "");
}

size_t strftime(char *restrict to, size_t room, const char *restrict format,
                const struct tm *restrict t)
{
    char field[FIELD_MAX];
    size_t n = 0;
    for (; *format; format++) {
        if (*format == '%') {
            format += format[1] == 'E' || format[1] == 'O' ? 2 : 1;
            if (!*format)
                break;
            one_field(field, *format, t);
        } else {
            field[0] = *format;
            field[1] = 0;
        }
        size_t length = strlen(field);
        if (length >= room - n)
            return 0;
        memcpy(to + n, field, length);
        n += length;
    }
    if (room == 0)
        return 0;
    to[n] = 0;
    return n;
}
