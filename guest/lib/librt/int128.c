/* SPDX-License-Identifier: MIT
 *
 * 128-bit integers for the compiler: quotients, shifts, conversions. C has no
 * such type here; a value is two words of 64 bits, low first, which travel as
 * the four words of the calling convention do.
 */
#include "double.h"

struct quad {
    uint64_t low, high;
};

struct quad __multi3(uint64_t al, uint64_t ah, uint64_t bl, uint64_t bh);
struct quad __udivti3(uint64_t nl, uint64_t nh, uint64_t dl, uint64_t dh);
struct quad __umodti3(uint64_t nl, uint64_t nh, uint64_t dl, uint64_t dh);
struct quad __divti3(uint64_t nl, uint64_t nh, uint64_t dl, uint64_t dh);
struct quad __modti3(uint64_t nl, uint64_t nh, uint64_t dl, uint64_t dh);
struct quad __ashlti3(uint64_t low, uint64_t high, uint32_t n);
struct quad __lshrti3(uint64_t low, uint64_t high, uint32_t n);
struct quad __ashrti3(uint64_t low, uint64_t high, uint32_t n);
double __floattidf(uint64_t low, uint64_t high);
double __floatuntidf(uint64_t low, uint64_t high);
float __floattisf(uint64_t low, uint64_t high);
float __floatuntisf(uint64_t low, uint64_t high);
struct quad __fixdfti(double a);
struct quad __fixunsdfti(double a);
struct quad __fixsfti(float a);
struct quad __fixunssfti(float a);

static struct quad negated(struct quad a)
{
    return (struct quad){0 - a.low, 0 - a.high - (a.low != 0)};
}

static bool is_less(struct quad a, struct quad b)
{
    return a.high < b.high || (a.high == b.high && a.low < b.low);
}

static struct quad left(struct quad a, unsigned n)
{
    if (n == 0)
        return a;
    if (n > 63)
        return (struct quad){0, a.low << (n & 63)};
    return (struct quad){a.low << n, a.high << n | a.low >> (64 - n)};
}

static struct quad right(struct quad a, unsigned n)
{
    if (n == 0)
        return a;
    if (n > 63)
        return (struct quad){a.high >> (n & 63), 0};
    return (struct quad){a.low >> n | a.high << (64 - n), a.high >> n};
}

static int zeros_above(struct quad a)
{
    return a.high ? leading(a.high) : a.low ? 64 + leading(a.low) : 128;
}

struct quad __multi3(uint64_t al, uint64_t ah, uint64_t bl, uint64_t bh)
{
    uint32_t a[4] = {(uint32_t)al, (uint32_t)(al >> 32), (uint32_t)ah,
                     (uint32_t)(ah >> 32)};
    uint32_t b[4] = {(uint32_t)bl, (uint32_t)(bl >> 32), (uint32_t)bh,
                     (uint32_t)(bh >> 32)};
    uint32_t r[4] = {0};
    for (int i = 0; i < 4; i++) {
        uint64_t carry = 0;
        for (int j = 0; i + j < 4; j++) {
            carry += (uint64_t)a[i] * b[j] + r[i + j];
            r[i + j] = (uint32_t)carry;
            carry >>= 32;
        }
    }
    return (struct quad){(uint64_t)r[1] << 32 | r[0],
                         (uint64_t)r[3] << 32 | r[2]};
}

/* Bit by bit, from the divisor's top under the dividend's. */
static struct quad divide(struct quad n, struct quad d, struct quad *rest)
{
    struct quad q = {0, 0};
    if ((n.high | d.high) == 0 && d.low != 0) {
        *rest = (struct quad){n.low % d.low, 0};
        return (struct quad){n.low / d.low, 0};
    }
    int shift = zeros_above(d) - zeros_above(n);
    if ((d.low | d.high) != 0 && shift >= 0)
        d = left(d, (unsigned)shift);
    for (; shift >= 0 && (d.low | d.high) != 0; shift--) {
        q = left(q, 1);
        if (!is_less(n, d)) {
            uint64_t borrow = n.low < d.low;
            n = (struct quad){n.low - d.low, n.high - d.high - borrow};
            q.low |= 1;
        }
        d = right(d, 1);
    }
    *rest = n;
    return q;
}

struct quad __udivti3(uint64_t nl, uint64_t nh, uint64_t dl, uint64_t dh)
{
    struct quad rest;
    return divide((struct quad){nl, nh}, (struct quad){dl, dh}, &rest);
}

struct quad __umodti3(uint64_t nl, uint64_t nh, uint64_t dl, uint64_t dh)
{
    struct quad rest;
    divide((struct quad){nl, nh}, (struct quad){dl, dh}, &rest);
    return rest;
}

static struct quad absolute(uint64_t low, uint64_t high)
{
    struct quad a = {low, high};
    return high >> 63 ? negated(a) : a;
}

struct quad __divti3(uint64_t nl, uint64_t nh, uint64_t dl, uint64_t dh)
{
    struct quad rest;
    struct quad q = divide(absolute(nl, nh), absolute(dl, dh), &rest);
    return (nh ^ dh) >> 63 ? negated(q) : q;
}

struct quad __modti3(uint64_t nl, uint64_t nh, uint64_t dl, uint64_t dh)
{
    struct quad rest;
    divide(absolute(nl, nh), absolute(dl, dh), &rest);
    return nh >> 63 ? negated(rest) : rest;
}

struct quad __ashlti3(uint64_t low, uint64_t high, uint32_t n)
{
    return left((struct quad){low, high}, n & 127);
}

struct quad __lshrti3(uint64_t low, uint64_t high, uint32_t n)
{
    return right((struct quad){low, high}, n & 127);
}

struct quad __ashrti3(uint64_t low, uint64_t high, uint32_t n)
{
    struct quad a = {low, high}, none = {~0ull, ~0ull};
    n &= 127;
    if (!(high >> 63))
        return right(a, n);
    struct quad ones = n ? left(none, 128 - n) : (struct quad){0, 0};
    a = right(a, n);
    return (struct quad){a.low | ones.low, a.high | ones.high};
}

/* The top 64 bits, the last of them sticky, and how many are below. */
static uint64_t top_of(struct quad a, int *below)
{
    int n = zeros_above(a);
    *below = 0;
    if (n >= 64)
        return a.low;
    struct quad up = left(a, (unsigned)n);
    *below = 64 - n;
    return up.high | (up.low != 0);
}

double __floatuntidf(uint64_t low, uint64_t high)
{
    int below;
    uint64_t top = top_of((struct quad){low, high}, &below);
    return top == 0 ? make(0) : normalise(0, 1023 + 55 + below, top);
}

double __floattidf(uint64_t low, uint64_t high)
{
    struct quad a = absolute(low, high);
    double d = __floatuntidf(a.low, a.high);
    return high >> 63 ? -d : d;
}

/* 2^128 - 1 is rounded to an infinity, which is right. */
float __floatuntisf(uint64_t low, uint64_t high)
{
    int below;
    uint64_t top = top_of((struct quad){low, high}, &below);
    float f = (float)top;
    for (; below > 0; below -= 32)
        f *= below >= 32 ? 0x1p32f : (float)(1u << below);
    return f;
}

float __floattisf(uint64_t low, uint64_t high)
{
    struct quad a = absolute(low, high);
    float f = __floatuntisf(a.low, a.high);
    return high >> 63 ? -f : f;
}

static struct quad truncated(double a)
{
    uint64_t u = raw(a), m = (u & (HIDDEN64 - 1)) | HIDDEN64;
    int e = exponent_of(u) - 1023;
    if ((unsigned)e > 127)
        return (struct quad){0, 0};
    if (e <= 52)
        return (struct quad){m >> (52 - e), 0};
    return left((struct quad){m, 0}, (unsigned)(e - 52));
}

struct quad __fixdfti(double a)
{
    struct quad v = truncated(a);
    return raw(a) >> 63 ? negated(v) : v;
}

struct quad __fixunsdfti(double a)
{
    return raw(a) >> 63 ? (struct quad){0, 0} : truncated(a);
}

struct quad __fixsfti(float a)
{
    return __fixdfti((double)a);
}

struct quad __fixunssfti(float a)
{
    return __fixunsdfti((double)a);
}
