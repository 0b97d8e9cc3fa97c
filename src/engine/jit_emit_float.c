/* SPDX-License-Identifier: MIT
 *
 * Emitters of binary32 arithmetic. Values live in general registers; within a
 * block XMM registers hold copies, so that the way from one operation to the
 * next does not lead through them. SSE rounds and keeps subnormals as the guest
 * wants; only NaN results must be made the canonical one.
 */
#include "jit_emit.h"

#include "math.h"

enum { XMM0, XMM1 };

/* An XMM register for a new value of a guest register. */
static u8 xmm_for(struct emit *e, u8 guest)
{
    for (u32 i = EMIT_XMM; i < EMIT_XMM_END; i++)
        if (e->xmm[i] == guest)
            e->xmm[i] = EMIT_NO_GUEST;
    u8 xmm;
    do
        xmm = (u8)(EMIT_XMM + e->xmm_next++ % JIT_XMM_SAVED);
    while (e->xmm_used & 1u << xmm);
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
    for (u8 i = EMIT_XMM; i < EMIT_XMM_END; i++)
        if (e->xmm[i] < 32 && (guests >> e->xmm[i] & 1) && i != e->xmm_new)
            e->xmm[i] = EMIT_NO_GUEST;
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

/* d = XMM0, or the canonical NaN. */
static void float_out(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    u8 xmm = xmm_for(e, u->d), host = emit_host(e, u->d);
    x86_vex(x, X_0F | 0x28, xmm, 0, x86_r(XMM0)); /* movaps */
    float_to(e, u->d, xmm);
    x86_vex(x, X_0F | 0x2E, xmm, 0, x86_r(xmm)); /* ucomiss */
    struct cold *c = emit_cold(e, 0, x86_jcc(x, CC_P));
    c->kind = COLD_NAN;
    c->base = xmm;
    c->guest = u->d;
    emit_back(e, c);
    if (host != X86_NONE)
        e->dirty |= (u16)(1u << host);
    e->xmm_new = xmm;
    e->host_flags = HOST_NONE;
}

static void binary(struct emit *e, const struct uop *u, u32 code)
{
    u8 a = float_in(e, u->a), b = float_in(e, u->b);
    x86_vex(&e->x, X_F3 | X_0F | code, XMM0, a, x86_r(b));
    float_out(e, u);
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

/* vfmadd231ss: XMM0 += a * b */
void jit_FMA(struct emit *e, const struct uop *u)
{
    u8 d = float_in(e, u->d), a = float_in(e, u->a), b = float_in(e, u->b);
    x86_vex(&e->x, X_0F | 0x28, XMM0, 0, x86_r(d));
    x86_vex(&e->x, X_66 | X_0F38 | 0xB9, XMM0, a, x86_r(b));
    float_out(e, u);
}

void jit_FSQRT(struct emit *e, const struct uop *u)
{
    u8 a = float_in(e, u->a);
    x86_vex(&e->x, X_F3 | X_0F | 0x51, XMM0, a, x86_r(a));
    float_out(e, u);
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
