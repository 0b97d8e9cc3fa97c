/* SPDX-License-Identifier: MIT
 *
 * Products and sums are not fused unless fmaf asks for it.
 */
#include "c.h"

#include <math.h>

int main(void)
{
    float a = HIDE(1.0f + 0x1p-12f), b = HIDE(1.0f - 0x1p-12f), c = HIDE(-1.0f);
    float plain = a * b + c, fused = fmaf(a, b, c);
    printf("%08x %08x\n", float_bits(plain), float_bits(fused));
}
