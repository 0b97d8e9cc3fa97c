/* SPDX-License-Identifier: MIT
 *
 * Twenty values carried round a loop: phi copies with spills.
 */
#include "c.h"

static NOINLINE int f(int n)
{
    int a = 1, b = 2, c = 3, d = 4, e = 5, g = 6, h = 7, i = 8, j = 9, k = 10;
    int l = 11, m = 12, o = 13, p = 14, q = 15, r = 16, s = 17, t = 18, u = 19,
        v = 20;
    while (n-- > 0) {
        int first = a;
        a = b + n, b = c, c = d ^ 3, d = e, e = g, g = h * 3 & 0xFFFF, h = i,
        i = j, j = k - 1, k = l;
        l = m, m = o, o = p, p = q + a, q = r, r = s, s = t & 0xFFFFFF, t = u,
        u = v, v = first;
    }
    return (a ^ b) + (c ^ d) * 2 + (e ^ g) * 3 + (h ^ i) * 4 + (j ^ k) * 5 +
           (l ^ m) * 6 + (o ^ p) * 7 + (q ^ r) * 8 + (s ^ t) * 9 + (u ^ v);
}
int main(void)
{
    for (int i = 0; i < 60; i += 7)
        printf("%d\n", f(HIDE(i)));
}
