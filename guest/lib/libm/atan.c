/* SPDX-License-Identifier: MIT
 *
 * Inverse trigonometric functions of doubles. All are the angle of a point
 * (x, y): its quotient, at most 1, is compared with k/16, whose angles a table
 * has, and a polynomial takes the rest. The error is below 0.6 units in the
 * last place.
 */
#include "libm.h"

#define PI2 0x1.921fb54442d18p+0
#define PI2_REST 0x1.1a62633145c07p-54

/* atan(t) - t, |t| <= 1/8 */
static double tail(double t)
{
    double z = t * t, q = -0x1.0413539514f3fp-4;
    q = q * z + 0x1.3acbd139d3812p-4;
    q = q * z - 0x1.745c511319f9dp-4;
    q = q * z + 0x1.c71c70adf6456p-4;
    q = q * z - 0x1.249249243338fp-3;
    q = q * z + 0x1.9999999999818p-3;
    q = q * z - 0x1.5555555555555p-2;
    return t * z * q;
}

/* The angle of a quotient of at most 1. */
static struct dd angle_of(struct dd q)
{
    if (q.hi <= 0.125) {
        struct dd r = fast_sum(q.hi, tail(q.hi));
        r.lo += q.lo;
        return r;
    }
    int k = (int)(q.hi * 16 + 0.5);
    double c = k * (1.0 / 16);
    double n = (q.hi - c) + q.lo, d = 1 + q.hi * c, t = n / d;
    struct dd r = fast_sum(__atan_steps[k].hi, t);
    r.lo += tail(t) + __atan_steps[k].lo;
    return r;
}

static struct dd quotient(struct dd n, struct dd d)
{
    double q = n.hi / d.hi;
    double rest = fma(-q, d.hi, n.hi) + (n.lo - q * d.lo);
    return (struct dd){q, rest / d.hi};
}

struct dd __angle(struct dd y, struct dd x)
{
    if (y.hi <= x.hi)
        return angle_of(quotient(y, x));
    struct dd a = angle_of(quotient(x, y));
    struct dd r = fast_sum(PI2, -a.hi);
    r.lo += PI2_REST - a.lo;
    return r;
}

static double sum_of(struct dd r)
{
    return r.hi + r.lo;
}

double atan(double x)
{
    double a = fabs(x);
    if (!(a >= 0x1p-27))
        return x;
    if (a > 0x1p60)
        return copysign(PI2, x);
    return copysign(sum_of(__angle((struct dd){a, 0}, (struct dd){1, 0})), x);
}

/* Infinite, zero or NaN coordinates. The quadrant is the caller's. */
static double edge(double y, double x)
{
    uint64_t my = magnitude(y), mx = magnitude(x);
    if (my > INFINITE64 || mx > INFINITE64)
        return x + y;
    if (my == INFINITE64 && mx == INFINITE64)
        return PI2 / 2;
    return my == INFINITE64 || (mx == 0 && my != 0) ? PI2 : 0;
}

/* Both are positive and finite. The quotient's rest must not be lost below
 * the smallest numbers. */
static struct dd first_quadrant(double y, double x)
{
    int apart = (int)(raw(y) >> 52) - (int)(raw(x) >> 52);
    if (apart < -60)
        return (struct dd){y / x, 0};
    if (apart > 60)
        return (struct dd){PI2, PI2_REST};
    double scale = y > 0x1p500 ? 0x1p-600 : y < 0x1p-400 ? 0x1p600 : 1;
    return __angle((struct dd){y * scale, 0}, (struct dd){x * scale, 0});
}

double atan2(double y, double x)
{
    uint64_t my = magnitude(y), mx = magnitude(x);
    struct dd r;
    if (my - 1 >= INFINITE64 - 1 || mx - 1 >= INFINITE64 - 1)
        r = (struct dd){edge(y, x), 0};
    else
        r = first_quadrant(make(my), make(mx));
    if (!is_negative(x) || r.hi != r.hi)
        return copysign(sum_of(r), y);
    struct dd half = fast_sum(2 * PI2, -r.hi);
    return copysign(half.hi + (half.lo + (2 * PI2_REST - r.lo)), y);
}

/* sqrt(1 - a^2), in two parts */
static struct dd other_side(double a)
{
    struct dd square = exact_product(a, a);
    struct dd one = exact_sum(1, -square.hi);
    one = fast_sum(one.hi, one.lo - square.lo);
    double r = sqrt(one.hi);
    if (r == 0)
        return (struct dd){0, 0};
    return (struct dd){r, (fma(-r, r, one.hi) + one.lo) / (2 * r)};
}

double asin(double x)
{
    double a = fabs(x);
    if (!(a <= 1))
        return make(0x7FF8000000000000ull);
    if (a < 0x1p-27)
        return x;
    struct dd y = {a, 0};
    return copysign(sum_of(__angle(y, other_side(a))), x);
}

double acos(double x)
{
    double a = fabs(x);
    if (!(a <= 1))
        return make(0x7FF8000000000000ull);
    struct dd r = __angle(other_side(a), (struct dd){a, 0});
    if (!is_negative(x))
        return sum_of(r);
    struct dd half = fast_sum(2 * PI2, -r.hi);
    return half.hi + (half.lo + (2 * PI2_REST - r.lo));
}
