/* SPDX-License-Identifier: MIT
 *
 * Stores and loops without effect around some that have one.
 */
#include "c.h"

static int seen;
static NOINLINE int effect(int x)
{
    seen = seen * 3 + x;
    return x;
}
static NOINLINE int f(int n)
{
    int unused[10], used[2] = {0, 0};
    for (int i = 0; i < 10; i++)
        unused[i] = i * n;
    for (int i = 0; i < n; i++)
        effect(i) * 5;
    if (n > 1000 && n < 1000)
        used[1] = unused[3];
    used[0] = 7, used[0] = effect(n);
    return used[0] + 0 * effect(2) + used[1];
}
int main(void)
{
    for (int i = 0; i < 5; i++)
        printf("%d %d\n", f(HIDE(i)), 1);
    printf("%d\n", seen);
}
