/* SPDX-License-Identifier: MIT
 *
 * fmod, remainder and remquo, exact: division of the mantissas by steps of as
 * many bits as a word of 64 has room for.
 */
#include "libm.h"

/* Mantissa and exponent, subnormal or not: value = mantissa * 2^exponent. */
static uint64_t take_apart(uint64_t u, int *exponent)
{
    int e = (int)(u >> 52);
    *exponent = e ? e - 1 : 0;
    return (u & 0xFFFFFFFFFFFFFull) | (e ? 1ull << 52 : 0);
}

static double put_together(uint64_t m, int e)
{
    if (m == 0)
        return 0;
    int n = __builtin_clzll(m) - 11;
    n = n < e ? n : e; /* subnormal when e runs out */
    m <<= n;
    e -= n;
    return make(m >> 52 ? ((uint64_t)e << 52) + m : m);
}

/* |x| mod |y| of finite numbers, y not 0, and the last bits of the quotient. */
static double divide(uint64_t x, uint64_t y, unsigned *quotient)
{
    int ex, ey;
    *quotient = 0;
    if (x < y)
        return make(x);
    uint64_t mx = take_apart(x, &ex), my = take_apart(y, &ey);
    uint64_t q = mx / my;
    mx %= my;
    for (int left = ex - ey; left > 0 && (mx || q);) {
        int step = left < 11 ? left : 11;
        uint64_t n = mx << step, part = n / my;
        mx = n - part * my;
        q = q << step | part;
        left -= step;
    }
    *quotient = (unsigned)q;
    return put_together(mx, ey);
}

static bool is_bad(uint64_t x, uint64_t y)
{
    return x >= INFINITE64 || y > INFINITE64 || y == 0;
}

double fmod(double x, double y)
{
    uint64_t a = magnitude(x), b = magnitude(y);
    unsigned quotient;
    if (is_bad(a, b))
        return make(0x7FF8000000000000ull);
    return copysign(divide(a, b, &quotient), x);
}

double remquo(double x, double y, int *quotient)
{
    uint64_t a = magnitude(x), b = magnitude(y);
    unsigned q;
    *quotient = 0;
    if (is_bad(a, b))
        return make(0x7FF8000000000000ull);
    if (b == INFINITE64)
        return x;
    double r = divide(a, b, &q), d = make(b);
    /* 2r against d without overflow or loss */
    bool more = b >> 52 > 1 ? r > 0.5 * d : r + r > d;
    bool same = b >> 52 > 1 ? r == 0.5 * d : r + r == d;
    if (more || (same && (q & 1))) {
        r -= d;
        q++;
    }
    q &= 0x7FFFFFFF;
    *quotient = is_negative(x) != is_negative(y) ? -(int)q : (int)q;
    if (r == 0)
        return copysign(r, x);
    return is_negative(x) ? -r : r;
}

double remainder(double x, double y)
{
    int quotient;
    return remquo(x, y, &quotient);
}

float fmodf(float x, float y)
{
    return (float)fmod((double)x, (double)y);
}

float remainderf(float x, float y)
{
    return (float)remainder((double)x, (double)y);
}

float remquof(float x, float y, int *quotient)
{
    return (float)remquo((double)x, (double)y, quotient);
}
