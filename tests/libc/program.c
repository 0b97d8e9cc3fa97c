/* SPDX-License-Identifier: MIT
 *
 * setjmp across many calls, with values in registers and in memory; dates;
 * the order of events at the end of a program.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdlib.h>
#include <time.h>

#include "test.h"

static jmp_buf back;

static int dive(int n)
{
    if (n == 0)
        longjmp(back, 42);
    return dive(n - 1) + 1;
}

static void jumps(void)
{
    volatile int count = 0;
    double kept = 1.5;
    int value = setjmp(back);
    if (value == 0 || count < 1000) {
        count = count + 1;
        dive(count % 100);
    }
    printf("jumps: %d %d %g\n", value, count, kept);
    count = setjmp(back);
    if (count == 0)
        longjmp(back, 0); /* becomes 1 */
    printf("zero: %d\n", count);
}

static void mix_date(const struct tm *t)
{
    mix32((uint32_t)(t->tm_sec + 60 * (t->tm_min + 60 * t->tm_hour)));
    mix32((uint32_t)(t->tm_mday + 40 * (t->tm_mon + 12 * t->tm_year)));
    mix32((uint32_t)(t->tm_wday + 7 * t->tm_yday));
}

static void dates(void)
{
    char text[200];
    for (int k = 0; k < 3000; k++) {
        /* years -700 .. 4700, and days around the turn of years */
        time_t when = (time_t)(test_random() >> 27) - (1ll << 36);
        if (k & 1)
            when = when / 31556952 * 31556952 + (time_t)test_below(900000);
        struct tm t;
        mix_date(gmtime_r(&when, &t));
        strftime(text, sizeof(text),
                 "%a %A %b %B %c %C %d %D %e %F %g %G %H %I %j %m %M %p %r %R "
                 "%S %T %u %U %V %w %W %x %X %y %Y%n%t%%",
                 &t);
        if (t.tm_year > -900)
            mix_text(text);
        t.tm_mon += (int)test_below(50) - 25;
        t.tm_mday += (int)test_below(2000) - 1000;
        t.tm_sec -= (int)test_below(1 << 20);
        mix64((uint64_t)timegm(&t));
        mix_date(&t);
    }
    report("dates");
    time_t zero = 0;
    fputs(asctime(gmtime(&zero)), stdout);
    printf("%d\n", (int)strftime(text, 4, "%Y", gmtime(&zero)));
    printf("%d\n", time(NULL) > 1700000000);
}

static void numbers(void)
{
    div_t d = div(-7, 2);
    lldiv_t l = lldiv(-7000000000000, 1000000007);
    printf("%d %d %lld %lld %d %d\n", d.quot, d.rem, l.quot, l.rem, abs(-5),
           getenv("no such name") == NULL);
    srand(5);
    int a = rand(), bad = 0;
    for (int k = 0; k < 1000; k++)
        bad += rand() < 0;
    srand(5);
    printf("%d %d\n", rand() == a, bad);
}

static void first(void)
{
    puts("last");
}

static void second(void)
{
    puts("before the last");
}

__attribute__((constructor)) static void construct(void)
{
    puts("constructor");
}

__attribute__((destructor)) static void destruct(void)
{
    puts("destructor");
}

int main(void)
{
    jumps();
    dates();
    numbers();
    atexit(first);
    atexit(second);
    exit(7);
}
