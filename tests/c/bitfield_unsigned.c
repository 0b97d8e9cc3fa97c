/* SPDX-License-Identifier: MIT
 *
 * Unsigned bit-fields of all widths from 1 to 31.
 */
#include "c.h"

struct s {
    unsigned a : 1, b : 2, c : 3, d : 5, e : 9, f : 11, g : 31, h : 17, i : 32;
};
static NOINLINE unsigned sum(const struct s *s)
{
    return s->a + s->b * 3u + s->c * 5u + s->d * 7u + s->e * 11u + s->f * 13u +
           s->g * 17u + s->h * 19u + s->i * 23u;
}
int main(void)
{
    unsigned seed = 7;
    struct s s = {0};
    for (int i = 0; i < 50; i++) {
        unsigned r = next_random(&seed);
        s.a = r, s.b = r >> 1, s.c = r >> 2, s.d = r >> 3, s.e = r >> 5;
        s.f = r * 3, s.g = r * 5, s.h = r * 7, s.i = r;
        printf("%u %u %u %u %u %u %u %u %u = %u\n", s.a, s.b, s.c, s.d, s.e,
               s.f, s.g, s.h, s.i, sum(&s));
    }
    printf("%u\n", (unsigned)sizeof(s));
}
