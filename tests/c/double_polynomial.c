/* SPDX-License-Identifier: MIT
 *
 * Horner's rule and Newton's method in double.
 */
#include "c.h"

static NOINLINE double root(double x)
{
    double r = x > 1 ? x : 1;
    for (int i = 0; i < 40; i++)
        r = (r + x / r) / 2;
    return r;
}
static NOINLINE double horner(const double *c, int n, double x)
{
    double s = 0;
    while (n-- > 0)
        s = s * x + c[n];
    return s;
}
int main(void)
{
    static const double c[] = {1, -0.5, 0.25, -1.0 / 6, 1.0 / 24, -1.0 / 120};
    for (double x = HIDE(-2.0); x < 2; x += 0.37)
        printf("%llx %llx %.10f\n", double_bits(horner(c, COUNT(c), x)),
               double_bits(root(x * x)), horner(c, 6, x));
}
