/* SPDX-License-Identifier: MIT
 *
 * Overflow as a condition: checked loops and early exits.
 */
#include "c.h"

static NOINLINE int factorial(int n, int *r)
{
    *r = 1;
    for (int i = 2; i <= n; i++)
        if (__builtin_mul_overflow(*r, i, r))
            return i;
    return 0;
}
static NOINLINE unsigned saturate(unsigned a, unsigned b)
{
    unsigned r;
    return __builtin_add_overflow(a, b, &r) ? ~0u : r;
}
static NOINLINE int carry(unsigned *a, const unsigned *b, int n)
{
    unsigned c = 0;
    for (int i = 0; i < n; i++) {
        unsigned t;
        c = __builtin_add_overflow(a[i], c, &t);
        c |= __builtin_add_overflow(t, b[i], &a[i]);
    }
    return (int)c;
}
int main(void)
{
    for (int i = 5; i < 20; i++) {
        int r, stopped = factorial(HIDE(i), &r);
        printf("%d:%d ", stopped, stopped ? 0 : r);
    }
    unsigned a[4] = {~0u, ~0u, 5, ~0u}, b[4] = {1, 0, ~0u, 7};
    int c = carry(a, b, HIDE(4));
    printf("%x %x %x %x %d %x %x\n", a[0], a[1], a[2], a[3], c,
           saturate(HIDE(~0u), 1), saturate(5, HIDE(6u)));
}
