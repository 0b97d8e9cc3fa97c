/* SPDX-License-Identifier: MIT
 *
 * GCC vectors of ints and floats: operations, elements, shuffles.
 */
#include "c.h"

typedef int v4 __attribute__((vector_size(16)));
typedef float f4 __attribute__((vector_size(16)));
typedef unsigned char b8 __attribute__((vector_size(8)));
static NOINLINE void add(v4 *r, const v4 *a, const v4 *b)
{
    *r = *a + *b * 3 - (*a ^ *b);
}
static NOINLINE void mixf(f4 *r, const f4 *a)
{
    *r = *a * 0.5f + *r;
}
static NOINLINE void bytes(b8 *r, const b8 *a)
{
    *r = (*a << 1) + (*r & *a);
}
static NOINLINE void compare(v4 *r, const v4 *a, const v4 *b)
{
    *r = (*a > *b) + 2 * (*a == *b);
}
int main(void)
{
    v4 a = {1, -2, HIDE(3), 4}, b = {5, 6, 3, HIDE(-8)}, r;
    f4 f = {1, 2, 3, HIDE(4.5f)}, g = {0.5f};
    b8 c = {1, 2, 3, 200, 250, 6, 7, HIDE((unsigned char)9)},
       d = {255, 254, 3, 7, 1, 2, 3, 4};
    add(&r, &a, &b), mixf(&g, &f), bytes(&d, &c);
    printf("%d %d %d %d %g %g %g %g\n", r[0], r[1], r[2], r[3], g[0], g[1],
           g[2], g[3]);
    compare(&r, &a, &b);
    printf("%d %d %d %d", r[0], r[1], r[2], r[3]);
    for (int i = 0; i < 8; i++)
        printf(" %d", d[i]);
    printf(" %d\n", (a[HIDE(2)] += 5));
}
