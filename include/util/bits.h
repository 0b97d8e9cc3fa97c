/* SPDX-License-Identifier: MIT
 *
 * Fixed-width type names, little-endian access to byte strings, and small
 * arithmetic that everybody needs. Pure functions.
 */
#ifndef UTIL_BITS_H
#define UTIL_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t i8;
typedef int16_t i16;
typedef int32_t i32;
typedef int64_t i64;

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

static inline u32 get_le32(const u8 *p)
{
    return (u32)p[0] | (u32)p[1] << 8 | (u32)p[2] << 16 | (u32)p[3] << 24;
}

static inline u16 get_le16(const u8 *p)
{
    return (u16)(p[0] | p[1] << 8);
}

static inline u64 get_le64(const u8 *p)
{
    return get_le32(p) | (u64)get_le32(p + 4) << 32;
}

static inline void put_le16(u8 *p, u16 v)
{
    p[0] = (u8)v;
    p[1] = (u8)(v >> 8);
}

static inline void put_le32(u8 *p, u32 v)
{
    put_le16(p, (u16)v);
    put_le16(p + 2, (u16)(v >> 16));
}

static inline void put_le64(u8 *p, u64 v)
{
    put_le32(p, (u32)v);
    put_le32(p + 4, (u32)(v >> 32));
}

/* True when [at, at + length) lies within [0, limit). Never wraps. Every
 * length that a guest names goes through here (architecture, invariant 9). */
static inline bool range_ok(u64 at, u64 length, u64 limit)
{
    return length <= limit && at <= limit - length;
}

/* True when [a, a + a_size) and [b, b + b_size) share a byte. */
static inline bool range_overlaps(u64 a, u64 a_size, u64 b, u64 b_size)
{
    return a_size != 0 && b_size != 0 && a < b + b_size && b < a + a_size;
}

/* One step of the SplitMix64 generator; *state may start at any value. */
static inline u64 splitmix64(u64 *state)
{
    u64 z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

#endif
