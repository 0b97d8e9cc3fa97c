/* SPDX-License-Identifier: MIT
 *
 * Loops of one block whose accesses are proven ahead. Where each address
 * changes by the same amount in every round, one comparison tells that it
 * stays in its range for the next JIT_ROUNDS rounds. So the loop is made
 * twice: a fast body without these checks, which looks up after that many
 * rounds, and behind the region the usual body, where the fast one goes when
 * a proof or the budget fails.
 *
 * While only one core runs, nobody can claim code as long as it is in the
 * loop. So the marks of all granules that the rounds may store to are asked
 * for ahead, and the stores of the fast body do not look behind themselves.
 *
 * Invariant: both bodies have the same state at their start and at their
 * look.
 */
#include "jit_emit.h"

enum {
    STEP_MAX = 16384,   /* of a step in a register */
    STEP_SEARCH = 1024, /* where the map is searched for marks */
    SEARCH = 16,        /* bytes of the map at a time */
    SEARCH_MAX = 8,     /* times, where the step is known */
    MARGIN_MAX = 2 << 20,
    TIMES = JIT_ROUNDS + 2 /* steps after a look, at most */
};

/* What a round adds to a register. */
struct step {
    bool known;
    u8 reg; /* the amount is in it, EMIT_NO_GUEST: in `by` */
    i32 by;
};

struct writes {
    u32 once, more; /* guest registers that the block writes */
};

static struct writes writes_of(const struct emit *e)
{
    struct writes w = {0, 0};
    for (u32 i = jit_first_uop(e->b, e->k); i < jit_end_uop(e->b, e->k); i++) {
        u32 now = jit_uop_regs(&e->b->uop[i]).writes;
        w.more |= w.once & now;
        w.once |= now;
    }
    return w;
}

static struct step step_by(i32 by)
{
    return (struct step){true, EMIT_NO_GUEST, by};
}

/* By the only uop that writes the register. */
static struct step step_of_uop(const struct uop *u, u32 written)
{
    static const struct step unknown = {false, EMIT_NO_GUEST, 0};
    u8 by = u->d == u->a ? u->b : u->a;
    switch (u->code) {
    case UOP_ADDI:
        return u->d == u->a ? step_by((i32)u->imm) : unknown;
    case UOP_SUBI:
        return u->d == u->a ? step_by((i32)(0 - u->imm)) : unknown;
    case UOP_ADD:
        if ((u->d != u->a && u->d != u->b) || (written >> by & 1) != 0)
            return unknown;
        return (struct step){true, by, 0};
    }
    return unknown;
}

static struct step step_of(const struct emit *e, u8 guest, struct writes w)
{
    u32 bit = (u32)1 << guest;
    if ((w.once & bit) == 0)
        return step_by(0);
    for (u32 i = jit_first_uop(e->b, e->k); (w.more & bit) == 0; i++)
        if ((jit_uop_regs(&e->b->uop[i]).writes & bit) != 0)
            return step_of_uop(&e->b->uop[i], w.once);
    return (struct step){false, EMIT_NO_GUEST, 0};
}

static bool steps(struct step s)
{
    return s.reg != EMIT_NO_GUEST || s.by != 0;
}

/* Of an address. Of a sum one register steps at most: between the steps of two
 * it would be somewhere else. */
static struct step step_of_address(const struct emit *e, const struct uop *u,
                                   bool sum, struct writes w)
{
    struct step s = step_of(e, u->a, w);
    if (!sum)
        return s;
    struct step t = step_of(e, u->b, w), *one = steps(s) ? &s : &t;
    one->known = s.known && t.known && !(steps(s) && steps(t));
    return *one;
}

static u32 step_max(const struct emit_proof *p)
{
    return p->site != 0 ? STEP_SEARCH : STEP_MAX;
}

/* How far the address goes down or up in the rounds between two looks; false:
 * too far. */
static bool reach(const struct emit_proof *p, u32 *down, u32 *up)
{
    i64 by = p->step;
    *down = *up = 0;
    if (by > MARGIN_MAX || by < -MARGIN_MAX)
        return false;
    *(by < 0 ? down : up) = (u32)((by < 0 ? -by : by) * TIMES);
    if (p->step_reg != EMIT_NO_GUEST)
        *up += step_max(p) * TIMES;
    return *down <= MARGIN_MAX && *up <= MARGIN_MAX;
}

/* The comparison of a proof: sum of its registers - from < size; false: it
 * could never hold. */
static bool bounds(const struct emit_proof *p, u32 *from, u32 *size)
{
    u32 down, up;
    if (!reach(p, &down, &up))
        return false;
    u32 least = p->range.from - (u32)p->low + down;
    u32 pad = (0 - (least + p->rest)) & p->align;
    u64 lost = (u64)(p->high - p->low) + down + up + pad;
    *from = least + pad;
    *size = (u32)(p->range.size - lost);
    return lost < p->range.size;
}

/* Bytes from the lowest to the highest that the rounds between two looks may
 * reach, without what a step in a register adds. */
static u32 span_of(const struct emit_proof *p)
{
    u32 down, up;
    struct emit_proof fixed = *p;
    fixed.step_reg = EMIT_NO_GUEST;
    (void)reach(&fixed, &down, &up);
    return (u32)(p->high - p->low) + down + up + 4;
}

/* Marks in so much of the map are searched for in a few steps. */
static bool is_short(const struct emit_proof *p)
{
    return span_of(p) <= SEARCH * SEARCH_MAX * GRANULE_BYTES - GRANULE_BYTES;
}

/* One proof for both, if one comparison can tell. */
static bool join(struct emit_proof *p, const struct emit_proof *q)
{
    struct emit_proof all = *p;
    u32 from, size;
    if (p->bits != 0 || q->bits != 0 || p->a != q->a || p->b != q->b ||
        p->sum != q->sum || p->near != q->near ||
        p->range.from != q->range.from || p->range.size != q->range.size)
        return false;
    all.low = p->low < q->low ? p->low : q->low;
    all.high = p->high > q->high ? p->high : q->high;
    all.align = p->align | q->align;
    all.site = p->site != 0 ? p->site : q->site;
    all.rest = p->align > q->align ? p->rest : q->rest;
    if (((all.rest ^ p->rest) & p->align) != 0 ||
        ((all.rest ^ q->rest) & q->align) != 0 ||
        (i64)all.high - all.low > MARGIN_MAX || !bounds(&all, &from, &size) ||
        (all.site != 0 && !is_short(&all)))
        return false;
    *p = all;
    return true;
}

static bool add_proof(struct emit_loop *l, const struct emit_proof *p)
{
    u32 from, size;
    for (u32 i = 0; i < l->proofs; i++)
        if (join(&l->proof[i], p))
            return true;
    if (l->proofs == ARRAY_LEN(l->proof) || !bounds(p, &from, &size))
        return false;
    l->proof[l->proofs++] = *p;
    return true;
}

/* The address of a store beside code is proven to be what it is now, as to
 * its place in the bits of a byte of ram->code. */
static bool place_bits(struct emit_proof *p, const struct uop *u, u32 then,
                       u32 width)
{
    p->align = EMIT_CODE_BITS - 1;
    p->rest = (u->imm - then) & p->align;
    return then % width == 0;
}

/* Whether to look for marks ahead, where the store is now: in the map, or
 * beside code, where it stays at its address, for the bytes themselves. */
static bool suits_search(const struct emit *e, const struct uop *u,
                         const struct emit_proof *p)
{
    if (!e->alone || emit_among_marks(e, e->insn) || emit_is_fb(e, u))
        return false;
    if (emit_beside_code(e, e->insn))
        return p->step_reg == EMIT_NO_GUEST && p->step == 0;
    if (p->step_reg != EMIT_NO_GUEST && e->b->c->r[p->step_reg] >= STEP_SEARCH)
        return false;
    return is_short(p);
}

/* With nothing lifted, nor the framebuffer, where the store may reach. */
static bool prove_marks(struct emit *e, struct emit_loop *l,
                        const struct uop *u, const struct emit_proof *p,
                        u32 width)
{
    struct emit_proof q = *p;
    if (!suits_search(e, u, p))
        return false;
    if (emit_beside_code(e, e->insn))
        q.bits = emit_code_bits(e, u, width);
    q.range = emit_without_fb(e, u, q.range);
    q.site = emit_site(e, SITE_MARKED, u, X86_NONE);
    return q.range.size != 0 && q.site != 0 && add_proof(l, &q);
}

static enum emit_proven prove(struct emit *e, struct emit_loop *l,
                              const struct uop *u, struct writes w)
{
    struct emit_access at = emit_access(e, e->insn, u);
    if (at.width == 0)
        return PROVEN_NOT;
    if (at.near && emit_group_begins(e, u->a))
        at.range = emit_without_code(e, emit_address_then(e, u), at.range);
    struct step s = step_of_address(e, u, at.sum, w);
    i32 imm = (i32)u->imm;
    bool beside = at.store && emit_beside_code(e, e->insn);
    if (beside)
        at.range = emit_without_fb(e, u, at.range);
    if (at.range.size == 0)
        return PROVEN_NOT;
    struct emit_proof p = {.a = u->a,
                           .b = at.sum ? u->b : 0,
                           .sum = at.sum,
                           .near = at.near,
                           .step_reg = s.reg,
                           .step = s.by,
                           .low = imm,
                           .high = imm,
                           .align = at.aligned ? at.width - 1 : 0,
                           .range = at.range};
    p.rest = u->imm & p.align;
    if (beside && !place_bits(&p, u, emit_address_then(e, u), at.width))
        return PROVEN_NOT;
    if (!s.known || imm > INT32_MAX - 4 || ((u32)s.by & p.align) != 0)
        return PROVEN_NOT;
    /* The end of a range of words leaves room for a word; so do bytes that
     * are words. Near: the base itself is in the range, too. */
    if (p.near && imm > 0)
        p.low = 0;
    if (p.near && imm < 0)
        p.high = 0;
    if (at.store && prove_marks(e, l, u, &p, at.width))
        return PROVEN_MARKS;
    return add_proof(l, &p) ? PROVEN_PLACE : PROVEN_NOT;
}

bool emit_loop_plan(struct emit *e, struct jit_block *k)
{
    memset(e->proven, 0, sizeof e->proven);
    if (e->loops == ARRAY_LEN(e->loops_at))
        return false;
    struct emit_loop *l = &e->loops_at[e->loops];
    struct writes w = writes_of(e);
    u32 count = 0;
    l->proofs = 0;
    for (u32 i = 0; i < k->insns; i++) {
        e->insn = &e->b->insn[k->first + i];
        const struct uop *u = &e->b->uop[e->insn->first];
        enum emit_proven how = prove(e, l, u, w);
        e->proven[e->insn->first - jit_first_uop(e->b, e->k)] = (u8)how;
        count += how != PROVEN_NOT;
    }
    e->insn = &e->b->insn[k->first];
    if (count == 0)
        return false;
    l->block = (i16)(k - e->b->block);
    k->loop = (i16)e->loops++;
    return true;
}

static enum emit_proven how(const struct emit *e, const struct uop *u)
{
    if (e->body != BODY_FAST)
        return PROVEN_NOT;
    return e->proven[(u32)(u - e->b->uop) - jit_first_uop(e->b, e->k)];
}

bool emit_proven(const struct emit *e, const struct uop *u)
{
    return how(e, u) != PROVEN_NOT;
}

bool emit_proven_marks(const struct emit *e, const struct uop *u)
{
    return how(e, u) == PROVEN_MARKS;
}

/* --- code --- */

/* EAX = the registers of the address - from. */
static void sum_to_rax(struct emit *e, const struct emit_proof *p, u32 from)
{
    struct uop u = {.code = p->sum ? UOP_LDX32 : UOP_LD32,
                    .a = p->a,
                    .b = p->b,
                    .imm = 0 - from};
    emit_address(e, &u, 0);
}

static void prove_step(struct emit *e, const struct emit_proof *p, i16 fail)
{
    struct x86 *x = &e->x;
    if (p->step_reg == EMIT_NO_GUEST)
        return;
    x86_alu_i(x, X_CMP, emit_loc(e, p->step_reg), (i32)step_max(p));
    emit_jump_later(e, x86_jcc(x, CC_AE), fail);
    if (p->align == 0)
        return;
    x86_op(x, 0xF7, 0, emit_loc(e, p->step_reg), 4); /* test */
    x86_imm(x, p->align, 4);
    emit_jump_later(e, x86_jcc(x, CC_NE), fail);
}

/* XMM0 = the marks that a store must not meet, 16 times. Clobbers ECX. */
static void marks_to_xmm(struct x86 *x)
{
    x86_mov_i(x, RCX, (MARK_CODE | MARK_CLEAN) * 0x01010101u);
    x86_vex(x, X_66 | X_0F | 0x6E, XMM0, 0, x86_r(RCX));  /* vmovd */
    x86_vex(x, X_66 | X_0F | 0x70, XMM0, 0, x86_r(XMM0)); /* vpshufd */
    x86_imm(x, 0, 1);
}

/* The map from granule ECX on, SEARCH granules at a time. */
static struct x86_rm map_at(const struct emit *e, u32 at)
{
    return emit_ram(RCX, emit_map(e) + (i32)at);
}

/* EFLAGS.ZF = none of them has such a mark. */
static void search_row(struct emit *e, u32 granules)
{
    struct x86 *x = &e->x;
    x86_vex(x, X_F3 | X_0F | 0x6F, XMM1, 0, map_at(e, 0)); /* vmovdqu */
    for (u32 at = SEARCH; at < granules; at += SEARCH)
        x86_vex(x, X_66 | X_0F | 0xEB, XMM1, XMM1, map_at(e, at)); /* vpor */
    x86_vex(x, X_66 | X_0F38 | 0x17, XMM0, 0, x86_r(XMM1));        /* vptest */
}

/* EAX = the registers of the address - from. Looks at all granules that the
 * rounds may store to. */
static void search(struct emit *e, const struct emit_proof *p, u32 from,
                   i16 fail)
{
    struct x86 *x = &e->x;
    u32 down, up, span = span_of(p), more = GRANULE_BYTES - 1;
    (void)reach(p, &down, &up);
    struct cold *c = emit_cold(e, p->site, NULL);
    c->kind = COLD_MARKED;
    c->to = fail;
    if (p->bits != 0) {
        /* Without a step, low and high differ by the base of a near access. */
        i32 imm = p->low < 0 ? p->low : p->high;
        x86_lea(x, RAX, x86_m(RAX, (i32)(from + (u32)imm)));
        c->from[0] = emit_check_code_bits(e, p->bits);
        return;
    }
    marks_to_xmm(x);
    x86_lea(x, RCX, x86_m(RAX, (i32)(from + (u32)p->low - down)));
    x86_shift_i(x, 5, x86_r(RCX), GRANULE_SHIFT);
    if (p->step_reg == EMIT_NO_GUEST) {
        search_row(e, (span + more) / GRANULE_BYTES + 1);
        c->from[0] = x86_jcc(x, CC_NE);
        return;
    }
    x86_op(x, 0x69, RAX, emit_loc(e, p->step_reg), 4); /* imul */
    x86_imm(x, TIMES, 4);
    x86_lea(x, RAX, x86_m(RAX, (i32)(span + more + GRANULE_BYTES)));
    x86_shift_i(x, 5, x86_r(RAX), GRANULE_SHIFT);
    const u8 *again = x->at;
    x86_vex(x, X_66 | X_0F38 | 0x17, XMM0, 0, map_at(e, 0)); /* vptest */
    c->from[0] = x86_jcc(x, CC_NE);
    x86_alu_i(x, X_ADD, x86_r(RCX), SEARCH);
    x86_alu_i(x, X_SUB, x86_r(RAX), SEARCH);
    x86_jcc_to(x, CC_G, again);
}

static void prove_one(struct emit *e, const struct emit_proof *p, i16 fail)
{
    struct x86 *x = &e->x;
    u32 from, size;
    if (!bounds(p, &from, &size))
        return;
    prove_step(e, p, fail);
    sum_to_rax(e, p, from);
    x86_alu_i(x, X_CMP, x86_r(RAX), (i32)size);
    emit_jump_later(e, x86_jcc(x, CC_AE), fail);
    if (p->align != 0)
        emit_jump_later(e, emit_check_aligned(e, RAX, p->align + 1), fail);
    if (p->site != 0)
        search(e, p, from, fail);
}

/* Everything holds for the next rounds, or it goes on in the usual body. */
static void prove_all(struct emit *e, const struct emit_loop *l, i16 fail)
{
    struct x86 *x = &e->x;
    u32 rounds = (u32)JIT_ROUNDS * e->b->block[l->block].insns;
    for (u32 i = 0; i < l->proofs; i++)
        prove_one(e, &l->proof[i], fail);
    x86_op(x, 0x8D | X_W, RAX, x86_m(R15, 0 - (i32)(rounds << JIT_LEFT_SHIFT)),
           0);
    x86_op(x, 0x3B | X_W, RAX, x86_m(RBP, NATIVE(limit)), 0);
    emit_jump_later(e, x86_jcc(x, CC_L), fail);
    x86_op(x, 0x89 | X_W, RAX, x86_m(RBP, NATIVE(stop)), 0);
    e->host_flags = HOST_NONE;
}

void emit_loop_enter(struct emit *e, const struct jit_block *k)
{
    prove_all(e, &e->loops_at[k->loop],
              (i16)((k - e->b->block) | JIT_TO_USUAL));
}

void emit_loop_look(struct emit *e)
{
    x86_op(&e->x, 0x3B | X_W, R15, x86_m(RBP, NATIVE(stop)), 0);
    struct cold *c = emit_cold(e, 0, x86_jcc(&e->x, CC_L));
    c->kind = COLD_LOOP;
    c->to = e->k->loop;
    emit_back(e, c);
    e->host_flags = HOST_NONE;
}

void emit_loop_again(struct emit *e, const struct cold *c)
{
    const struct emit_loop *l = &e->loops_at[c->to];
    prove_all(e, l, (i16)(l->block | JIT_TO_LOOK));
    x86_jmp_to(&e->x, c->back);
}

/* --- transfers --- */

void emit_quiet_begin(struct emit *e, const struct jit_block *k)
{
    e->insn = jit_last(e->b, k);
    e->loop = emit_transfer(e, k->pc, TRANSFER_JUMP, false);
    struct jit_transfer *t = jit_at(e->j, e->loop);
    if (e->loop != 0)
        t->loop = k->insns;
    e->insn = &e->b->insn[k->first];
    x86_op(&e->x, 0x89 | X_W, R15, x86_m(RBP, NATIVE(loop)), 0);
}

void emit_quiet_end(struct emit *e)
{
    struct x86 *x = &e->x;
    x86_op(x, 0x8B | X_W, RCX, x86_m(RBP, NATIVE(loop)), 0);
    x86_alu_rr(x, X_SUB | X_W, RCX, x86_r(R15));
    x86_shift_i(x, 5, x86_r(RCX), JIT_LEFT_SHIFT);
    x86_alu_i(x, X_CMP, x86_r(RCX), e->k->insns);
    u8 *once = x86_jcc(x, CC_E);
    emit_record_transfer(e, e->loop);
    x86_here(x, once);
    e->loop = 0;
    e->host_flags = HOST_NONE;
}
