/* SPDX-License-Identifier: MIT
 *
 * %f of doubles: rounding, width, flags, large and small.
 */
#include "c.h"

int main(void)
{
    static const double x[] = {0.0,
                               -0.0,
                               1.0,
                               -1.5,
                               0.5,
                               1.5,
                               2.5,
                               0.125,
                               0.1,
                               1e15,
                               123456789.987654321,
                               1e-7,
                               999999.9999995,
                               1e22,
                               0.005,
                               1.005};
    for (unsigned i = 0; i < COUNT(x); i++) {
        double v = HIDE(x[i]);
        printf("[%f][%.0f][%.1f][%.2f][%.10f][%12.3f][%-12.3f][%012.3f][%+.2f]["
               "% .2f][%#.0f]\n",
               v, v, v, v, v, v, v, v, v, v, v);
    }
    printf("[%.20f][%.3f][%f]\n", HIDE(0.1), HIDE(1e300) / 1e297,
           (double)HIDE(0.1f));
}
