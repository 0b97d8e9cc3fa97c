/* SPDX-License-Identifier: MIT
 *
 * Sums and differences of doubles. The mantissas have three bits more than
 * they keep; the last of them is sticky.
 */
#include "double.h"

double __adddf3(double a, double b);
double __subdf3(double a, double b);
double __negdf2(double a);

/* One is 0, infinite or NaN; |a| >= |b|. */
static double add_special(uint64_t a, uint64_t b)
{
    if (is_nan(a) || is_nan(b))
        return make(QUIET64);
    if (exponent_of(a) == 0x7FF) {
        bool both = exponent_of(b) == 0x7FF;
        return make(both && (a ^ b) >> 63 ? QUIET64 : a);
    }
    if ((a & ~SIGN64) == 0) /* 0 + 0 is -0 only when both are */
        return make(a & b);
    return make(a);
}

/* The mantissa of a number with its exponent field, three bits up. */
static inline uint64_t mantissa_of(bits64 x, uint32_t e)
{
    uint32_t high = (x.high & 0xFFFFF) | (uint32_t)(e != 0) << 20;
    bits64 m = {.low = x.low << 3};
    m.high = high << 3 | x.low >> 29;
    return m.u;
}

/* m >> n, sticky; 0 < n < 56 */
static inline uint64_t align(uint64_t v, uint32_t n)
{
    bits64 m = {.u = v};
    uint32_t lost;
    if (n < 32) {
        lost = m.low << (32 - n);
        m.low = m.low >> n | m.high << (32 - n);
        m.high >>= n;
    } else {
        lost = m.low | (n > 32 ? m.high << (64 - n) : 0);
        m.low = m.high >> (n & 31);
        m.high = 0;
    }
    m.low |= lost != 0;
    return m.u;
}

/* The difference may have lost its top: up again, but not below the exponent
 * of subnormal numbers. */
static double cancelled(uint64_t sign, uint32_t e, uint64_t m)
{
    if (m == 0)
        return make(0);
    uint32_t n = (uint32_t)leading(m) - 8;
    n = n < e ? n : e - 1;
    m <<= n;
    e -= n;
    uint32_t low = (uint32_t)m & 7; /* nothing to round if n > 1 */
    m = (m >> 3) + (low + ((uint32_t)(m >> 3) & 1) > 4);
    return make(sign | (((uint64_t)(e - 1) << 52) + m));
}

static inline double add(bits64 a, bits64 b)
{
    if ((a.u & ~SIGN64) < (b.u & ~SIGN64)) {
        bits64 t = a;
        a = b;
        b = t;
    }
    uint32_t ea = a.high << 1 >> 21, eb = b.high << 1 >> 21;
    if (ea == 0x7FF || (b.u & ~SIGN64) == 0)
        return add_special(a.u, b.u);
    uint64_t sign = a.u & SIGN64;
    uint64_t ma = mantissa_of(a, ea), mb = mantissa_of(b, eb);
    ea += ea == 0;
    eb += eb == 0;
    uint32_t apart = ea - eb;
    if (apart > 55)
        return make(a.u);
    if (apart != 0)
        mb = align(mb, apart);
    if ((a.high ^ b.high) >> 31)
        return cancelled(sign, ea, ma - mb);
    uint64_t m = ma + mb;
    if (m >> 56) {
        m = m >> 1 | (m & 1);
        ea++;
    }
    uint32_t low = (uint32_t)m & 7;
    m = (m >> 3) + (low + ((uint32_t)(m >> 3) & 1) > 4);
    m += (uint64_t)(ea - 1) << 52;
    return make(sign | (m < INFINITE64 ? m : INFINITE64));
}

double __adddf3(double a, double b)
{
    return add((bits64){.d = a}, (bits64){.d = b});
}

double __subdf3(double a, double b)
{
    bits64 y = {.d = b};
    y.high ^= 1u << 31;
    return add((bits64){.d = a}, y);
}

double __negdf2(double a)
{
    bits64 x = {.d = a};
    x.high ^= 1u << 31;
    return x.d;
}
