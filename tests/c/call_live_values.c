/* SPDX-License-Identifier: MIT
 *
 * Many values live across calls: spills around them.
 */
#include "c.h"

static NOINLINE int f(int x)
{
    return x * 3 + 1;
}
static NOINLINE double g(double x)
{
    return x * 0.5;
}
static NOINLINE int many(const int *v)
{
    int a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], h = v[5], i = v[6],
        j = v[7], k = v[8], l = v[9];
    int m = v[10], n = v[11], o = v[12], p = v[13], q = v[14], r = v[15],
        s = v[16], t = v[17], u = v[18], w = v[19];
    double x = g(a), y = g(b + x), z = g(c + y);
    int r1 = f(a), r2 = f(r1 ^ b), r3 = f(r2 + c), r4 = f(r3 - d);
    return a + b * 2 + c * 3 + d * 4 + e * 5 + h * 6 + i * 7 + j * 8 + k * 9 +
           l * 10 + m * 11 + n * 12 + o * 13 + p * 14 + q * 15 + r * 16 +
           s * 17 + t * 18 + u * 19 + w * 20 + r1 + r2 + r3 + r4 +
           (int)(x * 4) + (int)(y * 8) + (int)(z * 16);
}
int main(void)
{
    int v[20];
    for (int i = 0; i < 20; i++)
        v[i] = i * i - 30;
    for (int i = 0; i < 5; i++) {
        v[i * 3] = HIDE(i);
        printf("%d\n", many(v));
    }
}
