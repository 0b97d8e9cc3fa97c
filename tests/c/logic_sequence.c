/* SPDX-License-Identifier: MIT
 *
 * Order of effects at sequence points, volatile in between.
 */
#include "c.h"

static volatile int v;
static NOINLINE int step(int x)
{
    v = v * 7 + x;
    return v;
}
int main(void)
{
    v = 1;
    int a = step(1), b = step(a & 3), c;
    c = step(2), a += step(3);
    (void)(step(4) && step(0) && step(5));
    int i = HIDE(3);
    i = i++ + 0 * step(6) ? i : -i;
    printf("%d %d %d %d\n", a, b, c, v);
    int n = 0, t[4] = {0};
    t[n++] = 5, t[n++] = 6, n++, t[n] = n;
    printf("%d %d %d %d %d\n", t[0], t[1], t[2], t[3], n);
}
