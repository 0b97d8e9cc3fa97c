/* SPDX-License-Identifier: MIT
 *
 * Floating point. binary32 is one word and has instructions; double is two
 * words and the runtime library's; half and bfloat are computed as binary32.
 */
#include "lower_float.h"

#include <stdio.h>

enum float_kind lower_float_kind(LLVMTypeRef t)
{
    switch (LLVMGetTypeKind(t)) {
    case LLVMHalfTypeKind:
        return FLOAT_HALF;
    case LLVMBFloatTypeKind:
        return FLOAT_BRAIN;
    case LLVMFloatTypeKind:
        return FLOAT_SINGLE;
    case LLVMDoubleTypeKind:
        return FLOAT_DOUBLE;
    default:
        return FLOAT_OTHER;
    }
}

static struct words one(struct lower *l, lref word)
{
    struct words w = lower_words_new(l, 1);
    w.at[0] = word;
    return w;
}

static struct words joined(struct lower *l, struct words a, struct words b)
{
    struct words w = lower_words_new(l, a.count + b.count);
    memcpy(w.at, a.at, a.count * sizeof(lref));
    memcpy(w.at + a.count, b.at, b.count * sizeof(lref));
    return w;
}

/* Any kind as another. */
struct words lower_float_convert(struct lower *l, struct words w,
                                 enum float_kind from, enum float_kind to)
{
    struct lir_function *f = l->f;
    if (from == to)
        return w;
    if (from == FLOAT_BRAIN)
        return lower_float_convert(
            l, one(l, lir_binary_imm(f, LIR_SHL, w.at[0], 16)), FLOAT_SINGLE,
            to);
    if (from == FLOAT_HALF)
        return lower_float_convert(
            l,
            lower_libcall(l, "__extendhfsf2", one(l, lir_zext(f, w.at[0], 16)),
                          1),
            FLOAT_SINGLE, to);
    if (from == FLOAT_SINGLE && to == FLOAT_DOUBLE)
        return lower_libcall(l, "__extendsfdf2", w, 2);
    if (from == FLOAT_DOUBLE && to == FLOAT_SINGLE)
        return lower_libcall(l, "__truncdfsf2", w, 1);
    const char *name = from == FLOAT_DOUBLE
                           ? to == FLOAT_HALF ? "__truncdfhf2" : "__truncdfbf2"
                       : to == FLOAT_HALF ? "__truncsfhf2"
                                          : "__truncsfbf2";
    return lower_libcall(l, name, w, 1);
}

static const enum lir_op single_ops[] = {[FLOAT_ADD] = LIR_FADD,
                                         [FLOAT_SUB] = LIR_FSUB,
                                         [FLOAT_MUL] = LIR_FMUL,
                                         [FLOAT_DIV] = LIR_FDIV};

static const char *const double_calls[] = {[FLOAT_ADD] = "__adddf3",
                                           [FLOAT_SUB] = "__subdf3",
                                           [FLOAT_MUL] = "__muldf3",
                                           [FLOAT_DIV] = "__divdf3",
                                           [FLOAT_REM] = "fmod"};

struct words lower_float_binary(struct lower *l, enum float_op op,
                                struct words a, struct words b,
                                enum float_kind kind)
{
    if (kind == FLOAT_HALF || kind == FLOAT_BRAIN) {
        a = lower_float_convert(l, a, kind, FLOAT_SINGLE);
        b = lower_float_convert(l, b, kind, FLOAT_SINGLE);
        return lower_float_convert(
            l, lower_float_binary(l, op, a, b, FLOAT_SINGLE), FLOAT_SINGLE,
            kind);
    }
    if (kind == FLOAT_DOUBLE)
        return lower_libcall(l, double_calls[op], joined(l, a, b), 2);
    if (op == FLOAT_REM)
        return lower_libcall(l, "fmodf", joined(l, a, b), 1);
    return one(l, lir_binary(l->f, single_ops[op], a.at[0], b.at[0]));
}

/* The sign is the top bit of the last word. */
struct words lower_float_sign(struct lower *l, struct words a,
                              enum float_kind kind, bool clear)
{
    struct lir_function *f = l->f;
    struct words out = lower_words_new(l, a.count);
    u32 top = kind == FLOAT_HALF || kind == FLOAT_BRAIN ? 0x8000u : 0x80000000u;
    memcpy(out.at, a.at, a.count * sizeof(lref));
    lref *last = &out.at[a.count - 1];
    if (kind == FLOAT_SINGLE)
        *last = lir_unary(f, clear ? LIR_FABS : LIR_FNEG, *last);
    else if (clear)
        *last = lir_binary_imm(f, LIR_AND, *last, ~top);
    else
        *last = lir_binary_imm(f, LIR_XOR, *last, top);
    return out;
}

/* libgcc's comparisons give a number to compare with 0. */
static lref compare_call(struct lower *l, const char *name, enum lir_cc cc,
                         struct words ab)
{
    lref r = lower_libcall(l, name, ab, 1).at[0];
    return lir_icmp(l->f, cc, r, lir_const(l->f, 0));
}

lref lower_float_compare(struct lower *l, enum lir_fcc cc, struct words a,
                         struct words b, enum float_kind kind)
{
    struct lir_function *f = l->f;
    if (kind == FLOAT_HALF || kind == FLOAT_BRAIN) {
        a = lower_float_convert(l, a, kind, FLOAT_SINGLE);
        b = lower_float_convert(l, b, kind, FLOAT_SINGLE);
        kind = FLOAT_SINGLE;
    }
    if (kind == FLOAT_SINGLE)
        return lir_fcmp(f, cc, a.at[0], b.at[0]);
    struct words ab = joined(l, a, b);
    switch (cc) {
    case LIR_F_FALSE:
    case LIR_F_TRUE:
        return lir_const(f, cc == LIR_F_TRUE);
    case LIR_F_OEQ:
        return compare_call(l, "__eqdf2", LIR_EQ, ab);
    case LIR_F_UNE:
        return compare_call(l, "__nedf2", LIR_NE, ab);
    case LIR_F_OGT:
        return compare_call(l, "__gtdf2", LIR_SGT, ab);
    case LIR_F_OGE:
        return compare_call(l, "__gedf2", LIR_SGE, ab);
    case LIR_F_OLT:
        return compare_call(l, "__ltdf2", LIR_SLT, ab);
    case LIR_F_OLE:
        return compare_call(l, "__ledf2", LIR_SLE, ab);
    case LIR_F_UNO:
        return compare_call(l, "__unorddf2", LIR_NE, ab);
    case LIR_F_ORD:
        return compare_call(l, "__unorddf2", LIR_EQ, ab);
    /* Unordered or ..: the opposite of the ordered opposite. */
    case LIR_F_UGT:
        return compare_call(l, "__ledf2", LIR_SGT, ab);
    case LIR_F_UGE:
        return compare_call(l, "__ltdf2", LIR_SGE, ab);
    case LIR_F_ULT:
        return compare_call(l, "__gedf2", LIR_SLT, ab);
    case LIR_F_ULE:
        return compare_call(l, "__gtdf2", LIR_SLE, ab);
    default:
        break;
    }
    lref same = compare_call(l, "__eqdf2", LIR_EQ, ab);
    lref unordered = compare_call(l, "__unorddf2", LIR_NE, ab);
    lref either = lir_binary(f, LIR_OR, same, unordered); /* UEQ */
    return cc == LIR_F_UEQ ? either : lir_binary_imm(f, LIR_XOR, either, 1);
}

/* Integers to floating point */

static lref unsigned_to_single(struct lower *l, lref a)
{
    struct lir_function *f = l->f;
    if (f->x1)
        return lir_unary(f, LIR_UTOF, a);
    if (lir_known_zeros(f, a) >> 31)
        return lir_unary(f, LIR_ITOF, a);
    /* Half of it, with a sticky last bit so that it rounds alike, doubled. */
    lref half = lir_binary(f, LIR_OR, lir_binary_imm(f, LIR_SHR, a, 1),
                           lir_binary_imm(f, LIR_AND, a, 1));
    lref h = lir_unary(f, LIR_ITOF, half);
    lref big = lir_icmp(f, LIR_SLT, a, lir_const(f, 0));
    return lir_select(f, big, lir_binary(f, LIR_FADD, h, h),
                      lir_unary(f, LIR_ITOF, a));
}

static struct words resized(struct lower *l, struct words w, u32 bits, u32 n,
                            bool by_sign)
{
    struct words exact = lower_exact(l, w, bits, by_sign);
    struct words out = lower_words_new(l, n);
    lref top = by_sign
                   ? lir_binary_imm(l->f, LIR_SAR, exact.at[w.count - 1], 31)
                   : lir_const(l->f, 0);
    for (u32 k = 0; k < n; k++)
        out.at[k] = k < w.count ? exact.at[k] : top;
    return out;
}

struct words lower_int_to_float(struct lower *l, struct words w, u32 bits,
                                bool by_sign, enum float_kind kind)
{
    if (kind == FLOAT_HALF || kind == FLOAT_BRAIN)
        return lower_float_convert(
            l, lower_int_to_float(l, w, bits, by_sign, FLOAT_SINGLE),
            FLOAT_SINGLE, kind);
    char name[32];
    u32 n = bits <= 32 ? 1 : bits <= 64 ? 2 : 4;
    if (bits > 128) {
        lower_fail(l, "conversion of an integer of %u bits", bits);
        return w;
    }
    w = resized(l, w, bits, n, by_sign);
    if (n == 1 && kind == FLOAT_SINGLE)
        return one(l, by_sign ? lir_unary(l->f, LIR_ITOF, w.at[0])
                              : unsigned_to_single(l, w.at[0]));
    snprintf(name, sizeof(name), "__float%s%s%s", by_sign ? "" : "un",
             n == 1   ? "si"
             : n == 2 ? "di"
                      : "ti",
             kind == FLOAT_DOUBLE ? "df" : "sf");
    return lower_libcall(l, arena_string(&l->cc->arena, name, strlen(name)), w,
                         kind == FLOAT_DOUBLE ? 2 : 1);
}

/* Floating point to integers */

static lref single_to_unsigned(struct lower *l, lref a)
{
    struct lir_function *f = l->f;
    if (f->x1)
        return lir_unary(f, LIR_FTOU, a);
    lref limit = lir_const(f, 0x4F000000); /* 2^31 */
    lref small = lir_fcmp(f, LIR_F_OLT, a, limit);
    lref rest = lir_unary(f, LIR_FTOI, lir_binary(f, LIR_FSUB, a, limit));
    lref high = lir_binary_imm(f, LIR_XOR, rest, 0x80000000u);
    return lir_select(f, small, lir_unary(f, LIR_FTOI, a), high);
}

struct words lower_float_to_int(struct lower *l, struct words w, u32 bits,
                                bool by_sign, enum float_kind kind)
{
    if (kind == FLOAT_HALF || kind == FLOAT_BRAIN) {
        w = lower_float_convert(l, w, kind, FLOAT_SINGLE);
        kind = FLOAT_SINGLE;
    }
    char name[32];
    u32 n = bits <= 32 ? 1 : bits <= 64 ? 2 : 4;
    if (bits > 128) {
        lower_fail(l, "conversion to an integer of %u bits", bits);
        return w;
    }
    if (n == 1 && kind == FLOAT_SINGLE) {
        bool fits = by_sign || bits < 32;
        return one(l, fits ? lir_unary(l->f, LIR_FTOI, w.at[0])
                           : single_to_unsigned(l, w.at[0]));
    }
    snprintf(name, sizeof(name), "__fix%s%s%s", by_sign ? "" : "uns",
             kind == FLOAT_DOUBLE ? "df" : "sf",
             n == 1   ? "si"
             : n == 2 ? "di"
                      : "ti");
    struct words r =
        lower_libcall(l, arena_string(&l->cc->arena, name, strlen(name)), w, n);
    r.count = (bits + 31) / 32;
    return r;
}

/* Instructions, lane by lane */

static struct words lane_of(struct words w, u32 k, u32 lanes)
{
    u32 each = w.count / lanes;
    return (struct words){each, w.at + k * each};
}

static void put(struct words *to, u32 k, struct words w)
{
    memcpy(to->at + k * w.count, w.at, w.count * sizeof(lref));
}

static void binary(struct lower *l, LLVMValueRef i, enum float_op op)
{
    LLVMTypeRef t;
    u32 lanes = lower_lanes(LLVMTypeOf(i), &t);
    struct words a = lower_value(l, LLVMGetOperand(i, 0));
    struct words b = lower_value(l, LLVMGetOperand(i, 1));
    struct words out = lower_words_new(l, a.count);
    for (u32 k = 0; k < lanes; k++)
        put(&out, k,
            lower_float_binary(l, op, lane_of(a, k, lanes),
                               lane_of(b, k, lanes), lower_float_kind(t)));
    lower_define(l, i, out);
}

static void negate(struct lower *l, LLVMValueRef i)
{
    LLVMTypeRef t;
    u32 lanes = lower_lanes(LLVMTypeOf(i), &t);
    struct words a = lower_value(l, LLVMGetOperand(i, 0));
    struct words out = lower_words_new(l, a.count);
    for (u32 k = 0; k < lanes; k++)
        put(&out, k,
            lower_float_sign(l, lane_of(a, k, lanes), lower_float_kind(t),
                             false));
    lower_define(l, i, out);
}

static void compare(struct lower *l, LLVMValueRef i)
{
    LLVMTypeRef t;
    LLVMValueRef x = LLVMGetOperand(i, 0);
    u32 lanes = lower_lanes(LLVMTypeOf(x), &t);
    struct words a = lower_value(l, x);
    struct words b = lower_value(l, LLVMGetOperand(i, 1));
    struct words out = lower_words_new(l, lanes);
    enum lir_fcc cc = (enum lir_fcc)LLVMGetFCmpPredicate(i);
    for (u32 k = 0; k < lanes; k++)
        out.at[k] =
            lower_float_compare(l, cc, lane_of(a, k, lanes),
                                lane_of(b, k, lanes), lower_float_kind(t));
    lower_define(l, i, out);
}

static struct words convert_lane(struct lower *l, LLVMOpcode op, struct words w,
                                 LLVMTypeRef from, LLVMTypeRef to)
{
    enum float_kind a = lower_float_kind(from), b = lower_float_kind(to);
    switch (op) {
    case LLVMSIToFP:
    case LLVMUIToFP:
        return lower_int_to_float(l, w, lower_bits(from), op == LLVMSIToFP, b);
    case LLVMFPToSI:
    case LLVMFPToUI:
        return lower_float_to_int(l, w, lower_bits(to), op == LLVMFPToSI, a);
    default:
        return lower_float_convert(l, w, a, b);
    }
}

static void convert(struct lower *l, LLVMValueRef i, LLVMOpcode op)
{
    LLVMTypeRef from, to;
    LLVMValueRef x = LLVMGetOperand(i, 0);
    u32 lanes = lower_lanes(LLVMTypeOf(x), &from);
    lower_lanes(LLVMTypeOf(i), &to);
    struct words w = lower_value(l, x);
    struct words out = lower_words_new(l, lower_word_count(l, LLVMTypeOf(i)));
    for (u32 k = 0; k < lanes && !l->failed; k++)
        put(&out, k, convert_lane(l, op, lane_of(w, k, lanes), from, to));
    lower_define(l, i, out);
}

bool lower_float(struct lower *l, LLVMValueRef i)
{
    LLVMOpcode op =
        LLVMIsConstant(i) ? LLVMGetConstOpcode(i) : LLVMGetInstructionOpcode(i);
    switch (op) {
    case LLVMFAdd:
    case LLVMFSub:
    case LLVMFMul:
    case LLVMFDiv:
    case LLVMFRem:
        binary(l, i,
               op == LLVMFAdd   ? FLOAT_ADD
               : op == LLVMFSub ? FLOAT_SUB
               : op == LLVMFMul ? FLOAT_MUL
               : op == LLVMFDiv ? FLOAT_DIV
                                : FLOAT_REM);
        return true;
    case LLVMFNeg:
        negate(l, i);
        return true;
    case LLVMFCmp:
        compare(l, i);
        return true;
    case LLVMFPExt:
    case LLVMFPTrunc:
    case LLVMSIToFP:
    case LLVMUIToFP:
    case LLVMFPToSI:
    case LLVMFPToUI:
        convert(l, i, op);
        return true;
    default:
        return false;
    }
}
