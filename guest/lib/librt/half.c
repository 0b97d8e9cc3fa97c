/* SPDX-License-Identifier: MIT
 *
 * _Float16 and __bf16 from and to wider numbers, rounded once to nearest.
 */
#include "double.h"

float __extendhfsf2(uint16_t a);
double __extendhfdf2(uint16_t a);
uint16_t __truncsfhf2(float a);
uint16_t __truncdfhf2(double a);
uint16_t __truncsfbf2(float a);
uint16_t __truncdfbf2(double a);
float __gnu_h2f_ieee(uint16_t a);
uint16_t __gnu_f2h_ieee(float a);

float __extendhfsf2(uint16_t a)
{
    uint32_t sign = (uint32_t)(a >> 15) << 31, m = a & 0x7FFF;
    if (m >= 0x7C00) {
        uint32_t quiet = m > 0x7C00 ? 1u << 22 : 0;
        return (bits32){.u = sign | 0x7F800000u | quiet | (m & 0x3FF) << 13}.f;
    }
    if (m >= 0x400)
        return (bits32){.u = sign | ((m << 13) + (112u << 23))}.f;
    float v = (float)(int32_t)m * 0x1p-24f;
    return sign ? -v : v;
}

double __extendhfdf2(uint16_t a)
{
    return (double)__extendhfsf2(a);
}

/* A magnitude in the upper bits of 64, to `fraction` bits: `e` is the
 * exponent field in the format to come, perhaps 0 or less. m has its hidden
 * bit at bit 63. */
static uint32_t narrowed(int e, uint64_t m, int fraction, uint32_t infinite)
{
    int drop = 63 - fraction - 3; /* three bits to round by */
    if (e <= 0) {
        drop += 1 - e;
        e = 1;
    }
    uint32_t v = (uint32_t)shift_sticky(m, drop), low = v & 7;
    v = (v >> 3) + (low + (v >> 3 & 1) > 4);
    v += (uint32_t)(e - 1) << fraction;
    return v < infinite ? v : infinite;
}

enum { HALF_FRACTION = 10, HALF_INFINITE = 0x7C00 };
enum { BRAIN_FRACTION = 7, BRAIN_INFINITE = 0x7F80 };

/* bias: of double, less that of the narrow format */
static uint16_t narrow(double a, int bias, int fraction, uint32_t infinite)
{
    uint64_t u = raw(a), m = u << 11;
    uint32_t sign = (uint32_t)(u >> 63) << 15;
    int e = exponent_of(u);
    if (e == 0x7FF) {
        uint32_t quiet = 1u << (fraction - 1);
        uint32_t rest = (uint32_t)(m << 1 >> (64 - fraction));
        return (uint16_t)(sign | infinite | (m << 1 ? quiet | rest : 0));
    }
    if (e == 0)
        return (uint16_t)sign;
    m |= 1ull << 63;
    return (uint16_t)(sign | narrowed(e - bias, m, fraction, infinite));
}

uint16_t __truncdfhf2(double a)
{
    return narrow(a, 1023 - 15, HALF_FRACTION, HALF_INFINITE);
}

uint16_t __truncdfbf2(double a)
{
    return narrow(a, 1023 - 127, BRAIN_FRACTION, BRAIN_INFINITE);
}

/* Every float is a double without loss. */
uint16_t __truncsfhf2(float a)
{
    return __truncdfhf2((double)a);
}

uint16_t __truncsfbf2(float a)
{
    return __truncdfbf2((double)a);
}

float __gnu_h2f_ieee(uint16_t a)
{
    return __extendhfsf2(a);
}

uint16_t __gnu_f2h_ieee(float a)
{
    return __truncsfhf2(a);
}
