/* SPDX-License-Identifier: MIT
 *
 * Masks made by shifts, sign extension by shift pairs.
 */
#include "c.h"

static NOINLINE int extend(unsigned x, int bits)
{
    return (int)(x << (32 - bits)) >> (32 - bits);
}
static NOINLINE unsigned field(unsigned x, int at, int bits)
{
    return x >> at & ((1u << bits) - 1);
}
static NOINLINE uint64_t mask64(int low, int high)
{
    return (~0ull >> (63 - high)) & (~0ull << low);
}
int main(void)
{
    for (int b = 1; b <= 32; b++)
        printf("%d %d %x\n", extend(0x12345678u * b, b), extend(0xFFFFFFFFu, b),
               field(0xCAFEBABE, b - 1, 32 - b));
    for (int i = 0; i < 64; i += 5)
        printf("%llx %llx\n", (unsigned long long)mask64(0, i),
               (unsigned long long)mask64(i, 63));
}
