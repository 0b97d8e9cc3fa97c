/* SPDX-License-Identifier: MIT
 *
 * exp log pow sin cos and their relatives, to nine digits.
 */
#include "c.h"

#include <math.h>

int main(void)
{
    for (double x = HIDE(-3.0); x < 4; x += 0.61)
        printf("%.9g %.9g %.9g %.9g %.9g %.9g %.9g\n", exp(x), sin(x), cos(x),
               atan(x), log(x * x), pow(fabs(x), 1.7), hypot(x, 2));
    printf("%.9g %.9g %.9g %.9g %.9g\n", tan(HIDE(0.7)), asin(HIDE(0.3)),
           acos(HIDE(-0.4)), atan2(HIDE(-1.0), -2.0), log2(HIDE(10.0)));
    printf("%.9g %g %g %g\n", log10(HIDE(7.0)), pow(HIDE(2.0), 10),
           exp(HIDE(0.0)), pow(HIDE(-2.0), 3));
}
