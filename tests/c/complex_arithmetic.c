/* SPDX-License-Identifier: MIT
 *
 * Complex numbers of float and double.
 */
#include "c.h"

static NOINLINE _Complex double product(_Complex double a, _Complex double b)
{
    return a * b;
}
static NOINLINE _Complex float sum(_Complex float a, _Complex float b)
{
    return a + b - a * 2;
}
int main(void)
{
    _Complex double z = HIDE(1.5) + 2.5i, w = HIDE(-0.5) + 0.25i;
    for (int i = 0; i < 5; i++) {
        z = product(z, w) + w;
        printf("%.12g %.12g\n", __real__ z, __imag__ z);
    }
    _Complex float f = sum(HIDE(1.0f) + 2.0fi, HIDE(3.0f) - 4.0fi);
    printf("%g %g %d\n", __real__ f, __imag__ f,
           f == sum(1.0f + 2.0fi, 3.0f - 4.0fi));
    __imag__ f = HIDE(9.0f), __real__ z = 7;
    printf("%g %g %g\n", __imag__ f, __real__ z, __imag__ ~z);
}
