/* SPDX-License-Identifier: MIT
 *
 * Phis become copies: each has a register of its own that its operands are
 * copied to at the ends of the predecessors, and that is copied to the value
 * at the head of the block. The allocator makes most of both vanish.
 */
#include "select.h"

static u32 phi_copy(struct select *s, lref phi)
{
    if (s->copy[phi] == 0)
        s->copy[phi] = mir_vreg_new(s->m);
    return s->copy[phi];
}

static void phi_operand(struct select *s, lref phi, lref operand)
{
    u32 to = phi_copy(s, phi);
    lref r = select_resolve(s, operand);
    const struct lir_insn i = *lir_at(s->f, r);
    if (i.op == LIR_UNDEF && r == operand)
        return; /* a phi that stands for it may be frozen: one value, 0 */
    if (i.op == LIR_CONST || i.op == LIR_UNDEF)
        select_load_constant(s, to, NULL, i.imm);
    else if (i.op == LIR_SYMBOL)
        select_load_constant(s, to, i.sym, i.imm);
    else
        select_op(s, MIR_COPY, to, select_reg(s, r), MIR_NONE, 0);
}

static void phi_operands(struct select *s, const struct lir_block *from,
                         const struct lir_block *to)
{
    u32 n = 0;
    while (n < to->pred_count && to->preds[n] != from)
        n++;
    for (u32 k = 0; k < to->count && n < to->pred_count; k++) {
        const struct lir_insn *phi = lir_at(s->f, to->insn[k]);
        if (phi->op != LIR_PHI)
            break;
        if (!s->forward[to->insn[k]])
            phi_operand(s, to->insn[k], phi->args.at[n]);
    }
}

void select_phi_operands(struct select *s, const struct lir_block *b)
{
    const struct lir_insn *end = lir_at(s->f, b->insn[b->count - 1]);
    if (end->op == LIR_JUMP || end->op == LIR_BRANCH || end->op == LIR_SWITCH)
        phi_operands(s, b, end->target);
    if (end->op == LIR_BRANCH && end->other != end->target)
        phi_operands(s, b, end->other);
    for (u32 k = 0; end->op == LIR_SWITCH && k < end->cases.count; k++) {
        bool before = end->cases.at[k].target == end->target;
        for (u32 j = 0; j < k && !before; j++)
            before = end->cases.at[j].target == end->cases.at[k].target;
        if (!before)
            phi_operands(s, b, end->cases.at[k].target);
    }
    if (end->op == LIR_GOTO) {
        for (const struct lir_block *t = s->f->entry; t; t = t->next) {
            if (t->address_taken)
                phi_operands(s, b, t);
        }
    }
}

void select_phi_heads(struct select *s, const struct lir_block *b)
{
    for (u32 k = 0; k < b->count; k++) {
        lref r = b->insn[k];
        if (lir_at(s->f, r)->op != LIR_PHI)
            break;
        if (!s->forward[r] && (s->reg[r] != 0 || s->outside[r]))
            select_op(s, MIR_COPY, select_dest(s, r), phi_copy(s, r), MIR_NONE,
                      0);
    }
}
