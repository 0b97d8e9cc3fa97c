/* SPDX-License-Identifier: MIT
 *
 * Emitters of MEMCPY and MEMSET: short ones between plain addresses that do
 * not overlap from above are a few moves of 16 bytes and less. Everything
 * else, also all of MOVS and FILL, is C.
 */
#include "jit_emit.h"

#include <vm/machine.h>

enum { SHORT = 128, CHUNK = 16 };

/* Leads to c unless the register is the address of storage with slack behind
 * it. Register windows do not matter: bytes reach the RAM beneath, docs/isa.md
 * section 4. ECX changes. */
static u8 *check_plain(struct emit *e, u8 guest, u8 reg)
{
    struct jit_range range = e->j->range_bytes;
    if ((e->plain & (u32)1 << guest) != 0)
        return NULL;
    x86_lea(&e->x, RCX, x86_m(reg, 0 - (i32)range.from));
    x86_alu_i(&e->x, X_CMP, x86_r(RCX), (i32)(range.size - EMIT_SLACK));
    return x86_jcc(&e->x, CC_AE);
}

/* Behind the stores: marks of all granules that [reg, reg + n) touches. */
static void look_behind_block(struct emit *e, const struct uop *u, u8 reg)
{
    struct x86 *x = &e->x;
    u32 site = emit_site(e, SITE_STORED, u, X86_NONE), jumps = 0;
    struct cold *c = emit_cold(e, site, NULL);
    for (u32 at = 0; at < u->imm;) {
        x86_lea(x, RCX, x86_m(reg, (i32)at));
        x86_shift_i(x, 5, x86_r(RCX), GRANULE_SHIFT);
        x86_op(x, X_BYTE | 0xF6, 0, emit_ram(RCX, emit_map(e)), 1);
        x86_imm(x, MARK_CODE | MARK_CLEAN, 1);
        c->from[jumps++] = x86_jcc(x, CC_NE);
        u32 next = at + GRANULE_BYTES;
        at = next >= u->imm && at != u->imm - 1 ? u->imm - 1 : next;
    }
    emit_back(e, c);
    e->host_flags = HOST_NONE;
}

/* By C, as a whole. */
static void by_c(struct emit *e, const struct uop *u)
{
    emit_call_out(e, emit_site(e, SITE_UOP, u, X86_NONE));
    e->host_flags = HOST_NONE;
}

static bool is_short(const struct emit *e, const struct uop *u)
{
    return u->imm != 0 && u->imm <= SHORT && !e->b->c->strict;
}

static void copy_chunk(struct emit *e, u32 size, struct x86_rm to,
                       struct x86_rm from)
{
    struct x86 *x = &e->x;
    u32 wide = size == 8 ? X_W : 0, half = size == 2 ? X_66 : 0;
    if (size == CHUNK) {
        x86_vex(x, X_0F | 0x10, XMM0, 0, from);
        x86_vex(x, X_0F | 0x11, XMM0, 0, to);
    } else if (size == 1) {
        x86_op(x, X_0F | 0xB6, RCX, from, 0);
        x86_op(x, X_BYTE | 0x88, RCX, to, 0);
    } else {
        x86_op(x, 0x8B | wide | half, RCX, from, 0);
        x86_op(x, 0x89 | wide | half, RCX, to, 0);
    }
}

/* The largest power of 2 that still fits, 16 at most. */
static u32 chunk_of(u32 rest)
{
    u32 size = CHUNK;
    while (size > rest)
        size /= 2;
    return size;
}

/* Leads to c when the bytes behind `from` reach up to `to`, which would repeat
 * them; the framebuffer's two windows are one storage. ECX changes. */
static void check_apart(struct emit *e, struct cold *c, u8 to,
                        struct x86_rm from, u32 n)
{
    struct x86 *x = &e->x;
    const struct ram *r = &e->b->c->m->bus.ram;
    u32 windows = r->fb_base - r->fb_alias;
    x86_mov(x, RCX, x86_r(to));
    x86_alu_rr(x, X_SUB, RCX, from);
    x86_alu_i(x, X_CMP, x86_r(RCX), (i32)n);
    c->from[2] = x86_jcc(x, CC_B);
    x86_alu_i(x, X_ADD, x86_r(RCX), (i32)windows);
    x86_alu_i(x, X_CMP, x86_r(RCX), (i32)n);
    c->from[3] = x86_jcc(x, CC_B);
    x86_alu_i(x, X_SUB, x86_r(RCX), (i32)(2 * windows));
    x86_alu_i(x, X_CMP, x86_r(RCX), (i32)n);
    c->from[4] = x86_jcc(x, CC_B);
}

/* A source that no host register has is in RCX, and again after each chunk
 * that went through it. */
static void copy_chunks(struct emit *e, const struct uop *u, u8 to)
{
    u8 own = emit_host(e, u->a), from = own != X86_NONE ? own : RCX;
    bool lost = own == X86_NONE;
    for (u32 at = 0, size; at < u->imm; at += size) {
        size = chunk_of(u->imm - at);
        if (lost)
            x86_mov(&e->x, RCX, emit_core(u->a));
        copy_chunk(e, size, emit_ram(to, (i32)at), emit_ram(from, (i32)at));
        lost = own == X86_NONE && size != CHUNK;
    }
}

void jit_MEMCPY(struct emit *e, const struct uop *u)
{
    if (!is_short(e, u)) {
        by_c(e, u);
        return;
    }
    struct cold *c = emit_cold(e, emit_site(e, SITE_UOP, u, X86_NONE), NULL);
    c->from[0] = check_plain(e, u->a, emit_use(e, u->a, RAX));
    u8 to = emit_use(e, u->d, RAX);
    c->from[1] = check_plain(e, u->d, to);
    check_apart(e, c, to, emit_loc(e, u->a), u->imm);
    copy_chunks(e, u, to);
    look_behind_block(e, u, to);
    emit_back(e, c);
}

static void fill_chunk(struct emit *e, u32 size, struct x86_rm to)
{
    struct x86 *x = &e->x;
    if (size == CHUNK)
        x86_vex(x, X_0F | 0x11, XMM0, 0, to);
    else if (size == 8)
        x86_vex(x, X_66 | X_0F | 0xD6, XMM0, 0, to);
    else if (size == 4)
        x86_op(x, 0x89, RCX, to, 0);
    else if (size == 2)
        x86_op(x, X_66 | 0x89, RCX, to, 0);
    else
        x86_op(x, X_BYTE | 0x88, RCX, to, 0);
}

void jit_MEMSET(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    if (!is_short(e, u)) {
        by_c(e, u);
        return;
    }
    struct cold *c = emit_cold(e, emit_site(e, SITE_UOP, u, X86_NONE), NULL);
    u8 to = emit_use(e, u->d, RAX);
    c->from[0] = check_plain(e, u->d, to);
    x86_op(x, X_0F | X_BYTE | 0xB6, RCX, emit_loc(e, u->a), 0);
    x86_op(x, 0x69, RCX, x86_r(RCX), 4); /* imul */
    x86_imm(x, 0x01010101, 4);
    x86_vex(x, X_66 | X_0F | 0x6E, XMM0, 0, x86_r(RCX));
    x86_vex(x, X_66 | X_0F | 0x70, XMM0, 0, x86_r(XMM0)); /* pshufd */
    x86_imm(x, 0, 1);
    for (u32 at = 0, size; at < u->imm; at += size) {
        size = chunk_of(u->imm - at);
        fill_chunk(e, size, emit_ram(to, (i32)at));
    }
    look_behind_block(e, u, to);
    emit_back(e, c);
}
