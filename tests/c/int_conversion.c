/* SPDX-License-Identifier: MIT
 *
 * Conversions between all integer types.
 */
#include "c.h"

#define ROW(type) printf("%s %lld ", #type, (long long)(type)HIDE(v))
int main(void)
{
    static const long long x[] = {0,
                                  1,
                                  -1,
                                  127,
                                  128,
                                  255,
                                  256,
                                  -128,
                                  -129,
                                  32767,
                                  32768,
                                  65535,
                                  65536,
                                  -32769,
                                  2147483647,
                                  2147483648ll,
                                  -2147483649ll,
                                  4294967295ll,
                                  4294967296ll,
                                  INT64_MIN,
                                  INT64_MAX,
                                  0x123456789ABCDEFll};
    for (unsigned i = 0; i < COUNT(x); i++) {
        long long v = x[i];
        ROW(signed char);
        ROW(unsigned char);
        ROW(short);
        ROW(unsigned short);
        ROW(int);
        ROW(unsigned);
        ROW(_Bool);
        printf("%llu\n", (unsigned long long)(unsigned long)HIDE(v));
        int n = (int)v;
        unsigned short s = (unsigned short)v;
        printf("%lld %llu %lld\n", (long long)HIDE(n),
               (unsigned long long)HIDE((unsigned)n), (long long)HIDE(s));
    }
}
