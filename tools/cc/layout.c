/* SPDX-License-Identifier: MIT
 *
 * Jumps between blocks: a jump to the next block is dropped, a conditional
 * jump over a jump is turned round, a jump to a jump goes to its target, and
 * blocks that nobody reaches vanish. What order of the blocks makes the most
 * frequent jumps needless is the business of placement.c. Run before and
 * after allocation, since coalescing empties blocks.
 */
#include "mir.h"

static u16 opposite(u16 op)
{
    switch (op) {
    case ISA_RJZ:
        return ISA_RJNZ;
    case ISA_RJNZ:
        return ISA_RJZ;
    case ISA_RJC:
        return ISA_RJNC;
    case ISA_RJNC:
        return ISA_RJC;
    case ISA_RJG:
        return ISA_RJLE;
    case ISA_RJLE:
        return ISA_RJG;
    case ISA_RJGE:
        return ISA_RJL;
    case ISA_RJL:
        return ISA_RJGE;
    case ISA_RJA:
        return ISA_RJBE;
    default:
        return ISA_RJA;
    }
}

static bool is_branch(const struct mir_insn *i)
{
    return i->kind == MIR_BLOCK && i->op != ISA_RJMP && mir_reads_flags(i);
}

/* Where control goes when it comes to an empty block. */
static struct mir_block *through(struct mir_block *b)
{
    for (u32 steps = 0; steps < 64; steps++) {
        if (b->label)
            return b;
        if (b->count == 0 && b->next)
            b = b->next;
        else if (b->count == 1 && b->insn[0].op == ISA_RJMP)
            b = b->insn[0].target;
        else
            return b;
    }
    return b;
}

static void thread_jumps(struct mir_function *f)
{
    for (struct mir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            struct mir_insn *i = &b->insn[k];
            if (i->kind == MIR_BLOCK && i->op != MIR_LOADI)
                i->target = through(i->target);
        }
    }
    for (struct mir_table *t = f->tables; t; t = t->next) {
        for (u32 k = 0; k < t->count; k++)
            t->at[k] = through(t->at[k]);
    }
}

static bool falls_to(struct mir_block *b, const struct mir_block *to)
{
    for (struct mir_block *n = b->next; n; n = n->next) {
        if (n == to)
            return true;
        if (n->count != 0)
            return false;
    }
    return false;
}

static void tidy_end(struct mir_block *b)
{
    if (b->count == 0)
        return;
    struct mir_insn *last = &b->insn[b->count - 1];
    if (last->op != ISA_RJMP || last->kind != MIR_BLOCK)
        return;
    if (falls_to(b, last->target)) {
        b->count--;
        return;
    }
    struct mir_insn *before = b->count > 1 ? last - 1 : NULL;
    if (before && is_branch(before) && falls_to(b, before->target)) {
        before->op = opposite(before->op);
        before->target = last->target;
        b->count--;
    }
}

static void drop_unreached(struct mir_function *f)
{
    mir_find_edges(f);
    for (bool changed = true; changed;) {
        changed = false;
        for (struct mir_block *b = f->entry; b->next;) {
            struct mir_block *n = b->next;
            if (n->pred_count == 0 && !n->label) {
                b->next = n->next;
                changed = true;
            } else {
                b = n;
            }
        }
        if (changed)
            mir_find_edges(f);
    }
    f->last = f->entry;
    while (f->last->next)
        f->last = f->last->next;
}

static bool falls_through(const struct mir_block *b)
{
    return b->count == 0 || (!mir_ends_block(&b->insn[b->count - 1]) &&
                             b->insn[b->count - 1].op != 0);
}

/* Falling through becomes a jump, so that blocks can be moved. */
static void write_jumps(struct mir_function *f)
{
    for (struct mir_block *b = f->entry; b->next; b = b->next) {
        if (!falls_through(b))
            continue;
        struct mir_insn jump = mir_insn(ISA_RJMP);
        jump.kind = MIR_BLOCK;
        jump.target = b->next;
        mir_append(f, b, jump);
    }
}

/* A jump to a short way out of the function is that way out. */
static void copy_returns(struct mir_function *f)
{
    enum { SHORT = 3 };
    for (struct mir_block *b = f->entry; b; b = b->next) {
        struct mir_insn *last = b->count ? &b->insn[b->count - 1] : NULL;
        if (!last || last->op != ISA_RJMP || last->kind != MIR_BLOCK)
            continue;
        const struct mir_block *to = last->target;
        if (to == b || to->count == 0 || to->count > SHORT ||
            to->insn[to->count - 1].op != MIR_RETURN)
            continue;
        b->count--;
        for (u32 k = 0; k < to->count; k++)
            mir_append(f, b, to->insn[k]);
    }
}

void mir_layout(struct mir_function *f, bool last)
{
    write_jumps(f);
    thread_jumps(f);
    if (last && !f->lir->small)
        copy_returns(f);
    drop_unreached(f);
    if (f->lir->level > 0)
        mir_place(f);
    for (struct mir_block *b = f->entry; b; b = b->next)
        tidy_end(b);
    mir_find_edges(f);
    drop_unreached(f);
}
