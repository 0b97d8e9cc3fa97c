/* SPDX-License-Identifier: MIT
 *
 * Doubles and integers mixed in a long argument list.
 */
#include "c.h"

static NOINLINE double f(int a, double b, float c, long long d, double e,
                         char g, double h, float i, double k)
{
    return a + b * 2 + c * 3 + d * 4 + e * 5 + g * 6 + h * 7 + i * 8 + k * 9;
}
static NOINLINE double chain(double x, double (*g)(double))
{
    return g(x) + g(-x) * 2;
}
static double half(double x)
{
    return x / 2;
}
int main(void)
{
    printf("%.3f\n", f(1, 2.5, 3.25f, 4, 5.125, 'a', -7.5, 8.75f, 1e6));
    printf("%.3f\n", chain(HIDE(10.0), half));
}
