/* SPDX-License-Identifier: MIT
 *
 * long double in sums, arguments and printf.
 */
#include "c.h"

#include <stdarg.h>

static NOINLINE long double sum(int n, ...)
{
    va_list args;
    long double s = 0;
    va_start(args, n);
    while (n-- > 0)
        s += va_arg(args, long double);
    va_end(args);
    return s;
}
int main(void)
{
    long double x = HIDE(1.5L);
    printf("%Lf %Lg\n", x, x * 3);
    printf("%.3Lf\n", sum(3, x, 2.25L, -0.5L));
    printf("%d %d %f\n", x > 1, (int)x, (double)(x / 4));
}
