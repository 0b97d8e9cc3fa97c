/* SPDX-License-Identifier: MIT
 *
 * Typedefs of functions, arrays and pointers to them.
 */
#include "c.h"

typedef int row[4];
typedef row matrix[3];
typedef int binary(int, int);
typedef binary *table[2];
typedef int (*chooser(int))(int, int);
static binary add, multiply;
static chooser choose;
static int add(int a, int b)
{
    return a + b;
}
static int multiply(int a, int b)
{
    return a * b;
}
static NOINLINE int (*choose(int i))(int, int)
{
    static const table t = {add, multiply};
    return t[i];
}
static NOINLINE int fold(matrix m, binary f)
{
    int s = 1;
    for (row *r = m; r < m + 3; r++)
        for (int i = 0; i < 4; i++)
            s = f(s, (*r)[i]) & 0xFFFF;
    return s;
}
int main(void)
{
    matrix m = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, HIDE(12)}};
    chooser *c = HIDE(&choose);
    printf("%d %d %d\n", fold(m, choose(0)), fold(m, c(1)),
           (*(*c)(HIDE(0)))(3, 4));
}
