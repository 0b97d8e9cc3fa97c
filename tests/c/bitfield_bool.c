/* SPDX-License-Identifier: MIT
 *
 * Bit-fields of _Bool take any value as 0 or 1.
 */
#include "c.h"

struct s {
    _Bool a : 1, b : 1, c : 1, d : 1;
};
static NOINLINE struct s make(int x, double d, void *p)
{
    return (struct s){x, d, p, x > 3};
}
int main(void)
{
    for (int i = 0; i < 6; i++) {
        struct s s = make(HIDE(i * 256), HIDE(i * 0.25), i & 1 ? &s : 0);
        printf("%d%d%d%d ", s.a, s.b, s.c, s.d);
        s.a ^= 1, s.b = !s.b, s.c |= s.d, s.d++;
        printf("%d%d%d%d\n", s.a, s.b, s.c, s.d);
    }
}
