/* SPDX-License-Identifier: MIT
 *
 * Uops of the interpreter that work on registers. Each one that records
 * FLAGS has two functions, see uop.def.
 */
#ifndef ENGINE_INTERP_ALU_H
#define ENGINE_INTERP_ALU_H

#include "interp.h"

/* Sums and differences. */
#define SUM(name, kind, x, operator, y)  \
    DO(name)                             \
    {                                    \
        D_ = (x) operator(y);            \
        return AFTER_NEXT;               \
    }                                    \
    DO(name##_F)                         \
    {                                    \
        u32 x_ = (x), y_ = (y);          \
        flags_record(f.c, kind, x_, y_); \
        D_ = x_ operator y_;             \
        return AFTER_NEXT;               \
    }

SUM(ADD, FLAGS_ADD, A_, +, B_)
SUM(ADDI, FLAGS_ADD, A_, +, I_)
SUM(SUB, FLAGS_SUB, A_, -, B_)
SUM(SUBI, FLAGS_SUB, A_, -, I_)

/* Everything whose FLAGS are those of comparing a key of the result with 0:
 * the result itself, or for binary32 its float_key. */
#define VALUE(name, key, value)    \
    DO(name)                       \
    {                              \
        D_ = (value);              \
        return AFTER_NEXT;         \
    }                              \
    DO(name##_F)                   \
    {                              \
        u32 v_ = (value);          \
        flags_logic(f.c, key(v_)); \
        D_ = v_;                   \
        return AFTER_NEXT;         \
    }
#define LOGIC(name, value) VALUE(name, (u32), value)
#define FLOAT(name, value) VALUE(name, float_key, value)

LOGIC(MOV, A_)
LOGIC(MOVI, I_)
LOGIC(CPU, f.c->id)
LOGIC(MUL, A_ *B_)
LOGIC(MULHU, (u32)((u64)A_ *B_ >> 32))
LOGIC(MULHS, mulhs32(A_, B_))
LOGIC(AND, A_ &B_)
LOGIC(ANDI, A_ &I_)
LOGIC(OR, A_ | B_)
LOGIC(ORI, A_ | I_)
LOGIC(XOR, A_ ^ B_)
LOGIC(XORI, A_ ^ I_)
LOGIC(NOT, ~A_)
LOGIC(SHL, A_ << (B_ & 31))
LOGIC(SHLI, A_ << (I_ & 31))
LOGIC(SHR, A_ >> (B_ & 31))
LOGIC(SHRI, A_ >> (I_ & 31))
LOGIC(SAR, sar32(A_, B_))
LOGIC(SARI, sar32(A_, I_))
LOGIC(ROL, rol32(A_, B_))
LOGIC(ROLI, rol32(A_, I_))
LOGIC(ROR, ror32(A_, B_))
LOGIC(RORI, ror32(A_, I_))
LOGIC(CLZ, clz32(A_))
LOGIC(CTZ, ctz32(A_))
LOGIC(POPCNT, (u32)__builtin_popcount(A_))
LOGIC(BSWAP, __builtin_bswap32(A_))
LOGIC(SEXT8, (u32)(i8)A_)
LOGIC(SEXT16, (u32)(i16)A_)

FLOAT(FADD, from_float(to_float(A_) + to_float(B_)))
FLOAT(FSUB, from_float(to_float(A_) - to_float(B_)))
FLOAT(FMUL, from_float(to_float(A_) * to_float(B_)))
FLOAT(FDIV, from_float(to_float(A_) / to_float(B_)))
FLOAT(FMA, from_float(__builtin_fmaf(to_float(A_), to_float(B_), to_float(D_))))
FLOAT(FSQRT, from_float(__builtin_sqrtf(to_float(A_))))
FLOAT(FNEG, A_ ^ 0x80000000)
FLOAT(FABS, A_ & 0x7FFFFFFF)
FLOAT(ITOF, from_float((float)(i32)A_))
FLOAT(UTOF, from_float((float)A_))

/* A zero divisor keeps register and FLAGS and asks for an interrupt. */
#define DIVIDE(name, value)                                     \
    DO(name)                                                    \
    {                                                           \
        if (UNLIKELY(B_ == 0))                                  \
            return SLOW(interp_divzero(f.c, f.u, f.b, f.left)); \
        D_ = (value);                                           \
        return AFTER_NEXT;                                      \
    }                                                           \
    DO(name##_F)                                                \
    {                                                           \
        if (UNLIKELY(B_ == 0))                                  \
            return SLOW(interp_divzero(f.c, f.u, f.b, f.left)); \
        u32 v_ = (value);                                       \
        flags_logic(f.c, v_);                                   \
        D_ = v_;                                                \
        return AFTER_NEXT;                                      \
    }

DIVIDE(DIV, A_ / B_)
DIVIDE(MOD, A_ % B_)
DIVIDE(SDIV, sdiv32(A_, B_))
DIVIDE(SMOD, smod32(A_, B_))

/* A comparison that nobody looks at. */
DO(CMP)
{
    (void)f;
    return AFTER_NEXT;
}
DO(CMPI)
{
    (void)f;
    return AFTER_NEXT;
}
DO(CMP_F)
{
    flags_record(f.c, FLAGS_SUB, A_, B_);
    return AFTER_NEXT;
}
DO(CMPI_F)
{
    flags_record(f.c, FLAGS_SUB, A_, I_);
    return AFTER_NEXT;
}

#define VALUE_X(name, value) \
    DO(name)                 \
    {                        \
        D_ = (value);        \
        return AFTER_NEXT;   \
    }

VALUE_X(ADC, math_adc(f.c, A_, B_))
VALUE_X(SBB, math_sbb(f.c, A_, B_))
VALUE_X(FTOI, math_ftoi(f.c, A_))
VALUE_X(FTOU, math_ftou(f.c, A_))

/* SET and SEL have a function for each condition. */
#define UCC(name, compare, flags)                   \
    VALUE_X(SET_##name, math_cond(f.c, UCC_##name)) \
    VALUE_X(SEL_##name, math_cond(f.c, UCC_##name) ? A_ : B_)
UOP_CONDITIONS(UCC)
#undef UCC

DO(FCMP)
{
    math_fcmp(f.c, A_, B_);
    return AFTER_NEXT;
}

#undef SUM
#undef VALUE
#undef LOGIC
#undef FLOAT
#undef DIVIDE
#undef VALUE_X

#endif
