/* SPDX-License-Identifier: MIT
 *
 * A dense switch, with holes, negative cases and a default.
 */
#include "c.h"

static NOINLINE int f(int x)
{
    switch (x) {
    case -3:
        return 10;
    case -2:
        return 21;
    case -1:
        return 32;
    case 0:
        return 43;
    case 1:
        return 54;
    case 3:
        return 65;
    case 4:
        return x * 7;
    case 5:
        return 87;
    case 6:
        return 98;
    case 7:
        return 9;
    case 8:
        return -x;
    default:
        return x;
    }
}
int main(void)
{
    for (int i = -8; i < 14; i++)
        printf("%d ", f(i));
    printf("%d %d\n", f(INT32_MAX), f(INT32_MIN));
}
