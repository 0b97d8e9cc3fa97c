/* SPDX-License-Identifier: MIT
 *
 * Emitters of binary32 arithmetic. Values live in general registers; within a
 * block XMM registers hold copies, so that the way from one operation to the
 * next does not lead through them. SSE rounds and keeps subnormals as the guest
 * wants; only NaN results must be made the canonical one.
 */
#include "jit_emit.h"

#include "math.h"

static void forget(struct emit *e, u32 guests, u8 but)
{
    for (u8 i = EMIT_XMM; i < EMIT_XMM_END; i++)
        if (e->xmm[i] < 32 && (guests >> e->xmm[i] & 1) && i != but) {
            e->xmm[i] = EMIT_NO_GUEST;
            e->xmm_only &= ~(1u << i);
        }
}

/* An XMM register for a new value of a guest register. */
static u8 xmm_for(struct emit *e, u8 guest)
{
    forget(e, (u32)1 << guest, 0);
    u8 xmm;
    do
        xmm = (u8)(EMIT_XMM + e->xmm_next++ % JIT_XMM_SAVED);
    while ((e->xmm_used | e->xmm_only) & 1u << xmm);
    e->xmm[xmm] = guest;
    e->xmm_used |= 1u << xmm;
    return xmm;
}

/* The value of a guest register in an XMM register. */
static u8 float_in(struct emit *e, u8 guest)
{
    for (u8 i = EMIT_XMM; i < EMIT_XMM_END; i++)
        if (e->xmm[i] == guest) {
            e->xmm_used |= 1u << i;
            return i;
        }
    u8 xmm = xmm_for(e, guest);
    x86_vex(&e->x, X_66 | X_0F | 0x6E, xmm, 0, emit_loc(e, guest));
    return xmm;
}

void emit_float_lost(struct emit *e, u32 guests)
{
    forget(e, guests, e->xmm_new);
}

static void float_to(struct emit *e, u8 guest, u8 xmm)
{
    x86_vex(&e->x, X_66 | X_0F | 0x7E, xmm, 0, emit_loc(e, guest));
}

void emit_nan(struct emit *e, const struct cold *c)
{
    x86_mov_i(&e->x, RAX, MATH_NAN);
    x86_vex(&e->x, X_66 | X_0F | 0x6E, c->base, 0, x86_r(RAX));
    float_to(e, c->guest, c->base);
    x86_jmp_to(&e->x, c->back);
}

static bool is_arithmetic(u16 code)
{
    return code == UOP_FADD || code == UOP_FSUB || code == UOP_FMUL ||
           code == UOP_FDIV || code == UOP_FMA || code == UOP_FSQRT;
}

/* The result is an operand of arithmetic only, up to where it is replaced,
 * and nobody can look in between. NaN makes NaN, so that is soon enough for
 * the canonical one, and the register never has this value. */
static bool is_passing(const struct emit *e, u8 d)
{
    const struct jit_insn *insn = &e->b->insn[e->k->first];
    const struct jit_insn *last = &insn[e->k->insns - 1];
    i32 look = jit_look_before(e->b, e->k);
    u32 bit = (u32)1 << d, end = (u32)last->first + last->count;
    if (__builtin_popcount(e->xmm_only) >= EMIT_XMM_ONLY)
        return false;
    for (u32 i = e->uop + 1; i < end; i++) {
        const struct uop *u = &e->b->uop[i];
        struct jit_regs r = jit_uop_regs(u);
        bool seen = look >= 0 && i == insn[look].first;
        if (seen || uop_info[u->code].traits != 0 || u->code == UOP_FTOI ||
            u->code == UOP_FTOU ||
            ((r.reads & bit) != 0 && !is_arithmetic(u->code)))
            return false;
        if ((r.writes & bit) != 0)
            return true;
    }
    return false;
}

/* d = what is in the XMM register, or the canonical NaN. */
static void float_out(struct emit *e, const struct uop *u, u8 xmm)
{
    struct x86 *x = &e->x;
    u8 host = emit_host(e, u->d);
    e->xmm_new = xmm;
    e->host_flags = HOST_NONE;
    if (is_passing(e, u->d)) {
        e->xmm_only |= 1u << xmm;
        return;
    }
    float_to(e, u->d, xmm);
    x86_vex(x, X_0F | 0x2E, xmm, 0, x86_r(xmm)); /* ucomiss */
    struct cold *c = emit_cold(e, 0, x86_jcc(x, CC_P));
    c->kind = COLD_NAN;
    c->base = xmm;
    c->guest = u->d;
    emit_back(e, c);
    if (host != X86_NONE)
        e->dirty |= (u16)(1u << host);
}

static void binary(struct emit *e, const struct uop *u, u32 code)
{
    u8 a = float_in(e, u->a), b = float_in(e, u->b), d = xmm_for(e, u->d);
    x86_vex(&e->x, X_F3 | X_0F | code, d, a, x86_r(b));
    float_out(e, u, d);
}

void jit_FADD(struct emit *e, const struct uop *u)
{
    binary(e, u, 0x58);
}
void jit_FSUB(struct emit *e, const struct uop *u)
{
    binary(e, u, 0x5C);
}
void jit_FMUL(struct emit *e, const struct uop *u)
{
    binary(e, u, 0x59);
}
void jit_FDIV(struct emit *e, const struct uop *u)
{
    binary(e, u, 0x5E);
}

/* vfmadd231ss: to = to + a * b */
void jit_FMA(struct emit *e, const struct uop *u)
{
    u8 d = float_in(e, u->d), a = float_in(e, u->a), b = float_in(e, u->b);
    u8 to = xmm_for(e, u->d);
    x86_vex(&e->x, X_0F | 0x28, to, 0, x86_r(d)); /* movaps */
    x86_vex(&e->x, X_66 | X_0F38 | 0xB9, to, a, x86_r(b));
    float_out(e, u, to);
}

void jit_FSQRT(struct emit *e, const struct uop *u)
{
    u8 a = float_in(e, u->a), d = xmm_for(e, u->d);
    x86_vex(&e->x, X_F3 | X_0F | 0x51, d, a, x86_r(a));
    float_out(e, u, d);
}

static void sign(struct emit *e, const struct uop *u, u32 op, u32 mask)
{
    u8 d = emit_dest(e, u->d, RAX);
    x86_mov(&e->x, d, emit_loc(e, u->a));
    x86_alu_i(&e->x, op, x86_r(d), (i32)mask);
    emit_set(e, u->d, d);
    e->host_flags = HOST_NONE;
}

void jit_FNEG(struct emit *e, const struct uop *u)
{
    sign(e, u, X_XOR, 0x80000000);
}
void jit_FABS(struct emit *e, const struct uop *u)
{
    sign(e, u, X_AND, 0x7FFFFFFF);
}

/* A conversion cannot give NaN. */
static void from_integer(struct emit *e, const struct uop *u, u32 wide)
{
    struct x86 *x = &e->x;
    u8 host = emit_host(e, u->d);
    x86_mov(x, RAX, emit_loc(e, u->a));
    x86_vex(x, X_0F | 0x57, XMM1, XMM1, x86_r(XMM1)); /* no false dependency */
    u8 xmm = xmm_for(e, u->d);
    x86_vex(x, X_F3 | X_0F | wide | 0x2A, xmm, XMM1, x86_r(RAX));
    float_to(e, u->d, xmm);
    if (host != X86_NONE)
        e->dirty |= (u16)(1u << host);
    e->xmm_new = xmm;
    e->host_flags = HOST_NONE;
}

void jit_ITOF(struct emit *e, const struct uop *u)
{
    from_integer(e, u, 0);
}
void jit_UTOF(struct emit *e, const struct uop *u)
{
    from_integer(e, u, X_W);
}

/* The usual case beside: the result fits, FLAGS are those of the integer. */
void jit_FTOI(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    u32 site = emit_site(e, SITE_UOP, u, emit_host(e, u->d));
    x86_vex(x, X_F3 | X_0F | 0x2C, RAX, 0, x86_r(float_in(e, u->a)));
    x86_alu_i(x, X_CMP, x86_r(RAX), INT32_MIN);
    struct cold *c = emit_cold(e, site, x86_jcc(x, CC_E));
    emit_set(e, u->d, RAX);
    if (emit_flags_used(e)) {
        emit_core_flags(e, FLAGS_SUB, RAX, x86_m(RBP, 0));
        e->recorded = true;
    }
    emit_back(e, c);
    e->host_flags = HOST_NONE;
}

void jit_FTOU(struct emit *e, const struct uop *u)
{
    u8 host = emit_host(e, u->d);
    emit_call_out(e, emit_site(e, SITE_UOP, u, host));
    if (host != X86_NONE)
        e->dirty |= (u16)(1u << host);
    e->recorded = true;
    e->host_flags = HOST_NONE;
}

/* Who reads the FLAGS compares. */
void jit_FCMP(struct emit *e, const struct uop *u)
{
    (void)u;
    e->host_flags = HOST_NONE;
}
