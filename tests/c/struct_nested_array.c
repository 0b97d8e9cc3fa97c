/* SPDX-License-Identifier: MIT
 *
 * Arrays in structures in arrays: addresses by index.
 */
#include "c.h"

struct cell {
    short x;
    char tag[3];
    int y[2];
};
struct row {
    char n;
    struct cell c[3];
};
static struct row table[4];
static NOINLINE int get(int r, int c, int i, int t)
{
    return table[r].c[c].y[i] * 100 + table[r].c[c].tag[t] + table[r].c[c].x;
}
int main(void)
{
    for (int r = 0; r < 4; r++)
        for (int c = 0; c < 3; c++) {
            struct cell *p = &table[r].c[c];
            p->x = (short)(r * 10 + c), p->y[0] = r - c, p->y[1] = r * c;
            for (int t = 0; t < 3; t++)
                p->tag[t] = (char)(r + c + t);
        }
    for (int i = 0; i < 24; i++)
        printf("%d ", get(HIDE(i) % 4, i % 3, i % 2, i / 3 % 3));
    printf("%d %d\n", (int)sizeof(struct row), (int)sizeof(table));
}
