/* SPDX-License-Identifier: MIT
 *
 * Arithmetic and comparison of doubles, bit by bit as IEEE 754 says, on
 * operands of all kinds.
 */
#include "test.h"

enum { PAIRS = 20000 };

static void add(double a, double b)
{
    mix_double(a + b);
}

static void subtract(double a, double b)
{
    mix_double(a - b);
}

static void multiply(double a, double b)
{
    mix_double(a * b);
}

static void divide(double a, double b)
{
    mix_double(a / b);
}

static void root(double a, double b)
{
    (void)b;
    mix_double(__builtin_sqrt(a));
}

static void compare(double a, double b)
{
    uint32_t r = (uint32_t)(a < b) | (uint32_t)(a <= b) << 1;
    r |= (uint32_t)(a > b) << 2 | (uint32_t)(a >= b) << 3;
    r |= (uint32_t)(a == b) << 4 | (uint32_t)(a != b) << 5;
    r |= (uint32_t) !(a < b) << 6 | (uint32_t) !(a >= b) << 7;
    r |= (uint32_t) !(a > b) << 8 | (uint32_t) !(a <= b) << 9;
    r |= (uint32_t)__builtin_isunordered(a, b) << 10;
    r |= (uint32_t)__builtin_islessgreater(a, b) << 11;
    mix32(r);
}

/* Also sums that cancel but for the last bits. */
static void multiply_add(double a, double b)
{
    double c = test_double();
    mix_double(__builtin_fma(a, b, c));
    double near = -a * b;
    mix_double(__builtin_fma(a, b, near));
    mix_double(__builtin_fma(a, b, near * (1 + 0x1p-52)));
}

static void multiply_add_float(double a, double b)
{
    float x = (float)a, y = (float)b, near = -x * y;
    mix_float(__builtin_fmaf(x, y, (float)test_double()));
    mix_float(__builtin_fmaf(x, y, near));
    mix_float(__builtin_fmaf(x, y, near * (1 + 0x1p-23f)));
}

static void whole_power(double a, double b)
{
    (void)b;
    mix_double(__builtin_powi(a, (int)test_below(40)));
}

int main(void)
{
    static const struct {
        const char *name;
        void (*run)(double, double);
    } groups[] = {{"add", add},           {"subtract", subtract},
                  {"multiply", multiply}, {"divide", divide},
                  {"root", root},         {"compare", compare},
                  {"fma", multiply_add},  {"fmaf", multiply_add_float},
                  {"powi", whole_power}};
    for (unsigned g = 0; g < sizeof(groups) / sizeof(*groups); g++) {
        for (int k = 0; k < PAIRS; k++) {
            double a = test_double(), b = test_double();
            if (k % 4 == 0) /* close to each other */
                b = a * (1 + (double)test_below(9) * 0x1p-52);
            groups[g].run(a, b);
        }
        report(groups[g].name);
    }
    return 0;
}
