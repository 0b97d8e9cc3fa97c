/* SPDX-License-Identifier: MIT
 *
 * break and continue out of nested loops of all kinds.
 */
#include "c.h"

static NOINLINE int f(int n)
{
    int s = 0;
    for (int i = 0; i < n; i++) {
        int k = i;
        do {
            if (k % 3 == 0)
                continue;
            if (k > 7)
                break;
            s += k;
        } while (k-- > 0);
        while (1) {
            if (++k > 5)
                break;
            if (k & 1)
                continue;
            s = s * 3 + k;
            s &= 0xFFFFF;
        }
        if (s % 11 == 0)
            continue;
        for (;; k--)
            if (k < i)
                break;
        s ^= k;
    }
    return s;
}
int main(void)
{
    for (int i = 0; i < 20; i++)
        printf("%d ", f(HIDE(i)));
    puts("");
}
