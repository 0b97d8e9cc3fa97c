/* SPDX-License-Identifier: MIT
 *
 * Loads, stores and atomics: how much of an address fits in the operand
 * [rs1 + rs2 + imm], where imm may contain a symbol.
 */
#include "select.h"

/* Sums that only addresses need are not made: their parts go in. */
static bool sum_folds(struct select *s, lref r)
{
    const struct lir_insn *i = lir_at(s->f, r);
    if (i->op != LIR_ADD || i->block != s->here || s->reg[r] != 0 ||
        s->outside[r])
        return false; /* it is made anyway */
    return select_folds(s, r) ||
           lir_at(s->f, select_resolve(s, i->a))->op == LIR_SYMBOL ||
           lir_at(s->f, select_resolve(s, i->b))->op == LIR_SYMBOL;
}

static bool is_base(u32 op)
{
    return op == LIR_SYMBOL || op == LIR_SLOT || op == LIR_INCOMING;
}

/* The part that needs no register but the frame's or none. */
static void set_base(struct memory *m, const struct lir_insn *i)
{
    m->imm = (i32)((u32)m->imm + (u32)i->imm);
    if (i->op == LIR_SYMBOL) {
        m->kind = MIR_SYMBOL;
        m->sym = i->sym;
    } else {
        m->kind = i->op == LIR_SLOT ? MIR_SLOT : MIR_INCOMING;
        m->slot = i->op == LIR_SLOT ? i->slot : 0;
    }
}

static void set_sum(struct select *s, struct memory *m, lref a, lref b,
                    bool indexed)
{
    lref x = select_resolve(s, a), y = select_resolve(s, b);
    if (is_base(lir_at(s->f, y)->op)) {
        lref t = x;
        x = y;
        y = t;
    }
    const struct lir_insn base = *lir_at(s->f, x);
    if (base.op == LIR_SYMBOL) {
        set_base(m, &base);
        lref inner = y;
        const struct lir_insn sum = *lir_at(s->f, inner);
        u32 c;
        if (sum.op == LIR_ADD && select_folds(s, inner) &&
            select_is_number(s, sum.b, &c)) { /* symbol + (i + c) */
            m->imm = (i32)((u32)m->imm + c);
            inner = sum.a;
        } else if (sum.op == LIR_ADD && indexed && select_folds(s, inner)) {
            m->rs1 = select_reg(s, sum.a);
            m->rs2 = select_reg(s, sum.b);
            return;
        }
        m->rs1 = select_reg(s, inner);
        return;
    }
    if (is_base(base.op)) {
        set_base(m, &base);
        m->rs2 = select_reg(s, y);
        return;
    }
    m->rs1 = select_reg(s, x);
    m->rs2 = select_reg(s, y);
}

struct memory select_address(struct select *s, lref address, i32 offset,
                             bool indexed)
{
    struct memory m = {.rs1 = MIR_NONE, .rs2 = MIR_NONE, .imm = offset};
    lref r = select_resolve(s, address);
    const struct lir_insn i = *lir_at(s->f, r);
    u32 c;
    if (is_base(i.op)) {
        set_base(&m, &i);
        if (i.op == LIR_SYMBOL)
            m.rs1 = select_number(s, 0);
        return m;
    }
    if (i.op == LIR_CONST) {
        m.imm = (i32)((u32)offset + (u32)i.imm);
        m.rs1 = select_number(s, 0);
        return m;
    }
    if (i.op == LIR_ADD && select_folds(s, r) && select_is_number(s, i.b, &c)) {
        struct memory inner =
            select_address(s, i.a, (i32)((u32)offset + c), indexed);
        return inner;
    }
    if (sum_folds(s, r)) {
        bool symbol = lir_at(s->f, select_resolve(s, i.a))->op == LIR_SYMBOL ||
                      lir_at(s->f, select_resolve(s, i.b))->op == LIR_SYMBOL;
        if (indexed || symbol) {
            set_sum(s, &m, i.a, i.b, indexed);
            return m;
        }
    }
    m.rs1 = select_reg(s, r);
    return m;
}

void select_apply(struct mir_insn *i, const struct memory *m)
{
    i->rs1 = m->rs1;
    i->rs2 = m->rs2;
    i->kind = m->kind;
    i->imm = m->imm;
    if (m->kind == MIR_SYMBOL)
        i->sym = m->sym;
    if (m->kind == MIR_SLOT)
        i->slot = m->slot;
}

static u16 load_op(u32 size, bool is_signed, bool indexed)
{
    if (size == 4)
        return indexed ? ISA_LOADX32 : ISA_LOAD32;
    if (size == 2 && is_signed)
        return indexed ? ISA_LOADSX16 : ISA_LOADS16;
    if (size == 2)
        return indexed ? ISA_LOADX16 : ISA_LOAD16;
    if (is_signed)
        return indexed ? ISA_LOADSX8 : ISA_LOADS8;
    return indexed ? ISA_LOADX : ISA_LOAD;
}

void select_load(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    bool is_signed = i.flags & LIR_SIGNED && i.size < 4;
    bool indexed = !is_signed || s->f->x1;
    u32 rd = select_dest(s, r);
    struct memory m = select_address(s, i.a, i.imm, indexed);
    struct mir_insn load =
        mir_insn(load_op(i.size, is_signed, m.rs2 != MIR_NONE));
    load.rd = rd;
    select_apply(&load, &m);
    load.flags = i.flags & LIR_VOLATILE ? MIR_VOLATILE : 0;
    select_put(s, load);
}

void select_store(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    static const u16 ops[2][5] = {
        {0, ISA_STORE, ISA_STORE16, 0, ISA_STORE32},
        {0, ISA_STOREX, ISA_STOREX16, 0, ISA_STOREX32}};
    lref value = select_resolve(s, i.b);
    const struct lir_insn v = *lir_at(s->f, value);
    /* The upper bits that an extension or mask changes are not stored. */
    u32 mask, low = i.size == 1 ? 0xFF : 0xFFFF;
    if (i.size < 4 && v.op == LIR_AND && select_folds(s, value) &&
        select_is_number(s, v.b, &mask) && (mask & low) == low)
        value = v.a;
    u32 reg = select_reg(s, value);
    struct memory m = select_address(s, i.a, i.imm, i.op == LIR_STORE);
    struct mir_insn store =
        mir_insn(i.op == LIR_STLR ? ISA_STLR : ops[m.rs2 != MIR_NONE][i.size]);
    store.rd = reg;
    select_apply(&store, &m);
    store.flags = i.flags & LIR_VOLATILE ? MIR_VOLATILE : 0;
    select_put(s, store);
}

/* CAS rd, rs1, rs2, imm and its like take [rs1 + imm]. */
void select_atomic(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    u32 rd = select_dest(s, r);
    if (i.op == LIR_LDAR) {
        struct memory m = select_address(s, i.a, i.imm, false);
        struct mir_insn load = mir_insn(ISA_LDAR);
        load.rd = rd;
        select_apply(&load, &m);
        select_put(s, load);
        return;
    }
    u32 b = select_reg(s, i.b);
    u32 c = i.op == LIR_CAS ? select_reg(s, i.c) : b;
    struct memory m = select_address(s, i.a, i.imm, false);
    if (i.op == LIR_CAS)
        select_op(s, MIR_COPY, rd, b, MIR_NONE, 0);
    struct mir_insn a = mir_insn(i.op == LIR_CAS    ? ISA_CAS
                                 : i.op == LIR_XADD ? ISA_XADD
                                                    : ISA_XCHG);
    select_apply(&a, &m);
    a.rd = rd;
    a.rs2 = c;
    select_put(s, a);
}
