/* SPDX-License-Identifier: MIT
 *
 * Blocks on critical edges. The copies for a phi stand at the end of the
 * predecessor, where they run whichever way its branch goes. That is right
 * for the way back to the head of a loop; the other ways get a block of their
 * own, which vanishes when the allocator needs no copies. Run after
 * lir_find_loops; what that has found holds for the new blocks too.
 */
#include "lir.h"

static bool has_phi(const struct lir_function *f, const struct lir_block *b)
{
    return b->count != 0 && f->insn[b->insn[0]].op == LIR_PHI;
}

static bool is_back_edge(const struct lir_block *from,
                         const struct lir_block *to)
{
    const struct lir_block *b = to->loop == to ? from : NULL;
    while (b && b != to)
        b = b->idom;
    return b == to;
}

static struct lir_block **successor_at(struct lir_insn *end, u32 k)
{
    if (k == 0)
        return &end->target;
    if (end->op == LIR_BRANCH)
        return k == 1 ? &end->other : NULL;
    return k <= end->cases.count ? &end->cases.at[k - 1].target : NULL;
}

static bool is_critical(const struct lir_function *f,
                        const struct lir_block *to)
{
    return to->pred_count > 1 && has_phi(f, to);
}

/* The way that keeps its copies in `from`; NULL: none does. */
static struct lir_block *kept_edge(struct lir_function *f,
                                   struct lir_block *from)
{
    struct lir_insn *end = lir_at(f, from->insn[from->count - 1]);
    for (u32 k = 0; successor_at(end, k); k++) {
        struct lir_block *to = *successor_at(end, k);
        if (is_critical(f, to) && is_back_edge(from, to))
            return to;
    }
    return NULL;
}

static void split(struct lir_function *f, struct lir_block *from,
                  struct lir_block *to)
{
    struct lir_block *before = f->last, *b = lir_block_new(f);
    f->last = before;
    before->next = NULL;
    b->next = from->next;
    from->next = b;
    f->last = from == f->last ? b : f->last;
    f->block = b;
    lir_jump(f, to);
    b->loop_depth =
        from->loop_depth < to->loop_depth ? from->loop_depth : to->loop_depth;
    b->frequency = from->frequency < to->frequency ? from->frequency / 2
                                                   : to->frequency / 2;
    b->idom = from;
    b->preds = ARENA_NEW(f->arena, struct lir_block *);
    b->preds[0] = from;
    b->pred_count = 1;
    struct lir_insn *end = lir_at(f, from->insn[from->count - 1]);
    for (u32 k = 0; successor_at(end, k); k++) {
        if (*successor_at(end, k) == to)
            *successor_at(end, k) = b;
    }
    for (u32 k = 0; k < to->pred_count; k++) {
        if (to->preds[k] == from)
            to->preds[k] = b;
    }
}

void lir_split_edges(struct lir_function *f)
{
    for (struct lir_block *b = f->entry; b; b = b->next) {
        u32 op = lir_at(f, b->insn[b->count - 1])->op;
        if (op != LIR_BRANCH && op != LIR_SWITCH)
            continue;
        struct lir_block *kept = kept_edge(f, b);
        struct lir_block **way;
        for (u32 k = 0;
             (way = successor_at(lir_at(f, b->insn[b->count - 1]), k)); k++) {
            if (*way != kept && is_critical(f, *way))
                split(f, b, *way);
        }
    }
}
