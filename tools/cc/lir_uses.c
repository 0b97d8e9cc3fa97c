/* SPDX-License-Identifier: MIT
 *
 * Counts how often each value is used, from those that have an effect back
 * to what they need, and drops the values that nobody needs.
 */
#include "lir.h"

struct walk {
    struct lir_function *f;
    lref *stack;
    u32 count;
};

static void use(struct walk *w, lref r)
{
    if (r == 0)
        return;
    if (lir_at(w->f, r)->uses++ == 0)
        w->stack[w->count++] = r;
}

static void use_args(struct walk *w, const struct lir_args *args)
{
    for (u32 i = 0; i < args->count; i++)
        use(w, args->at[i]);
}

static void use_operands(struct walk *w, lref r)
{
    const struct lir_insn *i = lir_at(w->f, r);
    use(w, i->a);
    use(w, i->b);
    use(w, i->c);
    switch (i->op) {
    case LIR_PHI:
    case LIR_RETURN:
        use_args(w, &i->args);
        break;
    case LIR_CALL:
        use_args(w, &i->call.args);
        break;
    case LIR_ASM:
        for (u32 k = 0; k < i->asm_->count; k++)
            use(w, i->asm_->operand[k].value);
        break;
    default:
        break;
    }
}

static bool is_root(const struct lir_insn *i)
{
    if (lir_op_is(i->op, 'T') || lir_op_is(i->op, 'W'))
        return true;
    return i->op == LIR_LOAD && (i->flags & LIR_VOLATILE);
}

static void drop_unused(struct lir_function *f, struct lir_block *b)
{
    u32 kept = 0;
    for (u32 k = 0; k < b->count; k++) {
        struct lir_insn *i = lir_at(f, b->insn[k]);
        if (i->uses == 0 && !is_root(i))
            i->op = LIR_NOP;
        else
            b->insn[kept++] = b->insn[k];
    }
    b->count = kept;
}

void lir_count_uses(struct lir_function *f)
{
    struct walk w = {f, ARENA_ARRAY(f->arena, lref, f->insn_count + 1), 0};
    for (lref r = 0; r < f->insn_count; r++)
        f->insn[r].uses = 0;
    for (struct lir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            if (is_root(lir_at(f, b->insn[k])))
                use_operands(&w, b->insn[k]);
        }
    }
    while (w.count > 0) {
        lref r = w.stack[--w.count];
        if (!is_root(lir_at(f, r)))
            use_operands(&w, r);
    }
    for (struct lir_block *b = f->entry; b; b = b->next)
        drop_unused(f, b);
}
