/* SPDX-License-Identifier: MIT
 *
 * Results with a hidden pointer: members taken, passed on, assigned to an
 * alias.
 */
#include "c.h"

struct m {
    int a, b, c, d;
};
static NOINLINE struct m power(struct m x, int n)
{
    struct m r = {1, 0, 0, 1};
    while (n-- > 0)
        r = (struct m){r.a * x.a + r.b * x.c, r.a * x.b + r.b * x.d,
                       r.c * x.a + r.d * x.c, r.c * x.b + r.d * x.d};
    return r;
}
static NOINLINE struct m swap(const struct m *x)
{
    return (struct m){x->d, x->c, x->b, x->a};
}
int main(void)
{
    struct m f = {1, 1, 1, 0};
    for (int i = 0; i < 30; i += 3)
        printf("%d ", power(f, HIDE(i)).b);
    struct m x = {1, 2, 3, 4};
    x = swap(&x);
    printf("%d %d %d %d\n", x.a, x.b, x.c, x.d);
    x = power(swap(&x), 2);
    printf("%d %d %d %d\n", x.a, x.b, x.c, x.d);
}
