/* SPDX-License-Identifier: MIT
 *
 * Sums, differences and negation with carries.
 */
#include "c.h"

static NOINLINE uint64_t add(uint64_t a, uint64_t b)
{
    return a + b;
}
static NOINLINE uint64_t sub(uint64_t a, uint64_t b)
{
    return a - b;
}
static NOINLINE uint64_t neg(uint64_t a)
{
    return -a;
}
static NOINLINE uint64_t mixed(uint64_t a, uint32_t b, int32_t c)
{
    return a + b - c;
}
static const uint64_t x[] = {0,
                             1,
                             ~0ull,
                             0xFFFFFFFF,
                             0x100000000,
                             0x7FFFFFFFFFFFFFFF,
                             0x8000000000000000,
                             0x123456789ABCDEF0,
                             0xFFFFFFFF00000000};
int main(void)
{
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++)
            printf(
                "%llx %llx %llx|", (unsigned long long)add(x[i], x[k]),
                (unsigned long long)sub(x[i], x[k]),
                (unsigned long long)mixed(x[i], (uint32_t)x[k], (int32_t)x[k]));
        printf("%llx\n", (unsigned long long)neg(x[i]));
    }
}
