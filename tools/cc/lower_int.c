/* SPDX-License-Identifier: MIT
 *
 * Integer instructions of every width, and vectors of them lane by lane. One
 * word or less is done here; what is wider goes to lower_wide.c. Bits above
 * the width of a result are left as they fall.
 */
#include "lower.h"

struct operands {
    struct words a, b;
    u32 bits;
    LLVMOpcode op;
};

static lref fix_sign(struct lower *l, lref value, lref sign)
{
    lref flipped = lir_binary(l->f, LIR_XOR, value, sign);
    return lir_binary(l->f, LIR_SUB, flipped, sign);
}

static lref sign_of(struct lower *l, lref a)
{
    return lir_binary_imm(l->f, LIR_SAR, a, 31);
}

/* a / 2^k, rounded towards zero: a negative dividend gets a bias. */
static lref power_quotient(struct lower *l, lref a, u32 k)
{
    lref bias = lir_binary_imm(l->f, LIR_SHR, sign_of(l, a), 32 - k);
    lref sum = lir_binary(l->f, LIR_ADD, a, bias);
    return lir_binary_imm(l->f, LIR_SAR, sum, k);
}

/* Signed division and remainder without the instructions of x1. */
static lref signed_base(struct lower *l, bool quotient, lref a, lref b)
{
    struct lir_function *f = l->f;
    lref sa = sign_of(l, a), sb = sign_of(l, b);
    lref ua = fix_sign(l, a, sa), ub = fix_sign(l, b, sb);
    if (!quotient)
        return fix_sign(l, lir_binary(f, LIR_UREM, ua, ub), sa);
    lref sign = lir_binary(f, LIR_XOR, sa, sb);
    return fix_sign(l, lir_binary(f, LIR_UDIV, ua, ub), sign);
}

static lref signed_division(struct lower *l, bool quotient, lref a, lref b)
{
    struct lir_function *f = l->f;
    u32 v;
    bool is_const = lir_is_const(f, b, &v);
    bool power = is_const && v != 0 && (v & (v - 1)) == 0;
    bool both_positive = (lir_known_zeros(f, a) & lir_known_zeros(f, b)) >> 31;
    if (both_positive)
        return lir_binary(f, quotient ? LIR_UDIV : LIR_UREM, a, b);
    if (power && v > 1 && v < 0x80000000u) {
        lref q = power_quotient(l, a, (u32)__builtin_ctz(v));
        if (quotient)
            return q;
        lref back = lir_binary_imm(f, LIR_SHL, q, (u32)__builtin_ctz(v));
        return lir_binary(f, LIR_SUB, a, back);
    }
    if (f->x1)
        return lir_binary(f, quotient ? LIR_SDIV : LIR_SREM, a, b);
    return signed_base(l, quotient, a, b);
}

/* The machine takes the low five bits, which most types have. */
static lref shift_count(struct lower *l, lref n, u32 bits)
{
    return bits < 5 ? lir_zext(l->f, n, bits) : n;
}

static lref word_binary(struct lower *l, LLVMOpcode op, lref a, lref b,
                        u32 bits, u32 flags)
{
    struct lir_function *f = l->f;
    switch (op) {
    case LLVMAdd:
        return lir_binary_flags(f, LIR_ADD, a, b, bits == 32 ? flags : 0);
    case LLVMSub:
        return lir_binary_flags(f, LIR_SUB, a, b, bits == 32 ? flags : 0);
    case LLVMMul:
        return lir_binary(f, LIR_MUL, a, b);
    case LLVMAnd:
        return lir_binary(f, LIR_AND, a, b);
    case LLVMOr:
        return lir_binary(f, LIR_OR, a, b);
    case LLVMXor:
        return lir_binary(f, LIR_XOR, a, b);
    case LLVMUDiv:
    case LLVMURem:
        return lir_binary(f, op == LLVMUDiv ? LIR_UDIV : LIR_UREM,
                          lir_zext(f, a, bits), lir_zext(f, b, bits));
    case LLVMSDiv:
    case LLVMSRem:
        return signed_division(l, op == LLVMSDiv, lir_sext(f, a, bits),
                               lir_sext(f, b, bits));
    case LLVMShl:
        return lir_binary(f, LIR_SHL, a, shift_count(l, b, bits));
    case LLVMLShr:
        return lir_binary(f, LIR_SHR, lir_zext(f, a, bits),
                          shift_count(l, b, bits));
    default:
        return lir_binary(f, LIR_SAR, lir_sext(f, a, bits),
                          shift_count(l, b, bits));
    }
}

static u32 wrap_flags(LLVMValueRef i, LLVMOpcode op)
{
    if (LLVMIsConstant(i) || (op != LLVMAdd && op != LLVMSub))
        return 0;
    return (LLVMGetNSW(i) ? LIR_NSW : 0) | (LLVMGetNUW(i) ? LIR_NUW : 0);
}

static struct words slice(struct words w, u32 first, u32 count)
{
    return (struct words){count, w.at + first};
}

static void put(struct words *to, u32 first, struct words w)
{
    memcpy(to->at + first, w.at, w.count * sizeof(lref));
}

/* A power of two that leaves no remainder: the shift is the quotient. */
static LLVMOpcode exact_shift(struct lower *l, struct words *b, u32 bits)
{
    u32 v;
    struct words counts = lower_words_new(l, b->count);
    for (u32 k = 0; k < b->count; k++) {
        if (bits > 32 || !lir_is_const(l->f, b->at[k], &v) || v == 0 ||
            (v & (v - 1)) != 0 || v >> (bits - 1) != 0)
            return LLVMSDiv;
        counts.at[k] = lir_const(l->f, (u32)__builtin_ctz(v));
    }
    *b = counts;
    return LLVMAShr;
}

static void binary(struct lower *l, LLVMValueRef i, LLVMOpcode op)
{
    LLVMTypeRef element;
    u32 lanes = lower_lanes(LLVMTypeOf(i), &element);
    u32 bits = lower_bits(element), n = (bits + 31) / 32;
    struct words a = lower_value(l, LLVMGetOperand(i, 0));
    struct words b = lower_value(l, LLVMGetOperand(i, 1));
    struct words out = lower_words_new(l, lanes * n);
    u32 flags = wrap_flags(i, op);
    if (op == LLVMOr && !LLVMIsConstant(i) && LLVMGetIsDisjoint(i) && n == 1)
        op = LLVMAdd; /* an address may swallow it */
    if (op == LLVMSDiv && !LLVMIsConstant(i) && LLVMGetExact(i))
        op = exact_shift(l, &b, bits);
    for (u32 k = 0; k < lanes; k++) {
        if (n == 1)
            out.at[k] = word_binary(l, op, a.at[k], b.at[k], bits, flags);
        else
            put(&out, k * n,
                lower_wide_binary(l, op, slice(a, k * n, n), slice(b, k * n, n),
                                  bits));
    }
    lower_define(l, i, out);
}

static enum lir_cc condition(LLVMIntPredicate p)
{
    switch (p) {
    case LLVMIntEQ:
        return LIR_EQ;
    case LLVMIntNE:
        return LIR_NE;
    case LLVMIntUGT:
        return LIR_UGT;
    case LLVMIntUGE:
        return LIR_UGE;
    case LLVMIntULT:
        return LIR_ULT;
    case LLVMIntULE:
        return LIR_ULE;
    case LLVMIntSGT:
        return LIR_SGT;
    case LLVMIntSGE:
        return LIR_SGE;
    case LLVMIntSLT:
        return LIR_SLT;
    default:
        return LIR_SLE;
    }
}

static bool is_signed(LLVMIntPredicate p)
{
    return p == LLVMIntSGT || p == LLVMIntSGE || p == LLVMIntSLT ||
           p == LLVMIntSLE;
}

/* Narrow values are equal however both are extended: the cheaper way. */
static lref extend_for(struct lower *l, lref v, u32 bits, bool by_sign)
{
    return by_sign ? lir_sext(l->f, v, bits) : lir_zext(l->f, v, bits);
}

static bool sext_cheaper(struct lower *l, lref a, lref b, u32 bits)
{
    if (bits >= 32)
        return false;
    u32 mask = ~((1u << bits) - 1);
    bool zero = (lir_known_zeros(l->f, a) & mask) == mask;
    bool sign = lir_sign_bits(l->f, a) >= 33 - bits;
    u32 v;
    bool b_const = lir_is_const(l->f, b, &v);
    return sign && !zero && (b_const || lir_sign_bits(l->f, b) >= 33 - bits);
}

static lref word_icmp(struct lower *l, LLVMIntPredicate p, lref a, lref b,
                      u32 bits)
{
    bool by_sign = is_signed(p) || ((p == LLVMIntEQ || p == LLVMIntNE) &&
                                    sext_cheaper(l, a, b, bits));
    return lir_icmp(l->f, condition(p), extend_for(l, a, bits, by_sign),
                    extend_for(l, b, bits, by_sign));
}

static void icmp(struct lower *l, LLVMValueRef i)
{
    LLVMTypeRef element;
    u32 lanes = lower_lanes(LLVMTypeOf(LLVMGetOperand(i, 0)), &element);
    bool pointer = LLVMGetTypeKind(element) == LLVMPointerTypeKind;
    u32 bits = pointer ? 32 : lower_bits(element), n = (bits + 31) / 32;
    struct words a = lower_value(l, LLVMGetOperand(i, 0));
    struct words b = lower_value(l, LLVMGetOperand(i, 1));
    struct words out = lower_words_new(l, lanes);
    LLVMIntPredicate p = LLVMGetICmpPredicate(i);
    for (u32 k = 0; k < lanes; k++)
        out.at[k] = n == 1 ? word_icmp(l, p, a.at[k], b.at[k], bits)
                           : lower_wide_icmp(l, p, slice(a, k * n, n),
                                             slice(b, k * n, n), bits);
    lower_define(l, i, out);
}

/* The upper words of an extension. */
static struct words extend(struct lower *l, struct words a, u32 from, u32 to,
                           bool by_sign)
{
    u32 n = (to + 31) / 32;
    struct words exact = lower_exact(l, a, from, by_sign);
    struct words out = lower_words_new(l, n);
    lref top = by_sign ? sign_of(l, exact.at[a.count - 1]) : lir_const(l->f, 0);
    for (u32 k = 0; k < n; k++)
        out.at[k] = k < a.count ? exact.at[k] : top;
    return out;
}

static void cast_int(struct lower *l, LLVMValueRef i, LLVMOpcode op)
{
    LLVMTypeRef from, to;
    LLVMValueRef source = LLVMGetOperand(i, 0);
    u32 lanes = lower_lanes(LLVMTypeOf(source), &from);
    lower_lanes(LLVMTypeOf(i), &to);
    u32 a = lower_bits(from), b = lower_bits(to);
    u32 n = (a + 31) / 32, m = (b + 31) / 32;
    struct words in = lower_value(l, source);
    struct words out = lower_words_new(l, lanes * m);
    for (u32 k = 0; k < lanes; k++) {
        struct words lane = slice(in, k * n, n);
        if (op == LLVMTrunc)
            put(&out, k * m, slice(lane, 0, m));
        else
            put(&out, k * m, extend(l, lane, a, b, op == LLVMSExt));
    }
    lower_define(l, i, out);
}

/* Pointers are words: to and from integers of any width. */
static void cast_pointer(struct lower *l, LLVMValueRef i, bool to_pointer)
{
    LLVMTypeRef from, to;
    LLVMValueRef source = LLVMGetOperand(i, 0);
    u32 lanes = lower_lanes(LLVMTypeOf(source), &from);
    lower_lanes(LLVMTypeOf(i), &to);
    u32 bits = lower_bits(to_pointer ? from : to), n = (bits + 31) / 32;
    struct words in = lower_value(l, source);
    struct words out = lower_words_new(l, to_pointer ? lanes : lanes * n);
    for (u32 k = 0; k < lanes; k++) {
        if (to_pointer)
            out.at[k] =
                bits < 32 ? lir_zext(l->f, in.at[k * n], bits) : in.at[k * n];
        else
            put(&out, k * n, extend(l, slice(in, k, 1), 32, n * 32, false));
    }
    lower_define(l, i, out);
}

static u32 lane_bits(LLVMTypeRef t)
{
    switch (LLVMGetTypeKind(t)) {
    case LLVMIntegerTypeKind:
        return lower_bits(t);
    case LLVMHalfTypeKind:
    case LLVMBFloatTypeKind:
        return 16;
    case LLVMDoubleTypeKind:
        return 64;
    default:
        return 32;
    }
}

struct words lower_pack(struct lower *l, struct words w, u32 lanes, u32 bits)
{
    struct lir_function *f = l->f;
    u32 each = (bits + 31) / 32;
    struct words out = lower_words_new(l, (lanes * bits + 31) / 32);
    for (u32 k = 0; k < out.count; k++)
        out.at[k] = lir_const(f, 0);
    for (u32 k = 0; k < lanes * each; k++) {
        u32 at = k / each * bits + k % each * 32, n = bits - k % each * 32;
        lref part = lir_zext(f, w.at[k], n < 32 ? n : 32);
        lref *to = &out.at[at / 32];
        to[0] = lir_binary(f, LIR_OR, to[0],
                           lir_binary_imm(f, LIR_SHL, part, at % 32));
        if (at % 32 + (n < 32 ? n : 32) > 32)
            to[1] = lir_binary_imm(f, LIR_SHR, part, 32 - at % 32);
    }
    return out;
}

struct words lower_unpack(struct lower *l, struct words w, u32 lanes, u32 bits)
{
    struct lir_function *f = l->f;
    u32 each = (bits + 31) / 32;
    struct words out = lower_words_new(l, lanes * each);
    for (u32 k = 0; k < out.count; k++) {
        u32 at = k / each * bits + k % each * 32, n = bits - k % each * 32;
        lref part = lir_binary_imm(f, LIR_SHR, w.at[at / 32], at % 32);
        if (at % 32 + (n < 32 ? n : 32) > 32)
            part = lir_binary(
                f, LIR_OR, part,
                lir_binary_imm(f, LIR_SHL, w.at[at / 32 + 1], 32 - at % 32));
        out.at[k] = part;
    }
    return out;
}

static void cast_bits(struct lower *l, LLVMValueRef i)
{
    LLVMValueRef source = LLVMGetOperand(i, 0);
    LLVMTypeRef from, to;
    u32 n = lower_lanes(LLVMTypeOf(source), &from);
    u32 m = lower_lanes(LLVMTypeOf(i), &to);
    u32 a = lane_bits(from), b = lane_bits(to);
    struct words in = lower_value(l, source);
    if (a != b && (a % 32 != 0 || b % 32 != 0))
        in = lower_unpack(l, lower_pack(l, in, n, a), m, b);
    lower_define(l, i, in);
}

static void select_value(struct lower *l, LLVMValueRef i)
{
    struct words c = lower_value(l, LLVMGetOperand(i, 0));
    struct words yes = lower_value(l, LLVMGetOperand(i, 1));
    struct words no = lower_value(l, LLVMGetOperand(i, 2));
    struct words out = lower_words_new(l, yes.count);
    u32 each = c.count ? yes.count / c.count : yes.count;
    for (u32 k = 0; k < yes.count; k++) {
        lref cond = lir_zext(l->f, c.at[c.count > 1 ? k / each : 0], 1);
        out.at[k] = lir_select(l->f, cond, yes.at[k], no.at[k]);
    }
    lower_define(l, i, out);
}

static void freeze(struct lower *l, LLVMValueRef i)
{
    LLVMValueRef v = LLVMGetOperand(i, 0);
    struct words w = lower_value(l, v);
    struct words out = lower_words_new(l, w.count);
    for (u32 k = 0; k < w.count; k++)
        out.at[k] = lir_at(l->f, w.at[k])->op == LIR_UNDEF ? lir_const(l->f, 0)
                                                           : w.at[k];
    lower_define(l, i, out);
}

bool lower_int(struct lower *l, LLVMValueRef i)
{
    LLVMOpcode op =
        LLVMIsConstant(i) ? LLVMGetConstOpcode(i) : LLVMGetInstructionOpcode(i);
    switch (op) {
    case LLVMAdd:
    case LLVMSub:
    case LLVMMul:
    case LLVMUDiv:
    case LLVMSDiv:
    case LLVMURem:
    case LLVMSRem:
    case LLVMShl:
    case LLVMLShr:
    case LLVMAShr:
    case LLVMAnd:
    case LLVMOr:
    case LLVMXor:
        binary(l, i, op);
        return true;
    case LLVMICmp:
        icmp(l, i);
        return true;
    case LLVMTrunc:
    case LLVMZExt:
    case LLVMSExt:
        cast_int(l, i, op);
        return true;
    case LLVMPtrToInt:
    case LLVMIntToPtr:
        cast_pointer(l, i, op == LLVMIntToPtr);
        return true;
    case LLVMBitCast:
    case LLVMAddrSpaceCast:
        cast_bits(l, i);
        return true;
    case LLVMSelect:
        select_value(l, i);
        return true;
    case LLVMFreeze:
        freeze(l, i);
        return true;
    default:
        return false;
    }
}
