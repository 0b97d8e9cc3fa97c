/* SPDX-License-Identifier: MIT
 *
 * Selection between 64-bit values.
 */
#include "c.h"

static NOINLINE long long pick(int c, long long a, long long b)
{
    return c ? a : b;
}
static NOINLINE long long abs64(long long a)
{
    return a < 0 ? -a : a;
}
static NOINLINE unsigned long long saturate(unsigned long long a,
                                            unsigned long long b)
{
    return a + b < a ? ~0ull : a + b;
}
static NOINLINE int order(long long a, long long b)
{
    return (a > b) - (a < b);
}
int main(void)
{
    static const long long x[] = {
        0, 1, -1, 0x100000000, -0x100000000, INT64_MAX, INT64_MIN + 1};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%lld %llu %d|", pick(i > k, x[i], x[k]),
                   saturate(x[i], x[k]), order(x[i], x[k]));
        printf("%lld\n", abs64(x[i]));
    }
}
