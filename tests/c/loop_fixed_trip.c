/* SPDX-License-Identifier: MIT
 *
 * Loops of constant trip counts, unrolled whole or in part.
 */
#include "c.h"

static NOINLINE unsigned crc(const unsigned char *p, int n)
{
    unsigned c = ~0u;
    while (n-- > 0) {
        c ^= *p++;
        for (int k = 0; k < 8; k++)
            c = c >> 1 ^ (c & 1 ? 0xEDB88320u : 0);
    }
    return ~c;
}
static NOINLINE int matrix(int m[3][3])
{
    int d = 0;
    for (int i = 0; i < 3; i++)
        d += m[0][i] * (m[1][(i + 1) % 3] * m[2][(i + 2) % 3] -
                        m[1][(i + 2) % 3] * m[2][(i + 1) % 3]);
    return d;
}
static NOINLINE unsigned reverse(unsigned x)
{
    unsigned r = 0;
    for (int i = 0; i < 32; i++)
        r |= (x >> i & 1) << (31 - i);
    return r;
}
static NOINLINE unsigned parity(unsigned x)
{
    for (int i = 16; i; i >>= 1)
        x ^= x >> i;
    return x & 1;
}
int main(void)
{
    int m[3][3] = {{2, -1, 3}, {4, HIDE(5), -6}, {7, 8, HIDE(9)}};
    printf("%x %d\n", crc((const unsigned char *)"123456789", HIDE(9)),
           matrix(m));
    for (unsigned i = 1; i < 0x10000000; i = i * 7 + 3)
        printf("%x %u ", reverse(HIDE(i)), parity(i));
    puts("");
}
