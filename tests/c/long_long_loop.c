/* SPDX-License-Identifier: MIT
 *
 * 64-bit induction variables, up and down, across 2^32.
 */
#include "c.h"

int main(void)
{
    unsigned long long n = 0;
    for (unsigned long long i = HIDE(0xFFFFFFF0ull); i < HIDE(0x100000010ull);
         i += 3)
        n = n * 31 + i;
    printf("%llu\n", n);
    for (long long i = HIDE(5ll); i >= -5; i--)
        n ^= (unsigned long long)i << (i & 31);
    printf("%llu\n", n);
    long long steps = 0;
    for (unsigned long long x = HIDE(27ull); x != 1; steps++)
        x = x & 1 ? 3 * x + 1 : x / 2;
    printf("%lld\n", steps);
}
