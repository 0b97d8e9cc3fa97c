/* SPDX-License-Identifier: MIT
 *
 * Comparisons of integers of two words and more, as truth values and as
 * branches. Words that cannot decide are left out; of the others the
 * uppermost pair that differs decides.
 */
#include "lower_wide.h"

static lref all_equal(struct lower *l, struct words a, struct words b)
{
    struct lir_function *f = l->f;
    lref differ = 0;
    for (u32 k = 0; k < a.count; k++) {
        lref x = lir_binary(f, LIR_XOR, a.at[k], b.at[k]);
        differ = differ ? lir_binary(f, LIR_OR, differ, x) : x;
    }
    return lir_icmp(f, LIR_EQ, differ, lir_const(f, 0));
}

/* An order of two rows of words, without those that cannot decide. */
struct order {
    struct words a, b;
    enum lir_cc cc, top; /* of the words, of the uppermost ones */
};

static enum lir_cc order_cc(LLVMIntPredicate p, bool top)
{
    switch (p) {
    case LLVMIntULT:
        return LIR_ULT;
    case LLVMIntUGT:
        return LIR_UGT;
    case LLVMIntULE:
        return LIR_ULE;
    case LLVMIntUGE:
        return LIR_UGE;
    case LLVMIntSLT:
        return top ? LIR_SLT : LIR_ULT;
    case LLVMIntSGT:
        return top ? LIR_SGT : LIR_UGT;
    case LLVMIntSLE:
        return top ? LIR_SLE : LIR_ULE;
    default:
        return top ? LIR_SGE : LIR_UGE;
    }
}

/* Below 2^k * n, or from there on, decide the words above k alone; so do they
 * for above 2^k * n - 1, or up to there. */
static struct order order_make(struct lower *l, LLVMIntPredicate p,
                               struct words a, struct words b, u32 bits)
{
    enum lir_cc top = order_cc(p, true);
    bool by_sign = top >= LIR_SLT;
    a = lower_exact(l, a, bits, by_sign);
    b = lower_exact(l, b, bits, by_sign);
    enum lir_cc cc = order_cc(p, false);
    u32 v, wanted = cc == LIR_ULT || cc == LIR_UGE ? 0 : UINT32_MAX;
    while (a.count > 1 && lir_is_const(l->f, b.at[0], &v) && v == wanted) {
        a = (struct words){a.count - 1, a.at + 1};
        b = (struct words){b.count - 1, b.at + 1};
    }
    return (struct order){a, b, a.count > 1 ? cc : top, top};
}

static lref ordered(struct lower *l, const struct order *o)
{
    struct lir_function *f = l->f;
    lref r = lir_icmp(f, o->cc, o->a.at[0], o->b.at[0]);
    for (u32 k = 1; k < o->a.count; k++) {
        bool top = k + 1 == o->a.count;
        lref same = lir_icmp(f, LIR_EQ, o->a.at[k], o->b.at[k]);
        lref here = lir_icmp(f, top ? o->top : o->cc, o->a.at[k], o->b.at[k]);
        r = lir_select(f, same, r, here);
    }
    return r;
}

lref lower_wide_icmp(struct lower *l, LLVMIntPredicate p, struct words a,
                     struct words b, u32 bits)
{
    if (p != LLVMIntEQ && p != LLVMIntNE) {
        struct order o = order_make(l, p, a, b, bits);
        return ordered(l, &o);
    }
    lref same = all_equal(l, lower_exact(l, a, bits, false),
                          lower_exact(l, b, bits, false));
    return p == LLVMIntEQ ? same
                          : lir_icmp(l->f, LIR_EQ, same, lir_const(l->f, 0));
}

/* From here to one of two blocks; the builders go on in a new one. */
static void branch_on(struct lower *l, enum lir_cc cc, lref a, lref b,
                      struct lir_block *yes)
{
    struct lir_block *rest = lower_block_new(l);
    lir_branch(l->f, lir_icmp(l->f, cc, a, b), yes, rest);
    l->f->block = rest;
}

static void branch_equal(struct lower *l, struct words a, struct words b,
                         struct lir_block *yes, struct lir_block *no)
{
    for (u32 k = 0; k + 1 < a.count; k++)
        branch_on(l, LIR_NE, a.at[k], b.at[k], no);
    lir_branch(l->f,
               lir_icmp(l->f, LIR_EQ, a.at[a.count - 1], b.at[a.count - 1]),
               yes, no);
}

void lower_wide_branch(struct lower *l, LLVMIntPredicate p, struct words a,
                       struct words b, u32 bits, struct lir_block *yes,
                       struct lir_block *no)
{
    if (p == LLVMIntEQ || p == LLVMIntNE) {
        a = lower_exact(l, a, bits, false);
        b = lower_exact(l, b, bits, false);
        branch_equal(l, a, b, p == LLVMIntEQ ? yes : no,
                     p == LLVMIntEQ ? no : yes);
        return;
    }
    struct order o = order_make(l, p, a, b, bits);
    for (u32 k = o.a.count - 1; k > 0; k--) {
        enum lir_cc cc = k + 1 == o.a.count ? o.top : o.cc;
        enum lir_cc strict = cc == LIR_ULE   ? LIR_ULT
                             : cc == LIR_UGE ? LIR_UGT
                             : cc == LIR_SLE ? LIR_SLT
                             : cc == LIR_SGE ? LIR_SGT
                                             : cc;
        branch_on(l, strict, o.a.at[k], o.b.at[k], yes);
        branch_on(l, LIR_NE, o.a.at[k], o.b.at[k], no);
    }
    lir_branch(l->f, lir_icmp(l->f, o.cc, o.a.at[0], o.b.at[0]), yes, no);
}
