/* SPDX-License-Identifier: MIT
 *
 * And, or, xor, complement with constants of one half.
 */
#include "c.h"

int main(void)
{
    uint64_t x = HIDE(0x123456789ABCDEF0ull), y = HIDE(0xF0F0F0F00F0F0F0Full);
    printf("%llx %llx %llx %llx\n", (unsigned long long)(x & y),
           (unsigned long long)(x | y), (unsigned long long)(x ^ y),
           (unsigned long long)~x);
    printf("%llx %llx %llx\n", (unsigned long long)(x & 0xFFFFFFFF),
           (unsigned long long)(x & 0xFFFFFFFF00000000),
           (unsigned long long)(x | 0xFF00000000));
    printf("%llx %llx %llx\n", (unsigned long long)(x ^ ~0ull),
           (unsigned long long)(x & -x), (unsigned long long)(x & (x - 1)));
    printf("%d %d %d\n", !x, (x & 0x100) != 0, (x & 0x1000000000000000) != 0);
    x &= y, y |= x >> 4, x ^= y << 7;
    printf("%llx %llx\n", (unsigned long long)x, (unsigned long long)y);
}
