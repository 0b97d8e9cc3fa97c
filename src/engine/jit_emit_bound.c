/* SPDX-License-Identifier: MIT
 *
 * What the code of a block says about values: how large a guest register can
 * be, and how many of its low bits are 0. A byte that was loaded, a masked or
 * shifted number, one that was compared with a constant is a small index; a
 * table with a fixed address then needs no comparison.
 *
 * Invariant: facts hold for every value that the registers can have there,
 * whoever computed it, C included. Nothing is known where a block begins.
 */
#include "jit_emit.h"

enum { ALL_ZERO = 32 };

void emit_bound_begin(struct emit *e)
{
    memset(e->most, 0xFF, sizeof e->most);
    memset(e->zeros, 0, sizeof e->zeros);
}

static u32 clamp(u64 most)
{
    return most > UINT32_MAX ? UINT32_MAX : (u32)most;
}

static u8 zeros_of(u32 value)
{
    return value == 0 ? ALL_ZERO : (u8)__builtin_ctz(value);
}

/* All ones up to the highest bit. */
static u32 ones(u32 value)
{
    return value == 0 ? 0 : UINT32_MAX >> __builtin_clz(value);
}

static u8 fewer(u8 a, u8 b)
{
    return a < b ? a : b;
}

static u32 most_of(const struct emit *e, const struct uop *u)
{
    u32 a = e->most[u->a & 31], b = e->most[u->b & 31], imm = u->imm;
    switch (u->code) {
    case UOP_MOV:
        return a;
    case UOP_MOVI:
        return imm;
    case UOP_ADD:
        return clamp((u64)a + b);
    case UOP_ADDI:
        return clamp((u64)a + imm);
    case UOP_AND:
        return a < b ? a : b;
    case UOP_ANDI:
        return a < imm ? a : imm;
    case UOP_OR:
    case UOP_XOR:
        return ones(a | b);
    case UOP_SHLI:
        return clamp((u64)a << (imm & 31));
    case UOP_SHRI:
        return a >> (imm & 31);
    case UOP_LD8:
    case UOP_LDX8:
        return UINT8_MAX;
    case UOP_LD16:
    case UOP_LDX16:
        return UINT16_MAX;
    case UOP_SET:
        return 1;
    }
    return UINT32_MAX;
}

static u8 zeros_after(const struct emit *e, const struct uop *u)
{
    u8 a = e->zeros[u->a & 31], b = e->zeros[u->b & 31];
    switch (u->code) {
    case UOP_MOV:
        return a;
    case UOP_MOVI:
        return zeros_of(u->imm);
    case UOP_ADD:
    case UOP_OR:
        return fewer(a, b);
    case UOP_ADDI:
        return fewer(a, zeros_of(u->imm));
    case UOP_ANDI:
        return a > zeros_of(u->imm) ? a : zeros_of(u->imm);
    case UOP_SHLI:
        return fewer(ALL_ZERO, (u8)(a + (u->imm & 31)));
    }
    return 0;
}

void emit_bound_after(struct emit *e, const struct uop *u, u32 written)
{
    u32 bit = (u32)1 << (u->d & 31), most = most_of(e, u);
    u8 zeros = zeros_after(e, u);
    for (u32 bits = written; bits != 0; bits &= bits - 1) {
        u32 guest = (u32)__builtin_ctz(bits);
        e->most[guest] = written == bit ? most : UINT32_MAX;
        e->zeros[guest] = written == bit ? zeros : 0;
    }
}

void emit_bound_fall(struct emit *e, u32 cc)
{
    if (e->flags == FLAGS_IN_CORE || e->flags == FLAGS_DEAD)
        return;
    const struct jit_recipe *r = jit_at(e->j, e->flags);
    bool below = cc == UCC_NC && r->imm != 0;
    if (r->flags != FLAGS_S || r->writes || !r->has_imm ||
        (!below && cc != UCC_A))
        return;
    u32 most = below ? r->imm - 1 : r->imm;
    if (most < e->most[r->a])
        e->most[r->a] = most;
}

bool emit_bounded(const struct emit *e, const struct uop *u)
{
    struct emit_access at = emit_access(e, e->insn, u);
    u64 most = (u64)u->imm + e->most[u->a] + (at.sum ? e->most[u->b] : 0);
    u8 zeros = e->zeros[u->a];
    if (at.width == 0 || at.range.size == 0 || at.near)
        return false;
    if (at.sum)
        zeros = fewer(zeros, e->zeros[u->b]);
    zeros = fewer(zeros, zeros_of(u->imm));
    return u->imm >= at.range.from &&
           most < (u64)at.range.from + at.range.size &&
           (!at.aligned || 1u << fewer(zeros, 8) >= at.width);
}
