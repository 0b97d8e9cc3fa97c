/* SPDX-License-Identifier: MIT
 *
 * sinf, cosf, tanf on the float unit. The rest after the nearest multiple of
 * pi/2 is computed by integers, which is short and exact for every float.
 */
#include "libm.h"

#define PI2_FIXED 0xC90FDAA2u /* pi/2 in units of 2^-31 */

/* 32 bits of 2/pi from fraction bit `at` on; before the point they are 0. */
static uint32_t window(int at)
{
    if (at <= -32)
        return 0;
    if (at < 0)
        return __two_over_pi[0] >> -at;
    int k = at >> 5, n = at & 31;
    uint32_t w = __two_over_pi[k];
    return n == 0 ? w : w << n | __two_over_pi[k + 1] >> (32 - n);
}

static uint32_t high_of(uint32_t a, uint32_t b)
{
    return (uint32_t)((uint64_t)a * b >> 32);
}

/* v / 2^31 * 2^e in two floats */
static struct ff two_floats(uint32_t v, int e, bool negative)
{
    float hi = (float)(int32_t)(v >> 1); /* 31 bits, rounded */
    float lo = (float)((int32_t)(v >> 1) - (int32_t)hi);
    float scale = power_of_two_f(e - 30);
    scale = negative ? -scale : scale;
    return (struct ff){hi * scale, lo * scale};
}

int __reduce_f(float x, struct ff *rest)
{
    uint32_t u = magnitude_f(x);
    *rest = (struct ff){x, 0};
    if (u <= 0x3F490FDA) /* pi/4 */
        return 0;
    /* x = m * 2^(e - 31): bits of 2/pi before bit e - 33 give multiples of 4
     * quarter turns. */
    uint32_t m = (u | 0x800000) << 8;
    int e = (int)(u >> 23) - 127, at = e - 33;
    uint32_t w0 = window(at), w1 = window(at + 32), w2 = window(at + 64);
    uint64_t low = (uint64_t)m * w1 + high_of(m, w2);
    uint64_t turn = ((uint64_t)(m * w0) << 32) + low; /* units of 2^-62 */
    int n = (int)(turn >> 62);
    uint64_t part = turn << 2;
    bool nearer_next = part >> 63;
    if (nearer_next) {
        part = 0 - part;
        n++;
    }
    uint32_t top = (uint32_t)(part >> 32);
    int zeros = top ? __builtin_clz(top) : 31;
    top = (uint32_t)(part << zeros >> 32);
    uint32_t angle = high_of(top, PI2_FIXED); /* times 2^(1 - zeros - 32) */
    bool negative = nearer_next != (x < 0);
    *rest = two_floats(angle, -zeros, negative);
    return x < 0 ? -n & 3 : n & 3;
}

/* sin(r) - r without the part of r.lo */
static float sine_tail(float r, float z)
{
    float q = 0x1.6dbb5cp-19f;
    q = q * z - 0x1.a013ap-13f;
    q = q * z + 0x1.11110ep-7f;
    q = q * z - 0x1.555556p-3f;
    return r * z * q;
}

static float sine(struct ff r)
{
    float z = r.hi * r.hi;
    return r.hi + (sine_tail(r.hi, z) + r.lo * (1 - 0.5f * z));
}

/* cos(r) - 1 + r^2 / 2 */
static float cosine_tail(float z)
{
    float q = -0x1.252284p-22f;
    q = q * z + 0x1.a015bep-16f;
    q = q * z - 0x1.6c16cp-10f;
    q = q * z + 0x1.555556p-5f;
    return z * z * q;
}

static float cosine(struct ff r)
{
    float z = r.hi * r.hi;
    struct ff one = fast_sum_f(1, -0.5f * z);
    return one.hi + (one.lo + (cosine_tail(z) - r.hi * r.lo));
}

static bool is_endless(float x)
{
    return magnitude_f(x) >= INFINITE32;
}

float sinf(float x)
{
    struct ff r;
    if (magnitude_f(x) < 0x39800000) /* 2^-12 */
        return x;
    if (is_endless(x))
        return x - x;
    int n = __reduce_f(x, &r);
    float v = n & 1 ? cosine(r) : sine(r);
    return n & 2 ? -v : v;
}

float cosf(float x)
{
    struct ff r;
    if (is_endless(x))
        return x - x;
    int n = __reduce_f(x, &r);
    float v = n & 1 ? sine(r) : cosine(r);
    return (n + 1) & 2 ? -v : v;
}

void sincosf(float x, float *s, float *c)
{
    *s = sinf(x);
    *c = cosf(x);
}

/* Sine and cosine in two parts, and their quotient. */
float tanf(float x)
{
    struct ff r;
    if (magnitude_f(x) < 0x39800000)
        return x;
    if (is_endless(x))
        return x - x;
    int n = __reduce_f(x, &r);
    struct ff z = exact_product_f(r.hi, r.hi);
    z.lo += 2 * r.hi * r.lo;
    struct ff s = fast_sum_f(r.hi, sine_tail(r.hi, z.hi));
    s.lo += r.lo * (1 - 0.5f * z.hi);
    struct ff c = fast_sum_f(1, -0.5f * z.hi);
    c = fast_sum_f(c.hi, c.lo - 0.5f * z.lo + cosine_tail(z.hi));
    if (n & 1) {
        struct ff t = c;
        c = s;
        s = (struct ff){-t.hi, -t.lo};
    }
    float v = s.hi / c.hi;
    struct ff p = exact_product_f(v, c.hi);
    return v + ((s.hi - p.hi) - p.lo + (s.lo - v * c.lo)) / c.hi;
}
