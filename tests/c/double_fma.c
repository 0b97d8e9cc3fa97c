/* SPDX-License-Identifier: MIT
 *
 * The fused multiply-add of double rounds once.
 */
#include "c.h"

#include <math.h>

int main(void)
{
    const double x[] = {1.0 + 0x1p-30, 1.0 - 0x1p-30, -1.0, 3.0,
                        0x1p-1000,     1e300,         0.1,  -0.0};
    for (unsigned i = 0; i < COUNT(x); i++)
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%llx %llx\n", double_bits(fma(HIDE(x[i]), x[k], -1.0)),
                   double_bits(fma(x[i], HIDE(x[k]), x[(i + k) % 8])));
}
