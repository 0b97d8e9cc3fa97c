/* SPDX-License-Identifier: MIT
 *
 * Many live 64-bit values in a loop with calls.
 */
#include "c.h"

static NOINLINE uint64_t mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdull;
    return x ^ x >> 29;
}
static NOINLINE uint64_t f(uint64_t seed, int n)
{
    uint64_t a = seed, b = ~seed, c = seed * 3, d = seed >> 7, e = seed << 9,
             g = seed ^ 0x5555555555555555, h = -seed, i = seed + 99;
    while (n-- > 0) {
        uint64_t t = mix(a + b);
        a = b ^ c, b = c + d, c = d - e, d = e * g, e = g >> 3 | g << 61,
        g = h ^ t, h = i + mix(c), i = t + (a < b) + (c > d ? e : g);
    }
    return a ^ b * 3 ^ c * 5 ^ d * 7 ^ e * 11 ^ g * 13 ^ h * 17 ^ i * 19;
}
int main(void)
{
    for (int i = 0; i < 12; i++)
        printf("%llx\n", (unsigned long long)f(
                             HIDE(0x123456789ABCDEFull) * (unsigned)i, i * 2));
}
