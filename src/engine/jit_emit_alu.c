/* SPDX-License-Identifier: MIT
 *
 * Emitters of integer arithmetic. Each leaves the result in the register's
 * place and says in e->host_flags whether EFLAGS are FLAGS of the result.
 * A guest register that has no host register is a memory operand.
 */
#include "jit_emit.h"

enum { ROL, ROR, SHL = 4, SHR, SAR = 7 };

/* --- sums and logic --- */

/* d = a + b without EFLAGS, where that saves a move. */
static bool lea_sum(struct emit *e, const struct uop *u)
{
    u8 d = emit_host(e, u->d), a = emit_host(e, u->a), b = emit_host(e, u->b);
    if (d == X86_NONE || a == X86_NONE || b == X86_NONE || d == a || d == b ||
        emit_flags_next(e))
        return false;
    x86_lea(&e->x, d, x86_mx(a, b, 0, 0));
    emit_set(e, u->d, d);
    e->host_flags = HOST_NONE;
    return true;
}

static void alu3(struct emit *e, const struct uop *u, u32 op)
{
    struct x86 *x = &e->x;
    u8 d = emit_dest(e, u->d, RAX);
    e->host_flags = HOST_INT;
    if (d == RAX && u->d == u->a && emit_host(e, u->b) != X86_NONE) {
        x86_alu_mr(x, op, emit_core(u->d), emit_host(e, u->b));
        return;
    }
    u8 first = u->a, second = u->b;
    if (u->d == u->b && op != X_SUB) {
        first = u->b;
        second = u->a;
    }
    if (u->d == u->b && u->d != first)
        d = RAX; /* the second operand must stay until it is used */
    x86_mov(x, d, emit_loc(e, first));
    x86_alu_rr(x, op, d, emit_loc(e, second));
    emit_set(e, u->d, d);
}

void jit_ADD(struct emit *e, const struct uop *u)
{
    if (!lea_sum(e, u))
        alu3(e, u, X_ADD);
}
void jit_SUB(struct emit *e, const struct uop *u)
{
    alu3(e, u, X_SUB);
}
void jit_AND(struct emit *e, const struct uop *u)
{
    alu3(e, u, X_AND);
}
void jit_OR(struct emit *e, const struct uop *u)
{
    alu3(e, u, X_OR);
}
void jit_XOR(struct emit *e, const struct uop *u)
{
    alu3(e, u, X_XOR);
}

static void alu_imm(struct emit *e, const struct uop *u, u32 op)
{
    struct x86 *x = &e->x;
    e->host_flags = HOST_INT;
    if (u->d == u->a) {
        x86_alu_i(x, op, emit_loc(e, u->d), (i32)u->imm);
        u8 host = emit_host(e, u->d);
        if (host != X86_NONE)
            emit_set(e, u->d, host);
        return;
    }
    u8 d = emit_dest(e, u->d, RAX), a = emit_host(e, u->a);
    if ((op == X_ADD || op == X_SUB) && a != X86_NONE && !emit_flags_next(e)) {
        u32 add = op == X_ADD ? u->imm : 0 - u->imm;
        x86_lea(x, d, x86_m(a, (i32)add));
        e->host_flags = HOST_NONE;
    } else {
        x86_mov(x, d, emit_loc(e, u->a));
        x86_alu_i(x, op, x86_r(d), (i32)u->imm);
    }
    emit_set(e, u->d, d);
}

void jit_ADDI(struct emit *e, const struct uop *u)
{
    alu_imm(e, u, X_ADD);
}
void jit_SUBI(struct emit *e, const struct uop *u)
{
    alu_imm(e, u, X_SUB);
}
void jit_ANDI(struct emit *e, const struct uop *u)
{
    alu_imm(e, u, X_AND);
}
void jit_ORI(struct emit *e, const struct uop *u)
{
    alu_imm(e, u, X_OR);
}
void jit_XORI(struct emit *e, const struct uop *u)
{
    alu_imm(e, u, X_XOR);
}

/* With the carry: the moves before keep EFLAGS. */
static void with_carry(struct emit *e, const struct uop *u, u32 op)
{
    struct x86 *x = &e->x;
    emit_carry(e);
    x86_mov(x, RAX, emit_loc(e, u->a));
    x86_alu_rr(x, op, RAX, emit_loc(e, u->b));
    emit_set(e, u->d, RAX);
    e->host_flags = HOST_INT;
    if (emit_flags_used(e))
        emit_host_flags_record(e);
}

void jit_ADC(struct emit *e, const struct uop *u)
{
    with_carry(e, u, X_ADC);
}
void jit_SBB(struct emit *e, const struct uop *u)
{
    with_carry(e, u, X_SBB);
}

/* A comparison is done by who reads its FLAGS. */
void jit_CMP(struct emit *e, const struct uop *u)
{
    (void)u;
    e->host_flags = HOST_NONE;
}
void jit_CMPI(struct emit *e, const struct uop *u)
{
    jit_CMP(e, u);
}

/* --- moves --- */

void jit_MOV(struct emit *e, const struct uop *u)
{
    e->host_flags = HOST_NONE;
    if (u->d == u->a)
        return;
    u8 host = emit_host(e, u->d);
    if (host == X86_NONE) {
        emit_set(e, u->d, emit_use(e, u->a, RAX));
        return;
    }
    x86_mov(&e->x, host, emit_loc(e, u->a));
    emit_set(e, u->d, host);
}

void jit_MOVI(struct emit *e, const struct uop *u)
{
    u8 host = emit_host(e, u->d);
    e->host_flags = HOST_NONE;
    if (host == X86_NONE) {
        x86_mov_mi(&e->x, emit_core(u->d), u->imm);
        return;
    }
    x86_mov_i(&e->x, host, u->imm);
    emit_set(e, u->d, host);
}

void jit_CPU(struct emit *e, const struct uop *u)
{
    u8 d = emit_dest(e, u->d, RAX);
    x86_mov(&e->x, d, x86_m(RBP, CORE(id)));
    emit_set(e, u->d, d);
    e->host_flags = HOST_NONE;
}

/* --- shifts --- */

/* d = a, in a register that may be changed before d is. */
static u8 copy(struct emit *e, const struct uop *u)
{
    u8 d = emit_dest(e, u->d, RAX);
    x86_mov(&e->x, d, emit_loc(e, u->a));
    return d;
}

static void shift_imm(struct emit *e, const struct uop *u, u32 digit)
{
    u8 d = copy(e, u);
    if ((u->imm & 31) != 0)
        x86_shift_i(&e->x, digit, x86_r(d), u->imm & 31);
    emit_set(e, u->d, d);
    e->host_flags = HOST_NONE;
}

void jit_SHLI(struct emit *e, const struct uop *u)
{
    shift_imm(e, u, SHL);
}
void jit_SHRI(struct emit *e, const struct uop *u)
{
    shift_imm(e, u, SHR);
}
void jit_SARI(struct emit *e, const struct uop *u)
{
    shift_imm(e, u, SAR);
}

/* RORX leaves the source alone. */
static void rotate_imm(struct emit *e, const struct uop *u, u32 right)
{
    u8 d = emit_dest(e, u->d, RAX);
    x86_vex(&e->x, X_F2 | X_0F3A | 0xF0, d, 0, emit_loc(e, u->a));
    x86_imm(&e->x, right & 31, 1);
    emit_set(e, u->d, d);
    e->host_flags = HOST_NONE;
}

void jit_ROLI(struct emit *e, const struct uop *u)
{
    rotate_imm(e, u, 0 - u->imm);
}
void jit_RORI(struct emit *e, const struct uop *u)
{
    rotate_imm(e, u, u->imm);
}

/* SHLX, SHRX, SARX: any registers, EFLAGS kept. */
static void shift_any(struct emit *e, const struct uop *u, u32 prefix)
{
    u8 d = emit_dest(e, u->d, RAX), count = emit_use(e, u->b, RCX);
    x86_vex(&e->x, prefix | X_0F38 | 0xF7, d, count, emit_loc(e, u->a));
    emit_set(e, u->d, d);
    e->host_flags = HOST_NONE;
}

void jit_SHL(struct emit *e, const struct uop *u)
{
    shift_any(e, u, X_66);
}
void jit_SHR(struct emit *e, const struct uop *u)
{
    shift_any(e, u, X_F2);
}
void jit_SAR(struct emit *e, const struct uop *u)
{
    shift_any(e, u, X_F3);
}

static void rotate_any(struct emit *e, const struct uop *u, u32 digit)
{
    x86_mov(&e->x, RCX, emit_loc(e, u->b));
    x86_mov(&e->x, RAX, emit_loc(e, u->a));
    x86_shift_cl(&e->x, digit, x86_r(RAX));
    emit_set(e, u->d, RAX);
    e->host_flags = HOST_NONE;
}

void jit_ROL(struct emit *e, const struct uop *u)
{
    rotate_any(e, u, ROL);
}
void jit_ROR(struct emit *e, const struct uop *u)
{
    rotate_any(e, u, ROR);
}

/* --- one operand --- */

static void unary(struct emit *e, const struct uop *u, u32 code)
{
    u8 d = emit_dest(e, u->d, RAX);
    x86_op(&e->x, code, d, emit_loc(e, u->a), 0);
    emit_set(e, u->d, d);
    e->host_flags = HOST_NONE;
}

void jit_CLZ(struct emit *e, const struct uop *u)
{
    unary(e, u, X_F3 | X_0F | 0xBD);
}
void jit_CTZ(struct emit *e, const struct uop *u)
{
    unary(e, u, X_F3 | X_0F | 0xBC);
}
void jit_POPCNT(struct emit *e, const struct uop *u)
{
    unary(e, u, X_F3 | X_0F | 0xB8);
}
void jit_SEXT8(struct emit *e, const struct uop *u)
{
    unary(e, u, X_0F | X_BYTE | 0xBE);
}
void jit_SEXT16(struct emit *e, const struct uop *u)
{
    unary(e, u, X_0F | 0xBF);
}

void jit_NOT(struct emit *e, const struct uop *u)
{
    u8 d = copy(e, u);
    x86_op(&e->x, 0xF7, 2, x86_r(d), 0);
    emit_set(e, u->d, d);
    e->host_flags = HOST_NONE;
}

void jit_BSWAP(struct emit *e, const struct uop *u)
{
    x86_mov(&e->x, RAX, emit_loc(e, u->a));
    x86_imm(&e->x, 0xC80F, 2); /* bswap eax */
    emit_set(e, u->d, RAX);
    e->host_flags = HOST_NONE;
}

/* --- multiplication and division --- */

void jit_MUL(struct emit *e, const struct uop *u)
{
    u8 d = emit_dest(e, u->d, RAX), first = u->a, second = u->b;
    if (u->d == u->b) {
        first = u->b;
        second = u->a;
    }
    x86_mov(&e->x, d, emit_loc(e, first));
    x86_op(&e->x, X_0F | 0xAF, d, emit_loc(e, second), 0);
    emit_set(e, u->d, d);
    e->host_flags = HOST_NONE;
}

/* Both factors in 64 bits; load: how each is extended. */
static void mul_high(struct emit *e, const struct uop *u, u32 load)
{
    struct x86 *x = &e->x;
    x86_op(x, load, RAX, emit_loc(e, u->a), 0);
    x86_op(x, load, RCX, emit_loc(e, u->b), 0);
    x86_op(x, X_W | X_0F | 0xAF, RAX, x86_r(RCX), 0);
    x86_op(x, X_W | 0xC1, 5, x86_r(RAX), 1);
    x86_imm(x, 32, 1);
    emit_set(e, u->d, RAX);
    e->host_flags = HOST_NONE;
}

void jit_MULHU(struct emit *e, const struct uop *u)
{
    mul_high(e, u, 0x8B);
}
void jit_MULHS(struct emit *e, const struct uop *u)
{
    mul_high(e, u, X_W | 0x63);
}

/* ECX = divisor that is not 0; RDX is kept beside. */
static void divide_begin(struct emit *e, const struct uop *u)
{
    struct x86 *x = &e->x;
    x86_mov(x, RCX, emit_loc(e, u->b));
    x86_mov(x, RAX, emit_loc(e, u->a));
    x86_test_rr(x, RCX, RCX);
    u32 site = emit_site(e, SITE_DIVZERO, u, X86_NONE);
    struct cold *c = emit_cold(e, site, x86_jcc(x, CC_E));
    emit_back(e, c);
    x86_op(x, 0x89 | X_W, RDX, x86_m(RBP, NATIVE(save) + 8 * RDX), 0);
}

/* The result is in EAX or EDX. */
static void divide_end(struct emit *e, const struct uop *u, u8 from)
{
    x86_mov(&e->x, RAX, x86_r(from));
    x86_op(&e->x, 0x8B | X_W, RDX, x86_m(RBP, NATIVE(save) + 8 * RDX), 0);
    emit_set(e, u->d, RAX);
    e->host_flags = HOST_NONE;
}

static void divide(struct emit *e, const struct uop *u, u8 from)
{
    divide_begin(e, u);
    x86_alu_rr(&e->x, X_XOR, RDX, x86_r(RDX));
    x86_op(&e->x, 0xF7, 6, x86_r(RCX), 0);
    divide_end(e, u, from);
}

/* In 64 bits, where the lowest number by -1 does not trap. */
static void divide_signed(struct emit *e, const struct uop *u, u8 from)
{
    struct x86 *x = &e->x;
    divide_begin(e, u);
    x86_op(x, X_W | 0x63, RAX, x86_r(RAX), 0);
    x86_op(x, X_W | 0x63, RCX, x86_r(RCX), 0);
    x86_imm(x, 0x9948, 2); /* cqo */
    x86_op(x, X_W | 0xF7, 7, x86_r(RCX), 0);
    divide_end(e, u, from);
}

void jit_DIV(struct emit *e, const struct uop *u)
{
    divide(e, u, RAX);
}
void jit_MOD(struct emit *e, const struct uop *u)
{
    divide(e, u, RDX);
}
void jit_SDIV(struct emit *e, const struct uop *u)
{
    divide_signed(e, u, RAX);
}
void jit_SMOD(struct emit *e, const struct uop *u)
{
    divide_signed(e, u, RDX);
}

/* --- reading conditions --- */

void jit_SET(struct emit *e, const struct uop *u)
{
    enum host_flags before;
    u32 cc = emit_condition(e, u->imm);
    before = e->host_flags;
    x86_op(&e->x, X_0F | X_BYTE | 0x90 | cc, 0, x86_r(RAX), 0);
    u8 d = emit_dest(e, u->d, RAX);
    x86_op(&e->x, X_0F | X_BYTE | 0xB6, d, x86_r(RAX), 0);
    emit_set(e, u->d, d);
    e->host_flags = before;
}

void jit_SEL(struct emit *e, const struct uop *u)
{
    u32 cc = emit_condition(e, u->imm);
    x86_mov(&e->x, RAX, emit_loc(e, u->b));
    x86_op(&e->x, X_0F | 0x40 | cc, RAX, emit_loc(e, u->a), 0);
    emit_set(e, u->d, RAX);
}
