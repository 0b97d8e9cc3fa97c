/* SPDX-License-Identifier: MIT
 *
 * The clocks of <time.h>. Reading a low word latches its high word.
 */
#include <time.h>

#include <lamp/board.h>
#include <lamp/dev/time.h>

static unsigned long long read64(unsigned offset)
{
    volatile unsigned *at = (volatile unsigned *)(TIME_BASE + offset);
    unsigned low = at[0];
    return (unsigned long long)at[1] << 32 | low;
}

time_t time(time_t *out)
{
    time_t now = (time_t)(read64(TIME_REAL_LO) / 1000000000u);
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
