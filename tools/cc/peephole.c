/* SPDX-License-Identifier: MIT
 *
 * After allocation, on the machine's registers: comparisons whose answer the
 * flags already hold, copies of what is there, and jumps that coalescing has
 * made needless.
 */
#include "mir.h"

#include <format/isa_table.h>

enum { BACK = 12 };

/* Conditions that a run of readers behind instruction k asks for: one bit a
 * condition. 0 bits: nobody; all: not known. */
static u32 asked(const struct mir_block *b, u32 k)
{
    u32 mask = 0;
    for (k++; k < b->count; k++) {
        const struct mir_insn *i = &b->insn[k];
        if (mir_reads_flags(i)) {
            if (i->op == ISA_ADC || i->op == ISA_SBB)
                return UINT32_MAX;
            if (i->op == ISA_SET || i->op == ISA_SEL) {
                mask |= 1u << (i->imm & 31);
                continue;
            }
            static const u8 cc[][2] = {
                {ISA_RJZ, ISA_CC_Z}, {ISA_RJNZ, ISA_CC_NZ},
                {ISA_RJC, ISA_CC_C}, {ISA_RJNC, ISA_CC_NC},
                {ISA_RJG, ISA_CC_G}, {ISA_RJGE, ISA_CC_GE},
                {ISA_RJL, ISA_CC_L}, {ISA_RJLE, ISA_CC_LE},
                {ISA_RJA, ISA_CC_A}, {ISA_RJBE, ISA_CC_BE}};
            for (u32 n = 0; n < ARRAY_LEN(cc); n++) {
                if (cc[n][0] == i->op)
                    mask |= 1u << cc[n][1];
            }
            continue;
        }
        if (mir_sets_flags(i))
            break;
    }
    return mask;
}

static char flag_class(const struct mir_insn *i)
{
    if (i->op == MIR_COPY || i->op == MIR_LOADI)
        return 'L';
    if (i->op >= 0x100)
        return 'X';
    const struct isa_row *row = isa_row_find(i->op);
    return row ? row->flags : 'X';
}

static bool writes(const struct mir_insn *i, u32 reg)
{
    if (reg == MIR_NONE)
        return false;
    struct mir_insn copy = *i;
    struct mir_regs r;
    if (i->op == MIR_ASM)
        return true;
    mir_regs(&copy, &r);
    for (u32 d = 0; d < r.defs; d++) {
        if (*r.def[d] == reg)
            return true;
    }
    return r.def_mask >> (reg & 31) & 1;
}

/* The flags after `i` compare register `reg` with 0, for these conditions. */
static bool tells_zero(const struct mir_insn *i, u32 reg, u32 conditions)
{
    const u32 equal = 1u << ISA_CC_Z | 1u << ISA_CC_NZ;
    const u32 ordered = equal | 1u << ISA_CC_L | 1u << ISA_CC_GE |
                        1u << ISA_CC_G | 1u << ISA_CC_LE;
    if (i->rd != reg || (i->flags & MIR_PARTIAL) || !writes(i, reg))
        return false;
    switch (flag_class(i)) {
    case 'L':
        return i->op != ISA_CAS && i->op != ISA_XCHG && i->op != ISA_POP;
    case 'A':
    case 'S':
        if (i->op == ISA_XADD)
            return false;
        return (conditions & ~(i->flags & MIR_NSW ? ordered : equal)) == 0;
    default:
        return false;
    }
}

static bool is_partial_end(const struct mir_insn *i)
{
    return i->flags & MIR_PARTIAL;
}

/* The comparison at k is needless. */
static bool needless(const struct mir_block *b, u32 k)
{
    const struct mir_insn *c = &b->insn[k];
    bool zero = c->op == ISA_CMPI && c->imm == 0 && c->kind == MIR_NUMBER;
    if (c->op != ISA_CMPI && c->op != ISA_CMP)
        return false;
    u32 conditions = asked(b, k);
    for (u32 n = 1; n <= BACK && n <= k; n++) {
        const struct mir_insn *i = &b->insn[k - n];
        if (is_partial_end(i))
            return false;
        if (i->op == c->op && i->rd == c->rd && i->rs1 == c->rs1 &&
            i->imm == c->imm && i->kind == c->kind && c->kind == MIR_NUMBER)
            return true; /* the same again */
        if (zero && tells_zero(i, c->rd, conditions))
            return true;
        if (c->op == ISA_CMP && i->op == ISA_SUB && i->rs1 == c->rd &&
            i->rs2 == c->rs1 && i->rd != i->rs1 && i->rd != i->rs2)
            return true;
        if (c->op == ISA_CMPI && c->kind == MIR_NUMBER && i->op == ISA_SUBI &&
            i->rs1 == c->rd && i->imm == c->imm && i->rd != i->rs1)
            return true;
        if (mir_sets_flags(i) || writes(i, c->rd))
            return false;
    }
    return false;
}

/* Computes a register from registers and has no effect but its flags, which
 * compare the result with 0 at least for equality. */
static bool is_computation(const struct mir_insn *i)
{
    static const u8 ops[] = {
        ISA_ADD,   ISA_SUB,   ISA_MUL,   ISA_AND,   ISA_OR,   ISA_XOR,
        ISA_NOT,   ISA_SHL,   ISA_SHR,   ISA_SAR,   ISA_ROL,  ISA_ROR,
        ISA_ADDI,  ISA_SUBI,  ISA_ANDI,  ISA_ORI,   ISA_XORI, ISA_SHLI,
        ISA_SHRI,  ISA_SARI,  ISA_ROLI,  ISA_RORI,  ISA_MOV,  ISA_MOVI,
        ISA_MULHU, ISA_MULHS, ISA_SEXT8, ISA_SEXT16};
    if (i->flags & (MIR_GLUE | MIR_PARTIAL | MIR_VOLATILE))
        return false;
    return i->op == MIR_COPY || i->op == MIR_LOADI ||
           (i->op < 0x100 && memchr(ops, i->op, sizeof(ops)));
}

static bool is_access(const struct mir_insn *i)
{
    static const u8 ops[] = {
        ISA_LOAD,    ISA_LOADX,    ISA_LOAD16,   ISA_LOADX16,
        ISA_LOAD32,  ISA_LOADX32,  ISA_LOADS8,   ISA_LOADS16,
        ISA_LOADSX8, ISA_LOADSX16, ISA_STORE,    ISA_STORE16,
        ISA_STORE32, ISA_STOREX,   ISA_STOREX16, ISA_STOREX32};
    return i->op < 0x100 && memchr(ops, i->op, sizeof(ops));
}

static bool touches(const struct mir_insn *i, u32 reg)
{
    return i->rd == reg || i->rs1 == reg || i->rs2 == reg;
}

static bool reads_truth(const struct mir_insn *i)
{
    return i->op == ISA_SET || i->op == ISA_SEL;
}

/* The computation `at` can stand behind all up to k as well. A comparison may
 * have been dropped because of its flags: nobody in between may read them. */
static bool can_sink(const struct mir_block *b, u32 at, u32 k)
{
    const struct mir_insn *i = &b->insn[at];
    bool others = false; /* the flags are no longer those of i */
    if (b->insn[at + 1].flags & MIR_GLUE)
        return false;
    for (u32 n = at + 1; n < k; n++) {
        const struct mir_insn *x = &b->insn[n];
        bool plain = is_computation(x) || is_access(x) || x->op == ISA_CMP ||
                     x->op == ISA_CMPI || (reads_truth(x) && others);
        if (!plain || touches(x, i->rd) || writes(x, i->rs1) ||
            writes(x, i->rs2))
            return false;
        others |= mir_sets_flags(x);
    }
    return true;
}

/* A comparison with 0 of what was computed a few instructions before: that
 * one comes right before its readers instead, which then need no comparison. */
static bool sinks_maker(struct mir_block *b, u32 k)
{
    const struct mir_insn *c = &b->insn[k];
    if (c->op != ISA_CMPI || c->imm != 0 || c->kind != MIR_NUMBER)
        return false;
    for (u32 n = 1; n <= BACK && n <= k; n++) {
        struct mir_insn i = b->insn[k - n];
        if (!writes(&i, c->rd))
            continue;
        if (!is_computation(&i) || !tells_zero(&i, c->rd, asked(b, k)) ||
            !can_sink(b, k - n, k))
            return false;
        memmove(&b->insn[k - n], &b->insn[k - n + 1], (n - 1) * sizeof(i));
        b->insn[k - 1] = i;
        return true;
    }
    return false;
}

static bool copies_back(const struct mir_block *b, u32 k)
{
    const struct mir_insn *i = &b->insn[k];
    if (i->op != MIR_COPY || (i->flags & MIR_GLUE))
        return false;
    if (i->rd == i->rs1)
        return true;
    if (k == 0)
        return false;
    const struct mir_insn *p = &b->insn[k - 1];
    return p->op == MIR_COPY && p->rd == i->rs1 && p->rs1 == i->rd;
}

static bool glued_next(const struct mir_block *b, u32 k)
{
    return k + 1 < b->count && (b->insn[k + 1].flags & MIR_GLUE);
}

static void clean_block(struct mir_block *b)
{
    for (u32 k = 0; k < b->count;) {
        bool drop = needless(b, k) || sinks_maker(b, k) ||
                    (copies_back(b, k) && !glued_next(b, k));
        if (drop)
            mir_remove(b, k);
        else
            k++;
    }
}

void mir_peephole(struct mir_function *f)
{
    for (struct mir_block *b = f->entry; b; b = b->next)
        clean_block(b);
    mir_layout(f, true);
}
