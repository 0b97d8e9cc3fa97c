/* SPDX-License-Identifier: MIT
 *
 * Comparison of floats with NaN, infinity and minus zero.
 */
#include "c.h"

#include <math.h>

static NOINLINE int branches(float a, float b)
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
static NOINLINE int values(float a, float b)
{
    return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 |
           (a == b) << 4 | (a != b) << 5 | !(a < b) << 6 | !(a >= b) << 7 |
           __builtin_isunordered(a, b) << 8 |
           __builtin_islessgreater(a, b) << 9;
}
int main(void)
{
    const float x[] = {0.0f,      -0.0f, 1.0f, -1.0f, INFINITY,
                       -INFINITY, NAN,   -NAN, 1e-40f};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%02x:%03x ", branches(x[i], x[k]), values(x[i], x[k]));
        printf("%d%d%d%d%d\n", !!isnan(HIDE(x[i])), !!isinf(HIDE(x[i])),
               !!isfinite(HIDE(x[i])), !!isnormal(HIDE(x[i])),
               HIDE(x[i]) ? 1 : 0);
    }
}
