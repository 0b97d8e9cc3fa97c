/* SPDX-License-Identifier: MIT
 *
 * Conditions. A comparison sets the flags right before what reads them; the
 * base instruction set lacks "above" and "below or equal", SET and SEL, which
 * are made from the others and short skips.
 */
#include "select.h"

static const u8 cc_of[] = {
    [LIR_EQ] = ISA_CC_Z,   [LIR_NE] = ISA_CC_NZ,  [LIR_ULT] = ISA_CC_C,
    [LIR_UGE] = ISA_CC_NC, [LIR_ULE] = ISA_CC_BE, [LIR_UGT] = ISA_CC_A,
    [LIR_SLT] = ISA_CC_L,  [LIR_SGE] = ISA_CC_GE, [LIR_SLE] = ISA_CC_LE,
    [LIR_SGT] = ISA_CC_G};

enum isa_cond select_opposite(enum isa_cond cc)
{
    static const u8 other[] = {
        [ISA_CC_Z] = ISA_CC_NZ, [ISA_CC_NZ] = ISA_CC_Z, [ISA_CC_C] = ISA_CC_NC,
        [ISA_CC_NC] = ISA_CC_C, [ISA_CC_G] = ISA_CC_LE, [ISA_CC_GE] = ISA_CC_L,
        [ISA_CC_L] = ISA_CC_GE, [ISA_CC_LE] = ISA_CC_G, [ISA_CC_A] = ISA_CC_BE,
        [ISA_CC_BE] = ISA_CC_A};
    return (enum isa_cond)other[cc];
}

static u16 jump_op(enum isa_cond cc)
{
    static const u16 ops[] = {
        [ISA_CC_Z] = ISA_RJZ,   [ISA_CC_NZ] = ISA_RJNZ, [ISA_CC_C] = ISA_RJC,
        [ISA_CC_NC] = ISA_RJNC, [ISA_CC_G] = ISA_RJG,   [ISA_CC_GE] = ISA_RJGE,
        [ISA_CC_L] = ISA_RJL,   [ISA_CC_LE] = ISA_RJLE, [ISA_CC_A] = ISA_RJA,
        [ISA_CC_BE] = ISA_RJBE};
    return ops[cc];
}

void select_jump_on(struct select *s, enum isa_cond cc, struct mir_block *to)
{
    struct mir_insn j = mir_insn(jump_op(cc));
    j.kind = MIR_BLOCK;
    j.target = to;
    j.flags = MIR_GLUE;
    select_put(s, j);
}

static void skip_on(struct select *s, enum isa_cond cc)
{
    struct mir_insn j = mir_insn(jump_op(cc));
    j.kind = MIR_SKIP;
    j.imm = 1;
    j.flags = MIR_GLUE;
    select_put(s, j);
}

/* What only a comparison with 0 needs is computed right before it, so that
 * its flags can serve instead. */
static void compute_here(struct select *s, lref value)
{
    static const u8 cheap[] = {LIR_ADD, LIR_SUB, LIR_AND, LIR_OR, LIR_XOR,
                               LIR_SHL, LIR_SHR, LIR_SAR, LIR_MUL};
    lref r = select_resolve(s, value);
    const struct lir_insn *i = lir_at(s->f, r);
    if (memchr(cheap, i->op, sizeof(cheap)) && select_folds(s, r) &&
        !s->done[r]) {
        s->done[r] = true;
        select_value(s, r);
    }
}

static void compare(struct select *s, lref a, lref b)
{
    u32 value, x = select_reg(s, a);
    lref r = select_resolve(s, b);
    const struct lir_insn i = *lir_at(s->f, r);
    if (select_is_number(s, r, &value)) {
        select_op(s, ISA_CMPI, x, MIR_NONE, MIR_NONE, (i32)value);
    } else if (i.op == LIR_SYMBOL) {
        select_op(s, ISA_CMPI, x, MIR_NONE, MIR_NONE, i.imm);
        s->group[s->group_count - 1].kind = MIR_SYMBOL;
        s->group[s->group_count - 1].sym = i.sym;
    } else {
        select_op(s, ISA_CMP, x, select_reg(s, r), MIR_NONE, 0);
    }
}

/* a > b and a <= b unsigned, where the machine has only < and >=. */
static enum isa_cond compare_base(struct select *s, enum lir_cc cc, lref a,
                                  lref b)
{
    u32 v;
    if (select_is_number(s, b, &v) && v != UINT32_MAX) {
        select_op(s, ISA_CMPI, select_reg(s, a), MIR_NONE, MIR_NONE,
                  (i32)(v + 1));
        return cc == LIR_UGT ? ISA_CC_NC : ISA_CC_C;
    }
    u32 x = select_reg(s, b), y = select_reg(s, a);
    select_op(s, ISA_CMP, x, y, MIR_NONE, 0);
    return cc == LIR_UGT ? ISA_CC_C : ISA_CC_NC;
}

static enum isa_cond compare_int(struct select *s, const struct lir_insn *i)
{
    enum lir_cc cc = (enum lir_cc)i->cc;
    if (!s->f->x1 && (cc == LIR_UGT || cc == LIR_ULE))
        return compare_base(s, cc, i->a, i->b);
    compare(s, i->a, i->b);
    return (enum isa_cond)cc_of[cc];
}

/* After FCMP a, b (docs/isa.md, section 6). `swap`: compare b with a. */
static const struct {
    u8 cc;
    bool swap;
} float_cc[] = {
    [LIR_F_OEQ] = {ISA_CC_Z, false}, [LIR_F_UNE] = {ISA_CC_NZ, false},
    [LIR_F_OGT] = {ISA_CC_G, false}, [LIR_F_OGE] = {ISA_CC_GE, false},
    [LIR_F_OLT] = {ISA_CC_G, true},  [LIR_F_OLE] = {ISA_CC_GE, true},
    [LIR_F_ULT] = {ISA_CC_L, false}, [LIR_F_ULE] = {ISA_CC_LE, false},
    [LIR_F_UGT] = {ISA_CC_L, true},  [LIR_F_UGE] = {ISA_CC_LE, true}};

static enum isa_cond compare_float(struct select *s, const struct lir_insn *i)
{
    bool swap = float_cc[i->cc].swap;
    u32 a = select_reg(s, i->a), b = select_reg(s, i->b);
    select_op(s, ISA_FCMP, swap ? b : a, swap ? a : b, MIR_NONE, 0);
    return (enum isa_cond)float_cc[i->cc].cc;
}

enum isa_cond select_condition(struct select *s, lref cond)
{
    lref r = select_resolve(s, cond);
    if (select_is_comparison(s, r)) {
        const struct lir_insn i = *lir_at(s->f, r);
        u32 v;
        if (i.op == LIR_ICMP && i.uses == 1 && select_is_number(s, i.b, &v) &&
            v == 0)
            compute_here(s, i.a);
        return i.op == LIR_ICMP ? compare_int(s, &i) : compare_float(s, &i);
    }
    compute_here(s, r);
    select_op(s, ISA_CMPI, select_reg(s, r), MIR_NONE, MIR_NONE, 0);
    return ISA_CC_NZ;
}

/* rd = value, but only where the instruction before does not skip it. */
static void put_partial(struct select *s, u32 rd, lref r)
{
    struct mir_insn i;
    u32 v;
    if (select_is_number(s, r, &v)) {
        i = mir_insn(ISA_MOVI);
        i.imm = (i32)v;
    } else {
        i = mir_insn(ISA_MOV);
        i.rs1 = select_dest(s, r);
    }
    i.rd = rd;
    i.flags = MIR_GLUE | MIR_PARTIAL;
    select_put(s, i);
}

static bool is_leaf_value(struct select *s, lref r)
{
    u32 op = lir_at(s->f, select_resolve(s, r))->op;
    return op == LIR_SYMBOL || op == LIR_SLOT || op == LIR_LABEL ||
           op == LIR_INCOMING || op == LIR_UNDEF;
}

static void truth_base(struct select *s, u32 rd, const struct lir_insn *i)
{
    select_op(s, MIR_LOADI, rd, MIR_NONE, MIR_NONE, 1);
    enum isa_cond cc =
        i->op == LIR_ICMP ? compare_int(s, i) : compare_float(s, i);
    skip_on(s, cc);
    struct mir_insn zero = mir_insn(ISA_MOVI);
    zero.rd = rd;
    zero.flags = MIR_GLUE | MIR_PARTIAL;
    select_put(s, zero);
}

void select_truth(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    u32 rd = select_dest(s, r), v;
    if (i.op == LIR_ICMP && i.cc == LIR_SLT && select_is_number(s, i.b, &v) &&
        v == 0) {
        select_op(s, ISA_SHRI, rd, select_reg(s, i.a), MIR_NONE, 31);
        return;
    }
    if (!s->f->x1) {
        truth_base(s, rd, &i);
        return;
    }
    enum isa_cond cc =
        i.op == LIR_ICMP ? compare_int(s, &i) : compare_float(s, &i);
    select_glued(s, ISA_SET, rd, MIR_NONE, MIR_NONE, (i32)cc);
}

static void choice_base(struct select *s, u32 rd, const struct lir_insn *i)
{
    u32 v, other = 0;
    bool leaf = is_leaf_value(s, i->c);
    if (leaf)
        other = select_reg(s, i->c);
    if (select_is_number(s, i->b, &v))
        select_op(s, MIR_LOADI, rd, MIR_NONE, MIR_NONE, (i32)v);
    else
        select_op(s, MIR_COPY, rd, select_reg(s, i->b), MIR_NONE, 0);
    skip_on(s, select_condition(s, i->a));
    if (leaf) {
        struct mir_insn m = mir_insn(ISA_MOV);
        m.rd = rd;
        m.rs1 = other;
        m.flags = MIR_GLUE | MIR_PARTIAL;
        select_put(s, m);
    } else {
        put_partial(s, rd, i->c);
    }
}

void select_choice(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    u32 rd = select_dest(s, r);
    if (!s->f->x1) {
        choice_base(s, rd, &i);
        return;
    }
    u32 yes = select_reg(s, i.b), no = select_reg(s, i.c);
    enum isa_cond cc = select_condition(s, i.a);
    select_glued(s, ISA_SEL, rd, yes, no, (i32)cc);
}

static void jump_to(struct select *s, struct mir_block *to)
{
    struct mir_insn j = mir_insn(ISA_RJMP);
    j.kind = MIR_BLOCK;
    j.target = to;
    select_put(s, j);
}

void select_branch(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    struct mir_block *yes = s->block[i.target->id];
    struct mir_block *no = s->block[i.other->id];
    lref cond = select_resolve(s, i.a), part[CONDITIONS_MAX];
    u32 op = lir_at(s->f, cond)->op;
    u32 n = select_conditions(s, s->here, cond, part);
    for (u32 k = 0; k < n; k++) {
        enum isa_cond cc = select_condition(s, part[k]);
        if (op == LIR_AND)
            select_jump_on(s, select_opposite(cc), no);
        else
            select_jump_on(s, cc, yes);
    }
    if (n > 0) {
        jump_to(s, op == LIR_AND ? yes : no);
        return;
    }
    select_jump_on(s, select_condition(s, cond), yes);
    jump_to(s, no);
}
