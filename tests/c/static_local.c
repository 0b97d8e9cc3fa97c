/* SPDX-License-Identifier: MIT
 *
 * Static locals keep their value; one for each function.
 */
#include "c.h"

static NOINLINE int counter(void)
{
    static int n = 5;
    return n++;
}
static NOINLINE int other(int x)
{
    static int n, sum[3];
    sum[n++ % 3] += x;
    return sum[0] * 100 + sum[1] * 10 + sum[2];
}
static NOINLINE const char *text(int x)
{
    static char b[8];
    b[0] = (char)('a' + x), b[1] = 0;
    return b;
}
static NOINLINE int nested(int n)
{
    static int depth, deepest;
    depth++;
    if (depth > deepest)
        deepest = depth;
    if (n > 0)
        nested(n - 1);
    depth--;
    return deepest;
}
int main(void)
{
    for (int i = 0; i < 6; i++)
        printf("%d %d %s\n", counter(), other(i), text(i));
    printf("%d ", nested(3));
    printf("%d ", nested(7));
    printf("%d\n", nested(1));
}
