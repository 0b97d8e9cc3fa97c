/* SPDX-License-Identifier: MIT
 *
 * Locals whose address escapes, in loops and across calls.
 */
#include "c.h"

static int *kept;
static NOINLINE void keep(int *p)
{
    kept = p;
}
static NOINLINE void change(void)
{
    *kept += 10;
}
static NOINLINE int f(int n)
{
    int x = n, y = 2 * n;
    keep(&x);
    for (int i = 0; i < n; i++) {
        int z = i;
        change();
        y += x;
        keep(i & 1 ? &x : &z);
        change();
        y += z;
    }
    keep(&x), change();
    return x * 1000 + y;
}
int main(void)
{
    for (int i = 0; i < 6; i++)
        printf("%d\n", f(HIDE(i)));
}
