/* SPDX-License-Identifier: MIT
 *
 * The frame, from the stack pointer up: words for stack arguments of callees,
 * slots, saved registers; above it the caller's stack arguments. The stack
 * pointer moves once where the frame begins and once at each way out. With
 * locals of variable size a frame pointer keeps the place. No slot is aligned
 * to more than 8.
 */
#include "allocate.h"

struct frame {
    struct mir_function *f;
    u32 *offset; /* of slots, from the bottom of the frame */
    u32 size;    /* multiple of 8 */
    u32 saved;   /* mask of registers to save */
    u32 saved_at;
    u32 pointer;             /* register that slots are addressed by */
    bool moves;              /* uses a frame pointer */
    struct mir_block *start; /* that the frame begins in; NULL: the entry */
};

static u32 round_up(u32 n, u32 unit)
{
    return (n + unit - 1) / unit * unit;
}

static u32 written(struct mir_function *f)
{
    struct registers r;
    u32 mask = 0;
    for (struct mir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            registers_of(&b->insn[k], &r);
            for (u32 d = 0; d < r.defs; d++)
                mask |= 1u << (*r.def[d] & 31);
            if (b->insn[k].op == MIR_ASM)
                mask |= r.def_mask;
        }
    }
    return mask;
}

static bool *slots_used(struct mir_function *f)
{
    bool *used = ARENA_ARRAY(f->arena, bool, f->slot_count + 1);
    for (struct mir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            if (b->insn[k].kind == MIR_SLOT)
                used[b->insn[k].slot] = true;
        }
    }
    return used;
}

static void plan(struct frame *p)
{
    struct mir_function *f = p->f;
    bool *used = slots_used(f);
    u32 at = round_up(f->outgoing_bytes, 8);
    p->offset = ARENA_ARRAY(f->arena, u32, f->slot_count + 1);
    for (u32 k = 0; k < f->slot_count; k++) {
        if (!used[k])
            continue;
        u32 align = f->slot[k].align ? f->slot[k].align : 1;
        at = round_up(at, align);
        p->offset[k] = at;
        at += f->slot[k].size;
    }
    p->saved =
        f->lir->interrupt || f->lir->naked ? 0 : written(f) & MIR_CALLEE_SAVED;
    p->moves = f->has_alloca || f->lir->keep_frame;
    p->pointer = MIR_SP;
    if (p->moves && !f->lir->interrupt)
        p->saved |= 1u << mir_frame_register(f);
    p->saved_at = round_up(at, 4);
    at = p->saved_at + 4 * (u32)__builtin_popcount(p->saved);
    p->size = round_up(at, 8);
}

static struct mir_insn with_imm(u16 op, u32 rd, u32 rs1, i32 imm)
{
    struct mir_insn i = mir_insn(op);
    i.rd = rd;
    i.rs1 = rs1;
    i.imm = imm;
    return i;
}

/* Entry: sp goes down, registers are saved; the frame pointer is the stack
 * pointer of the entry, from which everything below is a negative offset. */
static void prologue(struct frame *p)
{
    struct mir_block *b = p->start ? p->start : p->f->entry;
    u32 at = p->start ? 0 : 1;
    if (p->size != 0)
        mir_insert(p->f, b, at++,
                   with_imm(ISA_SUBI, MIR_SP, MIR_SP, (i32)p->size));
    u32 k = 0;
    for (u32 r = 0; r < 32; r++) {
        if (p->saved >> r & 1)
            mir_insert(
                p->f, b, at++,
                with_imm(ISA_STORE32, r, MIR_SP, (i32)(p->saved_at + 4 * k++)));
    }
    if (!p->moves)
        return;
    u32 fp = mir_frame_register(p->f);
    mir_insert(p->f, b, at++, with_imm(ISA_ADDI, fp, MIR_SP, (i32)p->size));
}

/* Before a way out; returns how many instructions were put in. */
static u32 epilogue(struct frame *p, struct mir_block *b, u32 at)
{
    u32 start = at, k = 0;
    if (p->moves)
        mir_insert(
            p->f, b, at++,
            with_imm(ISA_SUBI, MIR_SP, mir_frame_register(p->f), (i32)p->size));
    for (u32 r = 0; r < 32; r++) {
        if (p->saved >> r & 1)
            mir_insert(
                p->f, b, at++,
                with_imm(ISA_LOAD32, r, MIR_SP, (i32)(p->saved_at + 4 * k++)));
    }
    if (p->size != 0)
        mir_insert(p->f, b, at++,
                   with_imm(ISA_ADDI, MIR_SP, MIR_SP, (i32)p->size));
    return at - start;
}

/* Slots are at sp + offset as long as sp stays, else at fp - size + offset. */
static bool by_pointer(const struct frame *p)
{
    return p->moves && p->f->has_alloca;
}

static void resolve(struct frame *p, struct mir_insn *i)
{
    u32 base;
    i32 offset;
    switch (i->kind) {
    case MIR_SLOT:
        base = by_pointer(p) ? mir_frame_register(p->f) : MIR_SP;
        offset = (i32)p->offset[i->slot] - (by_pointer(p) ? (i32)p->size : 0);
        break;
    case MIR_OUTGOING:
        base = MIR_SP;
        offset = 0;
        break;
    case MIR_INCOMING:
        base = p->moves ? mir_frame_register(p->f) : MIR_SP;
        offset = p->moves ? 0 : (i32)p->size;
        break;
    default:
        return;
    }
    i->kind = MIR_NUMBER;
    i->imm = (i32)((u32)i->imm + (u32)offset);
    i->rs1 = base;
    if (i->op == ISA_ADDI && i->imm == 0) {
        i->op = MIR_COPY;
        if (i->rd == base)
            i->op = ISA_MOV;
    }
}

/* rd = sp - rs1, aligned, with the callees' argument words kept below. */
static u32 expand_alloca(struct frame *p, struct mir_block *b, u32 at)
{
    struct mir_insn a = b->insn[at];
    u32 below = round_up(p->f->outgoing_bytes, 8);
    i32 align = a.imm > 8 ? a.imm : 8;
    struct mir_insn sub = mir_insn(ISA_SUB);
    sub.rd = MIR_SP;
    sub.rs1 = MIR_SP;
    sub.rs2 = a.rs1;
    b->insn[at++] = sub;
    if (align > 8 && below != 0) /* the block is aligned, not sp */
        mir_insert(p->f, b, at++, with_imm(ISA_SUBI, MIR_SP, MIR_SP, align));
    mir_insert(p->f, b, at++, with_imm(ISA_ANDI, MIR_SP, MIR_SP, -align));
    mir_insert(
        p->f, b, at++,
        with_imm(ISA_ADDI, a.rd, MIR_SP, (i32)round_up(below, (u32)align)));
    return at;
}

static bool has_frame(const struct frame *p, const struct mir_block *b)
{
    return !p->f->lir->naked && (!p->start || p->f->framed[b->id]);
}

void mir_frame(struct mir_function *f)
{
    struct frame p = {.f = f};
    plan(&p);
    p.start = !p.moves && shrink_holds(f) ? f->frame_start : NULL;
    if (f->lir->naked) {
        p.size = 0;
        p.moves = false;
    }
    for (struct mir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            struct mir_insn *i = &b->insn[k];
            if (i->op == MIR_ALLOCA)
                k = expand_alloca(&p, b, k) - 1;
            else if (i->op == MIR_RETURN || i->op == MIR_TAILCALL)
                k += has_frame(&p, b) ? epilogue(&p, b, k) : 0;
            else
                resolve(&p, i);
        }
    }
    if (!f->lir->naked)
        prologue(&p);
}
