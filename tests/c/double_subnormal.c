/* SPDX-License-Identifier: MIT
 *
 * Gradual underflow of double and float.
 */
#include "c.h"

int main(void)
{
    double d = HIDE(1.7e-305);
    float f = HIDE(3.3e-35f);
    for (int i = 0; i < 70; i++) {
        printf("%llx %08x %d %d\n", double_bits(d), float_bits(f), d > 0,
               f > 0);
        d /= 3, f /= 1.5f;
    }
    for (int i = 0; i < 20; i++)
        d = d * 8 + 5e-324, f = f * 8 + 1.4e-45f;
    printf("%llx %08x\n", double_bits(d), float_bits(f));
}
