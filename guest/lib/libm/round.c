/* SPDX-License-Identifier: MIT
 *
 * Rounding, remainders and parts of floating-point numbers, on their bits.
 */
#include <math.h>
#include <stdint.h>

typedef union {
    double d;
    uint64_t u;
} bits;

static double make(uint64_t u)
{
    return (bits){.u = u}.d;
}

static uint64_t raw(double d)
{
    return (bits){.d = d}.u;
}

#define SIGN (1ull << 63)

double fabs(double x)
{
    return make(raw(x) & ~SIGN);
}

double copysign(double x, double y)
{
    return make((raw(x) & ~SIGN) | (raw(y) & SIGN));
}

double trunc(double x)
{
    uint64_t u = raw(x);
    int e = (int)(u >> 52 & 0x7FF) - 1023;
    if (e < 0)
        return make(u & SIGN);
    return e >= 52 ? x : make(u & ~((1ull << (52 - e)) - 1));
}

double floor(double x)
{
    double t = trunc(x);
    return t > x ? t - 1 : t;
}

double ceil(double x)
{
    double t = trunc(x);
    double r = t < x ? t + 1 : t;
    return copysign(r, x);
}

double round(double x)
{
    double t = trunc(x);
    if (fabs(x - t) >= 0.5)
        t += copysign(1, x);
    return copysign(t, x);
}

double rint(double x)
{
    const double big = 4503599627370496.0; /* 2^52: no bits behind the point */
    if (fabs(x) >= big || x != x)
        return x;
    double r = x < 0 ? (x - big) + big : (x + big) - big;
    return copysign(r, x);
}

/* Exact: subtracts y times powers of two from the top down. */
double fmod(double x, double y)
{
    uint64_t a = raw(x) & ~SIGN, b = raw(y) & ~SIGN, sign = raw(x) & SIGN;
    if (b == 0 || a >= 0x7FF0000000000000ull || b > 0x7FF0000000000000ull)
        return make(0x7FF8000000000000ull);
    if (a < b)
        return x;
    int ea = (int)(a >> 52), eb = (int)(b >> 52);
    uint64_t ma = a & 0xFFFFFFFFFFFFFull, mb = b & 0xFFFFFFFFFFFFFull;
    ma |= ea ? 1ull << 52 : 0;
    mb |= eb ? 1ull << 52 : 0;
    ea += ea == 0;
    eb += eb == 0;
    for (; ea > eb; ea--) {
        if (ma >= mb)
            ma -= mb;
        ma <<= 1;
    }
    if (ma >= mb)
        ma -= mb;
    if (ma == 0)
        return make(sign);
    while (!(ma >> 52) && ea > 1) {
        ma <<= 1;
        ea--;
    }
    uint64_t e = ma >> 52 ? (uint64_t)ea << 52 : 0;
    return make(sign | e | (ma & 0xFFFFFFFFFFFFFull));
}

double fmin(double x, double y)
{
    return x != x ? y : y != y || x < y ? x : y;
}

double fmax(double x, double y)
{
    return x != x ? y : y != y || x > y ? x : y;
}

double ldexp(double x, int n)
{
    for (; n > 1000; n -= 1000)
        x *= 0x1p1000;
    for (; n < -1000 && x != 0; n += 900)
        x *= 0x1p-900;
    if (n < -1000)
        return x;
    return x * make((uint64_t)(1023 + n) << 52);
}

double frexp(double x, int *n)
{
    uint64_t u = raw(x);
    *n = 0;
    if ((u & ~SIGN) == 0 || (u & ~SIGN) >= 0x7FF0000000000000ull)
        return x;
    if ((u >> 52 & 0x7FF) == 0) {
        x = frexp(x * 0x1p54, n);
        *n -= 54;
        return x;
    }
    *n = (int)(u >> 52 & 0x7FF) - 1022;
    return make((u & ~(0x7FFull << 52)) | 1022ull << 52);
}

double modf(double x, double *whole)
{
    *whole = trunc(x);
    return copysign(x - x == 0 ? x - *whole : 0, x);
}

float fabsf(float x)
{
    return __builtin_fabsf(x);
}

float copysignf(float x, float y)
{
    return __builtin_copysignf(x, y);
}

float sqrtf(float x)
{
    float r;
    __asm__("fsqrt %0, %1" : "=r"(r) : "r"(x));
    return r;
}

#define FROM_DOUBLE(name)      \
    float name##f(float x)     \
    {                          \
        return (float)name(x); \
    }
FROM_DOUBLE(floor)
FROM_DOUBLE(ceil)
FROM_DOUBLE(trunc)
FROM_DOUBLE(round)
FROM_DOUBLE(rint)

float fmodf(float x, float y)
{
    return (float)fmod(x, y);
}

float fminf(float x, float y)
{
    return x != x ? y : y != y || x < y ? x : y;
}

float fmaxf(float x, float y)
{
    return x != x ? y : y != y || x > y ? x : y;
}

/* The product of two floats is exact in double; the sum is made odd where it
 * is not exact, so that the second rounding is the only one. */
float fmaf(float x, float y, float z)
{
    double p = (double)x * y, s = p + z;
    double t = s - p, rest = (p - (s - t)) + (z - t);
    uint64_t u = raw(s);
    if (rest != 0 && !(u & 1) && s - s == 0)
        u += (rest > 0) == (s > 0) ? 1 : (uint64_t)-1;
    return (float)make(u);
}
