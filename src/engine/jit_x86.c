/* SPDX-License-Identifier: MIT
 *
 * x86-64 instruction encoding: prefixes, opcode, ModRM, SIB, displacement.
 * The shortest form of displacement and immediate is taken. Knows nothing of
 * what the code is for.
 */
#include "jit_x86.h"

enum { LONGEST = 16, NOP_MAX = 9 };

static void put(struct x86 *x, u8 byte)
{
    *x->at++ = byte;
}

/* True when an instruction fits. */
static bool room(struct x86 *x)
{
    if (x->end - x->at < LONGEST)
        x->full = true;
    return !x->full;
}

static void put32(struct x86 *x, u32 v)
{
    put_le32(x->at, v);
    x->at += 4;
}

void x86_imm(struct x86 *x, u64 imm, u32 bytes)
{
    if (x->full)
        return;
    for (; bytes != 0; bytes--, imm >>= 8)
        put(x, (u8)imm);
}

static bool fits8(i32 v)
{
    return v >= -128 && v <= 127;
}

static void sib(struct x86 *x, u8 reg, u32 mode, struct x86_rm rm)
{
    u8 index = rm.index == X86_NONE ? RSP : rm.index;
    put(x, (u8)(mode << 6 | (reg & 7u) << 3 | 4));
    put(x, (u8)((u32)rm.scale << 6 | (index & 7u) << 3 | (rm.base & 7u)));
}

static void modrm(struct x86 *x, u8 reg, struct x86_rm rm, u32 imm_bytes)
{
    if (!rm.memory) {
        put(x, (u8)(0xC0 | (reg & 7) << 3 | (rm.base & 7)));
        return;
    }
    if (rm.base == X86_RIP) {
        put(x, (u8)(5 | (reg & 7) << 3));
        put32(x, (u32)(rm.disp - (x->at + 4 + imm_bytes - x->base)));
        return;
    }
    bool none = rm.disp == 0 && (rm.base & 7) != RBP;
    u32 mode = none ? 0 : fits8(rm.disp) ? 1 : 2;
    if (rm.index != X86_NONE || (rm.base & 7) == RSP)
        sib(x, reg, mode, rm);
    else
        put(x, (u8)(mode << 6 | (reg & 7u) << 3 | (rm.base & 7u)));
    if (mode == 1)
        put(x, (u8)rm.disp);
    else if (mode == 2)
        put32(x, (u32)rm.disp);
}

/* REX bits R X B of an operand pair, at 4, 2, 1. */
static u32 rex_bits(u8 reg, struct x86_rm rm)
{
    u32 bits = reg >> 3 << 2;
    if (rm.index != X86_NONE)
        bits |= (rm.index >> 3 & 1u) << 1;
    if (rm.base < X86_REGS)
        bits |= rm.base >> 3;
    return bits;
}

void x86_op(struct x86 *x, u32 code, u8 reg, struct x86_rm rm, u32 imm_bytes)
{
    if (!room(x))
        return;
    if (code & X_LOCK)
        put(x, 0xF0);
    if (code & X_66)
        put(x, 0x66);
    if (code & X_F3)
        put(x, 0xF3);
    if (code & X_F2)
        put(x, 0xF2);
    u32 rex = rex_bits(reg, rm) | (code & X_W ? 8u : 0u);
    /* SPL .. DIL instead of AH .. BH */
    bool low = (code & X_BYTE) && (reg >= 4 || (!rm.memory && rm.base >= 4));
    if (rex != 0 || low)
        put(x, (u8)(0x40 | rex));
    if (code & X_MAPS)
        put(x, 0x0F);
    put(x, (u8)code);
    modrm(x, reg, rm, imm_bytes);
}

void x86_vex(struct x86 *x, u32 code, u8 reg, u8 v, struct x86_rm rm)
{
    if (!room(x))
        return;
    u32 prefix = code & X_66 ? 1 : code & X_F3 ? 2 : code & X_F2 ? 3 : 0;
    u32 map = (code & X_MAPS) >> 8;
    put(x, 0xC4);
    put(x, (u8)((~rex_bits(reg, rm) & 7) << 5 | map));
    put(x, (u8)((code & X_W ? 0x80u : 0u) | (~(u32)v & 15) << 3 | prefix));
    put(x, (u8)code);
    modrm(x, reg, rm, map == 3);
}

void x86_alu_rr(struct x86 *x, u32 op, u8 d, struct x86_rm s)
{
    x86_op(x, (op & 7) << 3 | 3 | (op & X_W), d, s, 0);
}

void x86_alu_mr(struct x86 *x, u32 op, struct x86_rm d, u8 s)
{
    x86_op(x, (op & 7) << 3 | 1 | (op & X_W), s, d, 0);
}

void x86_alu_i(struct x86 *x, u32 op, struct x86_rm d, i32 imm)
{
    u32 bytes = fits8(imm) ? 1 : 4;
    u32 code = bytes == 1 ? 0x83 : 0x81;
    x86_op(x, code | (op & X_W), op & 7, d, bytes);
    x86_imm(x, (u32)imm, bytes);
}

void x86_mov(struct x86 *x, u8 d, struct x86_rm s)
{
    if (s.memory || s.base != d)
        x86_op(x, 0x8B, d, s, 0);
}

void x86_mov_to(struct x86 *x, struct x86_rm d, u8 s)
{
    if (d.memory || d.base != s)
        x86_op(x, 0x89, s, d, 0);
}

void x86_mov_i(struct x86 *x, u8 d, u32 imm)
{
    if (!room(x))
        return;
    if (d >= 8)
        put(x, 0x41);
    put(x, (u8)(0xB8 | (d & 7)));
    put32(x, imm);
}

void x86_mov_mi(struct x86 *x, struct x86_rm d, u32 imm)
{
    x86_op(x, 0xC7, 0, d, 4);
    x86_imm(x, imm, 4);
}

void x86_lea(struct x86 *x, u8 d, struct x86_rm s)
{
    x86_op(x, 0x8D, d, s, 0);
}

void x86_test_rr(struct x86 *x, u8 a, u8 b)
{
    x86_op(x, 0x85, b, x86_r(a), 0);
}

void x86_shift_i(struct x86 *x, u32 digit, struct x86_rm d, u8 count)
{
    x86_op(x, 0xC1, (u8)digit, d, 1);
    x86_imm(x, count, 1);
}

void x86_shift_cl(struct x86 *x, u32 digit, struct x86_rm d)
{
    x86_op(x, 0xD3, (u8)digit, d, 0);
}

/* --- jumps ----------------------------------------------------------------
 * Always with 32 bits of displacement: where they lead is known later. */

u8 *x86_jcc(struct x86 *x, u32 cc)
{
    if (!room(x))
        return NULL;
    put(x, 0x0F);
    put(x, (u8)(0x80 | cc));
    put32(x, 0);
    return x->at - 4;
}

u8 *x86_jmp(struct x86 *x)
{
    if (!room(x))
        return NULL;
    put(x, 0xE9);
    put32(x, 0);
    return x->at - 4;
}

void x86_link(struct x86 *x, u8 *jump, const u8 *to)
{
    if (!x->full && jump != NULL)
        put_le32(jump, (u32)(to - (jump + 4)));
}

void x86_here(struct x86 *x, u8 *jump)
{
    x86_link(x, jump, x->at);
}

void x86_jcc_to(struct x86 *x, u32 cc, const u8 *to)
{
    if (room(x) && to != NULL && to - (x->at + 2) >= -128 && to <= x->at) {
        put(x, (u8)(0x70 | cc));
        put(x, (u8)(to - (x->at + 1)));
        return;
    }
    x86_link(x, x86_jcc(x, cc), to);
}

void x86_jmp_to(struct x86 *x, const u8 *to)
{
    if (room(x) && to != NULL && to - (x->at + 2) >= -128 && to <= x->at) {
        put(x, 0xEB);
        put(x, (u8)(to - (x->at + 1)));
        return;
    }
    x86_link(x, x86_jmp(x), to);
}

void x86_call_to(struct x86 *x, const u8 *to)
{
    if (!room(x))
        return;
    put(x, 0xE8);
    put32(x, (u32)(to - (x->at + 4)));
}

void x86_align(struct x86 *x, u32 bytes)
{
    static const u8 nop[][NOP_MAX] = {
        {0x90},
        {0x66, 0x90},
        {0x0F, 0x1F, 0x00},
        {0x0F, 0x1F, 0x40, 0x00},
        {0x0F, 0x1F, 0x44, 0x00, 0x00},
        {0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00},
        {0x0F, 0x1F, 0x80, 0x00, 0x00, 0x00, 0x00},
        {0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
        {0x66, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00}};
    u32 rest = (u32)(0 - (uintptr_t)x->at) % bytes;
    while (rest != 0 && room(x)) {
        u32 n = rest < NOP_MAX ? rest : NOP_MAX;
        for (u32 i = 0; i < n; i++)
            put(x, nop[n - 1][i]);
        rest -= n;
    }
}
