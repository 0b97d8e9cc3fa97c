/* SPDX-License-Identifier: MIT
 *
 * Structures of mixed members between other arguments.
 */
#include "c.h"

struct a {
    char c;
    short s;
    int i;
};
struct b {
    long long l;
    char c;
};
struct c {
    float f, g;
};
struct d {
    double d;
};
struct e {
    short a, b, c;
};
static NOINLINE long long f(int x, struct a a, struct b b, struct c c,
                            long long y, struct d d, struct e e, int z)
{
    return x + a.c * 2 + a.s * 3 + a.i * 4 + b.l * 5 + b.c * 6 +
           (int)(c.f * 7) + (int)(c.g * 8) + y * 9 + (int)(d.d * 10) +
           e.a * 11 + e.b * 12 + e.c * 13 + z * 14;
}
int main(void)
{
    for (int i = -3; i < 4; i++) {
        struct a a = {(char)HIDE(i), (short)(i * 300), i * 70000};
        struct b b = {(long long)i << 33, (char)-i};
        struct c c = {HIDE(i) * 1.5f, i * -2.5f};
        struct d d = {HIDE(i) * 1e3};
        struct e e = {(short)i, (short)(i * 2), (short)(i * -3)};
        printf("%lld\n", f(i, a, b, c, (long long)i << 20, d, e, i + 9));
    }
}
