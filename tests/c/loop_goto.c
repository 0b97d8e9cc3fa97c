/* SPDX-License-Identifier: MIT
 *
 * Loops made of goto, with two entries (irreducible).
 */
#include "c.h"

static NOINLINE int irreducible(int n, int enter)
{
    int s = 0;
    if (enter)
        goto middle;
top:
    s += n * 3;
    if (s > 1000)
        goto out;
middle:
    s ^= n;
    if (--n > 0)
        goto top;
    if (s & 1) {
        n = 5;
        s += 7;
        goto middle;
    }
out:
    return s * 10 + n;
}
static NOINLINE int nested(int n)
{
    int i = 0, k, s = 0;
outer:
    k = i;
inner:
    s += i * k;
    if (s > 300)
        goto done;
    if (k-- > 0)
        goto inner;
    if (++i < n)
        goto outer;
done:
    return s;
}
int main(void)
{
    for (int i = 0; i < 12; i++)
        printf("%d %d %d\n", irreducible(HIDE(i), i & 1),
               irreducible(i, HIDE(0)), nested(HIDE(i)));
}
