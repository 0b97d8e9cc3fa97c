/* SPDX-License-Identifier: MIT
 *
 * pow: exp(y * log(x)) with the logarithm and the product in two parts. The
 * special cases are those of C11, annex F.
 */
#include "libm.h"

enum parity { FRACTION, EVEN, ODD };

static enum parity parity_of(double y)
{
    uint64_t u = magnitude(y);
    int e = (int)(u >> 52) - 1023;
    if (e < 0)
        return u == 0 ? EVEN : FRACTION;
    if (e > 52)
        return EVEN;
    uint64_t m = (u & 0xFFFFFFFFFFFFFull) | 1ull << 52;
    if (m & ((1ull << (52 - e)) - 1))
        return FRACTION;
    return m >> (52 - e) & 1 ? ODD : EVEN;
}

/* x or y is 0, infinite or NaN. */
static double special(double x, double y)
{
    uint64_t mx = magnitude(x), my = magnitude(y);
    if (my == 0 || raw(x) == 0x3FF0000000000000ull)
        return 1;
    if (mx > INFINITE64 || my > INFINITE64)
        return x + y;
    if (my == INFINITE64) {
        if (mx == 0x3FF0000000000000ull)
            return 1;
        bool grows = (mx > 0x3FF0000000000000ull) != is_negative(y);
        return grows ? make(INFINITE64) : 0;
    }
    bool large = (mx == INFINITE64) != is_negative(y);
    bool negative = is_negative(x) && parity_of(y) == ODD;
    return make((large ? INFINITE64 : 0) | (negative ? SIGN64 : 0));
}

double pow(double x, double y)
{
    uint64_t mx = magnitude(x), my = magnitude(y);
    if (mx - 1 >= INFINITE64 - 1 || my - 1 >= INFINITE64 - 1)
        return special(x, y);
    bool negative = false;
    if (is_negative(x)) {
        enum parity p = parity_of(y);
        if (p == FRACTION)
            return make(0x7FF8000000000000ull);
        negative = p == ODD;
    }
    struct dd l = __log_parts(make(mx), 0);
    double r;
    if (my > 0x43F0000000000000ull) { /* 2^64: any x but 1 goes to an end */
        bool grows = (l.hi > 0) != is_negative(y);
        r = l.hi == 0 ? 1 : grows ? make(INFINITE64) : 0;
    } else {
        struct dd p = exact_product(l.hi, y);
        r = __exp_whole(p.hi, p.lo + l.lo * y);
    }
    return negative ? -r : r;
}
