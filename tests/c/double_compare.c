/* SPDX-License-Identifier: MIT
 *
 * Comparison of doubles with NaN, infinity and minus zero.
 */
#include "c.h"

#include <math.h>

static NOINLINE int branches(double a, double b)
{
    int n = 0;
    if (a < b)
        n |= 1;
    if (a <= b)
        n |= 2;
    if (a > b)
        n |= 4;
    if (a >= b)
        n |= 8;
    if (a == b)
        n |= 16;
    if (a != b)
        n |= 32;
    if (!(a < b))
        n |= 64;
    if (!(a >= b))
        n |= 128;
    return n;
}
static NOINLINE int values(double a, double b)
{
    return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 |
           (a == b) << 4 | (a != b) << 5 | !(a < b) << 6 | !(a >= b) << 7 |
           __builtin_isunordered(a, b) << 8;
}
int main(void)
{
    const double x[] = {0.0,      -0.0,         1.0,         -1.0,
                        INFINITY, -INFINITY,    NAN,         1e-310,
                        -1e-310,  4294967296.0, 4294967297.0};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%02x:%03x ", branches(x[i], x[k]), values(x[i], x[k]));
        printf("%d%d%d%d\n", !!isnan(HIDE(x[i])), !!isinf(HIDE(x[i])),
               !!isnormal(HIDE(x[i])), !!signbit(x[i]));
    }
}
