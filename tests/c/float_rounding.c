/* SPDX-License-Identifier: MIT
 *
 * Halves and the last bit: ties to even, underflow, overflow.
 */
#include "c.h"

int main(void)
{
    static const unsigned bits[] = {
        0x3F800000, 0x33800000, 0x33800001, 0x00800000, 0x00000001,
        0x7F7FFFFF, 0x73000000, 0x007FFFFF, 0x80000001, 0x3F000000};
    float x[COUNT(bits)];
    for (unsigned i = 0; i < COUNT(bits); i++) {
        union {
            unsigned u;
            float f;
        } v = {bits[i]};
        x[i] = v.f;
    }
    for (unsigned i = 0; i < COUNT(bits); i++) {
        for (unsigned k = 0; k < COUNT(bits); k++)
            printf("%08x %08x %08x|", float_bits(HIDE(x[i]) + x[k]),
                   float_bits(HIDE(x[i]) * x[k]),
                   float_bits(HIDE(x[i]) / x[k]));
        puts("");
    }
}
