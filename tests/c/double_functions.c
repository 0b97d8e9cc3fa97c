/* SPDX-License-Identifier: MIT
 *
 * fabs floor ceil trunc round fmod sqrt ldexp frexp modf.
 */
#include "c.h"

#include <math.h>

int main(void)
{
    static const double x[] = {
        0.0,   -0.0,   0.5, -0.5, 1.5, -2.5, 4503599627370495.5,
        1e300, -1e300, 2.0, 0.1,  7.9};
    for (unsigned i = 0; i < COUNT(x); i++) {
        double v = HIDE(x[i]), whole;
        int e;
        printf("%g %g %g %g %g ", floor(v), ceil(v), trunc(v), round(v),
               fabs(v));
        printf("%.17g %.17g ", sqrt(fabs(v)), fmod(v, 0.3));
        double fraction = frexp(v, &e);
        printf("%.17g %d %.17g ", fraction, e, ldexp(v, -3));
        fraction = modf(v, &whole);
        printf("%.17g %.17g %d\n", fraction, whole, !!signbit(v));
    }
}
