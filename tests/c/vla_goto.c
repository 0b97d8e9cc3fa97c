/* SPDX-License-Identifier: MIT
 *
 * Leaving and entering again blocks with arrays of variable length.
 */
#include "c.h"

static NOINLINE int f(int n)
{
    int s = 0, round = 0;
again:;
    {
        int v[n + round];
        for (int i = 0; i < n + round; i++)
            v[i] = i * round;
        s += v[n + round - 1];
        if (++round < 50)
            goto again;
        if (s & 1)
            goto out;
        s *= 2;
    }
out:
    return s;
}
static NOINLINE int many(int n)
{
    int s = 0;
    while (n-- > 0)
        s += f(5) & 15;
    return s;
}
int main(void)
{
    printf("%d %d %d\n", f(HIDE(1)), f(HIDE(100)), many(HIDE(100)));
}
