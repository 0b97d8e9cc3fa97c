/* SPDX-License-Identifier: MIT
 *
 * Folding builders of truth values and of what chooses by them. The same
 * promise as in lir_build.c: the word that was asked for, by other means.
 */
#include "lir.h"

static bool is_const(const struct lir_function *f, lref r, u32 value)
{
    u32 v;
    return lir_is_const(f, r, &v) && v == value;
}

static bool compare(enum lir_cc cc, u32 a, u32 b)
{
    switch (cc) {
    case LIR_EQ:
        return a == b;
    case LIR_NE:
        return a != b;
    case LIR_ULT:
        return a < b;
    case LIR_UGE:
        return a >= b;
    case LIR_ULE:
        return a <= b;
    case LIR_UGT:
        return a > b;
    case LIR_SLT:
        return (i32)a < (i32)b;
    case LIR_SGE:
        return (i32)a >= (i32)b;
    case LIR_SLE:
        return (i32)a <= (i32)b;
    case LIR_SGT:
        return (i32)a > (i32)b;
    }
    return false;
}

/* The condition with its operands exchanged. */
static enum lir_cc swapped(enum lir_cc cc)
{
    static const u8 other[] = {
        [LIR_EQ] = LIR_EQ,   [LIR_NE] = LIR_NE,   [LIR_ULT] = LIR_UGT,
        [LIR_UGE] = LIR_ULE, [LIR_ULE] = LIR_UGE, [LIR_UGT] = LIR_ULT,
        [LIR_SLT] = LIR_SGT, [LIR_SGE] = LIR_SLE, [LIR_SLE] = LIR_SGE,
        [LIR_SGT] = LIR_SLT};
    return other[cc];
}

static bool is_truth(const struct lir_function *f, lref r)
{
    return lir_known_zeros(f, r) >= ~1u;
}

/* Truth values compared with 0 or 1 are themselves, or their opposite. */
static lref fold_truth(struct lir_function *f, enum lir_cc cc, lref a, u32 b)
{
    const struct lir_insn i = *lir_at(f, a);
    if (b > 1 || (cc != LIR_EQ && cc != LIR_NE) || !is_truth(f, a))
        return 0;
    if ((cc == LIR_NE) == (b == 0))
        return a;
    if (i.op == LIR_ICMP)
        return lir_icmp(f, (enum lir_cc)(i.cc ^ 1), i.a, i.b);
    return lir_binary_imm(f, LIR_XOR, a, 1);
}

/* Equality with a constant, through what can be undone. */
static lref fold_equal(struct lir_function *f, enum lir_cc cc, lref a, u32 b)
{
    const struct lir_insn i = *lir_at(f, a);
    u32 c;
    if (cc != LIR_EQ && cc != LIR_NE)
        return 0;
    if (b == 0 && (i.op == LIR_XOR || i.op == LIR_SUB) && i.block == f->block)
        return lir_icmp(f, cc, i.a, i.b);
    if (i.op == LIR_XOR && lir_is_const(f, i.b, &c))
        return lir_icmp(f, cc, i.a, lir_const(f, b ^ c));
    return 0;
}

/* What the zeros of a say of its order to b; 0 when nothing. */
static lref fold_range(struct lir_function *f, enum lir_cc cc, lref a, u32 b)
{
    u32 most = ~lir_known_zeros(f, a);
    if (most == UINT32_MAX)
        return 0;
    if (most < b && cc <= LIR_UGT)
        return lir_const(f, cc == LIR_NE || cc == LIR_ULT || cc == LIR_ULE);
    if (most >> 31 == 0 && (i32)b < 0 && cc >= LIR_SLT)
        return lir_const(f, cc == LIR_SGE || cc == LIR_SGT);
    if (b == 0 && (cc == LIR_SLT || cc == LIR_SGE) && most >> 31 == 0)
        return lir_const(f, cc == LIR_SGE);
    return 0;
}

/* Comparison with a constant; 0 when nothing folds. */
static lref fold_compare(struct lir_function *f, enum lir_cc cc, lref a, u32 b)
{
    lref r = fold_truth(f, cc, a, b);
    r = r ? r : fold_equal(f, cc, a, b);
    r = r ? r : fold_range(f, cc, a, b);
    if (r)
        return r;
    if (b == 1 && (cc == LIR_ULT || cc == LIR_UGE))
        return lir_icmp(f, cc == LIR_ULT ? LIR_EQ : LIR_NE, a, lir_const(f, 0));
    if (b == 0 && (cc == LIR_UGT || cc == LIR_ULE))
        return lir_icmp(f, cc == LIR_UGT ? LIR_NE : LIR_EQ, a, lir_const(f, 0));
    if (b == 0 && (cc == LIR_ULT || cc == LIR_UGE))
        return lir_const(f, cc == LIR_UGE);
    return 0;
}

lref lir_icmp(struct lir_function *f, enum lir_cc cc, lref a, lref b)
{
    u32 x, y;
    if (lir_at(f, a)->op == LIR_CONST && lir_at(f, b)->op != LIR_CONST) {
        lref t = a;
        a = b;
        b = t;
        cc = swapped(cc);
    }
    if (lir_is_const(f, a, &x) && lir_is_const(f, b, &y))
        return lir_const(f, compare(cc, x, y));
    if (a == b)
        return lir_const(f, compare(cc, 0, 0));
    if (lir_is_const(f, b, &y)) {
        lref r = fold_compare(f, cc, a, y);
        if (r)
            return r;
    }
    return lir_share(
        f, (struct lir_insn){.op = LIR_ICMP, .cc = (u8)cc, .a = a, .b = b});
}

lref lir_fcmp(struct lir_function *f, enum lir_fcc cc, lref a, lref b)
{
    switch (cc) { /* those that no single condition of the machine tells */
    case LIR_F_FALSE:
    case LIR_F_TRUE:
        return lir_const(f, cc == LIR_F_TRUE);
    case LIR_F_ONE:
        return lir_binary(f, LIR_OR, lir_fcmp(f, LIR_F_OGT, a, b),
                          lir_fcmp(f, LIR_F_OLT, a, b));
    case LIR_F_UEQ:
        return lir_binary_imm(f, LIR_XOR, lir_fcmp(f, LIR_F_ONE, a, b), 1);
    case LIR_F_UNO:
        return lir_binary(f, LIR_OR, lir_fcmp(f, LIR_F_UNE, a, a),
                          lir_fcmp(f, LIR_F_UNE, b, b));
    case LIR_F_ORD:
        return lir_binary(f, LIR_AND, lir_fcmp(f, LIR_F_OEQ, a, a),
                          lir_fcmp(f, LIR_F_OEQ, b, b));
    default:
        break;
    }
    return lir_share(
        f, (struct lir_insn){.op = LIR_FCMP, .cc = (u8)cc, .a = a, .b = b});
}

static lref opposite(struct lir_function *f, lref truth)
{
    return lir_icmp(f, LIR_EQ, truth, lir_const(f, 0));
}

/* A choice between truth values where one is known: AND, OR. */
static lref select_truth(struct lir_function *f, lref cond, lref yes, lref no)
{
    if (is_const(f, yes, 1) && is_const(f, no, 0))
        return cond;
    if (is_const(f, yes, 0) && is_const(f, no, 1))
        return opposite(f, cond);
    if (is_const(f, no, 0) && is_truth(f, yes))
        return lir_binary(f, LIR_AND, cond, yes);
    if (is_const(f, yes, 1) && is_truth(f, no))
        return lir_binary(f, LIR_OR, cond, no);
    bool inverts = lir_at(f, cond)->op == LIR_ICMP;
    if (inverts && is_const(f, no, 1) && is_truth(f, yes))
        return lir_select(f, opposite(f, cond), no, yes);
    if (inverts && is_const(f, yes, 0) && is_truth(f, no))
        return lir_select(f, opposite(f, cond), no, yes);
    return 0;
}

lref lir_select(struct lir_function *f, lref cond, lref yes, lref no)
{
    u32 c;
    if (yes == no || lir_at(f, no)->op == LIR_UNDEF)
        return yes;
    if (lir_at(f, yes)->op == LIR_UNDEF)
        return no;
    if (lir_is_const(f, cond, &c))
        return c ? yes : no;
    lref r = select_truth(f, cond, yes, no);
    if (r)
        return r;
    const struct lir_insn i = *lir_at(f, cond);
    if (i.op == LIR_XOR && is_const(f, i.b, 1))
        return lir_select(f, i.a, no, yes);
    return lir_share(
        f, (struct lir_insn){.op = LIR_SELECT, .a = cond, .b = yes, .c = no});
}
