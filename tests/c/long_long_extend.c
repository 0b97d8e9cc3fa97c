/* SPDX-License-Identifier: MIT
 *
 * From narrow types to 64 bits, and back.
 */
#include "c.h"

static NOINLINE long long from_int(int x)
{
    return x;
}
static NOINLINE long long from_unsigned(unsigned x)
{
    return x;
}
static NOINLINE long long from_char(signed char x)
{
    return x;
}
static NOINLINE unsigned long long from_short(short x)
{
    return x;
}
static NOINLINE int high(long long x)
{
    return x >> 32;
}
static NOINLINE signed char low(long long x)
{
    return (signed char)x;
}
int main(void)
{
    static const int x[] = {0,     1,      -1,    127,       -128,     255,
                            32767, -32768, 65535, INT32_MAX, INT32_MIN};
    for (unsigned i = 0; i < COUNT(x); i++)
        printf("%lld %lld %lld %llx %d %d\n", from_int(x[i]),
               from_unsigned(x[i]), from_char((signed char)x[i]),
               from_short((short)x[i]), high((long long)x[i] * 0x10001),
               low((long long)x[i] * 0x101));
}
