/* SPDX-License-Identifier: MIT
 *
 * The arithmetic of uops on u32 values: what needs more than an operator.
 * Shared by everything in src/engine. Pure functions; IEEE 754 binary32 to
 * nearest even, NaN results are canonical (docs/isa.md, section 6).
 */
#ifndef ENGINE_MATH_H
#define ENGINE_MATH_H

#include <math.h>

#include <util/bits.h>
#include <vm/core.h>
#include <vm/uop.h>

#define MATH_NAN ((u32)0x7FC00000)

static inline float to_float(u32 v)
{
    float f;
    memcpy(&f, &v, sizeof f);
    return f;
}

/* The bits of an arithmetic result. */
static inline u32 from_float(float f)
{
    u32 v;
    memcpy(&v, &f, sizeof v);
    return f != f ? MATH_NAN : v;
}

/* The number whose comparison with 0 has the flags of a binary32. */
static inline u32 float_key(u32 v)
{
    if (v << 1 == 0)
        return 0;
    return v << 1 > 0xFF000000 ? 1 : v;
}

static inline u32 rol32(u32 v, u32 n)
{
    return v << (n & 31) | v >> (-n & 31);
}

static inline u32 ror32(u32 v, u32 n)
{
    return v >> (n & 31) | v << (-n & 31);
}

static inline u32 sar32(u32 v, u32 n)
{
    return (u32)((i32)v >> (n & 31));
}

static inline u32 clz32(u32 v)
{
    return v != 0 ? (u32)__builtin_clz(v) : 32;
}

static inline u32 ctz32(u32 v)
{
    return v != 0 ? (u32)__builtin_ctz(v) : 32;
}

static inline u32 sdiv32(u32 a, u32 b)
{
    return b == 0xFFFFFFFF ? 0 - a : (u32)((i32)a / (i32)b);
}

static inline u32 smod32(u32 a, u32 b)
{
    return b == 0xFFFFFFFF ? 0 : (u32)((i32)a % (i32)b);
}

static inline u32 mulhs32(u32 a, u32 b)
{
    return (u32)((u64)((i64)(i32)a * (i32)b) >> 32);
}

static inline void flags_record(struct core *c, enum flags_kind kind, u32 a,
                                u32 b)
{
    c->flags.a = a;
    c->flags.b = b;
    c->flags.kind = kind;
}

static inline void flags_logic(struct core *c, u32 result)
{
    flags_record(c, FLAGS_SUB, result, 0);
}

/* The four bits at once; the others keep their values. */
static inline void flags_bits(struct core *c, u32 bits)
{
    c->flags.word = (c->flags.word & ~(u32)UFLAGS) | bits;
    c->flags.kind = FLAGS_WORD;
}

static inline u32 flags_zs(u32 r)
{
    return (r == 0 ? UFLAG_Z : 0u) | (r >> 31 ? UFLAG_S : 0u);
}

static inline u32 math_adc(struct core *c, u32 a, u32 b)
{
    u64 sum = (u64)a + b + ((core_flags(c) & UFLAG_C) != 0);
    u32 r = (u32)sum;
    flags_bits(c, flags_zs(r) | (sum >> 32 ? UFLAG_C : 0u) |
                      ((~(a ^ b) & (a ^ r)) >> 31 ? UFLAG_O : 0u));
    return r;
}

static inline u32 math_sbb(struct core *c, u32 a, u32 b)
{
    u64 take = (u64)b + ((core_flags(c) & UFLAG_C) != 0);
    u32 r = (u32)(a - take);
    flags_bits(c, flags_zs(r) | (a < take ? UFLAG_C : 0u) |
                      (((a ^ b) & (a ^ r)) >> 31 ? UFLAG_O : 0u));
    return r;
}

static inline u32 math_ftoi(struct core *c, u32 v)
{
    float f = to_float(v);
    if (!(f >= -2147483648.0f && f < 2147483648.0f)) {
        flags_bits(c, UFLAG_O);
        return 0;
    }
    u32 r = (u32)(i32)f;
    flags_logic(c, r);
    return r;
}

static inline u32 math_ftou(struct core *c, u32 v)
{
    float f = to_float(v);
    if (!(f > -1.0f && f < 4294967296.0f)) {
        flags_bits(c, UFLAG_O);
        return 0;
    }
    u32 r = f < 0 ? 0 : (u32)f;
    flags_logic(c, r);
    return r;
}

static inline void math_fcmp(struct core *c, u32 va, u32 vb)
{
    float a = to_float(va), b = to_float(vb);
    flags_bits(c, a < b    ? UFLAG_S
                  : a > b  ? UFLAG_C
                  : a == b ? UFLAG_Z
                           : UFLAG_O);
}

/* holds_<condition>: after comparing a with b. */
#define UCC(name, compare, flags)                 \
    static inline bool holds_##name(u32 a, u32 b) \
    {                                             \
        (void)b;                                  \
        return compare;                           \
    }
UOP_CONDITIONS(UCC)
#undef UCC

/* True when the condition holds for core->flags. */
static inline bool math_cond(const struct core *c, u32 cond)
{
    if (c->flags.kind == FLAGS_SUB) {
        u32 a = c->flags.a, b = c->flags.b;
        switch (cond) {
#define UCC(name, compare, flags) \
    case UCC_##name:              \
        return holds_##name(a, b);
            UOP_CONDITIONS(UCC)
#undef UCC
        }
    }
    u32 f = core_flags(c);
    switch (cond) {
#define UCC(name, compare, flags) \
    case UCC_##name:              \
        return flags;
        UOP_CONDITIONS(UCC)
#undef UCC
    }
    return false;
}

#endif
