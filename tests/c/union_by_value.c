/* SPDX-License-Identifier: MIT
 *
 * Unions of several sizes as arguments and results.
 */
#include "c.h"

union a {
    char c;
    short s;
};
union b {
    int i;
    float f;
};
union c {
    long long l;
    double d;
};
union d {
    char text[12];
    int v[3];
};
static NOINLINE union a fa(union a x)
{
    x.s = (short)(x.s * 3);
    return x;
}
static NOINLINE union b fb(int k, union b x)
{
    x.f *= k;
    return x;
}
static NOINLINE union c fc(union c x, union b y)
{
    x.d += y.f;
    return x;
}
static NOINLINE union d fd(union c x, union d y)
{
    y.v[1] += (int)x.l;
    return y;
}
int main(void)
{
    union a a = {.s = HIDE((short)1234)};
    union b b = {.f = HIDE(1.25f)};
    union c c = {.d = HIDE(7.5)};
    union d d = {"hello world"};
    a = fa(a), b = fb(3, b), c = fc(c, b), d = fd((union c){.l = 1}, d);
    printf("%d %x %llx %s\n", a.s, b.i, (unsigned long long)c.l, d.text);
}
