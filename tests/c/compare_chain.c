/* SPDX-License-Identifier: MIT
 *
 * Conditions of many comparisons joined, with equal operands.
 */
#include "c.h"

static NOINLINE int triangle(int a, int b, int c)
{
    return a <= 0 || b <= 0 || c <= 0 || a + b <= c || b + c <= a || a + c <= b
               ? 0
           : a == b && b == c           ? 3
           : a == b || b == c || a == c ? 2
                                        : 1;
}
static NOINLINE int leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}
static NOINLINE int inside(int x, int y)
{
    return x >= 0 && y >= 0 && x < 10 && y < 10 && !(x == 5 && y == 5) &&
           (x ^ y) != 3;
}
static NOINLINE int order(unsigned a, unsigned b, unsigned c)
{
    return a < b   ? b < c   ? 123
                     : a < c ? 132
                             : 312
           : a < c ? 213
           : b < c ? 231
                   : 321;
}
int main(void)
{
    for (int a = 0; a < 4; a++)
        for (int b = 1; b < 4; b++)
            for (int c = 2; c < 5; c++)
                printf("%d%d ", triangle(a, HIDE(b), c),
                       order((unsigned)a, (unsigned)HIDE(b), (unsigned)c));
    for (int y = 1896; y < 2010; y += 4)
        printf("%d", leap(HIDE(y)));
    for (int i = -2; i < 12; i++)
        printf("%d%d%d ", inside(i, HIDE(3)), inside(5, i),
               inside(HIDE(i), i + 1));
    puts("");
}
