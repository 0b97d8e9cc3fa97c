/* SPDX-License-Identifier: MIT
 *
 * The common parts of generated code: entering and leaving it, calling out to
 * C, and going to a guest address that only the running program knows. They
 * stand at the start of the code cache and never change. "miss" has offset 0,
 * so that an empty entry of the map leads to it.
 *
 * A guest call is a host call, a guest return a host return, so that the
 * host's return predictor helps; who comes back checks that it is the right
 * place. Under the frames of the calls lies one return address that looks the
 * target up. Leaving drops all frames at once.
 */
#include "jit.h"

#include <vm/machine.h>

static const u8 kept[] = {RBP, RBX, R12, R13, R14, R15};
static const u8 saved[] = {RBX, RDX, RSI, RDI, R8, R9, R10, R11, R12, R13};

static u32 here(const struct jit *j, const struct x86 *x)
{
    return (u32)(x->at - j->rw);
}

static struct x86_rm slot(u8 reg)
{
    return x86_m(RBP, NATIVE(save) + 8 * reg);
}

static void push(struct x86 *x, u8 reg)
{
    x86_op(x, 0xFF, 6, x86_r(reg), 0);
}

static void pop(struct x86 *x, u8 reg)
{
    x86_op(x, 0x8F, 0, x86_r(reg), 0);
}

static void mov64(struct x86 *x, u8 to, u8 from)
{
    x86_op(x, 0x8B | X_W, to, x86_r(from), 0);
}

static void ret(struct x86 *x)
{
    x86_imm(x, 0xC3, 1);
}

/* Back to C with EAX as answer; native.left is written already. */
static void emit_out(struct x86 *x)
{
    x86_op(x, 0x8B | X_W, RSP, x86_m(RBP, NATIVE(stack)), 0);
    x86_alu_i(x, X_ADD | X_W, x86_r(RSP), 8);
    for (u32 i = ARRAY_LEN(kept); i-- != 0;)
        pop(x, kept[i]);
    ret(x);
}

static void save_left(struct x86 *x)
{
    x86_op(x, 0x89 | X_W, R15, x86_m(RBP, NATIVE(left)), 0);
}

/* ECX: an address without code. */
static void emit_miss(struct x86 *x)
{
    x86_mov_to(x, x86_m(RBP, CORE(ip)), RCX);
    x86_op(x, 0x89 | X_W, R13, slot(R13), 0);
    x86_mov_i(x, RAX, OUT_MISS);
    save_left(x);
    emit_out(x);
}

/* ECX: the site to leave at. */
static void emit_leave(struct x86 *x)
{
    for (u32 i = 0; i < ARRAY_LEN(saved); i++)
        x86_op(x, 0x89 | X_W, saved[i], slot(saved[i]), 0);
    save_left(x);
    x86_mov(x, RAX, x86_r(RCX));
    emit_out(x);
}

/* movss, 0x11 to store and 0x10 to load: what blocks keep in XMM registers. */
static void move_floats(struct x86 *x, u32 code)
{
    for (u8 i = 0; i < JIT_XMM_SAVED; i++)
        x86_vex(x, X_F3 | X_0F | code, (u8)(2 + i), 0,
                x86_m(RBP, NATIVE(save_float) + 4 * i));
}

/* At the address in the core, without frames of calls. */
static void emit_go_on(struct jit *j, struct x86 *x)
{
    x86_op(x, 0x8B | X_W, R15, x86_m(RBP, NATIVE(left)), 0);
    x86_op(x, 0x8B | X_W, R13, slot(R13), 0);
    x86_op(x, 0x8B | X_W, RSP, x86_m(RBP, NATIVE(stack)), 0);
    x86_mov(x, RCX, x86_m(RBP, CORE(ip)));
    x86_jmp_to(x, j->rw + j->base);
}

/* ECX: site, EAX: argument; comes back with EAX = native.result, or not. */
static void emit_help(struct jit *j, struct x86 *x)
{
    j->help = here(j, x);
    for (u32 i = 0; i < ARRAY_LEN(saved); i++)
        x86_op(x, 0x89 | X_W, saved[i], slot(saved[i]), 0);
    move_floats(x, 0x11);
    save_left(x);
    mov64(x, RDI, RBP);
    x86_mov(x, RSI, x86_r(RCX));
    x86_mov(x, RDX, x86_r(RAX));
    mov64(x, RBX, RSP);
    x86_alu_i(x, X_AND | X_W, x86_r(RSP), -16);
    x86_imm(x, 0xB848, 2); /* mov rax, imm64 */
    x86_imm(x, (u64)(uintptr_t)jit_call_out, 8);
    x86_op(x, 0xFF, 2, x86_r(RAX), 0);
    mov64(x, RSP, RBX);
    x86_test_rr(x, RAX, RAX);
    u8 *out = x86_jcc(x, CC_NE);
    for (u32 i = 0; i < ARRAY_LEN(saved); i++)
        x86_op(x, 0x8B | X_W, saved[i], slot(saved[i]), 0);
    move_floats(x, 0x10);
    x86_mov(x, RAX, x86_m(RBP, NATIVE(result)));
    ret(x);
    x86_here(x, out);
    x86_alu_i(x, X_CMP, x86_r(RAX), OUT_GOTO);
    u8 *jump = x86_jcc(x, CC_E);
    emit_out(x);
    x86_here(x, jump);
    emit_go_on(j, x);
}

void jit_emit_goto(struct jit *j, struct x86 *x, bool call)
{
    x86_op(x, 0xF6, 0, x86_r(RCX), 1); /* test cl, 3 */
    x86_imm(x, 3, 1);
    x86_jcc_to(x, CC_NE, j->rw + j->miss);
    x86_op(x, 0x8B | X_W, RAX, x86_m(RBP, NATIVE(map)), 0);
    x86_mov(x, RAX, x86_mx(RAX, RCX, 0, 0));
    x86_op(x, 0x8D | X_W, RDX, x86_m(X86_RIP, 0), 0);
    x86_alu_rr(x, X_ADD | X_W, RAX, x86_r(RDX));
    x86_op(x, 0xFF, call ? 2 : 4, x86_r(RAX), 0);
}

/* Return without a matching call: looks the target in ECX up. */
static void emit_dispatch(struct jit *j, struct x86 *x)
{
    u32 at = here(j, x);
    x86_op(x, 0x8D | X_W, RAX, x86_m(X86_RIP, (i32)at), 0);
    push(x, RAX);
    j->dispatch = here(j, x);
    jit_emit_goto(j, x, false);
    j->base = at;
}

static void emit_enter(struct jit *j, struct x86 *x)
{
    for (u32 i = 0; i < ARRAY_LEN(kept); i++)
        push(x, kept[i]);
    x86_alu_i(x, X_SUB | X_W, x86_r(RSP), 8);
    mov64(x, RBP, RDI);
    mov64(x, R15, RDX);
    mov64(x, R14, RCX);
    x86_op(x, 0x8B | X_W, R13, slot(R13), 0);
    x86_op(x, 0x89 | X_W, RSP, x86_m(RBP, NATIVE(stack)), 0);
    x86_op(x, 0x8D | X_W, RAX, x86_m(X86_RIP, (i32)j->base), 0);
    push(x, RAX);
    x86_op(x, 0xFF, 4, x86_r(RSI), 0);
}

void jit_thunks(struct jit *j)
{
    struct x86 x = {j->rw, j->rw, j->rw + JIT_CELLS_AT, false};
    j->miss = here(j, &x);
    emit_miss(&x);
    j->leave = here(j, &x);
    emit_leave(&x);
    emit_dispatch(j, &x);
    emit_help(j, &x);
    j->enter = here(j, &x);
    emit_enter(j, &x);
}
