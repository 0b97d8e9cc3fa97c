/* SPDX-License-Identifier: MIT
 *
 * Emitters of atomics, of the data stack, and of what C does as a whole:
 * ports, instructions with C semantics. An atomic is a LOCK
 * instruction where its address is an aligned word of RAM without marks.
 */
#include "jit_emit.h"

#include <vm/machine.h>

/* --- atomics --- */

void emit_look_claimed(struct emit *e, const struct uop *u, u8 reg)
{
    struct x86 *x = &e->x;
    e->host_flags = HOST_NONE;
    if (e->alone)
        return; /* asked before, and nobody can have claimed it since */
    u32 site = emit_site(e, SITE_CLAIMED, u, X86_NONE);
    x86_shift_i(x, 5, x86_r(reg), GRANULE_SHIFT);
    x86_op(x, X_BYTE | 0xF6, 0, emit_ram(reg, emit_map(e)), 1); /* test */
    x86_imm(x, MARK_CODE, 1);
    struct cold *c = emit_cold(e, site, x86_jcc(x, CC_NE));
    c->base = reg;
    emit_back(e, c);
}

/* EAX = address of an aligned word in RAM, outside every window. For a change
 * there are no claims there either: C drops them before it makes the change,
 * so that a core that waits for it finds that its code is stale. */
static struct cold *atomic_begin(struct emit *e, const struct uop *u)
{
    u32 marks = u->code == UOP_LDAR ? (u8)~MARK_CODE : 0xFF;
    struct cold *c =
        emit_cold(e, emit_site(e, SITE_UOP, u, emit_host(e, u->d)), NULL);
    emit_address(e, u, 0);
    c->from[0] = emit_check_granule(e, marks);
    c->from[1] = emit_check_aligned(e, RAX, 4);
    e->host_flags = HOST_NONE;
    return c;
}

/* The word at EAX against register d; EAX = what was there. Then RCX is the
 * address, and EFLAGS still those of the comparison. */
static void compare_exchange(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    u8 value = emit_host(e, u->b);
    if (value != X86_NONE) {
        x86_mov(x, RCX, x86_r(RAX));
        x86_mov(x, RAX, emit_loc(e, u->d));
        x86_op(x, X_LOCK | X_0F | 0xB1, value, emit_ram(RCX, 0), 0);
        return;
    }
    /* A third register is needed, RDX. */
    x86_op(x, 0x89 | X_W, RDX, x86_m(RBP, NATIVE(save) + 8 * RDX), 0);
    x86_mov_to(x, x86_m(RBP, NATIVE(result)), RAX);
    x86_mov(x, RCX, emit_core(u->b));
    x86_mov(x, RAX, emit_loc(e, u->d));
    x86_mov(x, RDX, x86_m(RBP, NATIVE(result)));
    x86_op(x, X_LOCK | X_0F | 0xB1, RCX, emit_ram(RDX, 0), 0);
    x86_mov(x, RCX, x86_r(RDX));
    x86_op(x, 0x8B | X_W, RDX, x86_m(RBP, NATIVE(save) + 8 * RDX), 0);
}

/* native.result, like C's: 1 when there was another value. */
void jit_CAS(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    struct cold *c = atomic_begin(e, u);
    bool used = emit_flags_used(e);
    compare_exchange(e, u);
    emit_set(e, u->d, RAX);
    if (used) {
        x86_op(x, X_0F | X_BYTE | 0x90 | CC_NE, 0, x86_r(RAX), 0);
        x86_op(x, X_0F | X_BYTE | 0xB6, RAX, x86_r(RAX), 0);
        x86_mov_to(x, x86_m(RBP, NATIVE(result)), RAX);
    }
    emit_look_claimed(e, u, RCX);
    emit_back(e, c);
    if (used) {
        emit_core_flags(e, FLAGS_SUB, RAX, x86_m(RBP, 0));
        e->recorded = true;
        x86_test_rr(x, RAX, RAX);
        e->host_flags = HOST_INT;
    }
}

void jit_XADD(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    struct cold *c = atomic_begin(e, u);
    bool lost = u->d == u->b;
    x86_mov(x, RCX, emit_loc(e, u->b));
    if (lost)
        x86_mov_to(x, x86_m(RBP, CORE(flags.b)), RCX);
    x86_op(x, X_LOCK | X_0F | 0xC1, RCX, emit_ram(RAX, 0), 0);
    emit_set(e, u->d, RCX);
    if (lost) {
        x86_mov_to(x, x86_m(RBP, CORE(flags.a)), RCX);
        x86_mov_mi(x, x86_m(RBP, CORE(flags.kind)), FLAGS_ADD);
        e->recorded = true;
    }
    emit_look_claimed(e, u, RAX);
    emit_back(e, c);
}

void jit_XCHG(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    struct cold *c = atomic_begin(e, u);
    x86_mov(x, RCX, emit_loc(e, u->b));
    x86_op(x, 0x87, RCX, emit_ram(RAX, 0), 0);
    emit_set(e, u->d, RCX);
    emit_look_claimed(e, u, RAX);
    emit_back(e, c);
}

/* x86 orders a load before all that follows, a store behind all before. */
void jit_LDAR(struct emit *e, const struct uop *u)
{
    struct cold *c = atomic_begin(e, u);
    u8 d = emit_dest(e, u->d, RAX);
    x86_mov(&e->x, d, emit_ram(RAX, 0));
    emit_set(e, u->d, d);
    emit_back(e, c);
}

void jit_STLR(struct emit *e, const struct uop *u)
{
    struct cold *c = atomic_begin(e, u);
    x86_mov_to(&e->x, emit_ram(RAX, 0), emit_use(e, u->d, RCX));
    emit_look_claimed(e, u, RAX);
    emit_back(e, c);
}

/* The next fetch sees what other cores have done to code. */
void jit_FENCE(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    (void)u;
    x86_op(x, X_LOCK | 0x83, X_OR, x86_m(RSP, 0), 1);
    x86_imm(x, 0, 1);
    x86_alu_i(x, X_CMP, x86_m(RBP, CORE(pending)), 0);
    u8 *asked = x86_jcc(x, CC_NE);
    u32 site = emit_site(e, SITE_LEAVE, NULL, X86_NONE);
    struct jit_site *s = jit_at(e->j, site);
    if (site != 0) {
        s->ip = s->next;
        s->adj--;
    }
    emit_cold(e, site, asked);
    e->host_flags = HOST_NONE;
}

/* --- the data stack --- */

#define DATA_FIELD(field)                                \
    x86_m(RBP, (i32)(offsetof(struct core, stack) +      \
                     STACK_DATA * sizeof(struct stack) + \
                     offsetof(struct stack, field)))

/* ECX = address of the slot with the number in EAX. */
static void slot_address(struct emit *e)
{
    x86_mov(&e->x, RCX, DATA_FIELD(base));
    x86_lea(&e->x, RCX, x86_mx(RCX, RAX, 2, 0));
}

/* Where the stack is, is for its ports to judge; there may be code. */
void jit_PUSH(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    struct cold *c = emit_cold(e, emit_site(e, SITE_UOP, u, X86_NONE), NULL);
    u32 stored = emit_site(e, SITE_STORED, u, X86_NONE);
    x86_mov(x, RAX, DATA_FIELD(index));
    x86_alu_i(x, X_SUB, x86_r(RAX), 1);
    c->from[0] = x86_jcc(x, CC_B);
    slot_address(e);
    c->from[1] = emit_check_aligned(e, RCX, 4);
    x86_mov_to(x, DATA_FIELD(index), RAX);
    x86_mov_to(x, emit_ram(RCX, 0), emit_use(e, u->d, RAX));
    x86_shift_i(x, 5, x86_r(RCX), GRANULE_SHIFT);
    x86_op(x, X_BYTE | 0xF6, 0, emit_ram(RCX, emit_map(e)), 1);
    x86_imm(x, MARK_CODE, 1);
    emit_back(e, emit_cold(e, stored, x86_jcc(x, CC_NE)));
    emit_back(e, c);
    e->host_flags = HOST_NONE;
}

void jit_POP(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    struct cold *c =
        emit_cold(e, emit_site(e, SITE_UOP, u, emit_host(e, u->d)), NULL);
    u8 d = emit_dest(e, u->d, RCX);
    x86_mov(x, RAX, DATA_FIELD(index));
    x86_alu_rr(x, X_CMP, RAX, DATA_FIELD(count));
    c->from[0] = x86_jcc(x, CC_AE);
    slot_address(e);
    c->from[1] = emit_check_aligned(e, RCX, 4);
    x86_alu_i(x, X_ADD, DATA_FIELD(index), 1);
    x86_mov(x, d, emit_ram(RCX, 0));
    emit_set(e, u->d, d);
    emit_back(e, c);
    e->host_flags = HOST_NONE;
}

/* --- all by C --- */

/* All of it is done by C. */
static void call_out(struct emit *e, const struct uop *u)
{
    emit_call_out(e, emit_site(e, SITE_UOP, u, emit_host(e, u->d)));
    e->host_flags = HOST_NONE;
}

/* The same for what writes register d. */
static void call_out_for(struct emit *e, const struct uop *u)
{
    u8 host = emit_host(e, u->d);
    call_out(e, u);
    if (host != X86_NONE)
        e->dirty |= (u16)(1u << host);
}

void jit_IN(struct emit *e, const struct uop *u)
{
    call_out_for(e, u);
}
void jit_OUT(struct emit *e, const struct uop *u)
{
    call_out(e, u);
}

/* Its operands are what the instruction says, not always registers. */
void jit_HELP(struct emit *e, const struct uop *u)
{
    emit_call_out(e, emit_site(e, SITE_UOP, u, X86_NONE));
    e->host_flags = HOST_NONE;
    e->flags = FLAGS_IN_CORE;
    if (e->insn->ended) /* it did not stop after all */
        emit_edge(e, JIT_NO_BLOCK, e->insn->next, 0);
}
