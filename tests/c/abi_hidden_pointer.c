/* SPDX-License-Identifier: MIT
 *
 * A large result together with eight and more arguments.
 */
#include "c.h"

struct r {
    int v[5];
    long long l;
};
static NOINLINE struct r make(int a, int b, int c, int d, int e, int f, int g,
                              int h, int i, long long j)
{
    return (struct r){{a + b, c + d, e + f, g + h, i}, j * 3};
}
static NOINLINE struct r variadic(int n, ...)
{
    __builtin_va_list a;
    struct r r = {{n}, 0};
    __builtin_va_start(a, n);
    for (int i = 0; i < n; i++)
        r.v[i % 5] += __builtin_va_arg(a, int),
            r.l += __builtin_va_arg(a, long long);
    __builtin_va_end(a);
    return r;
}
static void show(struct r r)
{
    for (int i = 0; i < 5; i++)
        printf("%d ", r.v[i]);
    printf("%lld\n", r.l);
}
int main(void)
{
    struct r r = make(1, 2, 3, 4, 5, 6, 7, HIDE(8), 9, HIDE(10000000000ll));
    show(r);
    r = make(r.v[4], r.v[3], r.v[2], r.v[1], r.v[0], 1, 1, 1, 1, r.l);
    show(r), show(variadic(3, 1, 2ll, 3, HIDE(4ll) << 32, 5, 6ll));
    struct r (*volatile p)(int, int, int, int, int, int, int, int, int,
                           long long) = make;
    show(p(9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
}
