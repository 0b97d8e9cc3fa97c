/* SPDX-License-Identifier: MIT
 *
 * Floating-point intrinsics: the instruction where there is one, else the
 * function of the C library that has the same meaning.
 */
#include "lower_float.h"
#include "lower_intrinsic.h"

#include <stdio.h>

static struct words one(struct lower *l, lref word)
{
    struct words w = lower_words_new(l, 1);
    w.at[0] = word;
    return w;
}

static struct words joined(struct lower *l, const struct words *in, u32 n)
{
    struct words w = lower_words_new(l, 8);
    w.count = 0;
    for (u32 k = 0; k < n; k++) {
        memcpy(w.at + w.count, in[k].at, in[k].count * sizeof(lref));
        w.count += in[k].count;
    }
    return w;
}

static bool is_small(enum float_kind k)
{
    return k == FLOAT_HALF || k == FLOAT_BRAIN;
}

/* Functions of n operands of the element's kind, by number. */
static const char *const functions[] = {
    "sqrt",      "sin",   "cos",       "tan",   "exp",  "exp2",  "exp10",
    "log",       "log2",  "log10",     "floor", "ceil", "trunc", "rint",
    "nearbyint", "round", "roundeven", "pow",   "fmin", "fmax",  "fma",
    "asin",      "acos",  "atan",      "sinh",  "cosh", "tanh"};

enum { SQRT = 0, POW = 17, FMIN = 18, FMAX = 19, FMA = 20 };

static struct words library(struct lower *l, const struct words *in, u32 n,
                            enum float_kind kind, u32 function)
{
    struct words single[3];
    if (is_small(kind)) {
        for (u32 k = 0; k < n; k++)
            single[k] = lower_float_convert(l, in[k], kind, FLOAT_SINGLE);
        return lower_float_convert(
            l, library(l, single, n, FLOAT_SINGLE, function), FLOAT_SINGLE,
            kind);
    }
    if (kind == FLOAT_SINGLE && function == SQRT)
        return one(l, lir_unary(l->f, LIR_FSQRT, in[0].at[0]));
    if (kind == FLOAT_SINGLE && function == FMA && l->f->x1)
        return one(l, lir_fma(l->f, in[0].at[0], in[1].at[0], in[2].at[0]));
    const char *name = kind == FLOAT_DOUBLE ? functions[function]
                                            : arena_printf(&l->cc->arena, "%sf",
                                                           functions[function]);
    return lower_libcall(l, name, joined(l, in, n),
                         kind == FLOAT_DOUBLE ? 2 : 1);
}

static struct words unary(struct lower *l, const struct words *in,
                          LLVMTypeRef t, u32 function)
{
    return library(l, in, 1, lower_float_kind(t), function);
}

static struct words binary(struct lower *l, const struct words *in,
                           LLVMTypeRef t, u32 function)
{
    return library(l, in, 2, lower_float_kind(t), function);
}

static struct words ternary(struct lower *l, const struct words *in,
                            LLVMTypeRef t, u32 function)
{
    return library(l, in, 3, lower_float_kind(t), function);
}

/* May or may not be fused: the two steps are what every machine gives. */
static struct words mul_add(struct lower *l, const struct words *in,
                            LLVMTypeRef t, u32 variant)
{
    enum float_kind kind = lower_float_kind(t);
    (void)variant;
    struct words p = lower_float_binary(l, FLOAT_MUL, in[0], in[1], kind);
    return lower_float_binary(l, FLOAT_ADD, p, in[2], kind);
}

static struct words absolute(struct lower *l, const struct words *in,
                             LLVMTypeRef t, u32 variant)
{
    (void)variant;
    return lower_float_sign(l, in[0], lower_float_kind(t), true);
}

static struct words copy_sign(struct lower *l, const struct words *in,
                              LLVMTypeRef t, u32 variant)
{
    struct lir_function *f = l->f;
    enum float_kind kind = lower_float_kind(t);
    u32 top = is_small(kind) ? 0x8000u : 0x80000000u;
    struct words out = lower_float_sign(l, in[0], kind, true);
    lref *last = &out.at[out.count - 1];
    lref sign = lir_binary_imm(f, LIR_AND, in[1].at[in[1].count - 1], top);
    (void)variant;
    *last = lir_binary(f, LIR_OR, *last, sign);
    return out;
}

/* minimum and maximum: NaN wins, -0 is less than +0. */
static struct words extremum(struct lower *l, const struct words *in,
                             LLVMTypeRef t, u32 greatest)
{
    struct lir_function *f = l->f;
    enum float_kind kind = lower_float_kind(t);
    struct words a = in[0], b = in[1];
    lref first =
        lower_float_compare(l, greatest ? LIR_F_OGT : LIR_F_OLT, a, b, kind);
    lref same = lower_float_compare(l, LIR_F_OEQ, a, b, kind);
    lref unordered = lower_float_compare(l, LIR_F_UNO, a, b, kind);
    struct words r = lower_wide_select(l, first, a, b);
    struct words zeros = lower_words_new(l, a.count);
    for (u32 k = 0; k < a.count; k++)
        zeros.at[k] =
            lir_binary(f, greatest ? LIR_AND : LIR_OR, a.at[k], b.at[k]);
    r = lower_wide_select(l, same, zeros, r);
    struct words nan = lower_float_binary(l, FLOAT_ADD, a, b, kind);
    return lower_wide_select(l, unordered, nan, r);
}

/* The exponent is an int beside the lanes. */
static void with_int(struct lower *l, LLVMValueRef call, u32 is_ldexp)
{
    LLVMTypeRef t = LLVMTypeOf(call);
    enum float_kind kind = lower_float_kind(t);
    if (kind != FLOAT_SINGLE && kind != FLOAT_DOUBLE) {
        lower_fail(l, "powi or ldexp of this type");
        return;
    }
    struct words in[2] = {lower_value(l, LLVMGetOperand(call, 0)),
                          lower_value(l, LLVMGetOperand(call, 1))};
    bool wide = kind == FLOAT_DOUBLE;
    const char *name = is_ldexp ? wide ? "ldexp" : "ldexpf"
                       : wide   ? "__powidf2"
                                : "__powisf2";
    lower_define(l, call,
                 lower_libcall(l, name, joined(l, in, 2), wide ? 2 : 1));
}

/* Rounding to an integer: through the rounded value, which is exact. */
static void to_integer(struct lower *l, LLVMValueRef call, u32 function)
{
    LLVMTypeRef t = LLVMTypeOf(LLVMGetOperand(call, 0));
    enum float_kind kind = lower_float_kind(t);
    struct words in = lower_value(l, LLVMGetOperand(call, 0));
    struct words r = library(l, &in, 1, kind, function);
    lower_define(
        l, call,
        lower_float_to_int(l, r, lower_bits(LLVMTypeOf(call)), true, kind));
}

/* Bits of 2^k as a float or double. */
static struct words power_of_two(struct lower *l, u32 k, bool minus,
                                 enum float_kind kind)
{
    struct words w = lower_words_new(l, kind == FLOAT_DOUBLE ? 2 : 1);
    u32 sign = minus ? 0x80000000u : 0;
    w.at[0] =
        lir_const(l->f, kind == FLOAT_DOUBLE ? 0 : sign | (127 + k) << 23);
    if (kind == FLOAT_DOUBLE)
        w.at[1] = lir_const(l->f, sign | (1023 + k) << 20);
    return w;
}

static struct words int_extreme(struct lower *l, u32 bits, bool by_sign,
                                bool least)
{
    struct words w = lower_words_new(l, (bits + 31) / 32);
    for (u32 k = 0; k < w.count; k++) {
        u32 here = bits - k * 32 >= 32 ? 32 : bits - k * 32;
        u32 ones = here == 32 ? UINT32_MAX : (1u << here) - 1;
        u32 sign = by_sign && k + 1 == w.count ? 1u << (here - 1) : 0;
        w.at[k] = lir_const(l->f, least ? sign : ones & ~sign);
    }
    return w;
}

/* fptosi.sat, fptoui.sat: NaN gives 0, the rest is clamped. */
static void saturating(struct lower *l, LLVMValueRef call, u32 by_sign)
{
    LLVMTypeRef from = LLVMTypeOf(LLVMGetOperand(call, 0));
    LLVMTypeRef to = LLVMTypeOf(call);
    enum float_kind kind = lower_float_kind(from);
    if (LLVMGetTypeKind(to) != LLVMIntegerTypeKind || lower_bits(to) > 64) {
        lower_fail(l, "a saturating conversion to this type");
        return;
    }
    u32 bits = lower_bits(to);
    struct words a = lower_value(l, LLVMGetOperand(call, 0));
    if (is_small(kind)) {
        a = lower_float_convert(l, a, kind, FLOAT_SINGLE);
        kind = FLOAT_SINGLE;
    }
    struct words zero = lower_words_new(l, (bits + 31) / 32);
    for (u32 k = 0; k < zero.count; k++)
        zero.at[k] = lir_const(l->f, 0);
    struct words high = power_of_two(l, bits - (by_sign ? 1 : 0), false, kind);
    struct words low = power_of_two(l, bits - 1, true, kind);
    lref over = lower_float_compare(l, LIR_F_OGE, a, high, kind);
    struct words none = lower_words_new(l, a.count);
    for (u32 k = 0; k < a.count; k++)
        none.at[k] = lir_const(l->f, 0);
    lref under =
        lower_float_compare(l, LIR_F_OLT, a, by_sign ? low : none, kind);
    lref nan = lower_float_compare(l, LIR_F_UNO, a, a, kind);
    struct words r = lower_float_to_int(l, a, bits, by_sign, kind);
    r = lower_wide_select(l, over, int_extreme(l, bits, by_sign, false), r);
    r = lower_wide_select(l, under,
                          by_sign ? int_extreme(l, bits, true, true) : zero, r);
    lower_define(l, call, lower_wide_select(l, nan, zero, r));
}

/* llvm.is.fpclass: bit 0 signalling NaN, 1 quiet NaN, 2 -inf, 3 -normal,
 * 4 -subnormal, 5 -0, 6 +0, 7 +subnormal, 8 +normal, 9 +inf. */
static void classify(struct lower *l, LLVMValueRef call, u32 variant)
{
    struct lir_function *f = l->f;
    enum float_kind kind =
        lower_float_kind(LLVMTypeOf(LLVMGetOperand(call, 0)));
    if (kind != FLOAT_SINGLE && kind != FLOAT_DOUBLE) {
        lower_fail(l, "is.fpclass of this type");
        return;
    }
    bool wide = kind == FLOAT_DOUBLE;
    struct words a = lower_value(l, LLVMGetOperand(call, 0));
    u32 tests = (u32)LLVMConstIntGetZExtValue(LLVMGetOperand(call, 1));
    u32 shift = wide ? 20 : 23, inf = wide ? 0x7FF00000u : 0x7F800000u;
    lref top = a.at[a.count - 1];
    lref bits = lir_binary_imm(f, LIR_AND, top, 0x7FFFFFFFu);
    lref below = wide ? a.at[0] : lir_const(f, 0);
    lref low_set = lir_icmp(f, LIR_NE, below, lir_const(f, 0));
    lref negative = lir_icmp(f, LIR_SLT, top, lir_const(f, 0));
    lref positive = lir_binary_imm(f, LIR_XOR, negative, 1);
    lref fraction = lir_binary(
        f, LIR_OR,
        lir_icmp(f, LIR_NE, lir_binary_imm(f, LIR_AND, bits, (1u << shift) - 1),
                 lir_const(f, 0)),
        low_set);
    lref whole = lir_binary_imm(f, LIR_XOR, fraction, 1);
    lref special = lir_icmp(f, LIR_UGE, bits, lir_const(f, inf));
    lref tiny = lir_icmp(f, LIR_ULT, bits, lir_const(f, 1u << shift));
    lref normal =
        lir_binary_imm(f, LIR_XOR, lir_binary(f, LIR_OR, special, tiny), 1);
    lref quiet =
        lir_icmp(f, LIR_NE, lir_binary_imm(f, LIR_AND, bits, 1u << (shift - 1)),
                 lir_const(f, 0));
    lref nan = lir_binary(f, LIR_AND, special, fraction);
    lref loud = lir_binary_imm(f, LIR_XOR, quiet, 1);
    lref infinite = lir_binary(f, LIR_AND, special, whole);
    lref zero = lir_binary(f, LIR_AND, tiny, whole);
    lref subnormal = lir_binary(f, LIR_AND, tiny, fraction);
    lref is[10] = {lir_binary(f, LIR_AND, nan, loud),
                   lir_binary(f, LIR_AND, nan, quiet),
                   lir_binary(f, LIR_AND, infinite, negative),
                   lir_binary(f, LIR_AND, normal, negative),
                   lir_binary(f, LIR_AND, subnormal, negative),
                   lir_binary(f, LIR_AND, zero, negative),
                   lir_binary(f, LIR_AND, zero, positive),
                   lir_binary(f, LIR_AND, subnormal, positive),
                   lir_binary(f, LIR_AND, normal, positive),
                   lir_binary(f, LIR_AND, infinite, positive)};
    lref r = lir_const(f, 0);
    (void)variant;
    for (u32 k = 0; k < ARRAY_LEN(is); k++) {
        if (tests >> k & 1)
            r = lir_binary(f, LIR_OR, r, is[k]);
    }
    lower_define_word(l, call, r);
}

static void reduce(struct lower *l, LLVMValueRef call, u32 variant)
{
    LLVMTypeRef t;
    bool has_start = variant < 2;
    LLVMValueRef v = LLVMGetOperand(call, has_start ? 1 : 0);
    u32 lanes = lower_lanes(LLVMTypeOf(v), &t);
    struct words w = lower_value(l, v);
    u32 each = w.count / lanes;
    struct words r = has_start ? lower_value(l, LLVMGetOperand(call, 0))
                               : (struct words){each, w.at};
    for (u32 k = has_start ? 0 : 1; k < lanes; k++) {
        struct words pair[2] = {r, {each, w.at + k * each}};
        enum float_kind kind = lower_float_kind(t);
        r = variant == 0 ? lower_float_binary(l, FLOAT_ADD, r, pair[1], kind)
            : variant == 1
                ? lower_float_binary(l, FLOAT_MUL, r, pair[1], kind)
                : library(l, pair, 2, kind, variant == 2 ? FMIN : FMAX);
    }
    lower_define(l, call, r);
}

/* Constrained operations: rounding is always to nearest and there are no
 * exceptions to keep. variant: enum float_op. */
static struct words constrained(struct lower *l, const struct words *in,
                                LLVMTypeRef t, u32 variant)
{
    return lower_float_binary(l, (enum float_op)variant, in[0], in[1],
                              lower_float_kind(t));
}

#define LANES(name, operands)                                                \
    static void name##_call(struct lower *l, LLVMValueRef call, u32 variant) \
    {                                                                        \
        lower_lanewise(l, call, operands, name, variant);                    \
    }
LANES(unary, 1)
LANES(binary, 2)
LANES(ternary, 3)
LANES(mul_add, 3)
LANES(absolute, 1)
LANES(copy_sign, 2)
LANES(extremum, 2)
LANES(constrained, 2)

const struct intrinsic lower_intrinsics_float[] = {
    {"sqrt", unary_call, SQRT},
    {"sin", unary_call, 1},
    {"cos", unary_call, 2},
    {"tan", unary_call, 3},
    {"exp", unary_call, 4},
    {"exp2", unary_call, 5},
    {"exp10", unary_call, 6},
    {"log", unary_call, 7},
    {"log2", unary_call, 8},
    {"log10", unary_call, 9},
    {"floor", unary_call, 10},
    {"ceil", unary_call, 11},
    {"trunc", unary_call, 12},
    {"rint", unary_call, 13},
    {"nearbyint", unary_call, 14},
    {"round", unary_call, 15},
    {"roundeven", unary_call, 16},
    {"asin", unary_call, 21},
    {"acos", unary_call, 22},
    {"atan", unary_call, 23},
    {"sinh", unary_call, 24},
    {"cosh", unary_call, 25},
    {"tanh", unary_call, 26},
    {"pow", binary_call, POW},
    {"minnum", binary_call, FMIN},
    {"maxnum", binary_call, FMAX},
    {"minimum", extremum_call, 0},
    {"maximum", extremum_call, 1},
    {"fma", ternary_call, FMA},
    {"fmuladd", mul_add_call, 0},
    {"fabs", absolute_call, 0},
    {"copysign", copy_sign_call, 0},
    {"powi", with_int, 0},
    {"ldexp", with_int, 1},
    {"lrint", to_integer, 13},
    {"llrint", to_integer, 13},
    {"lround", to_integer, 15},
    {"llround", to_integer, 15},
    {"fptoui.sat", saturating, 0},
    {"fptosi.sat", saturating, 1},
    {"is.fpclass", classify, 0},
    {"vector.reduce.fadd", reduce, 0},
    {"vector.reduce.fmul", reduce, 1},
    {"vector.reduce.fmin", reduce, 2},
    {"vector.reduce.fmax", reduce, 3},
    {"experimental.constrained.fadd", constrained_call, FLOAT_ADD},
    {"experimental.constrained.fsub", constrained_call, FLOAT_SUB},
    {"experimental.constrained.fmul", constrained_call, FLOAT_MUL},
    {"experimental.constrained.fdiv", constrained_call, FLOAT_DIV},
    {"experimental.constrained.frem", constrained_call, FLOAT_REM},
    {"experimental.constrained.sqrt", unary_call, SQRT},
    {"experimental.constrained.fma", ternary_call, FMA},
    {NULL, NULL, 0}};
