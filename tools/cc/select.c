/* SPDX-License-Identifier: MIT
 *
 * Instruction selection: LIR to MIR. Values are taken from the end of each
 * block to its start; a value is made where it stands when somebody has asked
 * for its register.
 */
#include "select.h"

bool select_fail(struct select *s, const char *what, u32 op)
{
    if (!s->failed)
        fail(s->e, "%s (%s) is not supported", what, lir_op_text[op]);
    s->failed = true;
    return false;
}

struct mir_insn *select_put(struct select *s, struct mir_insn insn)
{
    if (s->group_count == s->group_room) {
        u32 room = s->group_room ? s->group_room * 2 : 64;
        s->group =
            arena_grow(s->m->arena, s->group, s->group_count * sizeof(insn),
                       room * sizeof(insn));
        s->group_room = room;
    }
    insn.loc = s->loc;
    s->group[s->group_count] = insn;
    return &s->group[s->group_count++];
}

void select_op(struct select *s, u16 op, u32 rd, u32 rs1, u32 rs2, i32 imm)
{
    struct mir_insn i = mir_insn(op);
    i.rd = rd;
    i.rs1 = rs1;
    i.rs2 = rs2;
    i.imm = imm;
    select_put(s, i);
}

void select_glued(struct select *s, u16 op, u32 rd, u32 rs1, u32 rs2, i32 imm)
{
    select_op(s, op, rd, rs1, rs2, imm);
    s->group[s->group_count - 1].flags |= MIR_GLUE;
}

lref select_resolve(const struct select *s, lref r)
{
    while (s->forward[r])
        r = s->forward[r];
    return r;
}

bool select_is_number(struct select *s, lref r, u32 *value)
{
    return lir_is_const(s->f, select_resolve(s, r), value);
}

u32 select_load_constant(struct select *s, u32 reg, const char *sym, i32 imm)
{
    struct mir_insn i = mir_insn(MIR_LOADI);
    i.rd = reg;
    i.imm = imm;
    if (sym) {
        i.kind = MIR_SYMBOL;
        i.sym = sym;
    }
    select_put(s, i);
    return reg;
}

/* In loops a constant gets a register for the whole function, made at its
 * entry; where registers are short the allocator makes it again and again. */
static u32 hoisted(struct select *s, const char *sym, i32 imm)
{
    u32 slot = ((u32)imm * 2654435761u >> 24) ^ (sym ? (u8)sym[0] : 0);
    for (struct hoisted *h = s->hoisted[slot]; h; h = h->next) {
        if (h->imm == imm &&
            (sym ? h->sym && strcmp(h->sym, sym) == 0 : !h->sym))
            return h->reg;
    }
    struct hoisted *h = ARENA_NEW(s->m->arena, struct hoisted);
    *h = (struct hoisted){sym, imm, mir_vreg_new(s->m), s->hoisted[slot]};
    s->hoisted[slot] = h;
    return h->reg;
}

static u32 constant(struct select *s, const char *sym, i32 imm)
{
    if (s->here->loop_depth > 0)
        return hoisted(s, sym, imm);
    return select_load_constant(s, mir_vreg_new(s->m), sym, imm);
}

u32 select_number(struct select *s, u32 value)
{
    return constant(s, NULL, (i32)value);
}

static u32 frame_address(struct select *s, const struct lir_insn *i)
{
    struct mir_insn m = mir_insn(ISA_ADDI);
    m.rd = mir_vreg_new(s->m);
    m.imm = i->imm;
    m.kind = i->op == LIR_SLOT ? MIR_SLOT : MIR_INCOMING;
    m.slot = i->op == LIR_SLOT ? i->slot : 0;
    select_put(s, m);
    return m.rd;
}

static u32 label_address(struct select *s, const struct lir_insn *i)
{
    return select_load_constant(s, mir_vreg_new(s->m), i->target->label, 0);
}

u32 select_dest(struct select *s, lref r)
{
    r = select_resolve(s, r);
    if (s->reg[r] == 0)
        s->reg[r] = mir_vreg_new(s->m);
    return s->reg[r];
}

u32 select_reg(struct select *s, lref r)
{
    r = select_resolve(s, r);
    const struct lir_insn *i = lir_at(s->f, r);
    switch (i->op) {
    case LIR_CONST:
        return constant(s, NULL, i->imm);
    case LIR_SYMBOL:
        return constant(s, i->sym, i->imm);
    case LIR_SLOT:
    case LIR_INCOMING:
        return frame_address(s, i);
    case LIR_LABEL:
        return label_address(s, i);
    case LIR_UNDEF:
        return select_load_constant(s, mir_vreg_new(s->m), NULL, 0);
    default:
        return select_dest(s, r);
    }
}

bool select_folds(struct select *s, lref r)
{
    r = select_resolve(s, r);
    const struct lir_insn *i = lir_at(s->f, r);
    return i->uses == 1 && i->block == s->here && !s->outside[r] &&
           s->reg[r] == 0 && lir_op_is(i->op, 'P');
}

/* Arithmetic */

static const struct alu {
    u16 reg, imm;
} alu[LIR_OP_COUNT] = {
    [LIR_ADD] = {ISA_ADD, ISA_ADDI}, [LIR_SUB] = {ISA_SUB, ISA_SUBI},
    [LIR_MUL] = {ISA_MUL, 0},        [LIR_MULHU] = {ISA_MULHU, 0},
    [LIR_MULHS] = {ISA_MULHS, 0},    [LIR_UDIV] = {ISA_DIV, 0},
    [LIR_UREM] = {ISA_MOD, 0},       [LIR_SDIV] = {ISA_SDIV, 0},
    [LIR_SREM] = {ISA_SMOD, 0},      [LIR_AND] = {ISA_AND, ISA_ANDI},
    [LIR_OR] = {ISA_OR, ISA_ORI},    [LIR_XOR] = {ISA_XOR, ISA_XORI},
    [LIR_SHL] = {ISA_SHL, ISA_SHLI}, [LIR_SHR] = {ISA_SHR, ISA_SHRI},
    [LIR_SAR] = {ISA_SAR, 0},        [LIR_ROL] = {ISA_ROL, ISA_ROLI},
    [LIR_FADD] = {ISA_FADD, 0},      [LIR_FSUB] = {ISA_FSUB, 0},
    [LIR_FMUL] = {ISA_FMUL, 0},      [LIR_FDIV] = {ISA_FDIV, 0}};

static const u16 unary[LIR_OP_COUNT] = {
    [LIR_CLZ] = ISA_CLZ,     [LIR_CTZ] = ISA_CTZ,   [LIR_POPCNT] = ISA_POPCNT,
    [LIR_BSWAP] = ISA_BSWAP, [LIR_FNEG] = ISA_FNEG, [LIR_FABS] = ISA_FABS,
    [LIR_FSQRT] = ISA_FSQRT, [LIR_ITOF] = ISA_ITOF, [LIR_UTOF] = ISA_UTOF,
    [LIR_FTOI] = ISA_FTOI,   [LIR_FTOU] = ISA_FTOU};

static bool put_with_symbol(struct select *s, u32 rd, lref a, lref b)
{
    for (u32 k = 0; k < 2; k++) {
        lref x = select_resolve(s, k ? b : a);
        const struct lir_insn sym = *lir_at(s->f, x);
        if (sym.op != LIR_SYMBOL)
            continue;
        struct mir_insn i = mir_insn(ISA_ADDI);
        i.rd = rd;
        i.rs1 = select_reg(s, k ? a : b);
        i.kind = MIR_SYMBOL;
        i.sym = sym.sym;
        i.imm = sym.imm;
        select_put(s, i);
        return true;
    }
    return false;
}

static void arithmetic(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    u32 value, rd = select_dest(s, r);
    u8 flags = i.flags & LIR_NSW ? MIR_NSW : 0;
    if (i.op == LIR_ADD && put_with_symbol(s, rd, i.a, i.b))
        return;
    bool known = select_is_number(s, i.b, &value);
    u16 imm = alu[i.op].imm;
    if (i.op == LIR_SAR && s->f->x1)
        imm = ISA_SARI;
    if (known && i.op == LIR_XOR && value == UINT32_MAX)
        select_op(s, ISA_NOT, rd, select_reg(s, i.a), MIR_NONE, 0);
    else if (known && imm)
        select_op(s, imm, rd, select_reg(s, i.a), MIR_NONE, (i32)value);
    else {
        u32 a = select_reg(s, i.a), b = select_reg(s, i.b);
        select_op(s, alu[i.op].reg, rd, a, b, 0);
    }
    s->group[s->group_count - 1].flags |= flags;
}

static void extend_sign(struct select *s, lref r, u32 bits)
{
    u32 rd = select_dest(s, r), a = select_reg(s, lir_at(s->f, r)->a);
    if (s->f->x1) {
        select_op(s, bits == 8 ? ISA_SEXT8 : ISA_SEXT16, rd, a, MIR_NONE, 0);
        return;
    }
    u32 up = mir_vreg_new(s->m), count = select_number(s, 32 - bits);
    select_op(s, ISA_SHLI, up, a, MIR_NONE, (i32)(32 - bits));
    select_op(s, ISA_SAR, rd, up, count, 0);
}

static void multiply_add(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    u32 rd = select_dest(s, r);
    u32 a = select_reg(s, i.a), b = select_reg(s, i.b);
    select_op(s, MIR_COPY, rd, select_reg(s, i.c), MIR_NONE, 0);
    select_op(s, ISA_FMA, rd, a, b, 0);
}

/* ADD (or SUB) and the words above it, which take its carry. They stand next
 * to each other in LIR; here they become one bundle. */
static void chain(struct select *s, lref top)
{
    struct lir_function *f = s->f;
    bool minus = lir_at(f, top)->op == LIR_SBB;
    lref low = top;
    u32 n = 1;
    for (; lir_at(f, low)->op == LIR_ADC || lir_at(f, low)->op == LIR_SBB; n++)
        low = lir_at(f, low)->c;
    u32 *at = ARENA_ARRAY(s->m->arena, u32, n * 3);
    lref r = top;
    for (u32 k = n; k > 0; k--) {
        const struct lir_insn i = *lir_at(f, r);
        at[k * 3 - 3] = select_dest(s, r);
        at[k * 3 - 2] = select_reg(s, i.a);
        at[k * 3 - 1] = select_reg(s, i.b);
        s->done[r] = true;
        r = i.c;
    }
    if (!s->f->x1 && n == 2) {
        u32 hi = at[3];
        select_op(s, minus ? ISA_SUB : ISA_ADD, hi, at[4], at[5], 0);
        select_op(s, minus ? ISA_SUB : ISA_ADD, at[0], at[1], at[2], 0);
        struct mir_insn j = mir_insn(ISA_RJNC);
        j.kind = MIR_SKIP;
        j.flags = MIR_GLUE;
        j.imm = 1;
        select_put(s, j);
        struct mir_insn one = mir_insn(minus ? ISA_SUBI : ISA_ADDI);
        one.rd = one.rs1 = hi;
        one.imm = 1;
        one.flags = MIR_GLUE | MIR_PARTIAL;
        select_put(s, one);
        return;
    }
    if (!s->f->x1) {
        select_fail(s, "a long carry chain without x1", LIR_ADC);
        return;
    }
    select_op(s, minus ? ISA_SUB : ISA_ADD, at[0], at[1], at[2], 0);
    for (u32 k = 1; k < n; k++)
        select_glued(s, minus ? ISA_SBB : ISA_ADC, at[k * 3], at[k * 3 + 1],
                     at[k * 3 + 2], 0);
}

static void block_copy(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    u32 to = select_reg(s, i.a), from = select_reg(s, i.b);
    select_op(s, i.op == LIR_COPY ? ISA_MEMCPY : ISA_MEMSET, to, from, MIR_NONE,
              i.imm);
}

static u32 port_read(struct select *s, u32 port)
{
    u32 number = select_number(s, port), value = mir_vreg_new(s->m);
    select_op(s, ISA_IN, value, number, MIR_NONE, 0);
    return value;
}

/* The top slot of the call stack: base + 8 * index (docs/isa.md, 8). */
static void return_address(struct select *s, lref r)
{
    enum { PORT_CSP = 0xF0, PORT_CALL_BASE = 0xF4 };
    u32 rd = select_dest(s, r), offset = mir_vreg_new(s->m);
    u32 base = port_read(s, PORT_CALL_BASE), index = port_read(s, PORT_CSP);
    select_op(s, ISA_SHLI, offset, index, MIR_NONE, 3);
    select_op(s, ISA_LOADX32, rd, base, offset, 0);
}

static void allocate_stack(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    select_op(s, MIR_ALLOCA, select_dest(s, r), select_reg(s, i.a), MIR_NONE,
              i.imm);
    s->m->has_alloca = true;
}

static void effect(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    switch (i.op) {
    case LIR_LOAD:
        select_load(s, r);
        break;
    case LIR_STORE:
    case LIR_STLR:
        select_store(s, r);
        break;
    case LIR_LDAR:
    case LIR_CAS:
    case LIR_XADD:
    case LIR_XCHG:
        select_atomic(s, r);
        break;
    case LIR_FENCE:
        select_op(s, ISA_FENCE, MIR_NONE, MIR_NONE, MIR_NONE, 0);
        break;
    case LIR_COPY:
    case LIR_FILL:
        block_copy(s, r);
        break;
    case LIR_CALL:
    case LIR_OUTGOING:
    case LIR_RESULT:
        select_call(s, r);
        break;
    case LIR_ASM:
        select_asm(s, r);
        break;
    case LIR_ALLOCA:
        allocate_stack(s, r);
        break;
    case LIR_SPGET:
        select_op(s, MIR_COPY, select_dest(s, r), MIR_SP, MIR_NONE, 0);
        break;
    case LIR_SPSET:
        select_op(s, MIR_COPY, MIR_SP, select_reg(s, i.a), MIR_NONE, 0);
        break;
    case LIR_RETADDR:
        return_address(s, r);
        break;
    case LIR_BARRIER:
        break;
    default:
        select_fail(s, "an operation", i.op);
        break;
    }
}

static void terminator(struct select *s, lref r)
{
    const struct lir_insn *i = lir_at(s->f, r);
    struct mir_insn m;
    switch (i->op) {
    case LIR_JUMP:
        m = mir_insn(ISA_RJMP);
        m.kind = MIR_BLOCK;
        m.target = s->block[i->target->id];
        select_put(s, m);
        break;
    case LIR_BRANCH:
        select_branch(s, r);
        break;
    case LIR_SWITCH:
        select_switch(s, r);
        break;
    case LIR_GOTO:
        select_goto(s, r);
        break;
    case LIR_RETURN:
        select_return(s, r);
        break;
    default: /* TRAP, UNREACHABLE: no instruction has opcode 0 */
        select_put(s, mir_insn(0));
        break;
    }
}

void select_value(struct select *s, lref r)
{
    const struct lir_insn *i = lir_at(s->f, r);
    switch (i->op) {
    case LIR_PARAM:
        select_op(s, MIR_COPY, select_dest(s, r), (u32)i->imm, MIR_NONE, 0);
        break;
    case LIR_SEXT8:
    case LIR_SEXT16:
        extend_sign(s, r, i->op == LIR_SEXT8 ? 8 : 16);
        break;
    case LIR_ADC:
    case LIR_SBB:
        chain(s, r);
        break;
    case LIR_ICMP:
    case LIR_FCMP:
        select_truth(s, r);
        break;
    case LIR_SELECT:
        select_choice(s, r);
        break;
    case LIR_FMA:
        multiply_add(s, r);
        break;
    case LIR_FRAMEADDR: {
        struct mir_insn m = mir_insn(ISA_ADDI);
        m.rd = select_dest(s, r);
        m.kind = MIR_INCOMING;
        select_put(s, m);
        break;
    }
    default:
        if (alu[i->op].reg)
            arithmetic(s, r);
        else if (unary[i->op])
            select_op(s, unary[i->op], select_dest(s, r), select_reg(s, i->a),
                      MIR_NONE, 0);
        else
            effect(s, r);
        break;
    }
}

static bool is_leaf(u32 op)
{
    return op == LIR_CONST || op == LIR_SYMBOL || op == LIR_SLOT ||
           op == LIR_LABEL || op == LIR_INCOMING || op == LIR_UNDEF ||
           op == LIR_PHI || op == LIR_NOP;
}

static bool wanted(const struct select *s, lref r, const struct lir_insn *i)
{
    if (is_leaf(i->op) || s->forward[r] || s->done[r])
        return false;
    if (lir_op_is(i->op, 'W') || lir_op_is(i->op, 'T') ||
        (i->op == LIR_LOAD && (i->flags & LIR_VOLATILE)))
        return true;
    return s->reg[r] != 0 || s->outside[r];
}

static void group_flush(struct select *s)
{
    u32 need = s->reverse_count + s->group_count;
    if (need > s->reverse_room) {
        u32 room = need * 2 + 64;
        s->reverse = arena_grow(s->m->arena, s->reverse,
                                s->reverse_count * sizeof(*s->reverse),
                                room * sizeof(*s->reverse));
        s->reverse_room = room;
    }
    while (s->group_count > 0)
        s->reverse[s->reverse_count++] = s->group[--s->group_count];
}

/* Blocks */

static void finish_block(struct select *s, struct mir_block *b)
{
    while (s->reverse_count > 0)
        mir_append(s->m, b, s->reverse[--s->reverse_count]);
}

static void select_block(struct select *s, const struct lir_block *b)
{
    s->here = b;
    s->loc = lir_at(s->f, b->insn[b->count - 1])->loc;
    terminator(s, b->insn[b->count - 1]);
    group_flush(s);
    select_phi_operands(s, b);
    group_flush(s);
    for (u32 k = b->count - 1; k > 0 && !s->failed; k--) {
        lref r = b->insn[k - 1];
        const struct lir_insn *i = lir_at(s->f, r);
        if (!wanted(s, r, i))
            continue;
        s->loc = i->loc;
        select_value(s, r);
        group_flush(s);
    }
    select_phi_heads(s, b);
    group_flush(s);
    finish_block(s, s->block[b->id]);
}

/* Preparation */

static u32 params_mask(struct lir_function *f)
{
    u32 mask = 0;
    for (const struct lir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            const struct lir_insn *i = lir_at(f, b->insn[k]);
            if (i->op == LIR_PARAM)
                mask |= 1u << i->imm;
        }
    }
    return mask;
}

/* Hoisted constants go behind the parameters, so that these can stay. */
static void hoists_emit(struct select *s)
{
    struct mir_block *entry = s->m->entry;
    u32 at = 1;
    for (u32 k = 0; k < ARRAY_LEN(s->hoisted); k++) {
        for (struct hoisted *h = s->hoisted[k]; h; h = h->next) {
            struct mir_insn i = mir_insn(MIR_LOADI);
            i.rd = h->reg;
            i.imm = h->imm;
            if (h->sym) {
                i.kind = MIR_SYMBOL;
                i.sym = h->sym;
            }
            mir_insert(s->m, entry, at, i);
        }
    }
}

static void blocks_make(struct select *s)
{
    struct lir_function *f = s->f;
    for (struct lir_block *b = f->entry; b; b = b->next) {
        struct mir_block *m = mir_block_new(s->m);
        m->frequency = b->frequency;
        m->loop_depth = b->loop_depth;
        m->label = b->address_taken ? b->label : NULL;
        s->block[b->id] = m;
    }
}

static void arrays_make(struct select *s)
{
    struct arena *a = s->m->arena;
    u32 n = s->f->insn_count + 1;
    s->block = ARENA_ARRAY(a, struct mir_block *, s->f->block_count + 1);
    s->reg = ARENA_ARRAY(a, u32, n);
    s->forward = ARENA_ARRAY(a, lref, n);
    s->outside = ARENA_ARRAY(a, bool, n);
    s->joined = ARENA_ARRAY(a, bool, n);
    s->done = ARENA_ARRAY(a, bool, n);
    s->copy = ARENA_ARRAY(a, u32, n);
}

bool mir_select(struct mir_function *m, struct lir_function *f, struct err *e)
{
    *m = (struct mir_function){.lir = f, .arena = f->arena};
    struct select s = {.m = m, .f = f, .e = e};
    m->slot = f->slot;
    m->slot_count = m->slot_room = f->slot_count;
    arrays_make(&s);
    select_prepare(&s);
    blocks_make(&s);
    for (const struct lir_block *b = f->entry; b && !s.failed; b = b->next)
        select_block(&s, b);
    struct mir_insn entry = mir_insn(MIR_ENTRY);
    entry.mask = params_mask(f);
    mir_insert(m, m->entry, 0, entry);
    hoists_emit(&s);
    mir_find_edges(m);
    return !s.failed;
}
