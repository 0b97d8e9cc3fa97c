/* SPDX-License-Identifier: MIT
 *
 * expf, exp2f, logf on the float unit, with the method of exp.c and log.c in
 * fewer terms. The error is below 0.6 units in the last place.
 */
#include "libm.h"

#define STEPS 0x1.715476p+5f /* 32 / ln2 */
#define STEP_HI 0x1.62cp-6f  /* ln2 / 32; n times this is exact */
#define STEP_LO 0x1.217f7ep-17f
#define LN2 0x1.62e43p-1f
#define LN2_HI 0x1.62e4p-1f /* 15 bits */
#define LN2_LO 0x1.7f7d1cp-20f

enum { BIN_SHIFT = 23 - 7, FIRST_BIN = 0x3F300000 /* 0.6875 */ };

static int nearest(float x)
{
    return (int)(x + copysignf(0.5f, x));
}

/* 2^(n / 32) * exp(r) */
static float step(int n, float r)
{
    float p = r + r * r * (0.5f + r * 0x1.555556p-3f);
    const struct ff *t = &__exp_powers_f[n & 31];
    float v = t->hi + (t->lo + t->hi * p);
    int power = n >> 5;
    if (power < -125 || power > 126)
        return ldexpf(v, power);
    return make_f(raw_f(v) + ((uint32_t)power << 23));
}

float expf(float x)
{
    if (!(x < 89.0f))
        return x != x ? x : make_f(INFINITE32);
    if (x < -105.0f)
        return 0;
    int n = nearest(x * STEPS);
    return step(n, (x - (float)n * STEP_HI) - (float)n * STEP_LO);
}

float exp2f(float x)
{
    if (!(x < 128.0f))
        return x != x ? x : make_f(INFINITE32);
    if (x < -151.0f)
        return 0;
    int n = nearest(x * 32.0f);
    return step(n, (x - (float)n * (1.0f / 32)) * LN2);
}

float logf(float x)
{
    uint32_t u = raw_f(x);
    int k = 0;
    if (u - 1 >= INFINITE32 - 1) {
        if (u << 1 == 0)
            return -make_f(INFINITE32);
        return u == INFINITE32 || x != x ? x : make_f(0x7FC00000);
    }
    if (u >> 23 == 0) {
        u = raw_f(x * 0x1p25f);
        k = -25;
    }
    int32_t t = (int32_t)(u - FIRST_BIN);
    int bin = t >> BIN_SHIFT & 127, e = t >> 23;
    u -= (uint32_t)e << 23;
    k += e;
    /* z in units of 2^-24 times the inverse in 2^-10: exact modulo 1 */
    uint32_t z = ((u & 0x7FFFFF) | 0x800000) << ((u >> 23) - 126);
    uint32_t product = z * (uint32_t)__log_inverse[bin];
    int32_t rest = (int32_t)product;
    float r = (float)rest * 0x1p-34f;
    float low = (float)(rest - (int32_t)(float)rest) * 0x1p-34f;
    struct ff s = fast_sum_f((float)k * LN2_HI, __log_bins_f[bin].hi);
    struct ff s1 = fast_sum_f(s.hi, r);
    float q = r * (0x1.55567ep-2f - r * 0.25f) - 0.5f;
    q = r * r * q + low;
    q += (float)k * LN2_LO + __log_bins_f[bin].lo + s.lo + s1.lo;
    return s1.hi + q;
}
