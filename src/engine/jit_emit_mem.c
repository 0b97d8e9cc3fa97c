/* SPDX-License-Identifier: MIT
 *
 * Emitters of loads and stores. The guest address is in EAX, without the bits
 * above 32 that x86 would add. An access is plain when its address is in a
 * range that has storage and no window, which one comparison tells; another
 * address is left to C.
 *
 * A base register that several accesses of a block use is compared once. It
 * then is a fact for the rest of the block, so code that finds it false does
 * not go on here.
 *
 * A store looks behind itself whether its granule has a mark: whoever claims
 * code sets the mark first and then orders it before reading.
 */
#include "jit_emit.h"

#include <vm/machine.h>

i32 emit_map(const struct emit *e)
{
    const struct ram *r = &e->b->c->m->bus.ram;
    return (i32)((const u8 *)r->map - r->base);
}

/* The same of the claims of bytes, ram->code. */
static i32 code_map(void)
{
    return -(i32)RAM_CODE_DISTANCE;
}

void emit_address(struct emit *e, const struct uop *u, u32 add)
{
    struct x86 *x = &e->x;
    i32 disp = (i32)(u->imm + add);
    e->host_flags = HOST_NONE;
    if (!emit_is_indexed(u->code)) { /* b may be anything */
        u8 a = emit_use(e, u->a, RAX);
        if (disp != 0)
            x86_lea(x, RAX, x86_m(a, disp));
        else
            x86_mov(x, RAX, x86_r(a));
        return;
    }
    if (emit_host(e, u->a) == X86_NONE && emit_host(e, u->b) == X86_NONE) {
        x86_mov(x, RAX, emit_core(u->a));
        x86_alu_rr(x, X_ADD, RAX, emit_core(u->b));
        x86_lea(x, RAX, x86_m(RAX, disp));
        return;
    }
    u8 a = emit_use(e, u->a, RAX), b = emit_use(e, u->b, RAX);
    x86_lea(x, RAX, x86_mx(a, b, 0, disp));
}

/* --- checks --- */

u8 *emit_check_granule(struct emit *e, u32 marks)
{
    struct x86 *x = &e->x;
    x86_mov(x, RCX, x86_r(RAX));
    x86_shift_i(x, 5, x86_r(RCX), GRANULE_SHIFT);
    x86_op(x, X_BYTE | 0xF6, 0, emit_ram(RCX, emit_map(e)), 1); /* test */
    x86_imm(x, marks, 1);
    return x86_jcc(x, CC_NE);
}

u8 *emit_check_aligned(struct emit *e, u8 reg, u32 size)
{
    if (size == 1)
        return NULL;
    x86_op(&e->x, X_BYTE | 0xF6, 0, x86_r(reg), 1);
    x86_imm(&e->x, size - 1, 1);
    return x86_jcc(&e->x, CC_NE);
}

/* Another such access with the same base stands in the rest of the block. */
static bool used_again(const struct emit *e, const struct uop *u)
{
    u32 end = jit_end_uop(e->b, e->k);
    if (jit_uop_regs(u).writes & (u32)1 << u->a)
        return false;
    for (u32 i = e->uop + 1; i < end; i++) {
        const struct uop *n = &e->b->uop[i];
        if (n->a == u->a && emit_is_near(n))
            return true;
        if (n->code == UOP_HELP ||
            (jit_uop_regs(n).writes & (u32)1 << u->a) != 0)
            return false;
    }
    return false;
}

/* An access where it is known, or will be, that its base is plain. */
static bool has_plain_base(const struct emit *e, const struct uop *u,
                           struct jit_range range)
{
    if (!emit_is_near(u) || range.size < 4 * EMIT_SLACK)
        return false;
    return (e->plain & (u32)1 << u->a) != 0 || used_again(e, u);
}

/* How far below its base this access or another one with the same base in the
 * rest of the block goes. */
static u32 reach_below(const struct emit *e, const struct uop *u)
{
    u32 end = jit_end_uop(e->b, e->k);
    i32 least = 0;
    for (u32 i = e->uop; i < end; i++) {
        const struct uop *n = &e->b->uop[i];
        if (n->a == u->a && emit_is_near(n) && (i32)n->imm < least)
            least = (i32)n->imm;
    }
    return 0 - (u32)least;
}

/* A store to beside code with this base stands here or in the rest of the
 * block. */
static bool beside_later(const struct emit *e, const struct uop *u)
{
    const struct jit_insn *end = &e->b->insn[e->k->first + e->k->insns];
    for (const struct jit_insn *n = e->insn; n < end; n++)
        if (emit_beside_code(e, n) && e->b->uop[n->first].a == u->a)
            return true;
    return false;
}

/* Makes it known that register a, in `reg`, is plain; c is where it is not,
 * with EAX + c->add the address of the access. */
static void know_plain(struct emit *e, const struct uop *u, u8 reg,
                       struct jit_range range, struct cold *c)
{
    if ((e->plain & (u32)1 << u->a) != 0)
        return;
    if (beside_later(e, u)) {
        struct jit_range part = emit_without_fb(e, u, range);
        if (part.size >= 4 * EMIT_SLACK) {
            range = part;
            e->no_fb |= (u32)1 << u->a;
        }
    }
    if (emit_group_begins(e, u->a)) {
        u32 at = emit_address_then(e, u);
        struct jit_range part = emit_without_code(e, at, range);
        if (part.size >= 4 * EMIT_SLACK) {
            range = part;
            e->no_code |= (u32)1 << u->a;
        }
    }
    u32 below = reach_below(e, u), from = range.from + below;
    x86_lea(&e->x, RCX, x86_m(reg, 0 - (i32)from));
    x86_alu_i(&e->x, X_CMP, x86_r(RCX), (i32)(range.size - below - EMIT_SLACK));
    c->from[0] = x86_jcc(&e->x, CC_AE);
    e->plain |= (u32)1 << u->a;
}

/* A site whose code does not go on behind it once C had to do the access. */
static struct cold *cold_fact(struct emit *e, const struct uop *u, u8 result)
{
    u32 site = emit_site(e, SITE_UOP, u, result);
    struct jit_site *s = jit_at(e->j, site);
    if (site != 0)
        s->fact = true;
    struct cold *c = emit_cold(e, site, NULL);
    c->add = (i32)u->imm;
    return c;
}

/* The base in a register that cold code finds in EAX. */
static u8 base_in(struct emit *e, const struct uop *u, struct cold *c)
{
    u8 reg = emit_use(e, u->a, RAX);
    c->base = reg;
    return reg;
}

/* Where an access goes that needs no check; EAX may be part of it. */
static struct x86_rm proven_place(struct emit *e, const struct uop *u)
{
    e->host_flags = HOST_NONE;
    if (emit_is_near(u) || (!emit_is_indexed(u->code) && emit_bounded(e, u)))
        return emit_ram(emit_use(e, u->a, RAX), (i32)u->imm);
    emit_address(e, u, 0);
    return emit_ram(RAX, 0);
}

/* --- loads --- */

static void load_proven(struct emit *e, const struct uop *u, u32 code)
{
    u8 d = emit_dest(e, u->d, RAX);
    x86_op(&e->x, code, d, proven_place(e, u), 0);
    emit_set(e, u->d, d);
}

static void load_near(struct emit *e, const struct uop *u, u32 width, u32 code,
                      struct jit_range range)
{
    struct x86 *x = &e->x;
    u8 d = emit_dest(e, u->d, RAX);
    struct cold *c = cold_fact(e, u, emit_host(e, u->d));
    u8 reg = base_in(e, u, c);
    know_plain(e, u, reg, range, c);
    if (width == 2) {
        if (u->imm & 1) {
            x86_lea(x, RCX, x86_m(reg, (i32)u->imm));
            c->from[1] = emit_check_aligned(e, RCX, 2);
        } else {
            c->from[1] = emit_check_aligned(e, reg, 2);
        }
    }
    x86_op(x, code, d, emit_ram(reg, (i32)u->imm), 0);
    emit_set(e, u->d, d);
    emit_back(e, c);
    e->host_flags = HOST_NONE;
}

/* d: where to; result: the same for C. */
static struct cold *load_far(struct emit *e, const struct uop *u, u32 width,
                             u32 code, u8 d, u8 result)
{
    struct x86 *x = &e->x;
    struct jit_range range = emit_range(e, u, width);
    struct cold *c = emit_cold(e, emit_site(e, SITE_UOP, u, result), NULL);
    emit_address(e, u, 0 - range.from);
    if (range.size == 0) {
        c->from[0] = emit_check_granule(e, MARK_LOAD);
        c->from[1] = emit_check_aligned(e, RAX, width);
    } else {
        x86_alu_i(x, X_CMP, x86_r(RAX), (i32)range.size);
        c->from[0] = x86_jcc(x, CC_AE);
        if (width == 2)
            c->from[1] = emit_check_aligned(e, RAX, width);
    }
    c->add = (i32)range.from;
    x86_op(x, code, d, emit_ram(RAX, (i32)range.from), 0);
    e->host_flags = HOST_NONE;
    return c;
}

static void load(struct emit *e, const struct uop *u, u32 width, u32 code)
{
    struct jit_range range = emit_range(e, u, 4);
    if (emit_proven(e, u) || emit_bounded(e, u)) {
        load_proven(e, u, code);
        return;
    }
    if (has_plain_base(e, u, range)) {
        load_near(e, u, width, code, range);
        return;
    }
    u8 d = emit_dest(e, u->d, RAX);
    struct cold *c = load_far(e, u, width, code, d, emit_host(e, u->d));
    emit_set(e, u->d, d);
    emit_back(e, c);
}

void emit_load_to(struct emit *e, const struct uop *u, u8 d)
{
    emit_back(e, load_far(e, u, 4, 0x8B, d, d));
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

/* --- stores --- */

static void store_op(struct emit *e, u32 width, u8 value, struct x86_rm to)
{
    u32 code = width == 1 ? X_BYTE | 0x88 : width == 2 ? X_66 | 0x89 : 0x89;
    x86_op(&e->x, code, value, to, 0);
}

/* Behind a store: EAX = its address - from, a multiple of a granule. */
static void look_behind(struct emit *e, const struct uop *u, u32 from,
                        u32 marks)
{
    struct x86 *x = &e->x;
    i32 map = emit_map(e) + (i32)(from >> GRANULE_SHIFT);
    u32 site = emit_site(e, SITE_STORED, u, X86_NONE);
    x86_shift_i(x, 5, x86_r(RAX), GRANULE_SHIFT);
    x86_op(x, X_BYTE | 0xF6, 0, emit_ram(RAX, map), 1);
    x86_imm(x, marks, 1);
    emit_back(e, emit_cold(e, site, x86_jcc(x, CC_NE)));
    e->host_flags = HOST_NONE;
}

/* The same for data beside code: by bytes. The address is in `at`. */
static void look_at_bytes(struct emit *e, const struct uop *u, u8 at, u32 from,
                          u32 width)
{
    struct x86 *x = &e->x;
    i32 code = code_map() + (i32)(from >> GRANULE_SHIFT << 3);
    u32 site = emit_site(e, SITE_STORED, u, X86_NONE);
    x86_mov(x, RCX, x86_r(at));
    x86_shift_i(x, 5, x86_r(RCX), GRANULE_SHIFT);
    x86_op(x, 0x8B | X_W, RCX, x86_mx(R14, RCX, 3, code), 0);
    x86_vex(x, X_W | X_F2 | X_0F38 | 0xF7, RCX, at, x86_r(RCX)); /* shrx */
    x86_op(x, X_BYTE | 0xF6, 0, x86_r(RCX), 1);
    x86_imm(x, (1u << width) - 1, 1);
    emit_back(e, emit_cold(e, site, x86_jcc(x, CC_NE)));
    e->host_flags = HOST_NONE;
}

/* Jumps when the address of a near store is not aligned. */
static u8 *check_near(struct emit *e, const struct uop *u, u32 width, u8 reg)
{
    u32 bit = (u32)1 << u->a;
    if (width == 1 || ((e->aligned & bit) != 0 && u->imm % width == 0))
        return NULL;
    if (u->imm % width != 0) {
        x86_lea(&e->x, RCX, x86_m(reg, (i32)u->imm));
        return emit_check_aligned(e, RCX, width);
    }
    if (width == 4)
        e->aligned |= bit;
    return emit_check_aligned(e, reg, width);
}

/* The same in two ways behind a near store. */
static void look_near(struct emit *e, const struct uop *u, u32 width, u8 reg)
{
    bool exact = emit_beside_code(e, e->insn);
    bool plain = exact && (e->no_fb & (u32)1 << u->a) != 0;
    if (!plain || u->imm != 0)
        x86_lea(&e->x, RAX, x86_m(reg, (i32)u->imm));
    if (exact)
        look_at_bytes(e, u, u->imm != 0 ? RAX : reg, 0, width);
    if (!plain)
        look_behind(e, u, 0, exact ? MARK_CLEAN : MARK_CODE | MARK_CLEAN);
}

/* Behind a store with a near base: for all stores of its group, if it is the
 * last one. */
static void look_or_later(struct emit *e, const struct uop *u, u32 width,
                          u8 reg)
{
    struct x86 *x = &e->x;
    bool later = emit_group_goes_on(e, u);
    if (e->group == 1 && !later)
        look_near(e, u, width, reg);
    if (e->group > 1 && !later) {
        struct uop all = *u;
        all.imm = (u32)e->group_low;
        u32 site = emit_site(e, SITE_STORED, &all, X86_NONE);
        struct jit_site *s = jit_at(e->j, site);
        if (site != 0)
            s->span = (u8)(e->group_high - e->group_low);
        x86_lea(x, RAX, x86_m(reg, e->group_low));
        x86_shift_i(x, 5, x86_r(RAX), GRANULE_SHIFT);
        x86_op(x, 0xF7, 0, emit_ram(RAX, emit_map(e)), 4); /* two granules */
        x86_imm(x, (MARK_CODE | MARK_CLEAN) * 0x101, 4);
        emit_back(e, emit_cold(e, site, x86_jcc(x, CC_NE)));
        e->host_flags = HOST_NONE;
    }
    if (!later)
        e->group = 0;
}

static void store_near(struct emit *e, const struct uop *u, u32 width,
                       struct jit_range range)
{
    struct cold *c = cold_fact(e, u, X86_NONE);
    u8 reg = base_in(e, u, c);
    know_plain(e, u, reg, range, c);
    c->from[1] = check_near(e, u, width, reg);
    u8 value = emit_use(e, u->d, RCX);
    store_op(e, width, value, emit_ram(reg, (i32)u->imm));
    look_or_later(e, u, width, reg);
    emit_back(e, c);
}

static void store_far(struct emit *e, const struct uop *u, u32 width)
{
    struct x86 *x = &e->x;
    struct jit_range range = emit_range(e, u, width);
    bool exact = emit_beside_code(e, e->insn) && range.size != 0;
    if (exact)
        range = emit_without_fb(e, u, range);
    exact = exact && range.size != 0;
    struct cold *c = emit_cold(e, emit_site(e, SITE_UOP, u, X86_NONE), NULL);
    u32 skip = range.from % GRANULE_BYTES;
    if (skip != 0)
        skip = GRANULE_BYTES - skip;
    u32 from = range.from + skip;
    emit_address(e, u, 0 - from);
    c->add = (i32)from;
    c->from[1] = emit_check_aligned(e, RAX, width);
    if (range.size == 0) {
        c->from[0] = emit_check_granule(e, (u8)~MARK_FB);
    } else {
        x86_alu_i(x, X_CMP, x86_r(RAX), (i32)(range.size - skip));
        c->from[0] = x86_jcc(x, CC_AE);
    }
    store_op(e, width, emit_use(e, u->d, RCX), emit_ram(RAX, (i32)from));
    if (exact)
        look_at_bytes(e, u, RAX, from, width);
    else if (range.size != 0)
        look_behind(e, u, from, MARK_CODE | MARK_CLEAN);
    emit_back(e, c);
    e->host_flags = HOST_NONE;
}

u32 emit_code_bits(const struct emit *e, const struct uop *u, u32 width)
{
    return ((1u << width) - 1) << emit_address_then(e, u) % EMIT_CODE_BITS;
}

u8 *emit_check_code_bits(struct emit *e, u32 bits)
{
    struct x86 *x = &e->x;
    x86_shift_i(x, 5, x86_r(RAX), 3);
    x86_op(x, X_BYTE | 0xF6, 0, emit_ram(RAX, code_map()), 1); /* test */
    x86_imm(x, bits, 1);
    return x86_jcc(x, CC_NE);
}

/* Behind a store of a fast body: which bits of a byte of ram->code are about
 * its bytes is proven. */
static void look_at_bits(struct emit *e, const struct uop *u, u32 width)
{
    u32 site = emit_site(e, SITE_STORED, u, X86_NONE);
    emit_address(e, u, 0);
    u8 *jump = emit_check_code_bits(e, emit_code_bits(e, u, width));
    emit_back(e, emit_cold(e, site, jump));
    e->host_flags = HOST_NONE;
}

static void store_proven(struct emit *e, const struct uop *u, u32 width)
{
    struct x86_rm to = proven_place(e, u);
    store_op(e, width, emit_use(e, u->d, RCX), to);
    if (emit_proven_marks(e, u))
        return;
    if (emit_beside_code(e, e->insn)) {
        look_at_bits(e, u, width);
        return;
    }
    if (emit_is_near(u)) {
        look_or_later(e, u, width, to.index);
        return;
    }
    if (to.disp != 0)
        emit_address(e, u, 0);
    look_behind(e, u, 0, MARK_CODE | MARK_CLEAN);
}

static void store(struct emit *e, const struct uop *u, u32 width)
{
    struct jit_range range = emit_range(e, u, 4);
    if (emit_proven(e, u) ||
        (emit_bounded(e, u) && !emit_beside_code(e, e->insn)))
        store_proven(e, u, width);
    else if (has_plain_base(e, u, range))
        store_near(e, u, width, range);
    else
        store_far(e, u, width);
}

#define STORE(name, width)                               \
    void jit_##name(struct emit *e, const struct uop *u) \
    {                                                    \
        store(e, u, width);                              \
    }
STORE(ST8, 1)
STORE(ST16, 2)
STORE(ST32, 4)
STORE(STX8, 1)
STORE(STX16, 2)
STORE(STX32, 4)
