/* SPDX-License-Identifier: MIT
 *
 * Emitters of control transfers. Jumps inside a region are jumps; out of it
 * they go through the cell of their address. A guest call pushes its slot in
 * guest memory and is a host call; a guest return pops the slot and is a host
 * return to a place that compares the address in ECX with its own.
 */
#include "jit_emit.h"

#include <vm/machine.h>

enum { SLOT = 8 }; /* bytes of a slot of the call stack */

void jit_NEXT(struct emit *e, const struct uop *u)
{
    (void)u;
    emit_edge(e, e->k->fall, e->insn->next, 0);
}

void jit_JUMP(struct emit *e, const struct uop *u)
{
    (void)u;
    emit_edge(e, e->k->taken, e->insn->target,
              emit_transfer(e, e->insn->target, TRANSFER_JUMP, false));
}

void jit_JCC(struct emit *e, const struct uop *u)
{
    u32 cc = emit_condition(e, u->imm);
    emit_cond_edges(e, cc,
                    emit_transfer(e, e->insn->target, TRANSFER_JUMP, false));
    emit_bound_fall(e, u->imm);
}

/* Only the fusion of lift.c makes these, and it does not work here. */
static void never(struct emit *e)
{
    e->x.full = true;
}

void jit_BR(struct emit *e, const struct uop *u)
{
    (void)u;
    never(e);
}
void jit_BRI(struct emit *e, const struct uop *u)
{
    (void)u;
    never(e);
}
void jit_BRZ(struct emit *e, const struct uop *u)
{
    (void)u;
    never(e);
}
void jit_BRNZ(struct emit *e, const struct uop *u)
{
    (void)u;
    never(e);
}

/* Eight bytes: a host store extends the sign of its immediate. */
static void store_slot(struct emit *e, struct x86_rm slot, u32 value)
{
    struct x86_rm high = slot;
    high.disp += 4;
    if ((i32)value >= 0) {
        x86_op(&e->x, 0xC7 | X_W, 0, slot, 4);
        x86_imm(&e->x, value, 4);
        return;
    }
    x86_mov_mi(&e->x, slot, value);
    x86_mov_mi(&e->x, high, 0);
}

/* Pushes the address behind the call. EAX changes. */
static void push_slot(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    struct cold *c = emit_cold(e, emit_site(e, SITE_UOP, u, X86_NONE), NULL);
    x86_alu_rr(x, X_CMP, R13, x86_m(RBP, NATIVE(call_floor)));
    c->from[0] = x86_jcc(x, CC_BE);
    x86_alu_i(x, X_SUB, x86_r(R13), SLOT);
    store_slot(e, emit_ram(R13, 0), e->insn->next);
    e->host_flags = HOST_NONE;
    if (!e->alone) { /* else native.call_floor tells of code there */
        x86_mov(x, RAX, x86_r(R13));
        emit_look_claimed(e, u, RAX);
    }
    emit_back(e, c);
}

static void call_begin(struct emit *e, const struct uop *u)
{
    push_slot(e, u);
    emit_write_back(e);
    emit_flags_out(e);
}

void jit_CALL(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    u32 to = e->insn->target;
    call_begin(e, u);
    emit_record_transfer(e, emit_transfer(e, to, TRANSFER_CALL, false));
    x86_mov_i(x, RCX, to);
    u32 cell = (to & 3) == 0 ? jit_cell(e->j, to) : 0;
    emit_mark(e, HOST_EXIT, to, 0);
    if ((to & 3) != 0)
        x86_call_to(x, e->j->rw + e->j->miss);
    else if (cell == 0)
        x->full = true;
    else
        x86_op(x, 0xFF, 2, x86_m(X86_RIP, (i32)cell), 0);
    emit_returned(e, e->insn->next);
}

static void call_to_rcx(struct emit *e)
{
    emit_record_transfer(e, emit_transfer(e, 0, TRANSFER_CALL, true));
    jit_emit_goto(e->j, &e->x, true);
    emit_returned(e, e->insn->next);
}

void jit_CALLR(struct emit *e, const struct uop *u)
{
    call_begin(e, u);
    x86_mov(&e->x, RCX, emit_loc(e, u->a));
    call_to_rcx(e);
}

/* The target is loaded before anything else happens, into RDX. */
void jit_CALLM(struct emit *e, const struct uop *u)
{
    struct uop word = *u;
    emit_write_back(e);
    word.code = UOP_LD32;
    word.d = 0xFF;
    emit_load_to(e, &word, RDX);
    call_begin(e, u);
    x86_mov(&e->x, RCX, x86_r(RDX));
    call_to_rcx(e);
}

/* To an address that the region does not have; ECX has it already. */
static void jump_away(struct emit *e, const struct uop *u)
{
    emit_write_back(e);
    emit_flags_out(e);
    x86_mov(&e->x, RCX, emit_loc(e, u->a));
    jit_emit_goto(e->j, &e->x, false);
}

/* The addresses from the lowest to the highest expected target. */
static void table_span(const struct emit *e, struct cold *c)
{
    const struct jit_build *b = e->b;
    u32 high = 0;
    c->low = UINT32_MAX;
    for (u32 i = 0; i < e->k->ways; i++) {
        u32 pc = b->block[b->way_block[e->k->way + i]].pc;
        c->low = pc < c->low ? pc : c->low;
        high = pc > high ? pc : high;
    }
    c->count = (high - c->low) / JIT_WAY_STEP + 1;
}

static bool ways_need_flags(const struct emit *e)
{
    for (u32 i = 0; i < e->k->ways; i++)
        if (e->b->block[e->b->way_block[e->k->way + i]].needs)
            return true;
    return false;
}

/* A jump through a table of the region's own code: one entry for each place
 * where an instruction may begin. ECX: the target. */
static void jump_inside(struct emit *e)
{
    struct x86 *x = &e->x;
    struct cold *c = emit_cold(e, 0, NULL);
    c->kind = COLD_TABLE;
    table_span(e, c);
    x86_lea(x, RAX, x86_m(RCX, 0 - (i32)c->low));
    x86_shift_i(x, 1, x86_r(RAX), JIT_WAY_SHIFT); /* ror: misaligned is large */
    x86_alu_i(x, X_CMP, x86_r(RAX), (i32)c->count);
    c->from[0] = x86_jcc(x, CC_AE);
    x86_op(x, 0x8D | X_W, RCX, x86_m(X86_RIP, 0), 0);
    c->table = x->full ? NULL : x->at - 4;
    x86_op(x, 0xFF, 4, x86_mx(RCX, RAX, 3, 0), 0);
    c->flags = e->flags;
    c->dirty = e->dirty;
    c->k = e->k;
    c->uop = &e->b->uop[e->uop];
}

/* What the table says of addresses that are no expected target. */
static void table_fill(struct emit *e, const struct cold *c, const u8 *away)
{
    const struct jit_build *b = e->b;
    u64 rx = (u64)(uintptr_t)e->j->rx;
    u64 *table = (u64 *)(void *)e->x.at;
    for (u32 i = 0; i < c->count; i++)
        table[i] = rx + (u64)(away - e->j->rw);
    for (u32 i = 0; i < c->k->ways; i++) {
        const struct jit_block *to = &b->block[b->way_block[c->k->way + i]];
        table[(to->pc - c->low) / JIT_WAY_STEP] =
            rx + (u64)(to->code - e->j->rw);
    }
    e->x.at += c->count * sizeof *table;
}

void emit_table(struct emit *e, const struct cold *c)
{
    struct x86 *x = &e->x;
    const u8 *away = x->at;
    e->dirty = c->dirty;
    e->flags = c->flags;
    emit_mark(e, HOST_COLD, c->pc, 0);
    jump_away(e, c->uop);
    u32 skip = (0 - (u32)(x->at - x->base)) % (u32)sizeof(u64);
    if (x->full || (size_t)(x->end - x->at) < (c->count + 1) * sizeof(u64)) {
        x->full = true;
        return;
    }
    emit_mark(e, HOST_DATA, c->pc, 0);
    x->at += skip;
    x86_here(x, c->table);
    table_fill(e, c, away);
}

void jit_JUMPR(struct emit *e, const struct uop *u)
{
    u32 transfer = emit_transfer(e, 0, TRANSFER_JUMP, true);
    if (ways_need_flags(e))
        emit_flags_out(e);
    x86_mov(&e->x, RCX, emit_loc(e, u->a));
    emit_record_transfer(e, transfer);
    if (e->k->ways != 0)
        jump_inside(e);
    else
        jump_away(e, u);
}

void jit_RET(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    struct uop pop = *u;
    pop.d = 0xFF;
    struct cold *c = emit_cold(e, emit_site(e, SITE_UOP, &pop, X86_NONE), NULL);
    x86_alu_rr(x, X_CMP, R13, x86_m(RBP, NATIVE(call_end)));
    c->from[0] = x86_jcc(x, CC_AE);
    x86_mov(x, RCX, emit_ram(R13, 0));
    x86_alu_i(x, X_ADD, x86_r(R13), SLOT);
    c->move = RCX;
    emit_back(e, c);
    emit_write_back(e);
    emit_flags_out(e);
    emit_record_transfer(e, emit_transfer(e, 0, TRANSFER_RETURN, true));
    x86_imm(x, 0xC3, 1);
}
