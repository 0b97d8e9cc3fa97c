/* SPDX-License-Identifier: MIT
 *
 * Conditions that decide later ones; correlated branches.
 */
#include "c.h"

static NOINLINE int f(int a, int b)
{
    int state = 0, r = 0;
    if (a > 3)
        state = b > 3 ? 1 : 2;
    r += a * 2;
    if (state == 1)
        r += 10;
    else if (state == 2 && b > 0)
        r += 20;
    for (int i = 0; i < 3; i++) {
        if (state != 0 && i == b)
            state = 0, r += 100;
        if (state == 0 && a < b)
            r += 1000;
        r ^= state;
    }
    return a > 3 && state ? r : -r;
}
static NOINLINE int g(int x, int y)
{
    int z;
    if (x & 1)
        z = 3;
    else if (y & 1)
        z = 4;
    else
        z = x;
    return z == 3 ? y + 1 : z == 4 ? y + 2 : z == x ? y + 3 : 0;
}
int main(void)
{
    for (int a = 0; a < 8; a++) {
        for (int b = -1; b < 6; b++)
            printf("%d %d ", f(HIDE(a), b), g(a, HIDE(b)));
        puts("");
    }
}
