/* SPDX-License-Identifier: MIT
 *
 * Variadic doubles, long longs and ints in turn: alignment of slots.
 */
#include "c.h"

#include <stdarg.h>

static NOINLINE void show(const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    for (; *kinds; kinds++) {
        if (*kinds == 'd')
            printf("%g ", va_arg(args, double));
        else if (*kinds == 'l')
            printf("%lld ", va_arg(args, long long));
        else
            printf("%d ", va_arg(args, int));
    }
    va_end(args);
    puts("");
}
static NOINLINE void show9(int a, int b, int c, int d, int e, int f, int g,
                           int h, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    printf("%d: ", a + b + c + d + e + f + g + h);
    for (; *kinds; kinds++) {
        if (*kinds == 'd')
            printf("%g ", va_arg(args, double));
        else
            printf("%d ", va_arg(args, int));
    }
    va_end(args);
    puts("");
}
int main(void)
{
    double d = HIDE(1.5);
    long long l = HIDE(0x123456789ll);
    float f = HIDE(2.25f);
    show("idildd", 1, d, 2, l, f, -d);
    show("dddd", d, d * 2, d * 3, d * 4);
    show("illiiidi", 1, l, -l, 2, 3, 4, d, 5);
    show("l", l);
    show9(1, 2, 3, 4, 5, 6, 7, 8, "idid", 1, d, 2, f);
}
