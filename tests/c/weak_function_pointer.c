/* SPDX-License-Identifier: MIT
 *
 * Tables of weak and static functions; calls through null checks.
 */
#include "c.h"

extern void hook(int *) __attribute__((weak));
__attribute__((weak)) int adjust(int x)
{
    return x + 1;
}
static int fixed(int x)
{
    return x * 2;
}
static int (*const table[])(int) = {adjust, fixed, 0};
int main(void)
{
    int n = HIDE(4);
    if (hook)
        hook(&n);
    for (int i = 0; i < 3; i++)
        n = table[i] ? table[i](n) : n - 100;
    printf("%d\n", n);
}
