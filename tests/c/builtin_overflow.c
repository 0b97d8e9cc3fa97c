/* SPDX-License-Identifier: MIT
 *
 * Arithmetic that tells about overflow, in all widths and mixed signs.
 */
#include "c.h"

#define CHECK(type, op, a, b)                                    \
    do {                                                         \
        type r;                                                  \
        int o = __builtin_##op##_overflow(HIDE(a), HIDE(b), &r); \
        printf("%d:%lld ", o, (long long)r);                     \
    } while (0)
#define ALL(type, a, b)     \
    CHECK(type, add, a, b); \
    CHECK(type, sub, a, b); \
    CHECK(type, mul, a, b)
static NOINLINE void show(long long a, long long b)
{
    ALL(int, (int)a, (int)b);
    ALL(unsigned, (unsigned)a, (unsigned)b);
    ALL(signed char, (signed char)a, (signed char)b);
    ALL(unsigned short, (unsigned short)a, (unsigned short)b);
    ALL(long long, a, b);
    ALL(unsigned long long, (unsigned long long)a, (unsigned long long)b);
    ALL(int, a, b);
    ALL(unsigned char, (int)a, (int)b);
    puts("");
}
int main(void)
{
    static const long long x[] = {0,          1,         -1,        100,
                                  -100,       65536,     INT32_MAX, INT32_MIN,
                                  0xFFFFFFFF, INT64_MAX, INT64_MIN, 3037000500};
    for (unsigned i = 0; i < COUNT(x); i++)
        for (unsigned k = 0; k < COUNT(x); k++)
            show(x[i], x[k]);
}
