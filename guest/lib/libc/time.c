/* SPDX-License-Identifier: MIT
 *
 * The clocks of <time.h>, and waiting. Reading a low word latches its high
 * word for the reading core.
 */
#include <errno.h>
#include <time.h>

#include <lamp/board.h>
#include <lamp/dev/time.h>

enum { SECOND = 1000000000 }; /* nanoseconds */

static unsigned long long read64(unsigned offset)
{
    volatile unsigned *at = (volatile unsigned *)(TIME_BASE + offset);
    unsigned low = at[0];
    return (unsigned long long)at[1] << 32 | low;
}

time_t time(time_t *out)
{
    time_t now = (time_t)(read64(TIME_REAL_LO) / SECOND);
    if (out)
        *out = now;
    return now;
}

clock_t clock(void)
{
    return (clock_t)(read64(TIME_BOOT_LO) / 1000u);
}

double difftime(time_t a, time_t b)
{
    return (double)(a - b);
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
    unsigned offset = clock == CLOCK_REALTIME    ? TIME_REAL_LO
                      : clock == CLOCK_MONOTONIC ? TIME_MONO_LO
                                                 : TIME_BOOT_LO;
    if (clock > CLOCK_BOOTTIME) {
        errno = EINVAL;
        return -1;
    }
    unsigned long long now = read64(offset);
    *out = (struct timespec){(time_t)(now / SECOND), (long)(now % SECOND)};
    return 0;
}

int timespec_get(struct timespec *out, int base)
{
    if (base != TIME_UTC)
        return 0;
    clock_gettime(CLOCK_REALTIME, out);
    return base;
}

/* Spins: which core could sleep, and who would wake it, is the program's
 * business. */
int nanosleep(const struct timespec *wanted, struct timespec *rest)
{
    if (wanted->tv_nsec < 0 || wanted->tv_nsec >= SECOND) {
        errno = EINVAL;
        return -1;
    }
    unsigned long long start = read64(TIME_BOOT_LO);
    unsigned long long span =
        (unsigned long long)wanted->tv_sec * SECOND + (unsigned)wanted->tv_nsec;
    while (wanted->tv_sec >= 0 && read64(TIME_BOOT_LO) - start < span)
        __asm__ volatile("pause");
    if (rest)
        *rest = (struct timespec){0, 0};
    return 0;
}
