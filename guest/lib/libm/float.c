/* SPDX-License-Identifier: MIT
 *
 * Functions of float that go through double, where float's own digits would
 * not do or speed matters little. The result is rounded twice, which is
 * within 0.51 units in the last place.
 */
#include "libm.h"

#define THROUGH_DOUBLE(name)           \
    float name##f(float x)             \
    {                                  \
        return (float)name((double)x); \
    }

THROUGH_DOUBLE(exp10)
THROUGH_DOUBLE(expm1)
THROUGH_DOUBLE(log2)
THROUGH_DOUBLE(log10)
THROUGH_DOUBLE(log1p)
THROUGH_DOUBLE(cbrt)
THROUGH_DOUBLE(asin)
THROUGH_DOUBLE(acos)
THROUGH_DOUBLE(sinh)
THROUGH_DOUBLE(cosh)
THROUGH_DOUBLE(tanh)
THROUGH_DOUBLE(asinh)
THROUGH_DOUBLE(acosh)
THROUGH_DOUBLE(atanh)

float powf(float x, float y)
{
    return (float)pow((double)x, (double)y);
}

/* The squares are exact and cannot overflow. */
float hypotf(float x, float y)
{
    if (magnitude_f(x) == INFINITE32 || magnitude_f(y) == INFINITE32)
        return make_f(INFINITE32);
    double a = x, b = y;
    return (float)sqrt(a * a + b * b);
}

float sqrtf(float x)
{
    return __builtin_sqrtf(x);
}
