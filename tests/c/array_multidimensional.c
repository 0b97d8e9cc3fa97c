/* SPDX-License-Identifier: MIT
 *
 * Arrays of three dimensions, pointers to rows.
 */
#include "c.h"

static int a[4][5][6];
static NOINLINE int sum(int (*m)[6], int rows)
{
    int s = 0;
    for (int i = 0; i < rows; i++)
        for (int k = 0; k < 6; k++)
            s += m[i][k] * (k - i);
    return s;
}
int main(void)
{
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 5; j++)
            for (int k = 0; k < 6; k++)
                a[i][j][k] = HIDE(i) * 100 + j * 10 + k;
    for (int i = 0; i < 4; i++)
        printf("%d ", sum(a[i], 5));
    int(*p)[5][6] = a + 1;
    printf("%d %d %d %d\n", (*p)[2][3], p[1][4][5], *(*(*(a + 3) + 2) + 1),
           (int)(&a[3][0][0] - &a[1][2][0]));
    printf("%d %d\n", (int)sizeof(a[0]), (int)sizeof(*p[0]));
}
