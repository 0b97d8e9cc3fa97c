/* SPDX-License-Identifier: MIT
 *
 * Square root, floor, ceil, trunc, copysign, fmin, fmax.
 */
#include "c.h"

#include <math.h>

int main(void)
{
    static const float x[] = {0.0f,   -0.0f, 0.5f,  -0.5f,      1.5f,
                              -1.5f,  2.5f,  -2.5f, 8388607.5f, 1e20f,
                              -1e20f, 2.0f,  0.1f};
    for (unsigned i = 0; i < COUNT(x); i++) {
        float v = HIDE(x[i]);
        printf("%08x %08x %08x %08x %08x ", float_bits(floorf(v)),
               float_bits(ceilf(v)), float_bits(truncf(v)),
               float_bits(roundf(v)), float_bits(fabsf(v)));
        printf("%08x %08x %08x %08x\n", float_bits(sqrtf(fabsf(v))),
               float_bits(copysignf(3, v)), float_bits(fminf(v, 1)),
               float_bits(fmaxf(v, -1)));
    }
}
