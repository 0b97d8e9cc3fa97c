/* SPDX-License-Identifier: MIT
 *
 * va_copy, and va_list passed on to other functions.
 */
#include "c.h"

#include <stdarg.h>

static NOINLINE int take(va_list *args)
{
    return va_arg(*args, int);
}
static NOINLINE int rest(int n, va_list args)
{
    int s = 0;
    while (n-- > 0)
        s = s * 2 + va_arg(args, int);
    return s;
}
static NOINLINE void f(int n, ...)
{
    va_list a, b;
    va_start(a, n);
    int first = take(&a), second = take(&a);
    va_copy(b, a);
    printf("%d %d %d ", first, second, rest(n - 2, a));
    printf("%d\n", rest(n - 2, b));
    va_end(b);
    va_end(a);
    va_start(a, n);
    printf("%d\n", va_arg(a, int));
    va_end(a);
}
static NOINLINE void text(char *to, const char *format, ...)
{
    va_list a;
    va_start(a, format);
    vsprintf(to, format, a);
    va_end(a);
}
int main(void)
{
    char s[50];
    f(2, 1, 2);
    f(6, 9, 8, 7, 6, 5, HIDE(4));
    text(s, "%s-%d-%.2f-%llx-%c", "abc", HIDE(-5), HIDE(2.5), 0x123456789abull,
         'z');
    puts(s);
}
