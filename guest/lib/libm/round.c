/* SPDX-License-Identifier: MIT
 *
 * Rounding of doubles and floats to integers, on their bits. What is added to
 * the magnitude before its fraction is cut off decides the direction; a carry
 * into the exponent is right by itself.
 */
#include "libm.h"

enum way { TO_ZERO, DOWN, UP, HALF_AWAY, HALF_EVEN };

/* To be added to the magnitude; `unit` is the bit worth 1. */
static inline uint64_t bias64(enum way way, uint64_t u, uint64_t unit)
{
    switch (way) {
    case DOWN:
        return u >> 63 ? unit - 1 : 0;
    case UP:
        return u >> 63 ? 0 : unit - 1;
    case HALF_AWAY:
        return unit >> 1;
    case HALF_EVEN: /* the bit of 1 in a number below 2 is the exponent's */
        return (unit >> 1) - 1 + ((u & unit) != 0);
    default:
        return 0;
    }
}

/* |x| < 1 becomes 1? */
static inline bool becomes_one(enum way way, bool negative, int to_half)
{
    switch (way) { /* to_half: x compared with 1/2 */
    case DOWN:
        return negative;
    case UP:
        return !negative;
    case HALF_AWAY:
        return to_half >= 0;
    case HALF_EVEN:
        return to_half > 0;
    default:
        return false;
    }
}

static inline double rounded(double x, enum way way)
{
    uint64_t u = raw(x), m = u & ~SIGN64;
    int e = (int)(m >> 52) - 1023;
    if (e >= 52 || m == 0)
        return x;
    if (e < 0) {
        const uint64_t half = 0x3FE0000000000000ull;
        int order = m < half ? -1 : m > half;
        bool one = becomes_one(way, u >> 63, order);
        return make((u & SIGN64) | (one ? 0x3FF0000000000000ull : 0));
    }
    uint64_t unit = 1ull << (52 - e);
    return make((u + bias64(way, u, unit)) & ~(unit - 1));
}

static inline uint32_t bias32(enum way way, uint32_t u, uint32_t unit)
{
    switch (way) {
    case DOWN:
        return u >> 31 ? unit - 1 : 0;
    case UP:
        return u >> 31 ? 0 : unit - 1;
    case HALF_AWAY:
        return unit >> 1;
    case HALF_EVEN:
        return (unit >> 1) - 1 + ((u & unit) != 0);
    default:
        return 0;
    }
}

static inline float rounded_f(float x, enum way way)
{
    uint32_t u = raw_f(x), m = u & ~SIGN32;
    int e = (int)(m >> 23) - 127;
    if (e >= 23 || m == 0)
        return x;
    if (e < 0) {
        const uint32_t half = 0x3F000000;
        int order = m < half ? -1 : m > half;
        bool one = becomes_one(way, u >> 31, order);
        return make_f((u & SIGN32) | (one ? 0x3F800000 : 0));
    }
    uint32_t unit = 1u << (23 - e);
    return make_f((u + bias32(way, u, unit)) & ~(unit - 1));
}

#define ROUNDING(name, way)       \
    double name(double x)         \
    {                             \
        return rounded(x, way);   \
    }                             \
    float name##f(float x)        \
    {                             \
        return rounded_f(x, way); \
    }

ROUNDING(trunc, TO_ZERO)
ROUNDING(floor, DOWN)
ROUNDING(ceil, UP)
ROUNDING(round, HALF_AWAY)
ROUNDING(rint, HALF_EVEN)
ROUNDING(nearbyint, HALF_EVEN)
ROUNDING(roundeven, HALF_EVEN)

#define TO_INTEGER(name, type, way)     \
    type name(double x)                 \
    {                                   \
        return (type)rounded(x, way);   \
    }                                   \
    type name##f(float x)               \
    {                                   \
        return (type)rounded_f(x, way); \
    }

TO_INTEGER(lrint, long, HALF_EVEN)
TO_INTEGER(llrint, long long, HALF_EVEN)
TO_INTEGER(lround, long, HALF_AWAY)
TO_INTEGER(llround, long long, HALF_AWAY)
