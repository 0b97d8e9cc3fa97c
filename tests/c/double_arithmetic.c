/* SPDX-License-Identifier: MIT
 *
 * Double precision: all operations, exact bits.
 */
#include "c.h"

int main(void)
{
    static const double x[] = {0.0,
                               -0.0,
                               1.0,
                               -1.5,
                               3.141592653589793,
                               1e100,
                               -1e-100,
                               9007199254740992.0,
                               1.7e308,
                               5e-324,
                               2.2250738585072014e-308};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++) {
            double a = HIDE(x[i]), b = HIDE(x[k]);
            printf("%llx %llx %llx ", double_bits(a + b), double_bits(a - b),
                   double_bits(a * b));
            if (b != 0)
                printf("%llx", double_bits(a / b));
            puts("");
        }
        printf("%llx\n", double_bits(-HIDE(x[i])));
    }
}
