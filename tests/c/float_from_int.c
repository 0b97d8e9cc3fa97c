/* SPDX-License-Identifier: MIT
 *
 * Conversions from integers to float, rounded to even.
 */
#include "c.h"

int main(void)
{
    static const long long x[] = {0,
                                  1,
                                  -1,
                                  16777216,
                                  16777217,
                                  16777218,
                                  16777219,
                                  2147483647,
                                  -2147483648ll,
                                  4294967295,
                                  0x7FFFFFFFFFFFFFFF,
                                  0x4000004000000000,
                                  0x4000004000000001,
                                  -0x4000004000000001};
    for (unsigned i = 0; i < COUNT(x); i++) {
        long long v = HIDE(x[i]);
        printf("%08x %08x %08x %08x %08x\n", float_bits((float)(int)v),
               float_bits((float)(unsigned)v), float_bits((float)v),
               float_bits((float)(unsigned long long)v),
               float_bits((float)(short)v));
    }
}
