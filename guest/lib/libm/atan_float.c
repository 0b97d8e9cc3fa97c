/* SPDX-License-Identifier: MIT
 *
 * atanf and atan2f on the float unit, with the method of atan.c.
 */
#include "libm.h"

#define PI2 0x1.921fb6p+0f
#define PI2_REST -0x1.777a5cp-25f

/* atan(t) - t, |t| <= 1/8 */
static float tail(float t)
{
    float z = t * t, q = 0x1.bb813ep-4f;
    q = q * z - 0x1.2483a2p-3f;
    q = q * z + 0x1.99998ep-3f;
    q = q * z - 0x1.555556p-2f;
    return t * z * q;
}

static struct ff angle_of(struct ff q)
{
    if (q.hi <= 0.125f) {
        struct ff r = fast_sum_f(q.hi, tail(q.hi));
        r.lo += q.lo;
        return r;
    }
    int k = (int)(q.hi * 16 + 0.5f);
    float c = (float)k * (1.0f / 16);
    float t = ((q.hi - c) + q.lo) / (1 + q.hi * c);
    struct ff r = fast_sum_f(__atan_steps_f[k].hi, t);
    r.lo += tail(t) + __atan_steps_f[k].lo;
    return r;
}

static struct ff quotient(float n, float d)
{
    float q = n / d;
    struct ff p = exact_product_f(q, d);
    return (struct ff){q, ((n - p.hi) - p.lo) / d};
}

/* The angle of (x, y), both positive and neither extreme. */
static struct ff angle(float y, float x)
{
    if (y <= x)
        return angle_of(quotient(y, x));
    struct ff a = angle_of(quotient(x, y));
    struct ff r = fast_sum_f(PI2, -a.hi);
    r.lo += PI2_REST - a.lo;
    return r;
}

float atanf(float x)
{
    float a = fabsf(x);
    if (!(a >= 0x1p-12f))
        return x;
    if (a > 0x1p30f)
        return copysignf(PI2, x);
    struct ff r = angle(a, 1);
    return copysignf(r.hi + r.lo, x);
}

static bool is_middling(uint32_t m)
{
    return m - 0x20000000 < 0x3E000000; /* 2^-63 .. 2^61 */
}

float atan2f(float y, float x)
{
    uint32_t my = magnitude_f(y), mx = magnitude_f(x);
    int apart = (int)(my >> 23) - (int)(mx >> 23);
    if (!is_middling(my) || !is_middling(mx) || apart > 28 || apart < -28)
        return (float)atan2((double)y, (double)x);
    struct ff r = angle(make_f(my), make_f(mx));
    if (raw_f(x) >> 31) {
        struct ff half = fast_sum_f(2 * PI2, -r.hi);
        r = (struct ff){half.hi, half.lo + (2 * PI2_REST - r.lo)};
    }
    return copysignf(r.hi + r.lo, y);
}
