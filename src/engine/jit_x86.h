/* SPDX-License-Identifier: MIT
 *
 * An assembler for the x86-64 instructions that the JIT uses. Each function
 * appends one instruction at x->at. When the room ends x->full is set and
 * nothing more is written: callers look once, at the end.
 *
 * Operations are 32 bits wide unless X_W is or-ed to the code.
 */
#ifndef ENGINE_JIT_X86_H
#define ENGINE_JIT_X86_H

#include <util/bits.h>

enum x86_reg {
    RAX,
    RCX,
    RDX,
    RBX,
    RSP,
    RBP,
    RSI,
    RDI,
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15,
    X86_REGS,
    X86_NONE = X86_REGS, /* no index */
    X86_RIP              /* as base: disp is relative to x->base */
};

/* Condition codes as in Jcc, SETcc and CMOVcc; odd is the opposite. */
enum x86_cc {
    CC_O,
    CC_NO,
    CC_B,
    CC_AE,
    CC_E,
    CC_NE,
    CC_BE,
    CC_A,
    CC_S,
    CC_NS,
    CC_P,
    CC_NP,
    CC_L,
    CC_GE,
    CC_LE,
    CC_G
};

/* Opcode with what belongs to it. */
enum {
    X_0F = 1 << 8,   /* opcode maps */
    X_0F38 = 2 << 8, /* VEX only */
    X_0F3A = 3 << 8,
    X_MAPS = 3 << 8,
    X_66 = 1 << 10, /* mandatory or operand-size prefix */
    X_F3 = 1 << 11,
    X_F2 = 1 << 12,
    X_W = 1 << 13,    /* 64-bit operands */
    X_BYTE = 1 << 14, /* the register is 8 bits wide */
    X_LOCK = 1 << 15
};

/* The register-memory operand. */
struct x86_rm {
    u8 base;  /* enum x86_reg; X86_RIP; the register itself if !memory */
    u8 index; /* X86_NONE: none */
    u8 scale; /* log2 */
    bool memory;
    i32 disp;
};

struct x86 {
    u8 *base; /* where X86_RIP displacements count from */
    u8 *at, *end;
    bool full;
};

static inline struct x86_rm x86_r(u8 reg)
{
    return (struct x86_rm){reg, X86_NONE, 0, false, 0};
}
static inline struct x86_rm x86_m(u8 base, i32 disp)
{
    return (struct x86_rm){base, X86_NONE, 0, true, disp};
}
static inline struct x86_rm x86_mx(u8 base, u8 index, u8 scale, i32 disp)
{
    return (struct x86_rm){base, index, scale, true, disp};
}

/* code: opcode byte with X_ bits; reg: register or /digit. imm_bytes of
 * immediate follow the instruction (for X86_RIP operands). */
void x86_op(struct x86 *x, u32 code, u8 reg, struct x86_rm rm, u32 imm_bytes);
/* The same VEX-encoded, v: the second source register. */
void x86_vex(struct x86 *x, u32 code, u8 reg, u8 v, struct x86_rm rm);
void x86_imm(struct x86 *x, u64 imm, u32 bytes);

/* The eight two-operand integer operations, by their /digit. */
enum x86_alu { X_ADD, X_OR, X_ADC, X_SBB, X_AND, X_SUB, X_XOR, X_CMP };
void x86_alu_rr(struct x86 *x, u32 op, u8 d, struct x86_rm s);   /* d op= s */
void x86_alu_mr(struct x86 *x, u32 op, struct x86_rm d, u8 s);   /* d op= s */
void x86_alu_i(struct x86 *x, u32 op, struct x86_rm d, i32 imm); /* op| X_W */

void x86_mov(struct x86 *x, u8 d, struct x86_rm s);
void x86_mov_to(struct x86 *x, struct x86_rm d, u8 s);
void x86_mov_i(struct x86 *x, u8 d, u32 imm); /* flags kept */
void x86_mov_mi(struct x86 *x, struct x86_rm d, u32 imm);
void x86_lea(struct x86 *x, u8 d, struct x86_rm s);
void x86_test_rr(struct x86 *x, u8 a, u8 b);

/* SHL 4, SHR 5, SAR 7, ROL 0, ROR 1 by a constant 1..31 or by CL. */
void x86_shift_i(struct x86 *x, u32 digit, struct x86_rm d, u8 count);
void x86_shift_cl(struct x86 *x, u32 digit, struct x86_rm d);

/* Jumps return where their displacement stands, for x86_here or x86_link. */
u8 *x86_jcc(struct x86 *x, u32 cc);
u8 *x86_jmp(struct x86 *x);
void x86_jcc_to(struct x86 *x, u32 cc, const u8 *to);
void x86_jmp_to(struct x86 *x, const u8 *to);
void x86_call_to(struct x86 *x, const u8 *to);
void x86_link(struct x86 *x, u8 *jump, const u8 *to);
void x86_here(struct x86 *x, u8 *jump);

/* Instructions without effect up to a multiple of bytes, a power of 2. */
void x86_align(struct x86 *x, u32 bytes);

#endif
