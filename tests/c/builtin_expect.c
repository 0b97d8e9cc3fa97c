/* SPDX-License-Identifier: MIT
 *
 * Hints, unreachable code, constant_p, choose_expr, trap not reached.
 */
#include "c.h"

static NOINLINE int f(int x)
{
    if (__builtin_expect(x > 100, 0))
        return -1;
    switch (x & 3) {
    case 0:
        return 1;
    case 1:
        return 10;
    case 2:
        return 100;
    case 3:
        return 1000;
    }
    __builtin_unreachable();
}
static NOINLINE int g(int *p)
{
    if (!p)
        __builtin_trap();
    int *q = __builtin_assume_aligned(p, 4);
    return *q;
}
int main(void)
{
    int x = 7;
    for (int i = 95; i < 105; i++)
        printf("%d ", f(HIDE(i)));
    printf("%d %d %d\n", g(&x), __builtin_constant_p(5),
           __builtin_choose_expr(sizeof(int) == 4, 12, "no"));
    printf("%d\n", (int)__builtin_strlen("seven c") + (int)sizeof("ab\0cd"));
}
