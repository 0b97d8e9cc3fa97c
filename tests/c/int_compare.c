/* SPDX-License-Identifier: MIT
 *
 * Signed and unsigned comparison, as values and as branches.
 */
#include "c.h"

static NOINLINE int branches(int a, int b)
{
    int n = 0;
    if (a < b)
        n |= 1;
    if (a <= b)
        n |= 2;
    if (a == b)
        n |= 4;
    if ((unsigned)a < (unsigned)b)
        n |= 8;
    if ((unsigned)a <= (unsigned)b)
        n |= 16;
    if (a != b)
        n |= 32;
    if (a > b)
        n |= 64;
    if ((unsigned)a >= (unsigned)b)
        n |= 128;
    return n;
}
static NOINLINE int values(int a, int b)
{
    unsigned x = a, y = b;
    return (a < b) | (a <= b) << 1 | (a == b) << 2 | (x < y) << 3 |
           (x <= y) << 4 | (a != b) << 5 | (a > b) << 6 | (x >= y) << 7;
}
int main(void)
{
    static const int x[] = {0, 1, -1, 2, INT32_MAX, INT32_MIN, INT32_MIN + 1,
                            -2};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 0; k < COUNT(x); k++)
            printf("%02x%02x ", branches(x[i], x[k]), values(x[i], x[k]));
        puts("");
    }
}
