/* SPDX-License-Identifier: MIT
 *
 * Decimal and hexadecimal floating literals, exact bits.
 */
#include "c.h"

int main(void)
{
    static const double d[] = {0x1p-3,
                               0x1.8p1,
                               0x.1p4,
                               1e0,
                               .5,
                               5.,
                               1e-5,
                               123456789012345678.0,
                               0x1.fffffffffffffp1023,
                               0x1p-1074};
    static const float f[] = {0x1p-3f, 0.1f,           16777217.0f,
                              1e-45f,  3.40282347e38f, 0x1.000001p0f};
    for (unsigned i = 0; i < COUNT(d); i++)
        printf("%llx ", double_bits(HIDE(d[i])));
    for (unsigned i = 0; i < COUNT(f); i++)
        printf("%x ", float_bits(HIDE(f[i])));
    printf("%llx %x\n", double_bits((double)0.1f + 0.2),
           float_bits((float)(0.1 + 0.2)));
}
