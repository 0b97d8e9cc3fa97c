/* SPDX-License-Identifier: MIT
 *
 * Hyperbolic functions of doubles and their inverses, by exponentials and
 * logarithms in two parts where differences would lose digits.
 */
#include "libm.h"

#define LN2 0x1.62e42fefa39efp-1
#define LN2_LO 0x1.abc9e3b39803fp-56

/* exp(x) / 2 and exp(-x) / 2, 0.5 <= x < 40. */
static struct dd halves(double x, double *inverse)
{
    int power;
    struct dd v = __exp_parts(x, 0, &power);
    double scale = power_of_two(power - 1);
    v.hi *= scale;
    v.lo *= scale;
    *inverse = 0.25 / v.hi;
    return v;
}

/* exp(x) / 2 where exp(x) may be too large; x >= 40. */
static double half_exp(double x)
{
    int power;
    if (!(x < 711))
        return x != x ? x : make(INFINITE64);
    struct dd v = __exp_parts(x, 0, &power);
    return ldexp(v.hi + v.lo, power - 1);
}

/* sinh(x) - x for |x| < 0.5. */
static double sinh_tail(double x)
{
    double z = x * x, q = 0x1.6274c51f92af7p-33;
    q = q * z + 0x1.ae639198540b1p-26;
    q = q * z + 0x1.71de3a8a875c8p-19;
    q = q * z + 0x1.a01a01a00d0f6p-13;
    q = q * z + 0x1.1111111111124p-7;
    q = q * z + 0x1.5555555555555p-3;
    return x * z * q;
}

double sinh(double x)
{
    double a = fabs(x), inverse;
    if (!(a >= 0.5))
        return a < 0x1p-28 ? x : x + sinh_tail(x);
    if (a >= 40)
        return copysign(half_exp(a), x);
    struct dd v = halves(a, &inverse);
    struct dd d = fast_sum(v.hi, -inverse);
    return copysign(d.hi + (d.lo + v.lo), x);
}

double cosh(double x)
{
    double a = fabs(x), inverse;
    if (!(a < 40))
        return half_exp(a);
    struct dd v = halves(a, &inverse);
    struct dd s = fast_sum(v.hi, inverse);
    return s.hi + (s.lo + v.lo);
}

/* n / d, both in two parts. */
static double quotient(struct dd n, struct dd d)
{
    double q = n.hi / d.hi;
    double rest = fma(-q, d.hi, n.hi) + (n.lo - q * d.lo);
    return q + rest / d.hi;
}

/* (e - 1) / (e + 1) with e = exp(2x); near 0 by sinh and cosh. */
double tanh(double x)
{
    double a = fabs(x);
    int power;
    if (!(a >= 0x1p-28))
        return x;
    if (a >= 20)
        return copysign(1, x);
    if (a < 0.5) {
        struct dd s = fast_sum(a, sinh_tail(a));
        struct dd square = exact_product(s.hi, s.hi);
        struct dd one = fast_sum(1, square.hi);
        double c = sqrt(one.hi); /* cosh^2 = 1 + sinh^2 */
        double rest = fma(-c, c, one.hi) + one.lo + square.lo;
        struct dd cosine = {c, (rest + 2 * s.hi * s.lo) / (2 * c)};
        return copysign(quotient(s, cosine), x);
    }
    struct dd v = __exp_parts(2 * a, 0, &power);
    double scale = power_of_two(power);
    v.hi *= scale;
    v.lo *= scale;
    struct dd n = exact_sum(v.hi, -1), d = exact_sum(v.hi, 1);
    n.lo += v.lo;
    d.lo += v.lo;
    return copysign(quotient(n, d), x);
}

/* log of a sum in two parts, which needs no order between them. */
static double log_of(struct dd x)
{
    struct dd whole = fast_sum(x.hi, x.lo);
    return __log_parts(whole.hi, whole.lo).hi;
}

static double log_of_double(double x)
{
    struct dd l = __log_parts(x, 0), s = fast_sum(LN2, l.hi);
    if (l.hi > LN2)
        s = fast_sum(l.hi, LN2);
    return s.hi + (s.lo + (l.lo + LN2_LO));
}

/* The root of a sum in two parts. */
static struct dd root(struct dd x)
{
    double r = sqrt(x.hi);
    if (r == 0)
        return (struct dd){0, 0};
    return (struct dd){r, (fma(-r, r, x.hi) + x.lo) / (2 * r)};
}

double asinh(double x)
{
    double a = fabs(x);
    if (!(a >= 0x1p-28) || magnitude(x) >= INFINITE64)
        return x;
    if (a > 0x1p28)
        return copysign(log_of_double(a), x);
    struct dd square = exact_product(a, a), one = exact_sum(square.hi, 1);
    one.lo += square.lo;
    struct dd r = root(one);
    if (a < 0.125) { /* log1p(a + a^2 / (1 + root)), in two parts */
        double d = 1 + r.hi, q = square.hi / d;
        double low = (fma(-q, d, square.hi) + square.lo - q * r.lo -
                      q * ((1 - d) + r.hi)) /
                     d;
        struct dd s = fast_sum(a, q), t = fast_sum(1, s.hi);
        return copysign(__log_parts(t.hi, t.lo + (s.lo + low)).hi, x);
    }
    struct dd s = exact_sum(a, r.hi);
    s.lo += r.lo;
    return copysign(log_of(s), x);
}

double acosh(double x)
{
    if (!(x >= 1))
        return make(0x7FF8000000000000ull);
    if (x > 0x1p28)
        return magnitude(x) == INFINITE64 ? x : log_of_double(x);
    /* log1p(t + sqrt(2t + t^2)), t = x - 1 */
    double t = x - 1;
    struct dd square = exact_product(t, t);
    struct dd s = exact_sum(2 * t, square.hi);
    s.lo += square.lo;
    struct dd r = root(s), a = exact_sum(t, r.hi);
    struct dd one = exact_sum(1, a.hi);
    return __log_parts(one.hi, one.lo + (a.lo + r.lo)).hi;
}

/* log1p(2x / (1 - x)) / 2 */
double atanh(double x)
{
    double a = fabs(x);
    if (!(a >= 0x1p-28))
        return x;
    if (a >= 1)
        return a == 1 ? copysign(make(INFINITE64), x)
                      : make(0x7FF8000000000000ull);
    struct dd d = exact_sum(1, -a);
    double q = 2 * a / d.hi;
    double low = (fma(-q, d.hi, 2 * a) - q * d.lo) / d.hi;
    struct dd one = exact_sum(1, q);
    struct dd l = __log_parts(one.hi, one.lo + low);
    return copysign(0.5 * l.hi, x);
}
