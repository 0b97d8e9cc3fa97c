/* SPDX-License-Identifier: MIT
 *
 * Bodies of the interpreter: registers only. Included in the middle of
 * interp_run_bodies (interp.c), hence no include guard. Each operation that
 * records FLAGS has two bodies, see uop.def.
 */

#define A_ r[u->a]
#define B_ r[u->b]
#define I_ u->imm

/* Sums and differences: two bodies. */
#define SUM(name, kind, x, operator, y)                                        \
    BODY(UOP_##name)                                                           \
    {                                                                          \
        r[u->d] = (x) operator(y);                                             \
        NEXT();                                                                \
    }                                                                          \
    BODY(UOP_##name##_F)                                                       \
    {                                                                          \
        u32 x_ = (x), y_ = (y);                                                \
        flags_record(c, kind, x_, y_);                                         \
        r[u->d] = x_ operator y_;                                              \
        NEXT();                                                                \
    }

SUM(ADD, FLAGS_ADD, A_, +, B_)
SUM(ADDI, FLAGS_ADD, A_, +, I_)
SUM(SUB, FLAGS_SUB, A_, -, B_)
SUM(SUBI, FLAGS_SUB, A_, -, I_)

/* Everything whose FLAGS are those of comparing a key of the result with 0:
 * the result itself, or for binary32 its float_key. */
#define VALUE(name, key, value)                                                \
    BODY(UOP_##name)                                                           \
    {                                                                          \
        r[u->d] = (value);                                                     \
        NEXT();                                                                \
    }                                                                          \
    BODY(UOP_##name##_F)                                                       \
    {                                                                          \
        u32 v_ = (value);                                                      \
        flags_logic(c, key(v_));                                               \
        r[u->d] = v_;                                                          \
        NEXT();                                                                \
    }
#define LOGIC(name, value) VALUE(name, (u32), value)
#define FLOAT(name, value) VALUE(name, float_key, value)

LOGIC(MOV, A_)
LOGIC(MOVI, I_)
LOGIC(CPU, c->id)
LOGIC(MUL, A_ *B_)
LOGIC(MULHU, (u32)((u64)A_ * B_ >> 32))
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
FLOAT(FMA, from_float(fmaf(to_float(A_), to_float(B_), to_float(r[u->d]))))
FLOAT(FSQRT, from_float(sqrtf(to_float(A_))))
FLOAT(FNEG, A_ ^ 0x80000000)
FLOAT(FABS, A_ & 0x7FFFFFFF)
FLOAT(ITOF, from_float((float)(i32)A_))
FLOAT(UTOF, from_float((float)A_))

/* A zero divisor keeps register and FLAGS and asks for an interrupt. */
#define DIVIDE(name, value)                                                    \
    BODY(UOP_##name)                                                           \
    {                                                                          \
        if (UNLIKELY(B_ == 0))                                                 \
            goto divided_by_zero;                                              \
        r[u->d] = (value);                                                     \
        NEXT();                                                                \
    }                                                                          \
    BODY(UOP_##name##_F)                                                       \
    {                                                                          \
        if (UNLIKELY(B_ == 0))                                                 \
            goto divided_by_zero;                                              \
        u32 v_ = (value);                                                      \
        flags_logic(c, v_);                                                    \
        r[u->d] = v_;                                                          \
        NEXT();                                                                \
    }

DIVIDE(DIV, A_ / B_)
DIVIDE(MOD, A_ % B_)
DIVIDE(SDIV, sdiv32(A_, B_))
DIVIDE(SMOD, smod32(A_, B_))

divided_by_zero:
SYNC();
c->ip = behind(b, u);
c->isa->divzero(c);
goto left_early;

/* A comparison that nobody looks at. */
BODY(UOP_CMP)
BODY(UOP_CMPI)
{
    NEXT();
}
BODY(UOP_CMP_F)
{
    flags_record(c, FLAGS_SUB, A_, B_);
    NEXT();
}
BODY(UOP_CMPI_F)
{
    flags_record(c, FLAGS_SUB, A_, I_);
    NEXT();
}
BODY(UOP_ADC)
{
    r[u->d] = math_adc(c, A_, B_);
    NEXT();
}
BODY(UOP_SBB)
{
    r[u->d] = math_sbb(c, A_, B_);
    NEXT();
}
BODY(UOP_SET)
{
    r[u->d] = math_cond(c, I_);
    NEXT();
}
BODY(UOP_SEL)
{
    r[u->d] = math_cond(c, I_) ? A_ : B_;
    NEXT();
}
BODY(UOP_FTOI)
{
    r[u->d] = math_ftoi(c, A_);
    NEXT();
}
BODY(UOP_FTOU)
{
    r[u->d] = math_ftou(c, A_);
    NEXT();
}
BODY(UOP_FCMP)
{
    math_fcmp(c, A_, B_);
    NEXT();
}

#undef SUM
#undef VALUE
#undef LOGIC
#undef FLOAT
#undef DIVIDE
