/* SPDX-License-Identifier: MIT
 *
 * Rotations of 8, 16, 32 and 64 bits, both ways.
 */
#include "c.h"

static NOINLINE uint32_t rol32(uint32_t x, unsigned n)
{
    return x << (n & 31) | x >> (-n & 31);
}
static NOINLINE uint32_t ror32(uint32_t x, unsigned n)
{
    return x >> (n & 31) | x << (-n & 31);
}
static NOINLINE uint64_t rol64(uint64_t x, unsigned n)
{
    return x << (n & 63) | x >> (-n & 63);
}
static NOINLINE uint64_t ror64(uint64_t x, unsigned n)
{
    return x >> (n & 63) | x << (-n & 63);
}
static NOINLINE uint16_t rol16(uint16_t x, unsigned n)
{
    return (uint16_t)(x << (n & 15) | x >> (-n & 15));
}
static NOINLINE uint8_t ror8(uint8_t x, unsigned n)
{
    return (uint8_t)(x >> (n & 7) | x << (-n & 7));
}
int main(void)
{
    for (unsigned n = 0; n < 70; n++)
        printf("%x %x %llx %llx %x %x\n", rol32(0x81234567u, n),
               ror32(0x81234567u, n),
               (unsigned long long)rol64(0x8123456789ABCDEFu, n),
               (unsigned long long)ror64(0x8123456789ABCDEFu, n),
               rol16(0x8123, n), ror8(0x91, n));
    uint64_t x = HIDE(0x123456789ABCDEF0ull);
    printf("%llx %llx\n", (unsigned long long)(x << 32 | x >> 32),
           (unsigned long long)(x << 13 | x >> 51));
}
