/* SPDX-License-Identifier: MIT
 *
 * Dominators (the iterative algorithm of Cooper, Harvey and Kennedy), natural
 * loops and how often each block runs, as far as its shape tells. Irreducible
 * loops are not found as loops; nothing depends on finding them.
 */
#include "lir.h"

enum { LOOP_FACTOR = 8, DEPTH_MAX = 6 };

struct order {
    struct lir_block **at; /* reverse postorder */
    u32 *number;           /* by block id; UINT32_MAX: unreachable */
    u32 count;
};

struct frame {
    struct lir_block *block;
    u32 next;
};

/* The k-th successor, or NULL. */
static struct lir_block *successor(struct lir_function *f, struct lir_block *b,
                                   u32 k)
{
    if (b->count == 0)
        return NULL;
    const struct lir_insn *i = lir_at(f, b->insn[b->count - 1]);
    switch (i->op) {
    case LIR_JUMP:
        return k == 0 ? i->target : NULL;
    case LIR_BRANCH:
        return k == 0 ? i->target : k == 1 ? i->other : NULL;
    case LIR_SWITCH:
        return k == 0                ? i->target
               : k <= i->cases.count ? i->cases.at[k - 1].target
                                     : NULL;
    case LIR_GOTO:
        for (struct lir_block *to = f->entry; to; to = to->next) {
            if (to->address_taken && k-- == 0)
                return to;
        }
        return NULL;
    default:
        return NULL;
    }
}

static void order_find(struct lir_function *f, struct order *o)
{
    struct arena *a = f->arena;
    struct frame *stack = ARENA_ARRAY(a, struct frame, f->block_count + 1);
    o->at = ARENA_ARRAY(a, struct lir_block *, f->block_count + 1);
    o->number = ARENA_ARRAY(a, u32, f->block_count + 1);
    memset(o->number, 0xFF, (f->block_count + 1) * sizeof(u32));
    u32 depth = 0, post = f->block_count;
    stack[depth++] = (struct frame){f->entry, 0};
    o->number[f->entry->id] = 0;
    while (depth > 0) {
        struct frame *top = &stack[depth - 1];
        struct lir_block *to = successor(f, top->block, top->next++);
        if (!to) {
            o->at[--post] = top->block;
            depth--;
        } else if (o->number[to->id] == UINT32_MAX) {
            o->number[to->id] = 0;
            stack[depth++] = (struct frame){to, 0};
        }
    }
    o->count = f->block_count - post;
    memmove(o->at, o->at + post, o->count * sizeof(*o->at));
    for (u32 i = 0; i < o->count; i++)
        o->number[o->at[i]->id] = i;
}

static struct lir_block *meet(const struct order *o, struct lir_block *a,
                              struct lir_block *b)
{
    while (a != b) {
        while (o->number[a->id] > o->number[b->id])
            a = a->idom;
        while (o->number[b->id] > o->number[a->id])
            b = b->idom;
    }
    return a;
}

static void dominators_find(struct lir_function *f, const struct order *o)
{
    for (struct lir_block *b = f->entry; b; b = b->next)
        b->idom = NULL;
    f->entry->idom = f->entry;
    for (bool changed = true; changed;) {
        changed = false;
        for (u32 i = 1; i < o->count; i++) {
            struct lir_block *b = o->at[i], *dom = NULL;
            for (u32 k = 0; k < b->pred_count; k++) {
                struct lir_block *p = b->preds[k];
                if (o->number[p->id] == UINT32_MAX || !p->idom)
                    continue;
                dom = dom ? meet(o, dom, p) : p;
            }
            changed |= dom != b->idom;
            b->idom = dom;
        }
    }
    f->entry->idom = NULL;
}

static bool dominates(const struct order *o, const struct lir_block *a,
                      const struct lir_block *b)
{
    while (b && o->number[b->id] > o->number[a->id])
        b = b->idom;
    return a == b;
}

/* Everything that reaches `from` without passing the header is the loop. The
 * headers come outermost first, so inner ones overwrite `loop`. */
static void loop_mark(struct lir_function *f, const struct order *o,
                      struct lir_block *header, struct lir_block **stack,
                      u32 *mark)
{
    u32 count = 0, id = header->id + 1;
    mark[header->id] = id;
    for (u32 k = 0; k < header->pred_count; k++) {
        struct lir_block *p = header->preds[k];
        if (o->number[p->id] != UINT32_MAX && dominates(o, header, p) &&
            mark[p->id] != id) {
            mark[p->id] = id;
            stack[count++] = p;
        }
    }
    header->loop_depth++;
    header->loop = header;
    while (count > 0) {
        struct lir_block *b = stack[--count];
        b->loop_depth++;
        b->loop = header;
        for (u32 k = 0; k < b->pred_count; k++) {
            struct lir_block *p = b->preds[k];
            if (o->number[p->id] != UINT32_MAX && mark[p->id] != id) {
                mark[p->id] = id;
                stack[count++] = p;
            }
        }
    }
    (void)f;
}

static bool is_header(const struct order *o, const struct lir_block *b)
{
    for (u32 k = 0; k < b->pred_count; k++) {
        if (o->number[b->preds[k]->id] != UINT32_MAX &&
            dominates(o, b, b->preds[k]))
            return true;
    }
    return false;
}

/* How often a branch goes to its target, of 1, as its condition tells: things
 * are equal less often than not, and numbers positive more often. */
static float likely(struct lir_function *f, const struct lir_insn *branch)
{
    enum { SELDOM_MILLE = 375 };
    const float seldom = SELDOM_MILLE / 1000.0f;
    const struct lir_insn *c = lir_at(f, branch->a);
    if (branch->imm != 0)
        return (float)branch->imm / LIR_BRANCH_ALL;
    if (c->op == LIR_FCMP)
        return c->cc == LIR_F_OEQ   ? seldom
               : c->cc == LIR_F_UNE ? 1 - seldom
                                    : 0.5f;
    if (c->op != LIR_ICMP)
        return 0.5f;
    u32 with;
    bool zero = lir_is_const(f, c->b, &with) && with == 0;
    bool low = lir_is_const(f, c->b, &with) && with == UINT32_MAX;
    if (c->cc == LIR_EQ || (zero && (c->cc == LIR_SLT || c->cc == LIR_SLE)))
        return seldom;
    if (c->cc == LIR_NE || (zero && (c->cc == LIR_SGT || c->cc == LIR_SGE)) ||
        (low && c->cc == LIR_SGT))
        return 1 - seldom;
    return 0.5f;
}

/* What part of the times that `from` runs control goes on to `to`. */
static float share(struct lir_function *f, const struct lir_block *from,
                   const struct lir_block *to)
{
    const struct lir_insn *i = lir_at(f, from->insn[from->count - 1]);
    if (i->op == LIR_JUMP)
        return 1;
    if (i->op != LIR_BRANCH)
        return 0.3f;
    const struct lir_block *other = i->target == to ? i->other : i->target;
    u32 to_end = lir_at(f, to->insn[to->count - 1])->op;
    u32 other_end = lir_at(f, other->insn[other->count - 1])->op;
    if (to_end == LIR_UNREACHABLE || to_end == LIR_TRAP)
        return 0.01f;
    if (other_end == LIR_UNREACHABLE || other_end == LIR_TRAP)
        return 0.99f;
    if (i->imm != 0)
        return i->target == to ? likely(f, i) : 1 - likely(f, i);
    if (to->loop_depth < other->loop_depth)
        return 1.0f / LOOP_FACTOR;
    if (to->loop_depth > other->loop_depth)
        return 1 - 1.0f / LOOP_FACTOR;
    return i->target == to ? likely(f, i) : 1 - likely(f, i);
}

static void frequencies_find(struct lir_function *f, const struct order *o)
{
    for (u32 i = 0; i < o->count; i++) {
        struct lir_block *b = o->at[i];
        float sum = i == 0 ? 1 : 0;
        for (u32 k = 0; k < b->pred_count; k++) {
            struct lir_block *p = b->preds[k];
            if (o->number[p->id] < i)
                sum += p->frequency * share(f, p, b);
        }
        if (b->loop == b && b->loop_depth <= DEPTH_MAX)
            sum *= LOOP_FACTOR;
        b->frequency = sum > 1e-6f ? sum : 1e-6f;
    }
}

void lir_find_loops(struct lir_function *f)
{
    struct order o;
    lir_find_preds(f);
    order_find(f, &o);
    for (struct lir_block *b = f->entry; b; b = b->next) {
        b->loop = NULL;
        b->loop_depth = 0;
        b->frequency = 1e-6f;
    }
    dominators_find(f, &o);
    struct lir_block **stack =
        ARENA_ARRAY(f->arena, struct lir_block *, f->block_count + 1);
    u32 *mark = ARENA_ARRAY(f->arena, u32, f->block_count + 1);
    for (u32 i = 0; i < o.count; i++) {
        if (is_header(&o, o.at[i]))
            loop_mark(f, &o, o.at[i], stack, mark);
    }
    frequencies_find(f, &o);
}
