/* SPDX-License-Identifier: MIT
 *
 * Products and quotients of doubles. A quotient is made of three digits of 18
 * bits; each is a product with the divisor's reciprocal, which the float unit
 * gives to 22 bits, and is at most one too small.
 */
#include "double.h"

double __muldf3(double x, double y);
double __divdf3(double x, double y);

/* The high 64 bits of the product, the rest as a sticky last bit. */
static inline uint64_t multiply_high(bits64 a, bits64 b)
{
    uint64_t low = (uint64_t)a.low * b.low;
    uint64_t m1 = (uint64_t)a.high * b.low, m2 = (uint64_t)a.low * b.high;
    uint64_t high = (uint64_t)a.high * b.high;
    uint64_t middle = m1 + (low >> 32); /* no carry: m1 < 2^64 - 2^33 */
    uint64_t sum = middle + m2;
    high += sum >> 32 | (uint64_t)(sum < m2) << 32;
    return high | (((uint32_t)low | (uint32_t)sum) != 0);
}

static double multiply_special(uint64_t a, uint64_t b, uint64_t sign)
{
    bool a_zero = (a & ~SIGN64) == 0, b_zero = (b & ~SIGN64) == 0;
    if (is_nan(a) || is_nan(b))
        return make(QUIET64);
    if (exponent_of(a) == 0x7FF || exponent_of(b) == 0x7FF)
        return make(a_zero || b_zero ? QUIET64 : sign | INFINITE64);
    return make(sign);
}

/* No exponent is 0x7FF and no number 0? */
static inline bool is_plain(bits64 x)
{
    return (x.u & ~SIGN64) - 1 < INFINITE64 - 1;
}

double __muldf3(double x, double y)
{
    bits64 a = {.d = x}, b = {.d = y};
    uint64_t sign = (a.u ^ b.u) & SIGN64;
    if (!is_plain(a) || !is_plain(b))
        return multiply_special(a.u, b.u, sign);
    int e = unpack(a.u, &a.u) + unpack(b.u, &b.u) - 1023;
    a.u <<= 11; /* 2^63 .. times 2^56 ..: 2^55 .. 2^57 */
    b.u <<= 4;
    uint64_t m = multiply_high(a, b);
    if (m >> 56) {
        m = m >> 1 | (m & 1);
        e++;
    }
    return pack(sign, e, m);
}

static double divide_special(uint64_t a, uint64_t b, uint64_t sign)
{
    bool a_zero = (a & ~SIGN64) == 0, b_zero = (b & ~SIGN64) == 0;
    bool a_inf = exponent_of(a) == 0x7FF, b_inf = exponent_of(b) == 0x7FF;
    if (is_nan(a) || is_nan(b) || (a_inf && b_inf) || (a_zero && b_zero))
        return make(QUIET64);
    return make(a_inf || b_zero ? sign | INFINITE64 : sign);
}

/* 2^82 / d, at most 2^-21 of it too small; d has its top at bit 52. */
static inline uint32_t reciprocal(uint64_t d)
{
    float top = (float)(int32_t)((uint32_t)(d >> 29) + 1);
    return (uint32_t)(int32_t)(0x1p53f / top) - 64;
}

/* 2^54 n / d and a sticky bit; d <= n < 2d */
static inline uint64_t divide(uint64_t n, uint64_t d)
{
    uint32_t r = reciprocal(d);
    uint64_t q = 1;
    n -= d;
    for (int k = 0; k < 3; k++) { /* n < 2d */
        uint32_t top = (uint32_t)(n >> 22);
        uint32_t digit = (uint32_t)((uint64_t)top * r >> 32) >> 10;
        n = (n << 18) - d * digit;
        q = (q << 18) + digit;
    }
    if (n >= d) {
        n -= d;
        q++;
    }
    return q << 1 | (n != 0);
}

double __divdf3(double x, double y)
{
    bits64 a = {.d = x}, b = {.d = y};
    uint64_t sign = (a.u ^ b.u) & SIGN64;
    if (!is_plain(a) || !is_plain(b))
        return divide_special(a.u, b.u, sign);
    int e = unpack(a.u, &a.u) - unpack(b.u, &b.u) + 1023;
    if (a.u < b.u) {
        a.u <<= 1;
        e--;
    }
    return pack(sign, e, divide(a.u, b.u));
}
