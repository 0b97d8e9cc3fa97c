/* SPDX-License-Identifier: MIT
 *
 * A switch with far cases, at both ends of int.
 */
#include "c.h"

static NOINLINE const char *f(int x)
{
    switch (x) {
    case INT32_MIN:
        return "min";
    case -1000000:
        return "minus million";
    case -7:
        return "minus seven";
    case 0:
        return "zero";
    case 13:
        return "thirteen";
    case 4096:
        return "page";
    case 65535:
        return "64k-1";
    case 0x12345678:
        return "hex";
    case INT32_MAX:
        return "max";
    }
    return "none";
}
int main(void)
{
    static const int x[] = {INT32_MIN,  INT32_MIN + 1,
                            -1000000,   -999999,
                            -7,         -6,
                            0,          1,
                            13,         14,
                            4095,       4096,
                            65535,      65536,
                            0x12345678, INT32_MAX - 1,
                            INT32_MAX};
    for (unsigned i = 0; i < COUNT(x); i++)
        printf("%d %s\n", x[i], f(x[i]));
}
