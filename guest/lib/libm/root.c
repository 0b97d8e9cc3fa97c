/* SPDX-License-Identifier: MIT
 *
 * cbrt and hypot of doubles. (The square root is librt's.)
 */
#include "libm.h"

/* The root of m in [1, 8): from a linear guess by steps of third order, the
 * last in two parts. */
static double root_of(double m)
{
    double r = 0.78125 + m * 0.171875;
    for (int k = 0; k < 3; k++) {
        double cube = r * r * r;
        r = r * (cube + 2 * m) / (2 * cube + m);
    }
    struct dd square = exact_product(r, r);
    double rest = fma(-square.hi, r, m) - square.lo * r;
    return r + rest / (3 * square.hi);
}

double cbrt(double x)
{
    uint64_t u = magnitude(x);
    int down = 0;
    if (u == 0 || u >= INFINITE64)
        return x + x;
    if (u >> 52 == 0) {
        u = magnitude(x * 0x1p54);
        down = 18;
    }
    int e = (int)(u >> 52) - 1023 + 1200, whole = e / 3; /* 1200 = 3 * 400 */
    uint64_t exponent = (uint64_t)(1023 + e - 3 * whole) << 52;
    double r = root_of(make(exponent | (u & 0xFFFFFFFFFFFFFull)));
    r *= power_of_two(whole - 400 - down);
    return copysign(r, x);
}

double hypot(double x, double y)
{
    uint64_t a = magnitude(x), b = magnitude(y);
    if (a < b) {
        uint64_t t = a;
        a = b;
        b = t;
    }
    if (a >= INFINITE64 || b == 0)
        return a == INFINITE64 || b == INFINITE64 ? make(INFINITE64)
                                                  : make(a) + make(b);
    if ((int)(a >> 52) - (int)(b >> 52) > 60)
        return make(a) + make(b);
    double scale = 1, back = 1;
    if (a >> 52 > 1500) {
        scale = 0x1p-600;
        back = 0x1p600;
    } else if (a >> 52 < 600) {
        scale = 0x1p600;
        back = 0x1p-600;
    }
    double l = make(a) * scale, s = make(b) * scale;
    struct dd ll = exact_product(l, l), ss = exact_product(s, s);
    struct dd sum = fast_sum(ll.hi, ss.hi);
    sum.lo += ll.lo + ss.lo;
    double r = sqrt(sum.hi);
    return (r + (fma(-r, r, sum.hi) + sum.lo) / (2 * r)) * back;
}
