/* SPDX-License-Identifier: MIT
 *
 * 64-bit arguments split between r7 and the stack.
 */
#include "c.h"

static NOINLINE long long f(int a, long long b, int c, long long d, int e,
                            long long g, int h, long long i)
{
    return a + b * 3 + c * 5 + d * 7 + e * 11 + g * 13 + h * 17 + i * 19;
}
static NOINLINE long long seven(int a, int b, int c, int d, int e, int g, int h,
                                long long i, int k)
{
    return i - (a + b + c + d + e + g + h) * k;
}
int main(void)
{
    long long big = HIDE(0x123456789all);
    printf("%lld\n", f(1, big, 2, -big, 3, big << 3, 4, ~big));
    printf("%lld\n", seven(1, 2, 3, 4, 5, 6, 7, big, 9));
    printf("%lld\n", seven(-1, 2, -3, 4, -5, 6, -7, -big, -9));
}
