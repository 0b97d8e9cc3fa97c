/* SPDX-License-Identifier: MIT
 *
 * The upper half of products, signed and unsigned.
 */
#include "c.h"

static NOINLINE uint32_t mulhu(uint32_t a, uint32_t b)
{
    return (uint64_t)a * b >> 32;
}
static NOINLINE int32_t mulhs(int32_t a, int32_t b)
{
    return (int64_t)a * b >> 32;
}
static NOINLINE int32_t fixed(int32_t a, int32_t b)
{
    return (int64_t)a * b >> 16;
}
static NOINLINE int64_t whole(int32_t a, uint32_t b)
{
    return (int64_t)a * b;
}
int main(void)
{
    static const int x[] = {0,     1,     -1,        3,        -77,
                            46341, 65536, INT32_MAX, INT32_MIN};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%u %d %d %lld|", mulhu(x[i], x[k]), mulhs(x[i], x[k]),
                   fixed(x[i], x[k]), (long long)whole(x[i], x[k]));
        puts("");
    }
}
