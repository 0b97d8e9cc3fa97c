/* SPDX-License-Identifier: MIT
 *
 * binary64 by integers: what the files of the runtime library share. Results
 * are rounded to nearest, ties to even, and subnormals kept; an invalid
 * operation gives the quiet NaN 0x7FF8000000000000. The machine has no wide
 * registers, so that hot paths work on the two words of a number.
 */
#ifndef LIBRT_DOUBLE_H
#define LIBRT_DOUBLE_H

#include <stdbool.h>
#include <stdint.h>

typedef union {
    double d;
    uint64_t u;
    struct {
        uint32_t low, high;
    };
} bits64;

typedef union {
    float f;
    uint32_t u;
} bits32;

#define SIGN64 (1ull << 63)
#define INFINITE64 0x7FF0000000000000ull
#define QUIET64 0x7FF8000000000000ull
#define HIDDEN64 (1ull << 52)

static inline double make(uint64_t u)
{
    return (bits64){.u = u}.d;
}

static inline uint64_t raw(double d)
{
    return (bits64){.d = d}.u;
}

static inline bool is_nan(uint64_t u)
{
    return (u & ~SIGN64) > INFINITE64;
}

static inline int exponent_of(uint64_t u)
{
    return (int)(u >> 52) & 0x7FF;
}

/* v > 0 */
static inline int leading(uint64_t v)
{
    uint32_t high = (uint32_t)(v >> 32);
    return high ? __builtin_clz(high) : 32 + __builtin_clz((uint32_t)v);
}

/* Right shift that keeps a trace of what falls out in the last bit. */
static inline uint64_t shift_sticky(uint64_t v, int n)
{
    if (n <= 0)
        return v;
    if (n > 63)
        return v != 0;
    return v >> n | (v << (64 - n) != 0);
}

/* Exponent and mantissa with its bit 52 set; not 0, not infinite. */
static inline int unpack(uint64_t u, uint64_t *mantissa)
{
    int e = exponent_of(u);
    uint64_t m = u & (HIDDEN64 - 1);
    if (e != 0) {
        *mantissa = m | HIDDEN64;
        return e;
    }
    int n = leading(m) - 11;
    *mantissa = m << n;
    return 1 - n;
}

/* Rounds m, whose bit 55 is set, to 53 bits: the value is
 * m * 2^(exponent - 1023 - 55). */
static inline double pack(uint64_t sign, int exponent, uint64_t m)
{
    if ((unsigned)exponent - 1 >= 0x7FE) { /* subnormal, or too large */
        if (exponent > 0)
            return make(sign | INFINITE64);
        m = shift_sticky(m, 1 - exponent);
        exponent = 1;
    }
    uint32_t low = (uint32_t)m & 7;
    m = (m >> 3) + (low + ((uint32_t)(m >> 3) & 1) > 4);
    return make(sign | (((uint64_t)(uint32_t)(exponent - 1) << 52) + m));
}

/* The same for any m but 0. */
static inline double normalise(uint64_t sign, int exponent, uint64_t m)
{
    int n = leading(m) - 8;
    if (n < 0)
        return pack(sign, exponent - n, shift_sticky(m, -n));
    return pack(sign, exponent - n, m << n);
}

#endif
