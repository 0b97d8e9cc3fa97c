/* SPDX-License-Identifier: MIT
 *
 * The rest of an angle after the nearest multiple of pi/2, in two parts, good
 * to 60 bits for every double and 40 for every float. Small angles subtract
 * pi/2 in pieces; large ones, and those that lie close to a multiple, are
 * multiplied by 2/pi as integers, of which only the fraction matters.
 */
#include "libm.h"

#define PER_QUARTER 0x1.45f306dc9c883p-1
#define PI2_HI 0x1.921fb544p+0 /* pi/2 in pieces of 33 bits and a rest */
#define PI2_MIDDLE 0x1.0b4611a6p-34
#define PI2_LO 0x1.3198a2e037073p-69
#define PI2 0x1.921fb54442d18p+0
#define PI2_REST 0x1.1a62633145c07p-54

enum { WORDS = 7, PRODUCT = WORDS + 2, KEPT = 5 };

/* 32 bits of p from bit `at` on. */
static uint32_t word_at(const uint32_t *p, int at)
{
    int k = at >> 5, n = at & 31;
    if (n == 0)
        return p[k];
    return p[k] >> n | p[k + 1] << (32 - n);
}

static void multiply(uint32_t *out, uint64_t m, const uint32_t *words)
{
    for (int k = 0; k < PRODUCT + 1; k++)
        out[k] = 0;
    for (int half = 0; half < 2; half++) {
        uint32_t by = (uint32_t)(m >> 32 * half);
        uint64_t carry = 0;
        for (int k = 0; k < WORDS; k++) { /* the last word is the lowest */
            carry += (uint64_t)words[WORDS - 1 - k] * by + out[k + half];
            out[k + half] = (uint32_t)carry;
            carry >>= 32;
        }
        out[WORDS + half] = (uint32_t)carry;
    }
}

/* The fraction of a quarter turn, first word first, to the rest. */
static struct dd rest_of(const uint32_t *w)
{
    int k = 0;
    while (k < KEPT - 3 && w[k] == 0)
        k++;
    uint64_t top = (uint64_t)w[k] << 32 | w[k + 1];
    double hi = (double)(top & ~0x7FFull);
    double lo = (double)((top & 0x7FF) << 32 | w[k + 2]) * 0x1p-32;
    struct dd r = exact_product(hi, PI2);
    r.lo += hi * PI2_REST + lo * PI2;
    double scale = power_of_two(-32 * (k + 2));
    return fast_sum(r.hi * scale, r.lo * scale);
}

/* m * 2^e with an integer m. */
static int reduce_exact(uint64_t m, int e, struct dd *rest)
{
    uint32_t product[PRODUCT + 1], w[KEPT];
    int first = e > 2 ? (e - 2) / 32 : 0; /* before: multiples of 4 */
    int point = 32 * (first + WORDS) - e;
    multiply(product, m, __two_over_pi + first);
    int n = (int)word_at(product, point) & 3;
    for (int k = 0; k < KEPT; k++)
        w[k] = word_at(product, point - 32 * (k + 1));
    if (w[0] >> 31) { /* nearer to the next one: one less the fraction */
        for (int k = 0; k < KEPT; k++)
            w[k] = ~w[k];
        *rest = rest_of(w);
        *rest = (struct dd){-rest->hi, -rest->lo};
        return (n + 1) & 3;
    }
    *rest = rest_of(w);
    return n;
}

int __reduce(double x, struct dd *rest)
{
    uint64_t u = magnitude(x);
    *rest = (struct dd){x, 0};
    if (u <= 0x3FE921FB54442D18ull) /* pi/4 */
        return 0;
    if (u < 0x4130000000000000ull) { /* 2^20 */
        int n = (int)(x * PER_QUARTER + copysign(0.5, x));
        double t = x - n * PI2_HI; /* exact */
        struct dd r = exact_sum(t, -(n * PI2_MIDDLE));
        if (magnitude(r.hi) > 0x3EB0000000000000ull) { /* 2^-20 */
            *rest = fast_sum(r.hi, r.lo - n * PI2_LO);
            return n & 3;
        }
    }
    uint64_t m = (u & 0xFFFFFFFFFFFFFull) | 1ull << 52;
    int n = reduce_exact(m, (int)(u >> 52) - 1075, rest);
    if (!is_negative(x))
        return n;
    *rest = (struct dd){-rest->hi, -rest->lo};
    return -n & 3;
}
