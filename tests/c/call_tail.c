/* SPDX-License-Identifier: MIT
 *
 * Calls at the end of functions, with equal and other arguments.
 */
#include "c.h"

static NOINLINE int finish(int a, int b, int c)
{
    return a * 100 + b * 10 + c;
}
static NOINLINE int rotate(int a, int b, int c)
{
    return finish(b, c, a);
}
static NOINLINE int swap(int a, int b)
{
    return rotate(b, a, a - b);
}
static NOINLINE long long wide(long long a, int b)
{
    return b == 0 ? a : wide(a * 3 + b, b - 1);
}
static NOINLINE int loop(int n, int s)
{
    return n == 0 ? s : loop(n - 1, s ^ n * 7);
}
static NOINLINE int nine(int a, int b, int c, int d, int e, int f, int g, int h,
                         int i)
{
    return a - b + c - d + e - f + g - h + i;
}
static NOINLINE int from_nine(int a, int b, int c, int d, int e, int f, int g,
                              int h, int i)
{
    return nine(i, h, g, f, e, d, c, b, a + 1);
}
static NOINLINE int from_few(int a)
{
    return nine(a, 1, 2, 3, 4, 5, 6, 7, 8);
}
static NOINLINE int local(int a)
{
    int x = a;
    volatile int *p = &x;
    *p = a + 1;
    return finish(*p, x, a);
}
static NOINLINE int through(int (*f)(int, int, int), int a)
{
    return f(a, a + 1, a + 2);
}
static NOINLINE void effect(int *p)
{
    *p += 1;
}
static NOINLINE void twice(int *p)
{
    effect(p);
    effect(p);
}
int main(void)
{
    int n = 0;
    twice(&n);
    printf("%d %d %lld %d\n", rotate(1, 2, HIDE(3)), swap(4, HIDE(5)),
           wide(1, HIDE(30)), loop(HIDE(1000), 0));
    printf("%d %d %d %d %d\n", from_nine(1, 2, 3, 4, 5, 6, 7, 8, HIDE(9)),
           from_few(HIDE(7)), local(HIDE(3)), through(rotate, 5), n);
}
