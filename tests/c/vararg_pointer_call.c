/* SPDX-License-Identifier: MIT
 *
 * Calling a variadic function through a pointer.
 */
#include "c.h"

#include <stdarg.h>

typedef int variadic(int, ...);
static NOINLINE int sum(int n, ...)
{
    va_list a;
    int s = 0;
    va_start(a, n);
    while (n-- > 0)
        s += va_arg(a, int);
    va_end(a);
    return s;
}
static NOINLINE int product(int n, ...)
{
    va_list a;
    int s = 1;
    va_start(a, n);
    while (n-- > 0)
        s *= va_arg(a, int);
    va_end(a);
    return s;
}
static NOINLINE int call(variadic *f, int x)
{
    return f(3, x, x + 1, x + 2) + f(1, x);
}
int main(void)
{
    variadic *const table[] = {sum, product};
    for (int i = 0; i < 6; i++)
        printf("%d\n", call(table[HIDE(i) & 1], i));
}
