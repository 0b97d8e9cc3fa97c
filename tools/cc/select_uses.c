/* SPDX-License-Identifier: MIT
 *
 * Before selection: which values are the same as others, and where each is
 * used. A condition counts as used by its operands' new users, since it is
 * compared again wherever a jump or a choice asks for it: a comparison is one
 * instruction, a truth value in a register is more.
 */
#include "select.h"

static void note_use(struct select *s, const struct lir_block *b, lref r)
{
    if (r == 0)
        return;
    r = select_resolve(s, r);
    if (lir_at(s->f, r)->block != b)
        s->outside[r] = true;
}

bool select_is_comparison(const struct select *s, lref r)
{
    u32 op = lir_at(s->f, r)->op;
    return op == LIR_ICMP || op == LIR_FCMP;
}

/* Conditions are compared where they are asked for, so that it is their
 * operands that are used there. */
static void note_condition(struct select *s, const struct lir_block *b, lref r)
{
    r = select_resolve(s, r);
    if (!select_is_comparison(s, r)) {
        note_use(s, b, r);
        return;
    }
    note_use(s, b, lir_at(s->f, r)->a);
    note_use(s, b, lir_at(s->f, r)->b);
}

/* The conditions that ANDs, or ORs, of this block join for its branch only:
 * each gets a jump. 0: r is not made of these alone. */
static u32 conditions(struct select *s, const struct lir_block *b, lref r,
                      u32 op, lref *out, u32 count)
{
    r = select_resolve(s, r);
    const struct lir_insn *i = lir_at(s->f, r);
    if (i->op == op && i->uses == 1 && i->block == b &&
        count + 2 <= CONDITIONS_MAX) {
        u32 n = conditions(s, b, i->a, op, out, count);
        return n == 0 ? 0 : conditions(s, b, i->b, op, out, n);
    }
    if (!select_is_comparison(s, r) || count >= CONDITIONS_MAX)
        return 0;
    out[count] = r;
    return count + 1;
}

u32 select_conditions(struct select *s, const struct lir_block *b, lref cond,
                      lref *out)
{
    u32 op = lir_at(s->f, select_resolve(s, cond))->op;
    return op == LIR_AND || op == LIR_OR ? conditions(s, b, cond, op, out, 0)
                                         : 0;
}

static void join(struct select *s, lref r, u32 op)
{
    r = select_resolve(s, r);
    if (lir_at(s->f, r)->op != op)
        return;
    s->joined[r] = true;
    join(s, lir_at(s->f, r)->a, op);
    join(s, lir_at(s->f, r)->b, op);
}

static void note_branch(struct select *s, const struct lir_block *b, lref cond)
{
    lref part[CONDITIONS_MAX];
    u32 n = select_conditions(s, b, cond, part);
    for (u32 k = 0; k < n; k++)
        note_condition(s, b, part[k]);
    if (n == 0)
        note_condition(s, b, cond);
    else
        join(s, cond, lir_at(s->f, select_resolve(s, cond))->op);
}

static void note_args(struct select *s, const struct lir_block *b,
                      const struct lir_args *args, bool outside)
{
    for (u32 k = 0; k < args->count; k++) {
        if (outside)
            s->outside[select_resolve(s, args->at[k])] = true;
        else
            note_use(s, b, args->at[k]);
    }
}

static void note_insn(struct select *s, const struct lir_block *b, lref r)
{
    const struct lir_insn *i = lir_at(s->f, r);
    if (i->op == LIR_BRANCH)
        note_branch(s, b, i->a);
    else if (i->op == LIR_SELECT)
        note_condition(s, b, i->a);
    else
        note_use(s, b, i->a);
    note_use(s, b, i->b);
    note_use(s, b, i->c);
    if (i->op == LIR_PHI && !s->forward[r])
        note_args(s, b, &i->args, true);
    if (i->op == LIR_RETURN)
        note_args(s, b, &i->args, false);
    if (i->op == LIR_CALL)
        note_args(s, b, &i->call.args, false);
    for (u32 o = 0; i->op == LIR_ASM && o < i->asm_->count; o++)
        note_use(s, b, i->asm_->operand[o].value);
}

/* From the end of each block, so that what a branch joins is known before. */
static void note_uses(struct select *s)
{
    for (const struct lir_block *b = s->f->entry; b; b = b->next) {
        for (u32 k = b->count; k > 0; k--) {
            if (!s->joined[b->insn[k - 1]])
                note_insn(s, b, b->insn[k - 1]);
        }
    }
}

/* A sign extension of a load nobody else uses is that load, signed. */
static void forward_loads(struct select *s)
{
    struct lir_function *f = s->f;
    for (const struct lir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            const struct lir_insn *i = lir_at(f, b->insn[k]);
            if (i->op != LIR_SEXT8 && i->op != LIR_SEXT16)
                continue;
            struct lir_insn *load = lir_at(f, i->a);
            u32 size = i->op == LIR_SEXT8 ? 1 : 2;
            if (load->op != LIR_LOAD || load->uses != 1 || load->size != size)
                continue;
            load->flags |= LIR_SIGNED;
            load->uses = i->uses;
            s->forward[b->insn[k]] = i->a;
        }
    }
}

/* A phi of one operand is that operand. */
static void forward_phis(struct select *s)
{
    struct lir_function *f = s->f;
    for (const struct lir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            const struct lir_insn *i = lir_at(f, b->insn[k]);
            if (i->op != LIR_PHI)
                break;
            if (i->args.count == 1 && b->pred_count == 1)
                s->forward[b->insn[k]] = i->args.at[0];
        }
    }
}

void select_prepare(struct select *s)
{
    forward_loads(s);
    forward_phis(s);
    note_uses(s);
}
