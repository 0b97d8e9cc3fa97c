/* SPDX-License-Identifier: MIT
 *
 * binary64 by integers, for the compiler: rounded to nearest, ties to even,
 * subnormals kept. An invalid operation gives the quiet NaN.
 */
#include <stdbool.h>
#include <stdint.h>

typedef union {
    double d;
    uint64_t u;
} bits;

typedef union {
    float f;
    uint32_t u;
} bits32;

#define SIGN (1ull << 63)
#define INFINITE 0x7FF0000000000000ull
#define QUIET 0x7FF8000000000000ull
#define HIDDEN (1ull << 52)

double __adddf3(double a, double b);
double __subdf3(double a, double b);
double __muldf3(double a, double b);
double __divdf3(double a, double b);
int __cmpdf2(double a, double b, int unordered);
int __eqdf2(double a, double b);
int __nedf2(double a, double b);
int __ltdf2(double a, double b);
int __ledf2(double a, double b);
int __gtdf2(double a, double b);
int __gedf2(double a, double b);
int __unorddf2(double a, double b);
double __floatsidf(int32_t a);
double __floatunsidf(uint32_t a);
double __floatdidf(int64_t a);
double __floatundidf(uint64_t a);
float __floatdisf(int64_t a);
float __floatundisf(uint64_t a);
int32_t __fixdfsi(double a);
uint32_t __fixunsdfsi(double a);
int64_t __fixdfdi(double a);
uint64_t __fixunsdfdi(double a);
int64_t __fixsfdi(float a);
uint64_t __fixunssfdi(float a);
double __extendsfdf2(float a);
float __truncdfsf2(double a);
double __negdf2(double a);
double __powidf2(double a, int n);
float __powisf2(float a, int n);
double sqrt(double a);

static double make(uint64_t u)
{
    return (bits){.u = u}.d;
}

static uint64_t raw(double d)
{
    return (bits){.d = d}.u;
}

static int exponent_of(uint64_t u)
{
    return (int)(u >> 52) & 0x7FF;
}

static int leading(uint64_t v)
{
    uint32_t high = (uint32_t)(v >> 32);
    return high ? __builtin_clz(high) : 32 + __builtin_clz((uint32_t)v);
}

/* Right shift that keeps a trace of what falls out in the last bit. */
static uint64_t shift_sticky(uint64_t v, int n)
{
    if (n <= 0)
        return v;
    if (n > 63)
        return v != 0;
    return v >> n | ((v & ((1ull << n) - 1)) != 0);
}

/* mantissa has its top bit at 62 (or is smaller when subnormal follows), the
 * value is mantissa * 2^(exponent - 1023 - 62). Ten bits are rounded away. */
static double pack(uint64_t sign, int exponent, uint64_t mantissa)
{
    if (exponent <= 0) {
        mantissa = shift_sticky(mantissa, 1 - exponent);
        exponent = 0;
    }
    uint64_t low = mantissa & 0x3FF;
    uint64_t m = mantissa >> 10;
    m += low > 0x200 || (low == 0x200 && (m & 1));
    if (exponent == 0) /* a carry into bit 52 makes it normal by itself */
        return make(sign | m);
    if (m >> 53) {
        m >>= 1;
        exponent++;
    }
    if (exponent >= 0x7FF)
        return make(sign | INFINITE);
    return make(sign | (uint64_t)exponent << 52 | (m & (HIDDEN - 1)));
}

/* Brings the top bit to 62. */
static double normalise(uint64_t sign, int exponent, uint64_t mantissa)
{
    if (mantissa == 0)
        return make(sign);
    int n = leading(mantissa) - 1;
    if (n < 0)
        return pack(sign, exponent + 1, shift_sticky(mantissa, 1));
    return pack(sign, exponent - n, mantissa << n);
}

static bool is_nan(uint64_t u)
{
    return (u & ~SIGN) > INFINITE;
}

static double add(uint64_t a, uint64_t b)
{
    if (is_nan(a) || is_nan(b))
        return make(QUIET);
    if ((a & ~SIGN) < (b & ~SIGN)) {
        uint64_t t = a;
        a = b;
        b = t;
    }
    int ea = exponent_of(a), eb = exponent_of(b);
    uint64_t ma = a & (HIDDEN - 1), mb = b & (HIDDEN - 1), sign = a & SIGN;
    bool minus = (a ^ b) >> 63;
    if (ea == 0x7FF)
        return make(eb == 0x7FF && minus ? QUIET : a);
    ma = (ma | (ea ? HIDDEN : 0)) << 9;
    mb = (mb | (eb ? HIDDEN : 0)) << 9;
    ea += ea == 0;
    eb += eb == 0;
    mb = shift_sticky(mb, ea - eb);
    uint64_t sum = minus ? ma - mb : ma + mb;
    if (sum == 0)
        return make(minus ? 0 : sign);
    return normalise(sign, ea + 1, sum);
}

double __adddf3(double a, double b)
{
    return add(raw(a), raw(b));
}

double __subdf3(double a, double b)
{
    return add(raw(a), raw(b) ^ SIGN);
}

double __negdf2(double a)
{
    return make(raw(a) ^ SIGN);
}

/* Exponent and mantissa with its hidden bit, subnormals brought up. */
static int unpack(uint64_t u, uint64_t *mantissa)
{
    int e = exponent_of(u);
    *mantissa = u & (HIDDEN - 1);
    if (e != 0) {
        *mantissa |= HIDDEN;
        return e;
    }
    int n = leading(*mantissa) - 11;
    *mantissa <<= n;
    return 1 - n;
}

/* High 64 bits of the product, the rest as a sticky last bit. */
static uint64_t multiply_high(uint64_t a, uint64_t b)
{
    uint32_t al = (uint32_t)a, ah = (uint32_t)(a >> 32);
    uint32_t bl = (uint32_t)b, bh = (uint32_t)(b >> 32);
    uint64_t low = (uint64_t)al * bl, high = (uint64_t)ah * bh;
    uint64_t m1 = (uint64_t)ah * bl, m2 = (uint64_t)al * bh;
    uint64_t middle = (low >> 32) + (uint32_t)m1 + (uint32_t)m2;
    high += (m1 >> 32) + (m2 >> 32) + (middle >> 32);
    bool rest = (uint32_t)low != 0 || (uint32_t)middle != 0;
    return high | rest;
}

double __muldf3(double x, double y)
{
    uint64_t a = raw(x), b = raw(y), sign = (a ^ b) & SIGN, ma, mb;
    if (is_nan(a) || is_nan(b))
        return make(QUIET);
    bool a_zero = (a & ~SIGN) == 0, b_zero = (b & ~SIGN) == 0;
    if (exponent_of(a) == 0x7FF || exponent_of(b) == 0x7FF)
        return make(a_zero || b_zero ? QUIET : sign | INFINITE);
    if (a_zero || b_zero)
        return make(sign);
    int e = unpack(a, &ma) + unpack(b, &mb) - 1023;
    /* 1.x * 1.x: the product of 2^63 and 2^62 steps has its top at 61, 62 */
    return normalise(sign, e + 1, multiply_high(ma << 11, mb << 10));
}

double __divdf3(double x, double y)
{
    uint64_t a = raw(x), b = raw(y), sign = (a ^ b) & SIGN, ma, mb;
    if (is_nan(a) || is_nan(b))
        return make(QUIET);
    bool a_inf = exponent_of(a) == 0x7FF, b_inf = exponent_of(b) == 0x7FF;
    bool a_zero = (a & ~SIGN) == 0, b_zero = (b & ~SIGN) == 0;
    if (a_inf || b_zero)
        return make((a_inf && b_inf) || (a_zero && b_zero) ? QUIET
                                                           : sign | INFINITE);
    if (b_inf || a_zero)
        return make(sign);
    int e = unpack(a, &ma) - unpack(b, &mb) + 1023;
    /* 62 bits of the quotient in steps of 9: the remainder stays below 2^53,
     * so that nine more bits fit. */
    uint64_t q = ma / mb, r = ma % mb;
    for (int done = 0; done < 62;) {
        int step = 62 - done < 9 ? 62 - done : 9;
        r <<= step;
        q = q << step | r / mb;
        r %= mb;
        done += step;
    }
    return normalise(sign, e, q | (r != 0));
}

/* -1, 0, 1, or `unordered` */
int __cmpdf2(double x, double y, int unordered)
{
    uint64_t a = raw(x), b = raw(y);
    if (is_nan(a) || is_nan(b))
        return unordered;
    if (((a | b) & ~SIGN) == 0 || a == b)
        return 0;
    if ((a ^ b) >> 63)
        return a >> 63 ? -1 : 1;
    bool less = a < b;
    return less != (bool)(a >> 63) ? -1 : 1;
}

int __eqdf2(double a, double b)
{
    return __cmpdf2(a, b, 1);
}

int __nedf2(double a, double b)
{
    return __cmpdf2(a, b, 1);
}

int __ltdf2(double a, double b)
{
    return __cmpdf2(a, b, 1);
}

int __ledf2(double a, double b)
{
    return __cmpdf2(a, b, 1);
}

int __gtdf2(double a, double b)
{
    return __cmpdf2(a, b, -1);
}

int __gedf2(double a, double b)
{
    return __cmpdf2(a, b, -1);
}

int __unorddf2(double a, double b)
{
    return is_nan(raw(a)) || is_nan(raw(b));
}

/* Conversions */

static double from_magnitude(uint64_t sign, uint64_t v)
{
    return v == 0 ? make(sign) : normalise(sign, 1023 + 62, v);
}

double __floatundidf(uint64_t a)
{
    return from_magnitude(0, a);
}

double __floatdidf(int64_t a)
{
    return a < 0 ? from_magnitude(SIGN, 0u - (uint64_t)a)
                 : from_magnitude(0, (uint64_t)a);
}

double __floatunsidf(uint32_t a)
{
    return from_magnitude(0, a);
}

double __floatsidf(int32_t a)
{
    return __floatdidf(a);
}

/* |a| as an integer, towards zero; 0 when it does not fit in 64 bits. */
static uint64_t truncated(uint64_t u)
{
    int e = exponent_of(u) - 1023;
    uint64_t m = (u & (HIDDEN - 1)) | HIDDEN;
    if (e < 0 || e > 63)
        return 0;
    return e <= 52 ? m >> (52 - e) : m << (e - 52);
}

uint64_t __fixunsdfdi(double a)
{
    return raw(a) >> 63 ? 0 : truncated(raw(a));
}

int64_t __fixdfdi(double a)
{
    uint64_t v = truncated(raw(a));
    return (int64_t)(raw(a) >> 63 ? 0u - v : v);
}

int32_t __fixdfsi(double a)
{
    return (int32_t)__fixdfdi(a);
}

uint32_t __fixunsdfsi(double a)
{
    return (uint32_t)__fixunsdfdi(a);
}

double __extendsfdf2(float a)
{
    uint32_t u = (bits32){.f = a}.u;
    uint64_t sign = (uint64_t)(u >> 31) << 63;
    int e = (int)(u >> 23) & 0xFF;
    uint64_t m = u & 0x7FFFFF;
    if (e == 0xFF)
        return make(m ? QUIET | sign | m << 29 : sign | INFINITE);
    if (e != 0)
        return make(sign | (uint64_t)(e + 896) << 52 | m << 29);
    if (m == 0)
        return make(sign);
    return normalise(sign, 1023 - 126 + 39, m);
}

float __truncdfsf2(double a)
{
    uint64_t u = raw(a), m = u & (HIDDEN - 1);
    uint32_t sign = (uint32_t)(u >> 63) << 31;
    int e = exponent_of(u);
    if (e == 0x7FF) {
        uint32_t nan = m ? 0x7FC00000 | (uint32_t)(m >> 29) : 0x7F800000;
        return (bits32){.u = sign | nan}.f;
    }
    if (e == 0)
        return (bits32){.u = sign}.f;
    m |= HIDDEN;
    e -= 896;
    int drop = 29;
    if (e <= 0) {
        drop += 1 - e;
        e = 0;
    }
    m = shift_sticky(m, drop - 2); /* two bits to round by */
    uint32_t low = (uint32_t)m & 3, v = (uint32_t)(m >> 2);
    v += low > 2 || (low == 2 && (v & 1));
    uint32_t out = e == 0 ? v : ((uint32_t)(e - 1) << 23) + v;
    if (out >= 0x7F800000)
        out = 0x7F800000;
    return (bits32){.u = sign | out}.f;
}

/* To float in one rounding: odd-sticky to 62 bits, then from double. */
float __floatundisf(uint64_t a)
{
    int n = 0;
    while (a >> 53) { /* keep what was lost in the last bit */
        a = a >> 1 | (a & 1);
        n++;
    }
    double d = __floatundidf(a);
    return __truncdfsf2(make(raw(d) + (a ? (uint64_t)n << 52 : 0)));
}

float __floatdisf(int64_t a)
{
    float f = __floatundisf(a < 0 ? 0u - (uint64_t)a : (uint64_t)a);
    return a < 0 ? -f : f;
}

int64_t __fixsfdi(float a)
{
    return __fixdfdi(__extendsfdf2(a));
}

uint64_t __fixunssfdi(float a)
{
    return __fixunsdfdi(__extendsfdf2(a));
}

double __powidf2(double a, int n)
{
    double r = 1;
    bool inverse = n < 0;
    for (unsigned k = inverse ? 0u - (unsigned)n : (unsigned)n; k; k >>= 1) {
        if (k & 1)
            r *= a;
        a *= a;
    }
    return inverse ? 1 / r : r;
}

float __powisf2(float a, int n)
{
    float r = 1;
    bool inverse = n < 0;
    for (unsigned k = inverse ? 0u - (unsigned)n : (unsigned)n; k; k >>= 1) {
        if (k & 1)
            r *= a;
        a *= a;
    }
    return inverse ? 1 / r : r;
}

/* Digit by digit: 54 bits of the root and a sticky one. */
double sqrt(double a)
{
    uint64_t u = raw(a), m;
    if (is_nan(u) || (u >> 63 && (u & ~SIGN) != 0))
        return make(QUIET);
    if ((u & ~SIGN) == 0 || u == INFINITE)
        return a;
    int e = unpack(u, &m) - 1023;
    if (e & 1) {
        m <<= 1;
        e--;
    }
    uint64_t root = 0, rest = 0;
    for (int k = 0; k < 55; k++) { /* m has its point behind bit 52 */
        int at = 52 - 2 * k;
        uint64_t pair = at >= 0 ? m >> at & 3 : at == -1 ? (m & 1) << 1 : 0;
        rest = rest << 2 | pair;
        uint64_t trial = root << 2 | 1;
        root <<= 1;
        if (rest >= trial) {
            rest -= trial;
            root |= 1;
        }
    }
    return normalise(0, e / 2 + 1023 + 8, root | (rest != 0));
}
