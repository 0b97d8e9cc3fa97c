/* SPDX-License-Identifier: MIT
 *
 * Conversions between double, float and all integers.
 */
#include "c.h"

int main(void)
{
    static const double x[] = {
        0.0,           -0.0,         0.99, -0.99, 2147483647.0,
        -2147483648.0, 4294967295.0, 1e15, -1e15, 9.2233720368547748e18,
        0.1,           1e-300};
    for (unsigned i = 0; i < COUNT(x); i++) {
        double d = HIDE(x[i]);
        printf("%lld %08x", (long long)d, float_bits((float)d));
        if (d > -1)
            printf(" %llu", (unsigned long long)d);
        if (d > -1 && d < 4294967296.0)
            printf(" %u", (unsigned)d);
        if (d > -2147483649.0 && d < 2147483648.0)
            printf(" %d", (int)d);
        puts("");
    }
    static const long long n[] = {0,
                                  1,
                                  -1,
                                  INT64_MAX,
                                  INT64_MIN,
                                  9007199254740993,
                                  -9007199254740995,
                                  4294967295};
    for (unsigned i = 0; i < COUNT(n); i++)
        printf("%llx %llx %llx %llx\n", double_bits((double)HIDE(n[i])),
               double_bits((double)(unsigned long long)HIDE(n[i])),
               double_bits((double)(int)HIDE(n[i])),
               double_bits((double)(unsigned)HIDE(n[i])));
    printf("%llx %llx\n", double_bits(HIDE(0.1f)),
           double_bits((double)HIDE(1e-45f)));
}
