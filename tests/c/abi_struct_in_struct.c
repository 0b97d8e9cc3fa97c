/* SPDX-License-Identifier: MIT
 *
 * Small structures of structures, arrays and floats in registers.
 */
#include "c.h"

struct in {
    char a, b;
};
struct a {
    struct in x[2];
};
struct b {
    float f;
    struct in i;
};
struct c {
    short v[3];
};
struct d {
    struct {
        struct {
            long long l;
        } m;
    } n;
};
struct e {
    char c;
    float f;
};
static NOINLINE struct a fa(struct a a, int k)
{
    a.x[k].a += 3, a.x[1 - k].b--;
    return a;
}
static NOINLINE struct b fb(struct a a, struct b b)
{
    b.f *= a.x[0].a, b.i = a.x[1];
    return b;
}
static NOINLINE struct c fc(struct c c)
{
    short t = c.v[0];
    c.v[0] = c.v[2], c.v[2] = (short)-t, c.v[1]++;
    return c;
}
static NOINLINE struct d fd(struct d d, struct e e)
{
    d.n.m.l = d.n.m.l * e.c + (int)e.f;
    return d;
}
int main(void)
{
    for (int i = 0; i < 6; i++) {
        struct a a =
            fa((struct a){{{(char)HIDE(i), 2}, {3, (char)(i * -4)}}}, i & 1);
        struct b b = fb(a, (struct b){HIDE(i) * 0.5f, {9, 9}});
        struct c c = fc((struct c){{(short)HIDE(i), 7, (short)(i * 999)}});
        struct d d = fd((struct d){{{HIDE(i) * 5000000000ll}}},
                        (struct e){(char)-i, i * 1.5f});
        printf("%d %d %d %d %g %d %d %d %d %lld\n", a.x[0].a, a.x[0].b,
               a.x[1].a, a.x[1].b, b.f, b.i.a, b.i.b, c.v[0], c.v[2], d.n.m.l);
    }
}
