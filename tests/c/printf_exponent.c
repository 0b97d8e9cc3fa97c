/* SPDX-License-Identifier: MIT
 *
 * %e and %g of doubles: precision, trailing zeros, limits.
 */
#include "c.h"

#include <math.h>

int main(void)
{
    static const double x[] = {0.0,
                               1.0,
                               -2.5,
                               1e5,
                               1e6,
                               123456.5,
                               1e-4,
                               1e-5,
                               9.99999e5,
                               9.99999e-5,
                               1.7976931348623157e308,
                               5e-324,
                               2.2250738585072014e-308,
                               3.141592653589793};
    for (unsigned i = 0; i < COUNT(x); i++) {
        double v = HIDE(x[i]);
        printf("[%e][%.0e][%.3e][%E][%15.2e][%g][%.3g][%.10g][%#g][%G][%-12g][%"
               "+012g][%.17g]\n",
               v, v, v, v, v, v, v, v, v, v, v, v, v);
    }
    printf("[%f][%e][%g][%5.1f][%-6g][%F][%06f]\n", INFINITY, -INFINITY,
           INFINITY, INFINITY, -INFINITY, INFINITY, INFINITY);
}
