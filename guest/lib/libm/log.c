/* SPDX-License-Identifier: MIT
 *
 * Logarithms of doubles. x = z * 2^k with z in [0.6875, 1.375), z lies in one
 * of 128 bins, and z times the bin's inverse is 1 + r, exactly, since it is
 * done in integers. The result comes in two parts, so that powers and other
 * bases lose nothing. The error is below 0.55 units in the last place.
 */
#include "libm.h"

#define LN2_HI 0x1.62e42fefa38p-1 /* k times this is exact */
#define LN2_LO 0x1.ef35793c7673p-45
#define PER_LN2 0x1.71547652b82fep+0
#define PER_LN2_LO 0x1.777d0ffda0d24p-56
#define PER_LN10 0x1.bcb7b1526e50ep-2
#define PER_LN10_LO 0x1.95355baaafad3p-57

enum { BIN_SHIFT = 52 - 7 };
#define FIRST_BIN 0x3FE6000000000000ull /* 0.6875 */

/* log(1 + r) - r + r^2 / 2 */
static double tail(double r)
{
    double q = 0x1.c309ff4090243p-4;
    q = q * r - 0x1.000188b46b6ffp-3;
    q = q * r + 0x1.24924eb0675a3p-3;
    q = q * r - 0x1.55555554cb704p-3;
    q = q * r + 0x1.9999999995b7ep-3;
    q = q * r - 0.25;
    q = q * r + 0x1.5555555555555p-2;
    return r * r * r * q;
}

/* z * inverse - 1 in two parts. z has 53 bits behind the point, the inverse
 * 10: the product is exact modulo 1 in 63 bits. */
static struct dd rest_of(uint64_t z, int inverse)
{
    int e = (int)(z >> 52) - 1022; /* 0 below 1, 1 from 1 on */
    uint64_t m = ((z & 0xFFFFFFFFFFFFFull) | 1ull << 52) << e;
    int64_t rest = (int64_t)(m * (uint64_t)inverse << 1) >> 1;
    double hi = (double)rest;
    return (struct dd){hi * 0x1p-63, (double)(rest - (int64_t)hi) * 0x1p-63};
}

struct dd __log_parts(double hi, double lo)
{
    uint64_t u = raw(hi);
    int k = 0;
    if (u >> 52 == 0) {
        u = raw(hi * 0x1p54);
        k = -54;
    }
    uint64_t t = u - FIRST_BIN;
    int bin = (int)(t >> BIN_SHIFT) & 127, step = (int)((int64_t)t >> 52);
    k += step;
    int inverse = __log_inverse[bin];
    struct dd r = rest_of(u - ((uint64_t)(int64_t)step << 52), inverse);
    if (lo != 0)
        r.lo += lo * power_of_two(-step) * (inverse * 0x1p-10);
    struct dd s = fast_sum(k * LN2_HI, __log_bins[bin].hi);
    struct dd s1 = fast_sum(s.hi, r.hi);
    double half = -0.5 * r.hi;
    struct dd square = exact_product(r.hi, half);
    struct dd s2 = fast_sum(s1.hi, square.hi);
    double low = square.lo - r.hi * r.lo + __log_bins[bin].lo + r.lo;
    low += k * LN2_LO + s.lo + s1.lo + s2.lo + tail(r.hi);
    return fast_sum(s2.hi, low);
}

/* What all logarithms give at the ends of their domain; else false. */
static bool is_special(double x, double *out)
{
    uint64_t u = raw(x);
    if (u - 1 < INFINITE64 - 1)
        return false;
    if ((u & ~SIGN64) == 0)
        *out = -make(INFINITE64);
    else
        *out = u == INFINITE64 || x != x ? x : make(0x7FF8000000000000ull);
    return true;
}

double log(double x)
{
    double out;
    return is_special(x, &out) ? out : __log_parts(x, 0).hi;
}

static double times(struct dd l, double by, double by_low)
{
    struct dd p = exact_product(l.hi, by);
    return p.hi + (p.lo + (l.hi * by_low + l.lo * by));
}

double log2(double x)
{
    double out;
    if (is_special(x, &out))
        return out;
    return times(__log_parts(x, 0), PER_LN2, PER_LN2_LO);
}

double log10(double x)
{
    double out;
    if (is_special(x, &out))
        return out;
    return times(__log_parts(x, 0), PER_LN10, PER_LN10_LO);
}

double log1p(double x)
{
    double out;
    if (magnitude(x) < 0x3C90000000000000ull) /* 2^-54 */
        return x;
    if (x > 0x1p60)
        return log(x);
    struct dd one = exact_sum(1, x);
    if (is_special(one.hi, &out))
        return out;
    return __log_parts(one.hi, one.lo).hi;
}
