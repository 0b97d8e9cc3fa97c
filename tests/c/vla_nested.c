/* SPDX-License-Identifier: MIT
 *
 * Arrays of variable length, of two dimensions, in nested loops.
 */
#include "c.h"

static NOINLINE int sum(int r, int c, int m[r][c])
{
    int s = 0;
    for (int i = 0; i < r; i++)
        for (int k = 0; k < c; k++)
            s += m[i][k] * (i - k);
    return s;
}
static NOINLINE int f(int n)
{
    int s = 0;
    for (int i = 1; i <= n; i++) {
        int m[i][n + 1];
        for (int k = 0; k < i; k++) {
            char t[k + 3];
            for (int j = 0; j <= n; j++)
                m[k][j] = k * j, t[j % (k + 3)] = (char)j;
            s += t[k] + (int)sizeof(t);
        }
        s += sum(i, n + 1, m) + (int)sizeof(m);
        if (s & 1)
            continue;
        s++;
    }
    return s;
}
int main(void)
{
    for (int i = 0; i < 9; i++)
        printf("%d ", f(HIDE(i)));
    puts("");
}
