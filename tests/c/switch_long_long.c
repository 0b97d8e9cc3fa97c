/* SPDX-License-Identifier: MIT
 *
 * A switch over 64 bits.
 */
#include "c.h"

static NOINLINE int f(long long x)
{
    switch (x) {
    case 0:
        return 1;
    case 1ll << 32:
        return 2;
    case -1:
        return 3;
    case 0xFFFFFFFFll:
        return 4;
    case INT64_MIN:
        return 5;
    case INT64_MAX:
        return 6;
    case 0x100000001ll ... 0x100000010ll:
        return 7;
    default:
        return (int)(x >> 32);
    }
}
int main(void)
{
    static const long long x[] = {0,
                                  1,
                                  -1,
                                  1ll << 32,
                                  0xFFFFFFFFll,
                                  INT64_MIN,
                                  INT64_MAX,
                                  0x100000001ll,
                                  0x100000010ll,
                                  0x100000011ll,
                                  0x7000000000ll};
    for (unsigned i = 0; i < COUNT(x); i++)
        printf("%lld %d\n", x[i], f(x[i]));
}
