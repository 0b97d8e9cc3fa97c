/* SPDX-License-Identifier: MIT
 *
 * Division of 64 bits by constants.
 */
#include "c.h"

#define ROW(c)                                              \
    printf("%lld %lld %llu %llu|", x / (c), x % (c),        \
           (unsigned long long)x / (unsigned long long)(c), \
           (unsigned long long)x % (unsigned long long)(c))
static NOINLINE void show(long long x)
{
    ROW(2);
    ROW(3);
    ROW(7);
    ROW(10);
    ROW(16);
    ROW(1000);
    ROW(4294967296);
    ROW(4294967297);
    ROW(-2);
    ROW(-10);
    ROW(1000000007);
    ROW(0x7FFFFFFFFFFFFFFF);
    ROW(60);
    ROW(86400);
    puts("");
}
int main(void)
{
    show(0), show(1), show(-1), show(86399), show(-86401), show(INT64_MAX),
        show(INT64_MIN);
    show(0x123456789ABCDEF), show(-0x123456789ABCDEF);
}
