/* SPDX-License-Identifier: MIT
 *
 * Comparisons of doubles: a number to be compared with 0. A NaN makes every
 * ordered comparison false, so that each function has its own answer for it.
 */
#include "double.h"

int __eqdf2(double a, double b);
int __nedf2(double a, double b);
int __ltdf2(double a, double b);
int __ledf2(double a, double b);
int __gtdf2(double a, double b);
int __gedf2(double a, double b);
int __cmpdf2(double a, double b);
int __unorddf2(double a, double b);

/* Above 0xFFE00000 behind the shift: infinite with a rest below, or NaN. */
static inline bool unordered(bits64 a)
{
    uint32_t high = a.high << 1;
    return high > 0xFFE00000 || (high == 0xFFE00000 && a.low != 0);
}

static inline int compare(double x, double y, int nan)
{
    bits64 a = {.d = x}, b = {.d = y};
    if (unordered(a) || unordered(b))
        return nan;
    if (((a.high | b.high) << 1 | a.low | b.low) == 0)
        return 0;
    int32_t ah = (int32_t)a.high, bh = (int32_t)b.high;
    int order = ah < 0 && bh < 0 ? -1 : 1; /* of magnitudes */
    if (ah != bh)
        return ah < bh ? -order : order;
    return a.low == b.low ? 0 : a.low < b.low ? -order : order;
}

int __eqdf2(double x, double y)
{
    bits64 a = {.d = x}, b = {.d = y};
    if (a.low != b.low)
        return 1;
    if (a.high != b.high)
        return ((a.high | b.high) << 1 | a.low) != 0;
    return unordered(a);
}

int __nedf2(double a, double b)
{
    return __eqdf2(a, b);
}

int __ltdf2(double a, double b)
{
    return compare(a, b, 1);
}

int __ledf2(double a, double b)
{
    return compare(a, b, 1);
}

int __cmpdf2(double a, double b)
{
    return compare(a, b, 1);
}

int __gtdf2(double a, double b)
{
    return compare(a, b, -1);
}

int __gedf2(double a, double b)
{
    return compare(a, b, -1);
}

int __unorddf2(double a, double b)
{
    return unordered((bits64){.d = a}) || unordered((bits64){.d = b});
}
