/* SPDX-License-Identifier: MIT
 *
 * Leading and trailing zeros, population count, parity, ffs.
 */
#include "c.h"

static NOINLINE void show(unsigned x, unsigned long long y)
{
    if (x)
        printf("%d %d %d ", __builtin_clz(x), __builtin_ctz(x),
               __builtin_clrsb((int)x));
    if (y)
        printf("%d %d ", __builtin_clzll(y), __builtin_ctzll(y));
    printf("%d %d %d %d %d %d\n", __builtin_popcount(x), __builtin_parity(x),
           __builtin_ffs((int)x), __builtin_popcountll(y),
           __builtin_parityll(y), __builtin_ffsll((long long)y));
}
int main(void)
{
    unsigned seed = 2;
    show(0, 0), show(1, 1), show(~0u, ~0ull), show(0x80000000u, 1ull << 63),
        show(0x10000, 1ull << 32);
    for (int i = 0; i < 32; i++) {
        unsigned r = next_random(&seed);
        show(r >> i, (unsigned long long)r << i);
    }
}
