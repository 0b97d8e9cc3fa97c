/* SPDX-License-Identifier: MIT
 *
 * fma of doubles, rounded once: the product is exact in 106 bits, the sum is
 * made in 128 with a sticky last bit.
 */
#include "double.h"

double fma(double a, double b, double c);
float fmaf(float a, float b, float c);

struct wide {
    uint64_t high, low;
};

static struct wide product_of(uint64_t a, uint64_t b)
{
    uint32_t al = (uint32_t)a, ah = (uint32_t)(a >> 32);
    uint32_t bl = (uint32_t)b, bh = (uint32_t)(b >> 32);
    uint64_t low = (uint64_t)al * bl, m1 = (uint64_t)ah * bl;
    uint64_t middle = m1 + (low >> 32), sum = middle + (uint64_t)al * bh;
    uint64_t carry = (uint64_t)(sum < middle) << 32;
    return (struct wide){(uint64_t)ah * bh + (sum >> 32 | carry),
                         sum << 32 | (uint32_t)low};
}

/* v >> n with a sticky last bit */
static struct wide shifted(struct wide v, int n)
{
    if (n == 0)
        return v;
    if (n > 127)
        return (struct wide){0, (v.high | v.low) != 0};
    if (n > 63) {
        uint64_t low = shift_sticky(v.high, n - 64);
        return (struct wide){0, low | (v.low != 0)};
    }
    uint64_t lost = v.low << (64 - n);
    uint64_t low = v.low >> n | v.high << (64 - n);
    return (struct wide){v.high >> n, low | (lost != 0)};
}

/* a * 2^-125 with the top anywhere, times 2^(e - 1023), rounded */
static double rounded(uint64_t sign, int e, struct wide a)
{
    if (a.high == 0) {
        if (a.low == 0)
            return make(0);
        a = (struct wide){a.low, 0};
        e -= 64;
    }
    int n = leading(a.high) - 8;
    uint64_t m = a.high, rest = a.low;
    if (n > 0) {
        m = m << n | rest >> (64 - n);
        rest <<= n;
    } else if (n < 0) {
        rest |= m << (64 + n);
        m >>= -n;
    }
    return pack(sign, e - n - 6, m | (rest != 0));
}

static double add_to_product(uint64_t sp, int ep, struct wide p, uint64_t uc)
{
    uint64_t mc, sign = sp, sc = uc & SIGN64;
    int ec = unpack(uc, &mc);
    struct wide c = {mc << 9, 0}; /* top at bit 125 */
    if (ep >= ec) {
        c = shifted(c, ep - ec);
    } else {
        p = shifted(p, ec - ep);
        ep = ec;
    }
    if (sp == sc) {
        uint64_t low = p.low + c.low;
        p.high += c.high + (low < p.low);
        p.low = low;
    } else {
        if (p.high < c.high || (p.high == c.high && p.low < c.low)) {
            struct wide t = p;
            p = c;
            c = t;
            sign = sc;
        }
        p.high -= c.high + (p.low < c.low);
        p.low -= c.low;
    }
    return rounded(sign, ep, p);
}

double fma(double a, double b, double c)
{
    uint64_t ua = raw(a), ub = raw(b), uc = raw(c), ma, mb;
    bool special = (ua & ~SIGN64) - 1 >= INFINITE64 - 1 ||
                   (ub & ~SIGN64) - 1 >= INFINITE64 - 1;
    if (special) /* the product is exact: 0, infinite, NaN */
        return a * b + c;
    if ((uc & ~SIGN64) >= INFINITE64)
        return c + c;
    if ((uc & ~SIGN64) == 0)
        return a * b;
    int e = unpack(ua, &ma) + unpack(ub, &mb) - 1023 + 1;
    struct wide p = product_of(ma << 10, mb << 10); /* top at 124 or 125 */
    return add_to_product((ua ^ ub) & SIGN64, e, p, uc);
}

/* The product of two floats is exact in double; the sum is made odd where it
 * is not exact, so that the second rounding is the only one. */
float fmaf(float x, float y, float z)
{
    double p = (double)x * y, s = p + z;
    double t = s - p, rest = (p - (s - t)) + (z - t);
    uint64_t u = raw(s);
    if (rest != 0 && !(u & 1) && exponent_of(u) != 0x7FF)
        u += (rest > 0) == (s > 0) ? 1 : (uint64_t)-1;
    return (float)make(u);
}
