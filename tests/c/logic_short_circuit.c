/* SPDX-License-Identifier: MIT
 *
 * && and || stop early; their values and side effects.
 */
#include "c.h"

static int calls;
static NOINLINE int t(int x)
{
    calls = calls * 3 + x;
    return x;
}
int main(void)
{
    for (int a = 0; a < 2; a++)
        for (int b = 0; b < 2; b++)
            for (int c = 0; c < 3; c++) {
                calls = 0;
                int r = (t(a) && t(b)) || t(c);
                r = r * 2 + (t(a) || (t(b) && !t(c)));
                if (t(a) || t(b))
                    r += 10;
                if (!(t(b) && t(c)))
                    r += 20;
                r += (t(c) && t(b)) + (a || 0) + (b && 1);
                printf("%d:%u ", r, (unsigned)calls);
            }
    puts("");
}
