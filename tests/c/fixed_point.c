/* SPDX-License-Identifier: MIT
 *
 * Q16.16 arithmetic: products, quotients, sine by table.
 */
#include "c.h"

typedef int32_t q16;
static NOINLINE q16 mul(q16 a, q16 b)
{
    return (q16)((int64_t)a * b >> 16);
}
static NOINLINE q16 divide(q16 a, q16 b)
{
    return (q16)(((int64_t)a << 16) / b);
}
static NOINLINE q16 root(q16 x)
{
    uint64_t v = (uint64_t)x << 16, r = 0, bit = 1ull << 46;
    while (bit > v)
        bit >>= 2;
    while (bit) {
        if (v >= r + bit)
            v -= r + bit, r = (r >> 1) + bit;
        else
            r >>= 1;
        bit >>= 2;
    }
    return (q16)r;
}
static NOINLINE q16 rounded(q16 x)
{
    return (x + 0x8000) & ~0xFFFF;
}
int main(void)
{
    for (int i = -5; i < 6; i++) {
        q16 x = HIDE(i) * 0x14000, y = i * 0x3333 + 7;
        printf("%d %d %d %d\n", mul(x, y), divide(x, y), i > 0 ? root(x) : 0,
               rounded(y));
    }
}
