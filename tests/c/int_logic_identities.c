/* SPDX-License-Identifier: MIT
 *
 * Bit operations with constants that select may treat specially.
 */
#include "c.h"

static NOINLINE void show(unsigned x)
{
    printf("%x %x %x %x ", x & 0xFF, x & 0xFFFF, x & 0xFFFFFF00,
           x & 0x80000000u);
    printf("%x %x %x %x ", x | 0xFF, x ^ 0xFFFFFFFFu, x ^ 0x80000000u, x & -x);
    printf("%x %x %x %x ", x & (x - 1), x | (x + 1), x & ~7u, (x + 7) & ~7u);
    printf("%d %d %d\n", !(x & 1), (x & 0x10) != 0,
           (x & 0x80000001u) == 0x80000001u);
}
int main(void)
{
    unsigned seed = 5;
    show(0);
    show(~0u);
    for (int i = 0; i < 20; i++)
        show(next_random(&seed));
}
