/* SPDX-License-Identifier: MIT
 *
 * Callee-saved registers survive calls at every depth.
 */
#include "c.h"

static NOINLINE int leaf(int *v)
{
    int a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5];
    for (int i = 0; i < 5; i++) {
        int t = a;
        a = b + i, b = c ^ t, c = d, d = e, e = f, f = t;
    }
    v[0] = a;
    return a + b + c + d + e + f;
}
static NOINLINE int level(int n, int *v)
{
    int a = n + v[0], b = n * v[1], c = n - v[2], d = n ^ v[3], e = n | v[4],
        f = n & v[5];
    int r = n > 0 ? level(n - 1, v) : leaf(v);
    r += leaf(v);
    return r * 3 + a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6;
}
int main(void)
{
    int v[6] = {1, 2, 3, 4, 5, 6};
    for (int i = 0; i < 6; i++)
        printf("%d\n", level(HIDE(i), v));
}
