/* SPDX-License-Identifier: MIT
 *
 * Operations that give infinities and NaN.
 */
#include "c.h"

#include <math.h>

int main(void)
{
    const double x[] = {0.0, -0.0, 1.0, -2.0, INFINITY, -INFINITY, 1e308};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++) {
            const double r[] = {
                HIDE(x[i]) + HIDE(x[k]), HIDE(x[i]) - HIDE(x[k]),
                HIDE(x[i]) * HIDE(x[k]), HIDE(x[i]) / HIDE(x[k])};
            for (int j = 0; j < 4; j++) {
                if (isnan(r[j]))
                    printf("nan ");
                else
                    printf("%g ", r[j]);
            }
        }
        puts("");
    }
}
