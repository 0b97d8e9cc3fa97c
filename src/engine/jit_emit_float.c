/* SPDX-License-Identifier: MIT
 *
 * Emitters of binary32 arithmetic. Values live in general registers; XMM
 * registers are scratch. SSE rounds and keeps subnormals as the guest wants;
 * only NaN results must be made the canonical one.
 */
#include "jit_emit.h"

#include "math.h"

enum { XMM0, XMM1, XMM2 };

static void movd_in(struct emit *e, u8 xmm, u8 guest)
{
    x86_op(&e->x, X_66 | X_0F | 0x6E, xmm, emit_loc(e, guest), 0);
}

/* d = XMM0, or the canonical NaN. */
static void float_out(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    u8 d = emit_dest(e, u->d, RAX);
    x86_op(x, X_66 | X_0F | 0x7E, XMM0, x86_r(d), 0);
    x86_op(x, X_0F | 0x2E, XMM0, x86_r(XMM0), 0); /* ucomiss */
    u8 *number = x86_jcc(x, CC_NP);
    x86_mov_i(x, d, MATH_NAN);
    x86_here(x, number);
    emit_set(e, u->d, d);
    e->host_flags = HOST_NONE;
}

static void binary(struct emit *e, const struct uop *u, u32 code)
{
    movd_in(e, XMM0, u->a);
    u8 b = emit_host(e, u->b);
    if (b == X86_NONE) {
        x86_op(&e->x, X_F3 | X_0F | code, XMM0, emit_core(u->b), 0);
    } else {
        movd_in(e, XMM1, u->b);
        x86_op(&e->x, X_F3 | X_0F | code, XMM0, x86_r(XMM1), 0);
    }
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

/* vfmadd231ss: XMM0 += XMM1 * XMM2 */
void jit_FMA(struct emit *e, const struct uop *u)
{
    movd_in(e, XMM0, u->d);
    movd_in(e, XMM1, u->a);
    movd_in(e, XMM2, u->b);
    x86_vex(&e->x, X_66 | X_0F38 | 0xB9, XMM0, XMM1, x86_r(XMM2));
    float_out(e, u);
}

void jit_FSQRT(struct emit *e, const struct uop *u)
{
    movd_in(e, XMM1, u->a);
    x86_op(&e->x, X_F3 | X_0F | 0x51, XMM0, x86_r(XMM1), 0);
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
    u8 d = emit_dest(e, u->d, RAX);
    x86_mov(x, RAX, emit_loc(e, u->a));
    x86_op(x, X_0F | 0x57, XMM0, x86_r(XMM0), 0); /* no false dependency */
    x86_op(x, X_F3 | X_0F | wide | 0x2A, XMM0, x86_r(RAX), 0);
    x86_op(x, X_66 | X_0F | 0x7E, XMM0, x86_r(d), 0);
    emit_set(e, u->d, d);
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
    movd_in(e, XMM0, u->a);
    x86_op(x, X_F3 | X_0F | 0x2C, RAX, x86_r(XMM0), 0);
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
