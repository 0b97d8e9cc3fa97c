/* SPDX-License-Identifier: MIT
 *
 * Emitters of loads, stores, atomics and stacks. The guest address is in EAX,
 * without the low bits of 64-bit arithmetic that x86 would add. A load is
 * plain when its address is in a range that has storage and no window, by one
 * comparison; a store when its granule has no mark. Everything else is C.
 */
#include "jit_emit.h"

#include <vm/machine.h>

static struct x86_rm ram_at(u8 address, i32 disp)
{
    return x86_mx(R14, address, 0, disp);
}

static bool indexed(u16 code)
{
    return (code >= UOP_LDX8 && code <= UOP_LDXS16) ||
           (code >= UOP_STX8 && code <= UOP_STX32);
}

/* EAX = address + add. EFLAGS may change. */
static void address(struct emit *e, const struct uop *u, u32 add)
{
    struct x86 *x = &e->x;
    i32 disp = (i32)(u->imm + add);
    u8 a = emit_host(e, u->a), b = emit_host(e, u->b);
    e->host_flags = HOST_NONE;
    if (!indexed(u->code)) {
        a = emit_use(e, u->a, RAX);
        if (disp != 0)
            x86_lea(x, RAX, x86_m(a, disp));
        else
            x86_mov(x, RAX, x86_r(a));
        return;
    }
    if (a == X86_NONE) {
        u8 other = a;
        a = b;
        b = other;
        x86_mov(x, RAX, emit_core(u->a));
        if (a == X86_NONE) {
            x86_alu_rr(x, X_ADD, RAX, emit_core(u->b));
            a = RAX;
        } else {
            b = RAX;
        }
    } else if (b == X86_NONE) {
        x86_mov(x, RAX, emit_core(u->b));
        b = RAX;
    }
    if (b == X86_NONE)
        x86_lea(x, RAX, x86_m(a, disp));
    else
        x86_lea(x, RAX, x86_mx(a, b, 0, disp));
}

/* --- checks
 * ---------------------------------------------------------------------- */

/* Jumps when the granule of EAX has one of the marks. Clobbers ECX. */
static u8 *check_granule(struct emit *e, u32 marks)
{
    struct x86 *x = &e->x;
    const struct ram *r = &e->b->c->m->bus.ram;
    i32 map = (i32)((const u8 *)r->map - r->base);
    x86_mov(x, RCX, x86_r(RAX));
    x86_shift_i(x, 5, x86_r(RCX), GRANULE_SHIFT);
    x86_op(x, X_BYTE | 0xF6, 0, ram_at(RCX, map), 1); /* test */
    x86_imm(x, marks, 1);
    return x86_jcc(x, CC_NE);
}

/* Jumps when `reg` is not a multiple of size; NULL: no need to look. */
static u8 *check_aligned(struct emit *e, u8 reg, u32 size)
{
    if (size == 1)
        return NULL;
    x86_op(&e->x, X_BYTE | 0xF6, 0, x86_r(reg), 1);
    x86_imm(&e->x, size - 1, 1);
    return x86_jcc(&e->x, CC_NE);
}

/* --- loads
 * ----------------------------------------------------------------------- */

/* Where the address of this load may be without a second look: the range it
 * is in now, unless that has proved wrong. */
static struct jit_range range_of(const struct emit *e, const struct uop *u,
                                 u32 width)
{
    const struct jit *j = e->j;
    const struct core *c = e->b->c;
    if (width != 4)
        return j->range_bytes;
    u32 hint = atomic_load_explicit(&j->hint[jit_hint_slot(e->insn->pc)],
                                    memory_order_relaxed);
    if (hint == JIT_HINT_MAP)
        return (struct jit_range){0, 0};
    if (hint != 0)
        return j->range[hint - 1];
    u32 at = c->r[u->a] + u->imm + (indexed(u->code) ? c->r[u->b] : 0);
    for (u32 i = 0; i < j->ranges; i++)
        if (at - j->range[i].from < j->range[i].size)
            return j->range[i];
    return j->range[0];
}

/* d: where to; result: the same for C. */
static struct cold *load_to(struct emit *e, const struct uop *u, u32 width,
                            u32 code, u8 d, u8 result)
{
    struct x86 *x = &e->x;
    struct jit_range range = range_of(e, u, width);
    struct cold *c = emit_cold(e, emit_site(e, SITE_UOP, u, result), NULL);
    if (e->b->c->strict || range.size == 0) {
        range.from = 0;
        address(e, u, 0);
        c->from[0] = check_granule(e, MARK_LOAD);
        c->from[1] = check_aligned(e, RAX, width);
    } else {
        address(e, u, 0 - range.from);
        x86_alu_i(x, X_CMP, x86_r(RAX), (i32)range.size);
        c->from[0] = x86_jcc(x, CC_AE);
        if (width == 2)
            c->from[1] = check_aligned(e, RAX, width);
    }
    c->add = (i32)range.from;
    x86_op(x, code, d, ram_at(RAX, (i32)range.from), 0);
    e->host_flags = HOST_NONE;
    return c;
}

static void load(struct emit *e, const struct uop *u, u32 width, u32 code)
{
    u8 d = emit_dest(e, u->d, RAX);
    struct cold *c = load_to(e, u, width, code, d, emit_host(e, u->d));
    emit_set(e, u->d, d);
    emit_back(e, c);
}

void emit_load_to(struct emit *e, const struct uop *u, u8 d)
{
    emit_back(e, load_to(e, u, 4, 0x8B, d, d));
}

#define LOAD(name, width, code)                          \
    void jit_##name(struct emit *e, const struct uop *u) \
    {                                                    \
        load(e, u, width, code);                         \
    }
LOAD(LD8, 1, X_0F | 0xB6)
LOAD(LD16, 2, X_0F | 0xB7)
LOAD(LD32, 4, 0x8B)
LOAD(LDS8, 1, X_0F | 0xBE)
LOAD(LDS16, 2, X_0F | 0xBF)
LOAD(LDF32, 4, 0x8B)
LOAD(LDX8, 1, X_0F | 0xB6)
LOAD(LDX16, 2, X_0F | 0xB7)
LOAD(LDX32, 4, 0x8B)
LOAD(LDXS8, 1, X_0F | 0xBE)
LOAD(LDXS16, 2, X_0F | 0xBF)

/* --- stores
 * ---------------------------------------------------------------------- */

static void store(struct emit *e, const struct uop *u, u32 width)
{
    struct x86 *x = &e->x;
    struct cold *c = emit_cold(e, emit_site(e, SITE_UOP, u, X86_NONE), NULL);
    address(e, u, 0);
    c->from[0] = check_granule(e, 0xFF);
    c->from[1] = check_aligned(e, RAX, width);
    u8 value = emit_use(e, u->d, RCX);
    u32 code = width == 1 ? X_BYTE | 0x88 : width == 2 ? X_66 | 0x89 : 0x89;
    x86_op(x, code, value, ram_at(RAX, 0), 0);
    emit_back(e, c);
    e->host_flags = HOST_NONE;
}

void jit_ST8(struct emit *e, const struct uop *u)
{
    store(e, u, 1);
}
void jit_ST16(struct emit *e, const struct uop *u)
{
    store(e, u, 2);
}
void jit_ST32(struct emit *e, const struct uop *u)
{
    store(e, u, 4);
}
void jit_STX8(struct emit *e, const struct uop *u)
{
    store(e, u, 1);
}
void jit_STX16(struct emit *e, const struct uop *u)
{
    store(e, u, 2);
}
void jit_STX32(struct emit *e, const struct uop *u)
{
    store(e, u, 4);
}

/* --- atomics
 * --------------------------------------------------------------------- */

/* EAX = address of an aligned word in RAM, outside every window. */
static struct cold *atomic_begin(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    const struct ram *r = &e->b->c->m->bus.ram;
    struct cold *c =
        emit_cold(e, emit_site(e, SITE_UOP, u, emit_host(e, u->d)), NULL);
    address(e, u, 0);
    c->from[0] = check_granule(e, 0xFF);
    c->from[1] = check_aligned(e, RAX, 4);
    x86_lea(x, RCX, x86_m(RAX, 0 - (i32)r->fb_alias));
    x86_alu_i(x, X_CMP, x86_r(RCX), (i32)r->fb_bytes);
    c->from[2] = x86_jcc(x, CC_B);
    x86_alu_i(x, X_CMP, x86_r(RAX), (i32)r->size);
    c->from[3] = x86_jcc(x, CC_AE);
    e->host_flags = HOST_NONE;
    return c;
}

void jit_CAS(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    struct cold *c = atomic_begin(e, u);
    u8 value = emit_host(e, u->b);
    /* EAX must be the expected value: the address moves to RDX. */
    x86_op(x, 0x89 | X_W, RDX, x86_m(RBP, NATIVE(save) + 8 * RDX), 0);
    x86_mov(x, RCX, value == X86_NONE ? emit_core(u->b) : x86_r(value));
    x86_op(x, 0x89, RAX, x86_m(RBP, NATIVE(result)), 0);
    x86_mov(x, RAX, emit_loc(e, u->d));
    x86_mov(x, RDX, x86_m(RBP, NATIVE(result)));
    x86_op(x, X_LOCK | X_0F | 0xB1, RCX, ram_at(RDX, 0), 0);
    x86_op(x, X_0F | X_BYTE | 0x90 | CC_NE, 0, x86_r(RCX), 0);
    x86_op(x, X_0F | X_BYTE | 0xB6, RCX, x86_r(RCX), 0);
    x86_op(x, 0x8B | X_W, RDX, x86_m(RBP, NATIVE(save) + 8 * RDX), 0);
    emit_set(e, u->d, RAX);
    c->move = RCX;
    emit_back(e, c);
    if (emit_flags_used(e)) {
        emit_core_flags(e, FLAGS_SUB, RCX, x86_m(RBP, 0));
        e->recorded = true;
        x86_test_rr(x, RCX, RCX);
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
    x86_op(x, X_LOCK | X_0F | 0xC1, RCX, ram_at(RAX, 0), 0);
    emit_set(e, u->d, RCX);
    if (lost) {
        x86_mov_to(x, x86_m(RBP, CORE(flags.a)), RCX);
        x86_mov_mi(x, x86_m(RBP, CORE(flags.kind)), FLAGS_ADD);
        e->recorded = true;
    }
    emit_back(e, c);
}

void jit_XCHG(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    struct cold *c = atomic_begin(e, u);
    x86_mov(x, RCX, emit_loc(e, u->b));
    x86_op(x, 0x87, RCX, ram_at(RAX, 0), 0);
    emit_set(e, u->d, RCX);
    emit_back(e, c);
}

/* x86 orders a load before all that follows, a store behind all before. */
void jit_LDAR(struct emit *e, const struct uop *u)
{
    struct cold *c = atomic_begin(e, u);
    u8 d = emit_dest(e, u->d, RAX);
    x86_mov(&e->x, d, ram_at(RAX, 0));
    emit_set(e, u->d, d);
    emit_back(e, c);
}

void jit_STLR(struct emit *e, const struct uop *u)
{
    struct cold *c = atomic_begin(e, u);
    x86_mov_to(&e->x, ram_at(RAX, 0), emit_use(e, u->d, RCX));
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

/* --- data stack, block moves, ports, C
 * --------------------------------------------- */

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

void jit_PUSH(struct emit *e, const struct uop *u)
{
    call_out(e, u);
}
void jit_POP(struct emit *e, const struct uop *u)
{
    call_out_for(e, u);
}
void jit_MEMSET(struct emit *e, const struct uop *u)
{
    call_out(e, u);
}
void jit_MEMCPY(struct emit *e, const struct uop *u)
{
    call_out(e, u);
}
void jit_IN(struct emit *e, const struct uop *u)
{
    call_out_for(e, u);
}
void jit_OUT(struct emit *e, const struct uop *u)
{
    call_out(e, u);
}

void jit_HELP(struct emit *e, const struct uop *u)
{
    call_out(e, u);
    e->flags = FLAGS_IN_CORE;
}
