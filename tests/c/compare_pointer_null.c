/* SPDX-License-Identifier: MIT
 *
 * Null pointers, pointers as conditions, equality across arrays.
 */
#include "c.h"

static int a[2], b[2];
static NOINLINE int f(const int *p, const int *q)
{
    return !p + !!q * 2 + (p == q) * 4 + (p != 0 && q != 0 && *p == *q) * 8;
}
static NOINLINE const int *g(int n)
{
    return n == 0 ? 0 : n == 1 ? a : b;
}
int main(void)
{
    b[0] = HIDE(0);
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            printf("%d ", f(g(HIDE(i)), g(k)));
    void (*p)(void) = HIDE((void (*)(void))0);
    printf("%d\n", p == 0);
}
