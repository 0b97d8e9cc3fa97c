/* SPDX-License-Identifier: MIT
 *
 * binary32 by integers. A finite value is taken apart into sign, exponent and
 * a 64-bit significand: value = sig * 2^exp. Operations produce such a triple
 * with more than enough bits, the lowest of which is "sticky" (set when any
 * bit below was lost), and pack() rounds it once.
 *
 * Invariant: before pack() at least three significand bits lie below the last
 * one of the result, so that the sticky bit never takes part in it.
 */
#include "fp32.h"

enum { NAN_BITS = 0x7FC00000, INF_BITS = 0x7F800000, TOP = 62 };

struct parts {
    bool negative;
    int exp;
    u64 sig;
};

bool fp32_is_nan(u32 a)
{
    return (a & 0x7FFFFFFF) > INF_BITS;
}

static bool is_inf(u32 a)
{
    return (a & 0x7FFFFFFF) == INF_BITS;
}

static bool is_zero(u32 a)
{
    return (a & 0x7FFFFFFF) == 0;
}

static u32 signed_bits(bool negative, u32 magnitude)
{
    return magnitude | (negative ? 0x80000000 : 0);
}

/* Shifts right by n, gathering what falls out in bit 0. */
static u64 shift_sticky(u64 sig, int n)
{
    if (n <= 0)
        return sig;
    if (n >= 64)
        return sig != 0;
    return sig >> n | ((sig & (((u64)1 << n) - 1)) != 0);
}

/* Moves the leading one to bit TOP. */
static void normalise(struct parts *p)
{
    if (p->sig == 0)
        return;
    while (p->sig >> TOP == 0) {
        p->sig <<= 1;
        p->exp--;
    }
    if (p->sig >> 63) {
        p->sig = shift_sticky(p->sig, 1);
        p->exp++;
    }
}

static struct parts unpack(u32 a)
{
    struct parts p = {.negative = a >> 31};
    u32 e = a >> 23 & 0xFF, f = a & 0x7FFFFF;
    p.sig = e == 0 ? f : f | 0x800000;
    p.exp = (e == 0 ? 1 : (int)e) - 127 - 23;
    return p;
}

/* Rounds to 24 bits, or fewer for a subnormal result. */
static u32 pack(struct parts p)
{
    if (p.sig == 0)
        return signed_bits(p.negative, 0);
    normalise(&p);
    /* The value is 1.xxx * 2^(exp + TOP). */
    int biased = p.exp + TOP + 127, drop = TOP - 23;
    if (biased < 1) {
        drop += 1 - biased;
        biased = 1;
    }
    u64 sig = shift_sticky(p.sig, drop - 2); /* two bits to round by */
    u32 low = (u32)sig & 3, result = (u32)(sig >> 2);
    if (low == 3 || (low == 2 && (result & 1)))
        result++;
    /* The hidden one, if there, adds itself to the exponent field; a carry
     * out of the fraction does the same. */
    u64 bits = (u64)(biased - 1) * 0x800000 + result;
    return signed_bits(p.negative, bits >= INF_BITS ? INF_BITS : (u32)bits);
}

/* x + y, exact but for the sticky bit. */
static u32 sum(struct parts x, struct parts y)
{
    if (x.sig == 0 && y.sig == 0)
        return signed_bits(x.negative && y.negative, 0);
    normalise(&x);
    normalise(&y);
    if (x.sig == 0)
        return pack(y);
    if (y.sig == 0)
        return pack(x);
    if (x.exp < y.exp || (x.exp == y.exp && x.sig < y.sig)) {
        struct parts t = x;
        x = y;
        y = t;
    }
    u64 small = shift_sticky(y.sig, x.exp - y.exp);
    if (x.negative == y.negative)
        x.sig += small;
    else
        x.sig -= small;
    if (x.sig == 0)
        x.negative = false;
    return pack(x);
}

u32 fp32_add(u32 a, u32 b)
{
    if (fp32_is_nan(a) || fp32_is_nan(b))
        return NAN_BITS;
    if (is_inf(a))
        return is_inf(b) && a != b ? (u32)NAN_BITS : a;
    if (is_inf(b))
        return b;
    return sum(unpack(a), unpack(b));
}

u32 fp32_sub(u32 a, u32 b)
{
    return fp32_add(a, b ^ 0x80000000);
}

static struct parts product(u32 a, u32 b)
{
    struct parts x = unpack(a), y = unpack(b);
    return (struct parts){x.negative != y.negative, x.exp + y.exp,
                          x.sig * y.sig};
}

static bool product_invalid(u32 a, u32 b)
{
    return (is_inf(a) && is_zero(b)) || (is_zero(a) && is_inf(b));
}

u32 fp32_mul(u32 a, u32 b)
{
    if (fp32_is_nan(a) || fp32_is_nan(b) || product_invalid(a, b))
        return NAN_BITS;
    if (is_inf(a) || is_inf(b))
        return signed_bits((a ^ b) >> 31, INF_BITS);
    return pack(product(a, b));
}

u32 fp32_fma(u32 a, u32 b, u32 c)
{
    if (fp32_is_nan(a) || fp32_is_nan(b) || fp32_is_nan(c) ||
        product_invalid(a, b))
        return NAN_BITS;
    if (is_inf(a) || is_inf(b))
        return fp32_add(signed_bits((a ^ b) >> 31, INF_BITS), c);
    if (is_inf(c))
        return c;
    return sum(product(a, b), unpack(c));
}

u32 fp32_div(u32 a, u32 b)
{
    bool negative = (a ^ b) >> 31;
    if (fp32_is_nan(a) || fp32_is_nan(b) || (is_inf(a) && is_inf(b)) ||
        (is_zero(a) && is_zero(b)))
        return NAN_BITS;
    if (is_inf(a) || is_zero(b))
        return signed_bits(negative, INF_BITS);
    if (is_inf(b) || is_zero(a))
        return signed_bits(negative, 0);
    struct parts x = unpack(a), y = unpack(b);
    normalise(&x);
    while ((y.sig & 0x800000) == 0) {
        y.sig <<= 1;
        y.exp--;
    }
    u64 quotient = x.sig / y.sig, rest = x.sig % y.sig;
    return pack((struct parts){negative, x.exp - y.exp - 1,
                               quotient << 1 | (rest != 0)});
}

/* Largest s with s * s <= n. */
static u64 root(u64 n)
{
    u64 s = 0;
    for (u64 bit = (u64)1 << 31; bit != 0; bit >>= 1)
        if ((s | bit) * (s | bit) <= n)
            s |= bit;
    return s;
}

u32 fp32_sqrt(u32 a)
{
    if (fp32_is_nan(a))
        return NAN_BITS;
    if (is_zero(a))
        return a;
    if (a >> 31)
        return NAN_BITS;
    if (is_inf(a))
        return a;
    struct parts x = unpack(a);
    normalise(&x);
    if (x.exp & 1) { /* an even exponent halves exactly */
        x.sig <<= 1;
        x.exp--;
    }
    u64 s = root(x.sig);
    return pack(
        (struct parts){false, x.exp / 2 - 1, s << 1 | (s * s != x.sig)});
}

u32 fp32_from_u32(u32 a)
{
    return pack((struct parts){false, 0, a});
}

u32 fp32_from_i32(u32 a)
{
    bool negative = a >> 31;
    return pack((struct parts){negative, 0, negative ? 0 - a : a});
}

enum fp32_order fp32_compare(u32 a, u32 b)
{
    if (fp32_is_nan(a) || fp32_is_nan(b))
        return FP32_UNORDERED;
    i64 x = a & 0x7FFFFFFF, y = b & 0x7FFFFFFF;
    x = a >> 31 ? -x : x;
    y = b >> 31 ? -y : y;
    return x < y ? FP32_LESS : x > y ? FP32_GREATER : FP32_EQUAL;
}

/* The magnitude, truncated; false when it needs more than 33 bits. */
static bool truncated(u32 a, u64 *magnitude)
{
    struct parts p = unpack(a);
    if ((a & 0x7FFFFFFF) >= 0x50000000) /* 2^33, infinities and NaN */
        return false;
    *magnitude = p.exp >= 0    ? p.sig << p.exp
                 : p.exp > -64 ? p.sig >> -p.exp
                               : 0;
    return true;
}

bool fp32_to_i32(u32 a, u32 *result)
{
    u64 m;
    bool negative = a >> 31;
    if (!truncated(a, &m) || m > (negative ? 0x80000000u : 0x7FFFFFFFu))
        return false;
    *result = negative ? 0 - (u32)m : (u32)m;
    return true;
}

bool fp32_to_u32(u32 a, u32 *result)
{
    u64 m;
    if (!truncated(a, &m) || m > 0xFFFFFFFF || (a >> 31 && m != 0))
        return false;
    *result = (u32)m;
    return true;
}
