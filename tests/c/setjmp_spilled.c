/* SPDX-License-Identifier: MIT
 *
 * Values that only the second return of setjmp needs, more than registers can
 * hold: what lives between the two returns must not take their places.
 */
#include "c.h"

#include <setjmp.h>

static jmp_buf back;
static unsigned seed = 1;

static NOINLINE unsigned number(unsigned x)
{
    seed += x;
    return next_random(&seed) >> 20;
}

static NOINLINE void leave(int how)
{
    if (how)
        longjmp(back, how);
}

static NOINLINE unsigned twice(int how)
{
    unsigned a = number(1), b = number(2), c = number(3), d = number(4);
    unsigned e = number(5), f = number(6), g = number(7), h = number(8);
    unsigned i = number(9), j = number(10), k = number(11), l = number(12);
    unsigned m = number(13), n = number(14), o = number(15), p = number(16);
    if (setjmp(back) == 0) {
        unsigned q = number(21), r = number(22), s = number(23), t = number(24);
        unsigned u = number(25), v = number(26), w = number(27), x = number(28);
        unsigned y = number(29), z = number(30), A = number(31), B = number(32);
        unsigned C = number(33), D = number(34), E = number(35), F = number(36);
        printf("%u %u %u %u %u %u %u %u\n", q, r, s, t, u, v, w, x);
        printf("%u %u %u %u %u %u %u %u\n", y, z, A, B, C, D, E, F);
        leave(how);
        return q + r * 2 + s * 3 + t * 4 + u * 5 + v * 6 + w * 7 + x * 8 +
               y * 9 + z * 10 + A * 11 + B * 12 + C * 13 + D * 14 + E * 15 + F;
    }
    printf("%u %u %u %u %u %u %u %u\n", a, b, c, d, e, f, g, h);
    printf("%u %u %u %u %u %u %u %u\n", i, j, k, l, m, n, o, p);
    return a + b * 3 + c * 5 + p;
}

int main(void)
{
    for (int how = 0; how < 3; how++)
        printf("%u\n", twice(how));
    return 0;
}
