/* SPDX-License-Identifier: MIT
 *
 * Narrow arguments and results are extended right.
 */
#include "c.h"

static NOINLINE int sc(signed char x)
{
    return x;
}
static NOINLINE int uc(unsigned char x)
{
    return x;
}
static NOINLINE int ss(short x)
{
    return x;
}
static NOINLINE int us(unsigned short x)
{
    return x;
}
static NOINLINE int bo(_Bool x)
{
    return x;
}
static NOINLINE signed char rsc(int x)
{
    return (signed char)x;
}
static NOINLINE unsigned char ruc(int x)
{
    return (unsigned char)x;
}
static NOINLINE short rss(int x)
{
    return (short)x;
}
static NOINLINE unsigned short rus(int x)
{
    return (unsigned short)x;
}
static NOINLINE _Bool rbo(int x)
{
    return x;
}
static NOINLINE int stacked(int a, int b, int c, int d, int e, int f, int g,
                            int h, signed char i, unsigned short j)
{
    return a + b + c + d + e + f + g + h + i * 3 + j * 5;
}
int main(void)
{
    static const int x[] = {0,     1,    -1,    127,    128,
                            255,   256,  32767, 32768,  65535,
                            65536, -128, -129,  -32769, INT32_MIN};
    for (unsigned i = 0; i < COUNT(x); i++) {
        int v = HIDE(x[i]);
        printf("%d %d %d %d %d ", sc((signed char)v), uc((unsigned char)v),
               ss((short)v), us((unsigned short)v), bo(v));
        printf("%d %d %d %d %d ", rsc(v), ruc(v), rss(v), rus(v), rbo(v));
        printf("%d\n", stacked(1, 2, 3, 4, 5, 6, 7, 8, (signed char)v,
                               (unsigned short)v));
    }
}
