/* SPDX-License-Identifier: MIT
 *
 * Quotients of complex numbers, and products with infinities.
 */
#include "c.h"

static NOINLINE _Complex double quotient(_Complex double a, _Complex double b)
{
    return a / b;
}
static NOINLINE _Complex float quotientf(_Complex float a, _Complex float b)
{
    return a / b;
}
static NOINLINE _Complex double product(_Complex double a, _Complex double b)
{
    return a * b;
}
int main(void)
{
    const double x[] = {1.0, -2.5, 3e4, 0.125, -1e-3, 7.0};
    const double inf = __builtin_inf();
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++) {
            _Complex double z = quotient(x[i] + 2.0i, x[k] - 0.5i * x[i]);
            printf("%.12g %.12g|", __real__ z + 0.0, __imag__ z + 0.0);
        }
        _Complex float f = quotientf((float)i + 3.0fi, 1.5f - (float)i * 1.0fi);
        printf("%.5g %.5g\n", __real__ f, __imag__ f);
    }
    _Complex double big = 1.0;
    __imag__ big = HIDE(inf), __real__ big = HIDE(-inf);
    big = product(big, 2.0 + 1.0i);
    printf("%d %d\n", __builtin_isinf(__real__ big), __imag__ big > 0);
    big = quotient(1e300 + 1e300i, HIDE(1e300) - 2e300i);
    printf("%g %g\n", __real__ big, __imag__ big);
    big = quotient(1e-200 + 3e-200i, HIDE(4e-200) - 2e-200i);
    printf("%g %g\n", __real__ big, __imag__ big);
    big = 1.0, __imag__ big = -inf;
    big = quotient(big, 3.0 - 1.0i);
    printf("%g %g\n", __real__ big, __imag__ big);
    big = quotient(1.0 + 1.0i, HIDE(0.0));
    printf("%g %g\n", __real__ big, __imag__ big);
}
