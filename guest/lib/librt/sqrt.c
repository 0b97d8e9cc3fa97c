/* SPDX-License-Identifier: MIT
 *
 * The square root of a double. The float unit gives the first 21 bits of the
 * root and, by division, 18 and 17 more; the remainder is exact, so that what
 * is one off at the end is seen and mended.
 */
#include "double.h"

double sqrt(double x);

/* The next digit of the root from what is left of m: rest * scale / (2 s). */
static int64_t digit_of(int64_t rest, float scale)
{
    return (int32_t)((float)(int32_t)rest * scale);
}

/* The root of m / 2^52 in units of 2^-55, sticky: 2^52 <= m < 2^54 */
static uint64_t root_of(uint64_t m)
{
    bits32 top = {.f = (float)(int32_t)(uint32_t)(m >> 24)};
    top.u -= 28u << 23; /* m / 2^52 */
    float s = __builtin_sqrtf(top.f), half_inverse = 0.5f / s;
    uint64_t root = (uint32_t)(int32_t)(s * 0x1p20f);
    int64_t rest = (int64_t)(m - (root * root << 12)); /* in 2^-52 */
    int64_t digit = digit_of(rest >> 8, half_inverse * 0x1p-6f);
    rest = (int64_t)(((uint64_t)rest << 24) - (root * (uint64_t)digit << 19) -
                     (uint64_t)(digit * digit)); /* in 2^-76 */
    root = (root << 18) + (uint64_t)digit;
    digit = digit_of(rest >> 12, half_inverse * 0x1p-9f);
    rest = (int64_t)(((uint64_t)rest << 34) - (root * (uint64_t)digit << 18) -
                     (uint64_t)(digit * digit)); /* in 2^-110 */
    root = (root << 17) + (uint64_t)digit;
    for (; rest < 0; rest += (int64_t)(2 * root + 1))
        root--;
    for (; rest > (int64_t)(2 * root); root++)
        rest -= (int64_t)(2 * root + 1);
    return root | (rest != 0);
}

double sqrt(double x)
{
    uint64_t u = raw(x), m;
    if ((u & ~SIGN64) == 0)
        return x;
    if (u >= INFINITE64)
        return u == INFINITE64 ? x : make(QUIET64);
    int e = unpack(u, &m) + 1023;
    if (e & 1) /* the unbiased exponent is odd */
        m <<= 1;
    return pack(0, e >> 1, root_of(m));
}
