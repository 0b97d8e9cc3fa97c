/* SPDX-License-Identifier: MIT
 *
 * Short ways out of a function, copied for each branch that goes there. An
 * early exit then shares no block with the body, so that it needs neither the
 * body's frame nor copies for phis. Only blocks whose few values have no
 * effect are copied. Run after lir_prune and before lir_count_uses.
 */
#include "lir.h"

enum { VALUES_MAX = 4, INSNS_MAX = 24 };

struct copy {
    lref from[INSNS_MAX], to[INSNS_MAX];
    u32 count;
};

static bool is_short(const struct lir_function *f, const struct lir_block *b)
{
    u32 values = 0;
    if (b->count > INSNS_MAX || b->address_taken || b->pred_count < 2 ||
        f->insn[b->insn[b->count - 1]].op != LIR_RETURN)
        return false;
    for (u32 k = 0; k + 1 < b->count; k++) {
        const struct lir_insn *i = &f->insn[b->insn[k]];
        bool carries = i->op == LIR_ADC || i->op == LIR_SBB;
        if (i->op != LIR_PHI && (!lir_op_is(i->op, 'P') || carries))
            return false;
        values += i->op != LIR_PHI && i->op != LIR_CONST;
    }
    return values <= VALUES_MAX;
}

static lref copy_of(const struct copy *c, lref r)
{
    for (u32 k = 0; k < c->count; k++) {
        if (c->from[k] == r)
            return c->to[k];
    }
    return r;
}

static void copy_insn(struct lir_function *f, struct copy *c, lref r)
{
    struct lir_insn i = *lir_at(f, r);
    lref n = lir_add_raw(f, (enum lir_op)i.op, copy_of(c, i.a), copy_of(c, i.b),
                         copy_of(c, i.c), i.imm);
    struct lir_args args = {0};
    for (u32 k = 0; i.op == LIR_RETURN && k < i.args.count; k++)
        lir_args_add(f, &args, copy_of(c, i.args.at[k]));
    i.a = lir_at(f, n)->a;
    i.b = lir_at(f, n)->b;
    i.c = lir_at(f, n)->c;
    i.block = f->block;
    if (i.op == LIR_RETURN)
        i.args = args;
    *lir_at(f, n) = i;
    c->from[c->count] = r;
    c->to[c->count++] = n;
}

static struct lir_block *copy_block(struct lir_function *f,
                                    const struct lir_block *b, u32 pred)
{
    struct copy c = {.count = 0};
    f->block = lir_block_new(f);
    for (u32 k = 0; k < b->count; k++) {
        const struct lir_insn *i = lir_at(f, b->insn[k]);
        if (i->op != LIR_PHI) {
            copy_insn(f, &c, b->insn[k]);
            continue;
        }
        c.from[c.count] = b->insn[k];
        c.to[c.count++] = i->args.at[pred];
    }
    return f->block;
}

static void pred_remove(struct lir_function *f, struct lir_block *b, u32 pred)
{
    for (u32 k = 0; k < b->count; k++) {
        struct lir_insn *i = lir_at(f, b->insn[k]);
        if (i->op != LIR_PHI)
            break;
        for (u32 n = pred; n + 1 < i->args.count; n++)
            i->args.at[n] = i->args.at[n + 1];
        i->args.count--;
    }
    for (u32 n = pred; n + 1 < b->pred_count; n++)
        b->preds[n] = b->preds[n + 1];
    b->pred_count--;
}

static void copy_for_branches(struct lir_function *f, struct lir_block *b)
{
    for (u32 k = b->pred_count; k > 0 && b->pred_count > 1; k--) {
        struct lir_block *from = b->preds[k - 1];
        lref end = from->insn[from->count - 1];
        if (lir_at(f, end)->op != LIR_BRANCH)
            continue;
        struct lir_block *copy = copy_block(f, b, k - 1);
        if (lir_at(f, end)->target == b)
            lir_at(f, end)->target = copy;
        else
            lir_at(f, end)->other = copy;
        pred_remove(f, b, k - 1);
    }
}

void lir_copy_returns(struct lir_function *f)
{
    const struct lir_block *last = f->last;
    for (struct lir_block *b = f->entry; b; b = b->next) {
        if (is_short(f, b))
            copy_for_branches(f, b);
        if (b == last)
            break;
    }
    lir_prune(f);
}
