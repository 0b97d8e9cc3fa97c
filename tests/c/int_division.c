/* SPDX-License-Identifier: MIT
 *
 * Division and remainder of all signs, INT_MIN guarded.
 */
#include "c.h"

static NOINLINE int quotient(int a, int b)
{
    return a / b;
}
static NOINLINE int rest(int a, int b)
{
    return a % b;
}
static NOINLINE unsigned uq(unsigned a, unsigned b)
{
    return a / b;
}
static NOINLINE unsigned ur(unsigned a, unsigned b)
{
    return a % b;
}
int main(void)
{
    static const int x[] = {0,         1,         -1,           2,   -2,
                            7,         -7,        10,           -10, 1000003,
                            INT32_MAX, INT32_MIN, INT32_MIN + 1};
    for (unsigned i = 0; i < COUNT(x); i++) {
        for (unsigned k = 1; k < COUNT(x); k++) {
            if (x[i] == INT32_MIN && x[k] == -1)
                continue;
            printf("%d %d %u %u|", quotient(x[i], x[k]), rest(x[i], x[k]),
                   uq(x[i], x[k]), ur(x[i], x[k]));
        }
        puts("");
    }
}
