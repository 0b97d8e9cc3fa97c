/* SPDX-License-Identifier: MIT
 *
 * Negation, complement, logical not, increments.
 */
#include "c.h"

int main(void)
{
    static const int x[] = {0, 1, -1, 5, INT32_MAX, INT32_MIN + 1};
    for (unsigned i = 0; i < COUNT(x); i++) {
        int v = HIDE(x[i]);
        unsigned u = HIDE((unsigned)x[i]);
        long long l = HIDE((long long)x[i] * 3);
        printf("%d %d %d %u %u %lld %lld %d %d\n", -v, ~v, !v, -u, ~u, -l, ~l,
               !l, !!v);
        unsigned before = u++, after = ++u;
        long long old = l--, now = --l;
        printf("%u %u %lld %lld\n", before, after, old, now);
    }
}
