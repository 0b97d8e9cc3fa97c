/* SPDX-License-Identifier: MIT
 *
 * Bytes swapped in 16, 32 and 64 bits; idioms for it.
 */
#include "c.h"

static NOINLINE unsigned idiom(unsigned x)
{
    return x >> 24 | (x >> 8 & 0xFF00) | (x << 8 & 0xFF0000) | x << 24;
}
static NOINLINE unsigned big(const unsigned char *p)
{
    return (unsigned)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}
static NOINLINE unsigned little(const unsigned char *p)
{
    return (unsigned)p[3] << 24 | p[2] << 16 | p[1] << 8 | p[0];
}
static NOINLINE void put(unsigned char *p, unsigned x)
{
    p[0] = x >> 24, p[1] = x >> 16, p[2] = x >> 8, p[3] = x;
}
int main(void)
{
    unsigned seed = 8;
    for (int i = 0; i < 20; i++) {
        unsigned r = next_random(&seed);
        unsigned char b[12] = {0};
        put(b + i % 5, r);
        printf("%x %x %llx %x %x %x\n", __builtin_bswap16((unsigned short)r),
               __builtin_bswap32(r),
               (unsigned long long)__builtin_bswap64(
                   (unsigned long long)r << 20 | i),
               idiom(r), big(b + i % 4), little(b + i % 7));
    }
}
