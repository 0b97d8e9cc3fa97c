/* SPDX-License-Identifier: MIT
 *
 * Conversions between doubles, floats and integers. To integers they cut the
 * fraction off; what does not fit gives 0 (C leaves it undefined).
 */
#include "double.h"

double __floatsidf(int32_t a);
double __floatunsidf(uint32_t a);
double __floatdidf(int64_t a);
double __floatundidf(uint64_t a);
float __floatdisf(int64_t a);
float __floatundisf(uint64_t a);
int32_t __fixdfsi(double a);
uint32_t __fixunsdfsi(double a);
int64_t __fixdfdi(double a);
uint64_t __fixunsdfdi(double a);
int64_t __fixsfdi(float a);
uint64_t __fixunssfdi(float a);
double __extendsfdf2(float a);
float __truncdfsf2(double a);

/* Every word of 32 bits is exact. */
static inline double from_word(uint32_t sign, uint32_t v)
{
    if (v == 0)
        return make(0);
    int n = __builtin_clz(v);
    v <<= n;
    bits64 r = {.low = v << 21};
    r.high = sign | ((uint32_t)(1022 + 31 - n) << 20) + (v >> 11);
    return r.d;
}

double __floatunsidf(uint32_t a)
{
    return from_word(0, a);
}

double __floatsidf(int32_t a)
{
    uint32_t sign = (uint32_t)a & 1u << 31;
    return from_word(sign, sign ? 0u - (uint32_t)a : (uint32_t)a);
}

double __floatundidf(uint64_t a)
{
    return a == 0 ? make(0) : normalise(0, 1023 + 55, a);
}

double __floatdidf(int64_t a)
{
    if (a >= 0)
        return __floatundidf((uint64_t)a);
    return normalise(SIGN64, 1023 + 55, 0u - (uint64_t)a);
}

/* 24 bits and a sticky one go to 31, where the hardware rounds. */
float __floatundisf(uint64_t a)
{
    if (a >> 31 == 0)
        return (float)(int32_t)(uint32_t)a;
    int n = 33 - leading(a);
    uint32_t v = (uint32_t)shift_sticky(a, n);
    bits32 r = {.f = (float)(int32_t)v};
    r.u += (uint32_t)n << 23;
    return r.f;
}

float __floatdisf(int64_t a)
{
    return a < 0 ? -__floatundisf(0u - (uint64_t)a)
                 : __floatundisf((uint64_t)a);
}

/* |a| as an integer, towards zero; 0 when it does not fit in 64 bits. */
static inline uint64_t truncated(uint64_t u)
{
    int e = exponent_of(u) - 1023;
    uint64_t m = (u & (HIDDEN64 - 1)) | HIDDEN64;
    if ((unsigned)e > 63)
        return 0;
    return e <= 52 ? m >> (52 - e) : m << (e - 52);
}

uint64_t __fixunsdfdi(double a)
{
    return raw(a) >> 63 ? 0 : truncated(raw(a));
}

int64_t __fixdfdi(double a)
{
    uint64_t v = truncated(raw(a));
    return (int64_t)(raw(a) >> 63 ? 0u - v : v);
}

/* The upper 32 bits of the mantissa are all that counts. */
static inline uint32_t truncated_word(bits64 a)
{
    uint32_t e = (a.high << 1 >> 21) - 1023;
    uint32_t m = 1u << 31 | a.high << 11 | a.low >> 21;
    return e > 31 ? 0 : m >> (31 - e);
}

int32_t __fixdfsi(double x)
{
    bits64 a = {.d = x};
    uint32_t v = truncated_word(a);
    return (int32_t)(a.high >> 31 ? 0u - v : v);
}

uint32_t __fixunsdfsi(double x)
{
    bits64 a = {.d = x};
    return a.high >> 31 ? 0 : truncated_word(a);
}

double __extendsfdf2(float a)
{
    bits32 f = {.f = a};
    uint32_t m = f.u << 1, sign = f.u & 1u << 31;
    bits64 r = {.low = f.u << 29};
    if (m - (1u << 24) < 0xFE000000u) { /* normal */
        r.high = sign | ((m >> 4) + (896u << 20));
        return r.d;
    }
    if (m >= 0xFF000000u) {
        uint32_t quiet = m > 0xFF000000u ? 1u << 19 : 0;
        r.high = sign | 0x7FF00000u | quiet | (m >> 4 & 0xFFFFF);
        return r.d;
    }
    if (m == 0)
        return make((uint64_t)sign << 32);
    return normalise((uint64_t)sign << 32, 1023 - 149 + 55, m >> 1);
}

float __truncdfsf2(double x)
{
    bits64 a = {.d = x};
    uint32_t sign = a.high & 1u << 31, high = a.high & ~sign;
    int e = (int)(high >> 20) - 896;
    if (e >= 0xFF) {
        bool nan = high >= 0x7FF00000u && a.u << 12 != 0;
        uint32_t payload = 1u << 22 | (high & 0xFFFFF) << 3 | a.low >> 29;
        return (bits32){.u = sign | 0x7F800000u | (nan ? payload : 0)}.f;
    }
    /* 24 bits, guard, and the rest sticky */
    uint32_t m = (high & 0xFFFFF) << 5 | a.low >> 27 | 1u << 25;
    m = m << 1 | (a.low << 5 != 0);
    if (e <= 0) {
        if (e < -24)
            return (bits32){.u = sign}.f;
        uint32_t lost = m << (31 + e);
        m = m >> (1 - e) | (lost != 0);
        e = 1;
    }
    uint32_t low = m & 7;
    m = (m >> 3) + (low + (m >> 3 & 1) > 4);
    m += (uint32_t)(e - 1) << 23;
    return (bits32){.u = sign | (m < 0x7F800000u ? m : 0x7F800000u)}.f;
}

static double wide(float a)
{
    return __extendsfdf2(a);
}

int64_t __fixsfdi(float a)
{
    return __fixdfdi(wide(a));
}

uint64_t __fixunssfdi(float a)
{
    return __fixunsdfdi(wide(a));
}
