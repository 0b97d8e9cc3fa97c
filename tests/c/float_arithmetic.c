/* SPDX-License-Identifier: MIT
 *
 * Single precision: all operations, exact bits.
 */
#include "c.h"

static const float x[] = {0.0f,  -0.0f,   1.0f,        -1.5f,   3.1415927f,
                          1e10f, -1e-10f, 16777216.0f, 3.4e38f, 1e-38f};
int main(void)
{
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++) {
            float a = HIDE(x[i]), b = HIDE(x[k]);
            printf("%08x %08x %08x ", float_bits(a + b), float_bits(a - b),
                   float_bits(a * b));
            if (b != 0)
                printf("%08x", float_bits(a / b));
            puts("");
        }
        printf("%08x\n", float_bits(-HIDE(x[i])));
    }
}
