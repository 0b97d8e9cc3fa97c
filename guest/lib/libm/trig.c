/* SPDX-License-Identifier: MIT
 *
 * sin, cos and tan of doubles: a polynomial on the rest after the nearest
 * multiple of pi/2. The error is below 0.8 units in the last place.
 */
#include "libm.h"

/* sin(r) - r without the part of r.lo */
static double sine_tail(double r, double z)
{
    double q = 0x1.5e0916b55db48p-33;
    q = q * z - 0x1.ae60056a84b17p-26;
    q = q * z + 0x1.71de379129f2ep-19;
    q = q * z - 0x1.a01a019e7f846p-13;
    q = q * z + 0x1.1111111110ba1p-7;
    q = q * z - 0x1.5555555555555p-3;
    return r * z * q;
}

/* cos(r) - 1 + r^2 / 2 */
static double cosine_tail(double z)
{
    double q = -0x1.907b9fa75dee8p-37;
    q = q * z + 0x1.1eeb661c764f3p-29;
    q = q * z - 0x1.27e4fa1529574p-22;
    q = q * z + 0x1.a01a019f4c9c5p-16;
    q = q * z - 0x1.6c16c16c1695ep-10;
    q = q * z + 0x1.5555555555555p-5;
    return z * z * q;
}

static double sine(struct dd r)
{
    double z = r.hi * r.hi;
    double low = r.lo == 0 ? 0 : r.lo * (1 - 0.5 * z);
    return r.hi + (sine_tail(r.hi, z) + low);
}

static double cosine(struct dd r)
{
    double z = r.hi * r.hi;
    struct dd one = fast_sum(1, -0.5 * z);
    return one.hi + (one.lo + (cosine_tail(z) - r.hi * r.lo));
}

static bool is_endless(double x)
{
    return magnitude(x) >= INFINITE64;
}

double sin(double x)
{
    struct dd r;
    if (magnitude(x) < 0x3E40000000000000ull) /* 2^-27 */
        return x;
    if (is_endless(x))
        return x - x;
    int n = __reduce(x, &r);
    double v = n & 1 ? cosine(r) : sine(r);
    return n & 2 ? -v : v;
}

double cos(double x)
{
    struct dd r;
    if (is_endless(x))
        return x - x;
    int n = __reduce(x, &r);
    double v = n & 1 ? sine(r) : cosine(r);
    return (n + 1) & 2 ? -v : v;
}

void sincos(double x, double *s, double *c)
{
    struct dd r;
    if (is_endless(x)) {
        *s = *c = x - x;
        return;
    }
    int n = __reduce(x, &r);
    double a = magnitude(x) < 0x3E40000000000000ull ? x : sine(r);
    double b = cosine(r);
    double sn = n & 1 ? b : a, cs = n & 1 ? a : b;
    *s = n & 2 ? -sn : sn;
    *c = (n + 1) & 2 ? -cs : cs;
}

/* sine and cosine in two parts, and their quotient. */
double tan(double x)
{
    struct dd r;
    if (magnitude(x) < 0x3E40000000000000ull)
        return x;
    if (is_endless(x))
        return x - x;
    int n = __reduce(x, &r);
    struct dd z = exact_product(r.hi, r.hi);
    z.lo += 2 * r.hi * r.lo;
    struct dd s = fast_sum(r.hi, sine_tail(r.hi, z.hi));
    s.lo += r.lo * (1 - 0.5 * z.hi);
    struct dd c = fast_sum(1, -0.5 * z.hi);
    c = fast_sum(c.hi, c.lo - 0.5 * z.lo + cosine_tail(z.hi));
    if (n & 1) {
        struct dd t = c;
        c = s;
        s = (struct dd){-t.hi, -t.lo};
    }
    double q = s.hi / c.hi;
    double rest = fma(-q, c.hi, s.hi) + (s.lo - q * c.lo);
    return q + rest / c.hi;
}
