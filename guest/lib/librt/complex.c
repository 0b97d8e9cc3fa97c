/* SPDX-License-Identifier: MIT
 *
 * Products and quotients of complex numbers, for the compiler: it calls
 * these for quotients, and for products that are not numbers. An infinite
 * operand gives an infinity, as C11, annex G, wants it. The divisor is scaled
 * by a power of two, so that its square does not overflow.
 */
#include <stdbool.h>

_Complex double __muldc3(double a, double b, double c, double d);
_Complex double __divdc3(double a, double b, double c, double d);
_Complex float __mulsc3(float a, float b, float c, float d);
_Complex float __divsc3(float a, float b, float c, float d);

#define is_nan __builtin_isnan
#define is_inf __builtin_isinf
#define is_finite __builtin_isfinite
#define copysign __builtin_copysign

static _Complex double make(double real, double imaginary)
{
    _Complex double z;
    __real__ z = real;
    __imag__ z = imaginary;
    return z;
}

/* An infinity as a corner of the unit square, a finite number as zero. */
static void box(double *x, double *y)
{
    *x = copysign(is_inf(*x) ? 1.0 : 0.0, *x);
    *y = copysign(is_inf(*y) ? 1.0 : 0.0, *y);
}

static void no_nan(double *x, double *y)
{
    *x = is_nan(*x) ? copysign(0.0, *x) : *x;
    *y = is_nan(*y) ? copysign(0.0, *y) : *y;
}

_Complex double __muldc3(double a, double b, double c, double d)
{
    double ac = a * c, bd = b * d, ad = a * d, bc = b * c;
    bool first = is_inf(a) || is_inf(b), second = is_inf(c) || is_inf(d);
    bool over = is_inf(ac) || is_inf(bd) || is_inf(ad) || is_inf(bc);
    if (!is_nan(ac - bd) || !is_nan(ad + bc) || !(first || second || over))
        return make(ac - bd, ad + bc);
    if (first) {
        box(&a, &b);
        no_nan(&c, &d);
    }
    if (second) {
        box(&c, &d);
        no_nan(&a, &b);
    }
    if (!first && !second) {
        no_nan(&a, &b);
        no_nan(&c, &d);
    }
    double huge = __builtin_inf();
    return make(huge * (a * c - b * d), huge * (a * d + b * c));
}

/* The power of two that brings the larger of x and y into 1 .. 2. */
static double scale(double x, double y)
{
    union {
        double d;
        unsigned long long u;
    } top = {__builtin_fabs(x) > __builtin_fabs(y) ? x : y};
    unsigned exponent = top.u >> 52 & 0x7FF;
    if (exponent == 0x7FF)
        return 1;
    exponent = exponent > 2045 ? 1 : exponent < 1 ? 2045 : 2046 - exponent;
    top.u = (unsigned long long)exponent << 52;
    return top.d;
}

/* Quotients that came out as NaN though they have a value. */
static _Complex double rescue(double a, double b, double c, double d,
                              _Complex double z)
{
    double huge = __builtin_inf();
    if (c == 0 && d == 0 && (!is_nan(a) || !is_nan(b)))
        return make(copysign(huge, c) * a, copysign(huge, c) * b);
    if ((is_inf(a) || is_inf(b)) && is_finite(c) && is_finite(d)) {
        box(&a, &b);
        return make(huge * (a * c + b * d), huge * (b * c - a * d));
    }
    if ((is_inf(c) || is_inf(d)) && is_finite(a) && is_finite(b)) {
        box(&c, &d);
        return make(0.0 * (a * c + b * d), 0.0 * (b * c - a * d));
    }
    return z;
}

_Complex double __divdc3(double a, double b, double c, double d)
{
    double s = scale(c, d), x = c * s, y = d * s;
    double square = x * x + y * y;
    _Complex double z =
        make((a * x + b * y) / square * s, (b * x - a * y) / square * s);
    if (is_nan(__real__ z) && is_nan(__imag__ z))
        return rescue(a, b, c, d, z);
    return z;
}

_Complex float __mulsc3(float a, float b, float c, float d)
{
    return (_Complex float)__muldc3(a, b, c, d);
}

_Complex float __divsc3(float a, float b, float c, float d)
{
    return (_Complex float)__divdc3(a, b, c, d);
}
