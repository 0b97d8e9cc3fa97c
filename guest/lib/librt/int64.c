/* SPDX-License-Identifier: MIT
 *
 * 64-bit integers for the compiler: products, quotients, shifts, counting
 * bits. 32-bit operations are the hardware's.
 */
#include <stdint.h>

typedef union {
    uint64_t all;
    struct {
        uint32_t low, high;
    };
} halves;

uint32_t __umulhsi3(uint32_t a, uint32_t b);
uint64_t __muldi3(uint64_t a, uint64_t b);
uint64_t __udivmoddi4(uint64_t n, uint64_t d, uint64_t *rest);
uint64_t __udivdi3(uint64_t n, uint64_t d);
uint64_t __umoddi3(uint64_t n, uint64_t d);
int64_t __divdi3(int64_t n, int64_t d);
int64_t __moddi3(int64_t n, int64_t d);
uint64_t __ashldi3(uint64_t a, int n);
uint64_t __lshrdi3(uint64_t a, int n);
int64_t __ashrdi3(int64_t a, int n);
int __clzsi2(uint32_t a);
int __ctzsi2(uint32_t a);
int __popcountsi2(uint32_t a);
int __clzdi2(uint64_t a);
int __ctzdi2(uint64_t a);
int __popcountdi2(uint64_t a);

/* High word of the product, from four products of halves. */
uint32_t __umulhsi3(uint32_t a, uint32_t b)
{
    uint32_t al = a & 0xFFFF, ah = a >> 16, bl = b & 0xFFFF, bh = b >> 16;
    uint32_t low = al * bl, m1 = ah * bl, m2 = al * bh;
    uint32_t middle = (low >> 16) + (m1 & 0xFFFF) + (m2 & 0xFFFF);
    return ah * bh + (m1 >> 16) + (m2 >> 16) + (middle >> 16);
}

uint64_t __muldi3(uint64_t a, uint64_t b)
{
    halves x = {a}, y = {b}, r;
    r.low = x.low * y.low;
    r.high = __umulhsi3(x.low, y.low) + x.low * y.high + x.high * y.low;
    return r.all;
}

int __clzsi2(uint32_t a)
{
    int n = 0;
    for (int step = 16; step > 0; step /= 2) {
        if (a >> (32 - step) == 0) {
            n += step;
            a <<= step;
        }
    }
    return n + (a == 0);
}

int __ctzsi2(uint32_t a)
{
    return a == 0 ? 32 : 31 - __clzsi2(a & (0u - a));
}

/* The optimiser would take the usual last steps for a count of bits, which
 * without x1 is this function: the loop over bytes hides them. */
int __popcountsi2(uint32_t a)
{
    static const unsigned char bits[16] = {0, 1, 1, 2, 1, 2, 2, 3,
                                           1, 2, 2, 3, 2, 3, 3, 4};
    int n = 0;
    for (; a != 0; a >>= 8)
        n += bits[a & 15] + bits[a >> 4 & 15];
    return n;
}

int __clzdi2(uint64_t a)
{
    halves x = {a};
    return x.high ? __clzsi2(x.high) : 32 + __clzsi2(x.low);
}

int __ctzdi2(uint64_t a)
{
    halves x = {a};
    return x.low ? __ctzsi2(x.low) : 32 + __ctzsi2(x.high);
}

int __popcountdi2(uint64_t a)
{
    halves x = {a};
    return __popcountsi2(x.low) + __popcountsi2(x.high);
}

uint64_t __ashldi3(uint64_t a, int n)
{
    halves x = {a}, r;
    if (n == 0)
        return a;
    if (n >= 32) {
        r.low = 0;
        r.high = x.low << (n - 32);
    } else {
        r.low = x.low << n;
        r.high = x.high << n | x.low >> (32 - n);
    }
    return r.all;
}

uint64_t __lshrdi3(uint64_t a, int n)
{
    halves x = {a}, r;
    if (n == 0)
        return a;
    if (n >= 32) {
        r.high = 0;
        r.low = x.high >> (n - 32);
    } else {
        r.high = x.high >> n;
        r.low = x.low >> n | x.high << (32 - n);
    }
    return r.all;
}

int64_t __ashrdi3(int64_t a, int n)
{
    halves x = {(uint64_t)a}, r;
    if (n == 0)
        return a;
    if (n >= 32) {
        r.high = (uint32_t)((int32_t)x.high >> 31);
        r.low = (uint32_t)((int32_t)x.high >> (n - 32));
    } else {
        r.high = (uint32_t)((int32_t)x.high >> n);
        r.low = x.low >> n | x.high << (32 - n);
    }
    return (int64_t)r.all;
}

/* 64 by 32 bits with a quotient of 32 bits (high < d): two steps of 16 bits
 * after bringing d's top bit up, as one divides by hand. */
static uint32_t divide_step(uint32_t high, uint32_t low, uint32_t d,
                            uint32_t *rest)
{
    int s = __clzsi2(d);
    if (s > 0) {
        d <<= s;
        high = high << s | low >> (32 - s);
        low <<= s;
    }
    uint32_t dh = d >> 16, dl = d & 0xFFFF, l1 = low >> 16, l0 = low & 0xFFFF;
    uint32_t q1 = high / dh, r = high - q1 * dh;
    while (q1 > 0xFFFF || q1 * dl > (r << 16 | l1)) {
        q1--;
        r += dh;
        if (r > 0xFFFF)
            break;
    }
    uint32_t middle = (high << 16 | l1) - q1 * d;
    uint32_t q0 = middle / dh;
    r = middle - q0 * dh;
    while (q0 > 0xFFFF || q0 * dl > (r << 16 | l0)) {
        q0--;
        r += dh;
        if (r > 0xFFFF)
            break;
    }
    *rest = ((middle << 16 | l0) - q0 * d) >> s;
    return q1 << 16 | q0;
}

uint64_t __udivmoddi4(uint64_t n, uint64_t d, uint64_t *rest)
{
    halves x = {n}, y = {d}, q = {0};
    if (y.high == 0) {
        uint32_t r = 0;
        if (x.high == 0) { /* the common case */
            *rest = x.low % y.low;
            return x.low / y.low;
        }
        q.high = x.high / y.low;
        q.low = divide_step(x.high % y.low, x.low, y.low, &r);
        *rest = r;
        return q.all;
    }
    if (n < d) {
        *rest = n;
        return 0;
    }
    /* The quotient is one word: bit by bit, at most 32 of them. */
    int shift = __clzsi2(y.high) - __clzsi2(x.high);
    y.all = __ashldi3(y.all, shift);
    for (int k = shift; k >= 0; k--) {
        q.low <<= 1;
        if (x.all >= y.all) {
            x.all -= y.all;
            q.low |= 1;
        }
        y.all >>= 1;
    }
    *rest = x.all;
    return q.all;
}

uint64_t __udivdi3(uint64_t n, uint64_t d)
{
    uint64_t rest;
    return __udivmoddi4(n, d, &rest);
}

uint64_t __umoddi3(uint64_t n, uint64_t d)
{
    uint64_t rest;
    __udivmoddi4(n, d, &rest);
    return rest;
}

static uint64_t magnitude(int64_t a)
{
    return a < 0 ? 0u - (uint64_t)a : (uint64_t)a;
}

int64_t __divdi3(int64_t n, int64_t d)
{
    uint64_t q = __udivdi3(magnitude(n), magnitude(d));
    return (int64_t)((n ^ d) < 0 ? 0u - q : q);
}

int64_t __moddi3(int64_t n, int64_t d)
{
    uint64_t r = __umoddi3(magnitude(n), magnitude(d));
    return (int64_t)(n < 0 ? 0u - r : r);
}
