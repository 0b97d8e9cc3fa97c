/* SPDX-License-Identifier: MIT
 *
 * Minimum, maximum, absolute value, clamp and sign.
 */
#include "c.h"

static NOINLINE int clamp(int x, int a, int b)
{
    return x < a ? a : x > b ? b : x;
}
static NOINLINE unsigned umin(unsigned a, unsigned b)
{
    return a < b ? a : b;
}
static NOINLINE int max(int a, int b)
{
    return a > b ? a : b;
}
static NOINLINE unsigned distance(int x)
{
    return x < 0 ? -(unsigned)x : (unsigned)x;
}
static NOINLINE int sign(int x)
{
    return (x > 0) - (x < 0);
}
static NOINLINE long long max64(long long a, long long b)
{
    return a > b ? a : b;
}
static NOINLINE unsigned long long min64(unsigned long long a,
                                         unsigned long long b)
{
    return a < b ? a : b;
}
int main(void)
{
    static const int x[] = {0, 1, -1, 7, -7, INT32_MAX, INT32_MIN};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%d %u %d %lld %llu|", clamp(x[i], -5, x[k]),
                   umin(x[i], x[k]), max(x[i], x[k]),
                   max64((long long)x[i] << 20, x[k]),
                   min64((unsigned long long)x[i] * 3, x[k]));
        printf("%u %d\n", distance(x[i]), sign(x[i]));
    }
}
