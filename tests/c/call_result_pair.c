/* SPDX-License-Identifier: MIT
 *
 * 64-bit results in two registers, halves used alone.
 */
#include "c.h"

static NOINLINE unsigned long long pair(unsigned a, unsigned b)
{
    return (unsigned long long)a << 32 | b;
}
static NOINLINE struct two {
    int a, b;
} both(int x)
{
    return (struct two){x + 1, x - 1};
}
static NOINLINE double real(int x)
{
    return x * 0.75;
}
int main(void)
{
    for (unsigned i = 0; i < 5; i++) {
        unsigned low = (unsigned)pair(HIDE(i), i * 7),
                 high = pair(i * 3, HIDE(i)) >> 32;
        struct two t = both(both(HIDE((int)i)).b);
        printf("%u %u %d %d %g %llx\n", low, high, t.a, both(9).a - t.b,
               real((int)i), pair(low, high) + pair(high, low));
    }
}
