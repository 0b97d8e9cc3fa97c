/* SPDX-License-Identifier: MIT
 *
 * Backtracking with bit masks and with arrays.
 */
#include "c.h"

static NOINLINE int masks(unsigned all, unsigned a, unsigned b, unsigned c)
{
    int n = 0;
    if (a == all)
        return 1;
    for (unsigned free = all & ~(a | b | c); free;) {
        unsigned bit = free & -free;
        free ^= bit;
        n += masks(all, a | bit, (b | bit) << 1, (c | bit) >> 1);
    }
    return n;
}
static int column[10];
static NOINLINE int arrays(int row, int n)
{
    int s = 0;
    if (row == n)
        return 1;
    for (int c = 0; c < n; c++) {
        int ok = 1;
        for (int r = 0; r < row && ok; r++)
            ok = column[r] != c && column[r] - c != r - row &&
                 column[r] - c != row - r;
        if (ok) {
            column[row] = c;
            s += arrays(row + 1, n);
        }
    }
    return s;
}
int main(void)
{
    for (int n = 1; n < 8; n++)
        printf("%d %d\n", masks((1u << HIDE(n)) - 1, 0, 0, 0), arrays(0, n));
}
