/* SPDX-License-Identifier: MIT
 *
 * Doubles from text, correctly rounded; ends.
 */
#include "c.h"

#include <stdlib.h>

int main(void)
{
    static const char *const text[] = {"0",
                                       "-0",
                                       "1",
                                       "1.5",
                                       "-2.25e3",
                                       ".5",
                                       "5.",
                                       "1e",
                                       "1e+",
                                       "1e5x",
                                       "0.1",
                                       "3.14159265358979323846",
                                       "1e308",
                                       "1e309",
                                       "1e-308",
                                       "4.9e-324",
                                       "2e-324",
                                       "9007199254740993",
                                       "9007199254740993.0000000001",
                                       "1.7976931348623158e308",
                                       "2.2250738585072011e-308",
                                       "123456789012345678901234567890",
                                       "0.000000000000000000000000000001",
                                       "inf",
                                       "-INFINITY",
                                       "0x1.8p3",
                                       "0x.8",
                                       "abc",
                                       "",
                                       "1e-400",
                                       "8.5e22",
                                       "1.00000005960464477539062500000001",
                                       "  +7e-1 "};
    for (unsigned i = 0; i < COUNT(text); i++) {
        char *end, *endf;
        double d = strtod(HIDE(text[i]), &end);
        float f = strtof(HIDE(text[i]), &endf);
        printf("%llx %d %x %d\n", double_bits(d), (int)(end - text[i]),
               float_bits(f), (int)(endf - text[i]));
    }
    char *end;
    double n = strtod("nan", &end);
    printf("%d %d %g\n", n != n, *end, atof("12.5abc"));
}
