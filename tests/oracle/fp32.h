/* SPDX-License-Identifier: MIT
 *
 * IEEE 754 binary32 with integers only, rounded to nearest, ties to even,
 * subnormals kept; every NaN made is 0x7FC00000 (docs/isa.md, section 6).
 * Values are bit patterns. The oracle's arithmetic, so that it owes nothing
 * to the host's floating point unit, compiler or library.
 */
#ifndef TESTS_FP32_H
#define TESTS_FP32_H

#include <util/bits.h>

u32 fp32_add(u32 a, u32 b);
u32 fp32_sub(u32 a, u32 b);
u32 fp32_mul(u32 a, u32 b);
u32 fp32_div(u32 a, u32 b);
u32 fp32_sqrt(u32 a);
u32 fp32_fma(u32 a, u32 b, u32 c); /* a * b + c, rounded once */
u32 fp32_from_i32(u32 a);
u32 fp32_from_u32(u32 a);

enum fp32_order { FP32_LESS, FP32_EQUAL, FP32_GREATER, FP32_UNORDERED };
enum fp32_order fp32_compare(u32 a, u32 b);

/* Truncated toward zero; false: NaN or out of range. */
bool fp32_to_i32(u32 a, u32 *result);
bool fp32_to_u32(u32 a, u32 *result);

bool fp32_is_nan(u32 a);

#endif
