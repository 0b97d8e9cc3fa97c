/* SPDX-License-Identifier: MIT
 *
 * Recursion of some thousand calls, with frames.
 */
#include "c.h"

static NOINLINE int depth(int n, int *below)
{
    int v[4] = {n, *below, n ^ 5, 1};
    if (n == 0)
        return *below;
    int r = depth(n - 1, &v[n & 3]);
    return r + v[n & 1] % 7;
}
int main(void)
{
    int x = 3;
    printf("%d %d\n", depth(HIDE(10), &x), depth(HIDE(3000), &x));
}
