/* SPDX-License-Identifier: MIT
 *
 * Signed bit-fields: sign extension, truncation, arithmetic.
 */
#include "c.h"

struct s {
    int a : 3, b : 7, c : 1, d : 13, e : 8;
};
static NOINLINE void show(const struct s *s)
{
    printf("%d %d %d %d %d\n", s->a, s->b, s->c, s->d, s->e);
}
int main(void)
{
    struct s s = {0};
    for (int i = -70; i < 70; i += 7) {
        s.a = HIDE(i), s.b = i * 3, s.c = i, s.d = i * 61, s.e += i;
        show(&s);
        s.a++, s.b--, s.d <<= 1;
        show(&s);
    }
    return s.a < 0 ? 1 : 0;
}
