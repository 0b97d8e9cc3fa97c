/* SPDX-License-Identifier: MIT
 *
 * Time, from the machine's clocks. There are no time zones: local time is
 * universal time.
 */
#ifndef _TIME_H
#define _TIME_H

#include <stddef.h>

typedef long long time_t; /* seconds since 1970 */
typedef unsigned long clock_t;
typedef unsigned clockid_t;

#define CLOCKS_PER_SEC 1000000ul
#define TIME_UTC 1
#define CLOCK_REALTIME 0u
#define CLOCK_MONOTONIC 1u
#define CLOCK_BOOTTIME 2u /* since the machine started */

struct timespec {
    time_t tv_sec;
    long tv_nsec;
};

struct tm {
    int tm_sec, tm_min, tm_hour;
    int tm_mday, tm_mon, tm_year; /* month from 0, year from 1900 */
    int tm_wday, tm_yday;         /* days from Sunday, from January 1 */
    int tm_isdst;                 /* always 0 */
};

time_t time(time_t *out);
clock_t clock(void); /* microseconds since the machine started */
double difftime(time_t a, time_t b);
int timespec_get(struct timespec *out, int base);
int clock_gettime(clockid_t clock, struct timespec *out); /* POSIX */
/* POSIX; the core spins meanwhile. */
int nanosleep(const struct timespec *wanted, struct timespec *rest);

struct tm *gmtime(const time_t *when);
struct tm *localtime(const time_t *when);
struct tm *gmtime_r(const time_t *restrict when, struct tm *restrict t);
struct tm *localtime_r(const time_t *restrict when, struct tm *restrict t);
time_t mktime(struct tm *t);
time_t timegm(struct tm *t);
char *asctime(const struct tm *t);
char *asctime_r(const struct tm *restrict t, char *restrict to); /* 26 bytes */
char *ctime(const time_t *when);
size_t strftime(char *restrict to, size_t room, const char *restrict format,
                const struct tm *restrict t);

#endif
