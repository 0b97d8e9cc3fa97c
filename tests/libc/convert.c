/* SPDX-License-Identifier: MIT
 *
 * Conversions between double, float, half and integers of all widths.
 */
#include "test.h"

enum { CASES = 20000 };

static void narrow(uint64_t u, double a)
{
    mix_float((float)a);
    mix_double((double)float_of((uint32_t)u));
    mix_double((double)float_of((uint32_t)u & 0x807FFFFF));
}

static void to_word(uint64_t u, double a)
{
    (void)u;
    if (a > -2147483649.0 && a < 2147483648.0)
        mix32((uint32_t)(int32_t)a);
    if (a > -1 && a < 4294967296.0)
        mix32((uint32_t)a);
}

static void to_long(uint64_t u, double a)
{
    float f = (float)a;
    (void)u;
    if (a >= -0x1p63 && a < 0x1p63)
        mix64((uint64_t)(int64_t)a);
    if (a > -1 && a < 0x1p64)
        mix64((uint64_t)a);
    if (f >= -0x1p63f && f < 0x1p63f)
        mix64((uint64_t)(int64_t)f);
    if (f > -1 && f < 0x1p64f)
        mix64((uint64_t)f);
    if (f > -1 && f < 0x1p32f)
        mix32((uint32_t)f);
}

static void from_integer(uint64_t u, double a)
{
    (void)a;
    u >>= test_below(64);
    mix_double((double)(int32_t)u);
    mix_double((double)(uint32_t)u);
    mix_double((double)(int64_t)u);
    mix_double((double)u);
    mix_float((float)(int32_t)u);
    mix_float((float)(uint32_t)u);
    mix_float((float)(int64_t)u);
    mix_float((float)u);
    mix_float((float)(u << 24 | 1u << 23)); /* a tie, or nearly */
}

#ifdef __FLT16_MANT_DIG__
static void half(uint64_t u, double a)
{
    volatile _Float16 x = (_Float16)a, y = (_Float16)float_of((uint32_t)u);
    volatile _Float16 z;
    mix_float((float)x);
    mix_float((float)y);
    z = x * y;
    mix_float((float)z);
    uint16_t bits = (uint16_t)u;
    memcpy((void *)&z, &bits, sizeof(bits));
    mix_double((double)z);
}
#else
#error "no half floats here"
#endif

int main(void)
{
    static const struct {
        const char *name;
        void (*run)(uint64_t, double);
    } groups[] = {{"narrow", narrow},
                  {"word", to_word},
                  {"long", to_long},
                  {"integer", from_integer},
                  {"half", half}};
    for (unsigned g = 0; g < sizeof(groups) / sizeof(*groups); g++) {
        for (int k = 0; k < CASES; k++) {
            uint64_t u = test_random();
            groups[g].run(u, test_double());
        }
        report(groups[g].name);
    }
    return 0;
}
