/* SPDX-License-Identifier: MIT
 *
 * How far the results of libm are from the true ones, in units in the last
 * place of the result, measured on the host against its functions of long
 * double, which have 11 bits more than double.
 * usage: accuracy [CASES]; with more than the default it prints the worst
 */
#define _GNU_SOURCE
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "test.h"

#define BOUND 1.0

enum { DEFAULT_CASES = 7000, SKIPPED = 77 };

static int cases = DEFAULT_CASES, failures;
static double worst, worst_x, worst_y;

#define OWN(name)                     \
    extern double own_##name(double); \
    extern float own_##name##f(float);
#define OWN2(name)                            \
    extern double own_##name(double, double); \
    extern float own_##name##f(float, float);
OWN(sqrt)
OWN(cbrt)
OWN(exp)
OWN(exp2)
OWN(exp10)
OWN(expm1)
OWN(log)
OWN(log2)
OWN(log10)
OWN(log1p)
OWN(sin)
OWN(cos)
OWN(tan)
OWN(asin)
OWN(acos)
OWN(atan)
OWN(sinh)
OWN(cosh)
OWN(tanh)
OWN(asinh)
OWN(acosh)
OWN(atanh)
OWN2(pow)
OWN2(hypot)
OWN2(atan2)

/* Units by which `got` is off; digits and least exponent of its type. */
static double error_of(long double got, long double true_value, int digits,
                       int least)
{
    int e;
    if (true_value != true_value)
        return got != got ? 0 : HUGE_VAL;
    if (got != got)
        return HUGE_VAL;
    long double most = ldexpl(2 - ldexpl(1, 1 - digits), 1 - least);
    if (isinf(got)) /* the largest number, half a unit up */
        return fabsl(true_value) > most && true_value * got > 0 ? 0 : HUGE_VAL;
    if (isinf(true_value))
        return got == true_value ? 0 : HUGE_VAL;
    frexpl(true_value, &e);
    e = e < least + 1 ? least + 1 : e;
    return (double)(fabsl(got - true_value) / ldexpl(1, e - digits));
}

static double double_error(double got, long double true_value)
{
    return error_of(got, true_value, DBL_MANT_DIG, -1022);
}

static double float_error(float got, long double true_value)
{
    return error_of(got, true_value, FLT_MANT_DIG, -126);
}

static void note(double error, double x, double y)
{
    if (error > worst) {
        worst = error;
        worst_x = x;
        worst_y = y;
    }
}

static void finish(const char *name, const char *type)
{
    if (worst > BOUND)
        failures++;
    if (worst > BOUND || cases > DEFAULT_CASES)
        printf("%s(%s): %.3f units at %a %a\n", name, type, worst, worst_x,
               worst_y);
    worst = 0;
}

/* Arguments of every range that some function cares about. */
static double argument(int k)
{
    double u = (double)(test_random() >> 11) * 0x1p-53;
    double v = 2 * u - 1;
    switch (k % 7) {
    case 0:
        return v * 750;
    case 1:
        return exp(v * 700);
    case 2:
        return v * 4;
    case 3: {
        double d = test_double();
        return isfinite(d) ? d : v;
    }
    case 4:
        return ldexp(v, -(int)test_below(30));
    case 5:
        return 1 + ldexp(v, -(int)test_below(50));
    default: /* beside a multiple of pi/2 */
        return test_below(1000000) * M_PI_2 + ((int)test_below(3) - 1) * 1e-15;
    }
}

#define CHECK(name)                                                \
    do {                                                           \
        for (int k = 0; k < cases; k++) {                          \
            double x = argument(k);                                \
            note(double_error(own_##name(x), name##l(x)), x, 0);   \
        }                                                          \
        finish(#name, "double");                                   \
        for (int k = 0; k < cases; k++) {                          \
            float x = (float)argument(k);                          \
            note(float_error(own_##name##f(x), name##l(x)), x, 0); \
        }                                                          \
        finish(#name, "float");                                    \
    } while (0)

#define CHECK2(name)                                                       \
    do {                                                                   \
        for (int k = 0; k < cases; k++) {                                  \
            double x = argument(k), y = argument(k / 7);                   \
            if (bounded(#name, &x, &y))                                    \
                note(double_error(own_##name(x, y), name##l(x, y)), x, y); \
        }                                                                  \
        finish(#name, "double");                                           \
        for (int k = 0; k < cases; k++) {                                  \
            float x = (float)argument(k), y = (float)argument(k / 7);      \
            note(float_error(own_##name##f(x, y), name##l(x, y)), x, y);   \
        }                                                                  \
        finish(#name, "float");                                            \
    } while (0)

/* Half of the powers get a result that is a number. The host's pow of long
 * double is good only where its exponent is not extreme. */
static bool bounded(const char *name, double *x, double *y)
{
    if (strcmp(name, "pow") != 0)
        return true;
    if (test_below(2)) {
        *x = fabs(*x);
        *y = argument(2) * 170 / (fabs(log(*x)) + 1e-3);
    }
    return true;
}

static void check_all(void)
{
    CHECK(sqrt);
    CHECK(cbrt);
    CHECK(exp);
    CHECK(exp2);
    CHECK(exp10);
    CHECK(expm1);
    CHECK(log);
    CHECK(log2);
    CHECK(log10);
    CHECK(log1p);
    CHECK(sin);
    CHECK(cos);
    CHECK(tan);
    CHECK(asin);
    CHECK(acos);
    CHECK(atan);
    CHECK(sinh);
    CHECK(cosh);
    CHECK(tanh);
    CHECK(asinh);
    CHECK(acosh);
    CHECK(atanh);
    CHECK2(pow);
    CHECK2(hypot);
    CHECK2(atan2);
}

int main(int argc, char **argv)
{
    if (LDBL_MANT_DIG < 64) {
        puts("skipped: long double has no more digits than double");
        return SKIPPED;
    }
    if (argc > 1)
        cases = atoi(argv[1]);
    check_all();
    return failures != 0;
}
