/* SPDX-License-Identifier: MIT
 *
 * Variadic functions with many integers, after few and many named ones.
 */
#include "c.h"

#include <stdarg.h>

static NOINLINE int sum(int n, ...)
{
    va_list args;
    int s = 0;
    va_start(args, n);
    for (int i = 0; i < n; i++)
        s = s * 3 + va_arg(args, int);
    va_end(args);
    return s;
}
static NOINLINE int named(int a, int b, int c, int d, int e, int f, int g,
                          int h, int i, int n, ...)
{
    va_list args;
    int s = a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 + i * 9;
    va_start(args, n);
    while (n-- > 0)
        s ^= va_arg(args, int) << n;
    va_end(args);
    return s;
}
int main(void)
{
    printf("%d %d %d\n", sum(0), sum(1, HIDE(5)),
           sum(12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    printf("%d\n", named(1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 10, 11, 12, HIDE(13)));
    char c = HIDE((char)-3);
    unsigned short s = HIDE((unsigned short)65000);
    printf("%d\n", sum(4, c, s, 'x', (_Bool)HIDE(7)));
}
