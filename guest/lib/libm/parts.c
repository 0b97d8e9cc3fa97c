/* SPDX-License-Identifier: MIT
 *
 * Sign, exponent and fraction of numbers, taken apart and put together; the
 * neighbours of a number; the lesser and the greater of two.
 */
#include "libm.h"

enum { BEYOND = 5000 }; /* powers of two that surely leave the range */

double fabs(double x)
{
    return make(raw(x) & ~SIGN64);
}

float fabsf(float x)
{
    return make_f(raw_f(x) & ~SIGN32);
}

double copysign(double x, double y)
{
    return make((raw(x) & ~SIGN64) | (raw(y) & SIGN64));
}

float copysignf(float x, float y)
{
    return make_f((raw_f(x) & ~SIGN32) | (raw_f(y) & SIGN32));
}

double nan(const char *tag)
{
    (void)tag;
    return make(0x7FF8000000000000ull);
}

float nanf(const char *tag)
{
    (void)tag;
    return make_f(0x7FC00000);
}

/* Rounded once: only the last factor can leave the normal numbers. */
double ldexp(double x, int n)
{
    n = n > BEYOND ? BEYOND : n < -BEYOND ? -BEYOND : n;
    for (; n > 1023; n -= 1023)
        x *= 0x1p1023;
    for (; n < -1022 && magnitude(x) > 0; n += 969)
        x *= 0x1p-969; /* 53 bits stay for the next factor */
    return n < -1022 ? x : x * power_of_two(n);
}

float ldexpf(float x, int n)
{
    n = n > BEYOND ? BEYOND : n < -BEYOND ? -BEYOND : n;
    for (; n > 127; n -= 127)
        x *= 0x1p127f;
    for (; n < -126 && magnitude_f(x) > 0; n += 102)
        x *= 0x1p-102f;
    return n < -126 ? x : x * power_of_two_f(n);
}

double scalbn(double x, int n)
{
    return ldexp(x, n);
}

float scalbnf(float x, int n)
{
    return ldexpf(x, n);
}

double scalbln(double x, long n)
{
    return ldexp(x, (int)n);
}

float scalblnf(float x, long n)
{
    return ldexpf(x, (int)n);
}

double frexp(double x, int *n)
{
    uint64_t u = magnitude(x);
    *n = 0;
    if (u - 1 >= INFINITE64 - 1)
        return x;
    if (u >> 52 == 0) {
        x *= 0x1p54;
        *n = -54;
    }
    *n += (int)(raw(x) >> 52 & 0x7FF) - 1022;
    return make((raw(x) & ~INFINITE64) | 1022ull << 52);
}

float frexpf(float x, int *n)
{
    uint32_t u = magnitude_f(x);
    *n = 0;
    if (u - 1 >= INFINITE32 - 1)
        return x;
    if (u >> 23 == 0) {
        x *= 0x1p25f;
        *n = -25;
    }
    *n += (int)(raw_f(x) >> 23 & 0xFF) - 126;
    return make_f((raw_f(x) & ~INFINITE32) | 126u << 23);
}

int ilogb(double x)
{
    int n;
    uint64_t u = magnitude(x);
    if (u == 0)
        return FP_ILOGB0;
    if (u >= INFINITE64)
        return u == INFINITE64 ? __INT_MAX__ : FP_ILOGBNAN;
    frexp(x, &n);
    return n - 1;
}

int ilogbf(float x)
{
    return ilogb((double)x);
}

double logb(double x)
{
    uint64_t u = magnitude(x);
    if (u == 0)
        return -make(INFINITE64);
    return u >= INFINITE64 ? x * x : ilogb(x);
}

float logbf(float x)
{
    return (float)logb((double)x);
}

double modf(double x, double *whole)
{
    *whole = trunc(x);
    return copysign(magnitude(x) == INFINITE64 ? 0 : x - *whole, x);
}

float modff(float x, float *whole)
{
    *whole = truncf(x);
    return copysignf(magnitude_f(x) == INFINITE32 ? 0 : x - *whole, x);
}

/* Numbers of one sign order as their bits do. */
double nextafter(double x, double y)
{
    if (x != x || y != y)
        return x + y;
    if (x == y)
        return y;
    if (magnitude(x) == 0)
        return make(1 | (raw(y) & SIGN64));
    return make(raw(x) + ((x < y) == !is_negative(x) ? 1 : -1ull));
}

float nextafterf(float x, float y)
{
    if (x != x || y != y)
        return x + y;
    if (x == y)
        return y;
    if (magnitude_f(x) == 0)
        return make_f(1 | (raw_f(y) & SIGN32));
    return make_f(raw_f(x) + ((x < y) == !(raw_f(x) >> 31) ? 1 : -1u));
}

/* A NaN is the other operand; -0 is less than +0. */
double fmin(double x, double y)
{
    if (x != x || y != y)
        return x != x ? y : x;
    return x < y || (x == y && is_negative(x)) ? x : y;
}

double fmax(double x, double y)
{
    if (x != x || y != y)
        return x != x ? y : x;
    return x > y || (x == y && !is_negative(x)) ? x : y;
}

double fdim(double x, double y)
{
    return x != x || y != y || x > y ? x - y : 0;
}

float fminf(float x, float y)
{
    if (x != x || y != y)
        return x != x ? y : x;
    return x < y || (x == y && raw_f(x) >> 31) ? x : y;
}

float fmaxf(float x, float y)
{
    if (x != x || y != y)
        return x != x ? y : x;
    return x > y || (x == y && !(raw_f(x) >> 31)) ? x : y;
}

float fdimf(float x, float y)
{
    return x != x || y != y || x > y ? x - y : 0;
}
