/* SPDX-License-Identifier: MIT
 *
 * Making MIR functions: blocks, instructions, edges.
 */
#include "mir.h"

struct mir_block *mir_block_new(struct mir_function *f)
{
    struct mir_block *b = ARENA_NEW(f->arena, struct mir_block);
    b->id = f->block_count++;
    b->frequency = 1;
    if (f->last)
        f->last->next = b;
    else
        f->entry = b;
    f->last = b;
    return b;
}

u32 mir_vreg_new(struct mir_function *f)
{
    return MIR_FIRST_VREG + f->vreg_count++;
}

struct mir_insn mir_insn(u16 op)
{
    return (struct mir_insn){
        .op = op, .rd = MIR_NONE, .rs1 = MIR_NONE, .rs2 = MIR_NONE};
}

static void block_room(struct mir_function *f, struct mir_block *b)
{
    if (b->count < b->room)
        return;
    u32 room = b->room ? b->room * 2 : 16;
    b->insn = arena_grow(f->arena, b->insn, b->count * sizeof(*b->insn),
                         room * sizeof(*b->insn));
    b->room = room;
}

struct mir_insn *mir_append(struct mir_function *f, struct mir_block *b,
                            struct mir_insn insn)
{
    block_room(f, b);
    b->insn[b->count] = insn;
    return &b->insn[b->count++];
}

struct mir_insn *mir_insert(struct mir_function *f, struct mir_block *b, u32 at,
                            struct mir_insn insn)
{
    block_room(f, b);
    memmove(b->insn + at + 1, b->insn + at, (b->count - at) * sizeof(*b->insn));
    b->insn[at] = insn;
    b->count++;
    return &b->insn[at];
}

void mir_remove(struct mir_block *b, u32 at)
{
    memmove(b->insn + at, b->insn + at + 1,
            (b->count - at - 1) * sizeof(*b->insn));
    b->count--;
}

bool mir_ends_block(const struct mir_insn *i)
{
    switch (i->op) {
    case ISA_JMP:
    case ISA_RJMP:
    case ISA_IRET:
    case MIR_RETURN:
    case MIR_TAILCALL:
    case MIR_GOTO:
        return true;
    case ISA_HALT:
        return true;
    default:
        return false;
    }
}

static void link(struct mir_function *f, struct mir_block *from,
                 struct mir_block *to)
{
    for (u32 k = 0; k < from->succ_count; k++) {
        if (from->succ[k] == to)
            return;
    }
    from->succ = arena_grow(f->arena, from->succ, from->succ_count * sizeof(to),
                            (from->succ_count + 1) * sizeof(to));
    from->succ[from->succ_count++] = to;
    if ((to->pred_count & (to->pred_count - 1)) == 0) {
        u32 room = to->pred_count ? to->pred_count * 2 : 1;
        to->pred = arena_grow(f->arena, to->pred, to->pred_count * sizeof(from),
                              room * sizeof(from));
    }
    to->pred[to->pred_count++] = from;
}

static void edges_of(struct mir_function *f, struct mir_block *b)
{
    bool ended = false;
    for (u32 k = 0; k < b->count; k++) {
        const struct mir_insn *i = &b->insn[k];
        if (i->kind == MIR_BLOCK && i->op != MIR_LOADI && i->op != ISA_CMPI)
            link(f, b, i->target);
        if (i->op == MIR_GOTO) {
            for (u32 t = 0; t < i->table->count; t++)
                link(f, b, i->table->at[t]);
        }
        ended = ended || mir_ends_block(i) || i->op == 0;
    }
    if (!ended && b->next)
        link(f, b, b->next);
}

void mir_find_edges(struct mir_function *f)
{
    for (struct mir_block *b = f->entry; b; b = b->next)
        b->succ_count = b->pred_count = 0;
    for (struct mir_block *b = f->entry; b; b = b->next)
        edges_of(f, b);
}
