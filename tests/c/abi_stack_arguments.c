/* SPDX-License-Identifier: MIT
 *
 * Arguments on the stack are copies that may change.
 */
#include "c.h"

static NOINLINE int sum(int a, int b, int c, int d, int e, int f, int g, int h,
                        int i, int j, int k, int l)
{
    i += a, j *= 2, k -= i, l ^= j;
    int *p = &k, *q = &i;
    *p += *q;
    return a + b + c + d + e + f + g + h + i * 3 + j * 5 + k * 7 + l * 11;
}
static NOINLINE int forward(int a, int b, int c, int d, int e, int f, int g,
                            int h, int i, int j, int k, int l)
{
    int x = sum(l, k, j, i, h, g, f, e, d, c, b, a);
    return x * 2 - sum(a, b, c, d, e, f, g, h, i, j, k, l);
}
int main(void)
{
    for (int i = -2; i < 3; i++)
        printf("%d\n", forward(i, 2, 3, HIDE(4), 5, 6, 7, i * 8, 9, HIDE(10),
                               11, 12 - i));
}
