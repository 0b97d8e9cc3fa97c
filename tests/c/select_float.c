/* SPDX-License-Identifier: MIT
 *
 * Conditional moves of floats, minima written in four ways.
 */
#include "c.h"

static NOINLINE float a(float x, float y)
{
    return x < y ? x : y;
}
static NOINLINE float b(float x, float y)
{
    return x > y ? y : x;
}
static NOINLINE float c(float x, float y)
{
    return x <= y ? x : y;
}
static NOINLINE double d(double x, double y)
{
    if (x >= y)
        x = y;
    return x;
}
static NOINLINE int pick(float x, int i, int k)
{
    return x > 0.5f ? i : x < -0.5f ? k : i - k;
}
static NOINLINE float clamp(float x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}
int main(void)
{
    const float x[] = {
        0.0f, -0.0f, 1.0f, -2.0f, __builtin_inff(), -__builtin_inff()};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%08x%08x%08x%g ", float_bits(a(x[i], x[k])),
                   float_bits(b(x[i], x[k])), float_bits(c(x[i], x[k])),
                   d(x[i], x[k]));
        printf("%d %g\n", pick(x[i], 3, HIDE(9)), clamp(x[i]));
    }
    float nan = __builtin_nanf("");
    printf("%g %d %g\n", a(nan, 1), pick(nan, 3, 9),
           a(1, nan) == a(1, nan) ? 1.0 : 2.0);
}
