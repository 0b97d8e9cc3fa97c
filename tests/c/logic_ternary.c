/* SPDX-License-Identifier: MIT
 *
 * Conditional expressions: nested, of all types, as branches.
 */
#include "c.h"

static NOINLINE int grade(int n)
{
    return n < 10 ? 1 : n < 20 ? n > 15 ? 2 : 3 : n == 25 ? 4 : 5;
}
static NOINLINE const char *text(int n)
{
    return n ? n > 0 ? "positive" : "negative" : "zero";
}
static NOINLINE double value(int n, float f, double d)
{
    return n & 1 ? f : n & 2 ? d : n;
}
static NOINLINE unsigned mixed(int n, unsigned char c, signed char s)
{
    return n ? c : s;
}
static NOINLINE int elvis(int n)
{
    return n ?: 77;
}
int main(void)
{
    for (int i = -3; i < 30; i += 2)
        printf("%d %s %g %u %d\n", grade(HIDE(i)), text(i), value(i, 1.5f, 2.5),
               mixed(i & 2, 200, -3), elvis(i & 4));
}
