/* SPDX-License-Identifier: MIT
 *
 * libm on the machine and on the host: it is the same source, so every bit of
 * every result must be the same. How good the results are is accuracy.c's
 * subject.
 */
#include <math.h>

#include "test.h"

enum { CASES = 400 };

typedef double one(double);
typedef float one_float(float);
typedef double two(double, double);
typedef float two_float(float, float);

static const struct {
    const char *name;
    one *f;
    one_float *g;
} functions[] = {
#define ROW(name) {#name, name, name##f},
    ROW(sqrt) ROW(fabs) ROW(floor) ROW(ceil) ROW(trunc) ROW(round) ROW(rint)
        ROW(nearbyint) ROW(logb) ROW(exp) ROW(exp2) ROW(exp10) ROW(expm1)
            ROW(log) ROW(log2) ROW(log10) ROW(log1p) ROW(cbrt) ROW(sin) ROW(cos)
                ROW(tan) ROW(asin) ROW(acos) ROW(atan) ROW(sinh) ROW(cosh)
                    ROW(tanh) ROW(asinh) ROW(acosh) ROW(atanh)};
#undef ROW

static const struct {
    const char *name;
    two *f;
    two_float *g;
} pairs[] = {
#define ROW(name) {#name, name, name##f},
    ROW(copysign) ROW(fmin) ROW(fmax) ROW(fdim) ROW(fmod) ROW(remainder)
        ROW(pow) ROW(hypot) ROW(atan2) ROW(nextafter)};
#undef ROW

static double argument(int k)
{
    switch (k % 4) {
    case 0:
        return test_double();
    case 1: /* near 1 */
        return 1 + (double)(int64_t)test_random() * 0x1p-66;
    case 2: /* up to 32 */
        return (double)(int64_t)test_random() * 0x1p-58;
    default: /* a multiple of 1/4 */
        return (double)(int)test_below(400) * 0.25 - 50;
    }
}

static void parts(void)
{
    for (int k = 0; k < CASES; k++) {
        double a = argument(k), b = argument(k + 1), whole, s, c;
        float x = (float)a, whole_f;
        int n = 0;
        mix_double(frexp(a, &n));
        mix32((uint32_t)n);
        mix_double(ldexp(a, (int)test_below(4400) - 2200));
        mix_float(ldexpf(x, (int)test_below(600) - 300));
        mix_float(frexpf(x, &n));
        mix_double(modf(a, &whole));
        mix_double(whole);
        mix_float(modff(x, &whole_f));
        mix_double(remquo(a, b, &n));
        mix32((uint32_t)n & 7);
        mix32((uint32_t)ilogb(a));
        sincos(a, &s, &c);
        mix_double(s);
        mix_double(c);
        if (fabs(a) < 2e9) {
            mix32((uint32_t)lround(a));
            mix32((uint32_t)lrintf(x));
            mix64((uint64_t)llrint(a));
        }
    }
    report("parts");
}

int main(void)
{
    for (unsigned f = 0; f < sizeof(functions) / sizeof(*functions); f++) {
        for (int k = 0; k < CASES; k++) {
            double a = argument(k);
            mix_double(functions[f].f(a));
            mix_float(functions[f].g((float)a));
        }
        report(functions[f].name);
    }
    for (unsigned f = 0; f < sizeof(pairs) / sizeof(*pairs); f++) {
        for (int k = 0; k < CASES; k++) {
            double a = argument(k), b = argument(k / 4);
            mix_double(pairs[f].f(a, b));
            mix_float(pairs[f].g((float)a, (float)b));
        }
        report(pairs[f].name);
    }
    parts();
    return 0;
}
