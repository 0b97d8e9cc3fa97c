/* SPDX-License-Identifier: MIT
 *
 * Calls, returns, switches, computed jumps and inline assembly.
 */
#include "select.h"

#include <stdlib.h>

enum { TABLE_MIN = 5, TABLE_SPARSE = 3, REGISTER_WORDS = 8 };

static void argument(struct select *s, u32 reg, lref r)
{
    const struct lir_insn i = *lir_at(s->f, select_resolve(s, r));
    if (i.op == LIR_CONST || i.op == LIR_SYMBOL) {
        struct mir_insn m = mir_insn(MIR_LOADI);
        m.rd = reg;
        m.imm = i.imm;
        if (i.op == LIR_SYMBOL) {
            m.kind = MIR_SYMBOL;
            m.sym = i.sym;
        }
        select_put(s, m);
        return;
    }
    if (i.op == LIR_SLOT || i.op == LIR_INCOMING) {
        struct mir_insn m = mir_insn(ISA_ADDI);
        m.rd = reg;
        m.imm = i.imm;
        m.kind = i.op == LIR_SLOT ? MIR_SLOT : MIR_INCOMING;
        m.slot = i.op == LIR_SLOT ? i.slot : 0;
        select_put(s, m);
        return;
    }
    select_op(s, MIR_COPY, reg, select_reg(s, r), MIR_NONE, 0);
}

/* Registers of arguments that need one come first, so that nothing is
 * computed once the first argument is in place. */
static u32 arguments(struct select *s, const struct lir_args *args)
{
    for (u32 k = 0; k < args->count; k++) {
        u32 op = lir_at(s->f, select_resolve(s, args->at[k]))->op;
        if (op == LIR_UNDEF || op == LIR_LABEL)
            continue;
        argument(s, k, args->at[k]);
    }
    for (u32 k = 0; k < args->count; k++) {
        lref r = select_resolve(s, args->at[k]);
        u32 op = lir_at(s->f, r)->op;
        if (op == LIR_LABEL) {
            struct mir_insn m = mir_insn(MIR_LOADI);
            m.rd = k;
            m.kind = MIR_SYMBOL;
            m.sym = lir_at(s->f, r)->target->label;
            select_put(s, m);
        } else if (op == LIR_UNDEF) {
            select_op(s, MIR_LOADI, k, MIR_NONE, MIR_NONE, 0);
        }
    }
    return args->count >= 32 ? UINT32_MAX : (1u << args->count) - 1;
}

static void call(struct select *s, const struct lir_insn *i)
{
    struct mir_insn m = mir_insn(MIR_CALL);
    if (i->call.sym) {
        m.kind = MIR_SYMBOL;
        m.sym = i->call.sym;
    } else {
        m.rs1 = select_reg(s, i->a);
    }
    m.flags = i->flags & LIR_NORETURN ? MIR_NORETURN : 0;
    m.mask = arguments(s, &i->call.args);
    select_put(s, m);
    s->m->has_call = true;
    if (i->call.stack_bytes > s->m->outgoing_bytes)
        s->m->outgoing_bytes = i->call.stack_bytes;
}

static void outgoing(struct select *s, const struct lir_insn *i)
{
    struct mir_insn m = mir_insn(ISA_STORE32);
    m.rd = select_reg(s, i->a);
    m.kind = MIR_OUTGOING;
    m.imm = i->imm;
    select_put(s, m);
}

void select_call(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    if (i.op == LIR_CALL)
        call(s, &i);
    else if (i.op == LIR_OUTGOING)
        outgoing(s, &i);
    else if (lir_at(s->f, i.a)->op == LIR_CALL)
        select_op(s, MIR_COPY, select_dest(s, r), (u32)i.imm, MIR_NONE, 0);
    /* results of asm are its own operands */
}

/* The call right before the return, when it can be a jump. */
static lref tail_call(struct select *s, const struct lir_insn *ret)
{
    const struct lir_block *b = s->here;
    u32 k = b->count - 1;
    while (k > 0 && lir_at(s->f, b->insn[k - 1])->op == LIR_RESULT)
        k--;
    if (k == 0)
        return 0;
    lref r = b->insn[k - 1];
    const struct lir_insn *c = lir_at(s->f, r);
    if (c->op != LIR_CALL || !(c->flags & LIR_TAIL) || s->f->twice ||
        s->m->has_alloca || (!c->call.sym && !s->f->x1))
        return 0;
    for (u32 a = 0; a < ret->args.count; a++) {
        const struct lir_insn *v =
            lir_at(s->f, select_resolve(s, ret->args.at[a]));
        if (v->op != LIR_RESULT || v->a != r || v->imm != (i32)a)
            return 0;
    }
    for (; k + 1 < b->count; k++)
        s->done[b->insn[k]] = true;
    s->done[r] = true;
    return r;
}

void select_return(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    lref c = s->f->interrupt ? 0 : tail_call(s, &i);
    if (c) {
        const struct lir_insn call_insn = *lir_at(s->f, c);
        struct mir_insn m = mir_insn(MIR_TAILCALL);
        if (call_insn.call.sym) {
            m.kind = MIR_SYMBOL;
            m.sym = call_insn.call.sym;
        } else { /* not in a register that is restored before the jump */
            enum { TARGET = 8 };
            select_op(s, MIR_COPY, TARGET, select_reg(s, call_insn.a), MIR_NONE,
                      0);
            m.rs1 = TARGET;
        }
        m.mask = arguments(s, &call_insn.call.args);
        select_put(s, m);
        return;
    }
    struct mir_insn m = mir_insn(MIR_RETURN);
    m.mask = arguments(s, &i.args);
    select_put(s, m);
}

/* Switches */

static int by_value(const void *a, const void *b)
{
    u32 x = ((const struct lir_case *)a)->value;
    u32 y = ((const struct lir_case *)b)->value;
    return x < y ? -1 : x > y;
}

static void jump_always(struct select *s, struct mir_block *to)
{
    struct mir_insn j = mir_insn(ISA_RJMP);
    j.kind = MIR_BLOCK;
    j.target = to;
    select_put(s, j);
}

static void table_jump(struct select *s, u32 reg, const struct lir_case *at,
                       u32 count, struct mir_block *other)
{
    struct arena *a = s->m->arena;
    u32 low = at[0].value, span = at[count - 1].value - low + 1;
    struct mir_table *t = ARENA_NEW(a, struct mir_table);
    t->id = s->m->table_count++;
    t->count = span;
    t->at = ARENA_ARRAY(a, struct mir_block *, span);
    t->next = s->m->tables;
    s->m->tables = t;
    for (u32 k = 0; k < span; k++)
        t->at[k] = other;
    for (u32 k = 0; k < count; k++)
        t->at[at[k].value - low] = s->block[at[k].target->id];
    u32 index = reg;
    if (low != 0) {
        index = mir_vreg_new(s->m);
        select_op(s, ISA_SUBI, index, reg, MIR_NONE, (i32)low);
    }
    select_op(s, ISA_CMPI, index, MIR_NONE, MIR_NONE, (i32)span);
    select_jump_on(s, ISA_CC_NC, other);
    u32 offset = mir_vreg_new(s->m), target = mir_vreg_new(s->m);
    select_op(s, ISA_SHLI, offset, index, MIR_NONE, 2);
    select_op(s, ISA_LOAD32, target, offset, MIR_NONE, 0);
    s->group[s->group_count - 1].kind = MIR_TABLE;
    s->group[s->group_count - 1].table = t;
    select_op(s, MIR_GOTO, MIR_NONE, target, MIR_NONE, 0);
    s->group[s->group_count - 1].table = t;
}

static bool is_dense(const struct lir_case *at, u32 count)
{
    u32 span = at[count - 1].value - at[0].value;
    return count >= TABLE_MIN && span / TABLE_SPARSE < count;
}

/* Blocks of the tree behind the first are made on the way. */
static void tree(struct select *s, u32 reg, const struct lir_case *at,
                 u32 count, struct mir_block *other)
{
    if (s->f->x1 && is_dense(at, count)) {
        table_jump(s, reg, at, count, other);
        return;
    }
    if (count <= 3) {
        for (u32 k = 0; k < count; k++) {
            select_op(s, ISA_CMPI, reg, MIR_NONE, MIR_NONE, (i32)at[k].value);
            select_jump_on(s, ISA_CC_Z, s->block[at[k].target->id]);
        }
        jump_always(s, other);
        return;
    }
    u32 half = count / 2;
    struct mir_block *right = mir_block_new(s->m);
    struct mir_block *here = s->block[s->here->id];
    right->frequency = here->frequency / 2;
    right->loop_depth = here->loop_depth;
    select_op(s, ISA_CMPI, reg, MIR_NONE, MIR_NONE, (i32)at[half].value);
    select_jump_on(s, ISA_CC_NC, right);
    tree(s, reg, at, half, other);
    struct mir_insn *kept = s->group;
    u32 kept_count = s->group_count, kept_room = s->group_room;
    s->group = NULL;
    s->group_count = s->group_room = 0;
    tree(s, reg, at + half, count - half, other);
    for (u32 k = 0; k < s->group_count; k++)
        mir_append(s->m, right, s->group[k]);
    s->group = kept;
    s->group_count = kept_count;
    s->group_room = kept_room;
}

void select_switch(struct select *s, lref r)
{
    const struct lir_insn i = *lir_at(s->f, r);
    struct lir_case *at =
        ARENA_ARRAY(s->m->arena, struct lir_case, i.cases.count + 1);
    memcpy(at, i.cases.at, i.cases.count * sizeof(*at));
    qsort(at, i.cases.count, sizeof(*at), by_value);
    u32 v, reg;
    if (select_is_number(s, i.a, &v)) {
        reg = mir_vreg_new(s->m);
        select_op(s, MIR_LOADI, reg, MIR_NONE, MIR_NONE, (i32)v);
    } else {
        reg = select_reg(s, i.a);
    }
    tree(s, reg, at, i.cases.count, s->block[i.target->id]);
}

void select_goto(struct select *s, lref r)
{
    struct arena *a = s->m->arena;
    u32 n = 0, reg = select_reg(s, lir_at(s->f, r)->a);
    struct mir_table *t = ARENA_NEW(a, struct mir_table);
    for (struct lir_block *b = s->f->entry; b; b = b->next)
        n += b->address_taken;
    t->at = ARENA_ARRAY(a, struct mir_block *, n + 1);
    for (struct lir_block *b = s->f->entry; b; b = b->next) {
        if (b->address_taken)
            t->at[t->count++] = s->block[b->id];
    }
    if (s->f->x1) {
        select_op(s, MIR_GOTO, MIR_NONE, reg, MIR_NONE, 0);
        s->group[s->group_count - 1].table = t;
        return;
    }
    /* No jump through a register: the labels are compared with. */
    for (u32 k = 0; k + 1 < n; k++) {
        select_op(s, ISA_CMPI, reg, MIR_NONE, MIR_NONE, 0);
        s->group[s->group_count - 1].kind = MIR_SYMBOL;
        s->group[s->group_count - 1].sym = t->at[k]->label;
        select_jump_on(s, ISA_CC_Z, t->at[k]);
    }
    if (n > 0)
        jump_always(s, t->at[n - 1]);
    else
        select_put(s, mir_insn(0));
}

/* Inline assembly: outputs are the registers of its RESULTs. */
static u32 result_register(struct select *s, lref r, u32 index)
{
    const struct lir_block *b = s->here;
    for (u32 k = 0; k < b->count; k++) {
        const struct lir_insn *i = lir_at(s->f, b->insn[k]);
        if (i->op == LIR_RESULT && i->a == r && (u32)i->imm == index)
            return select_dest(s, b->insn[k]);
    }
    return mir_vreg_new(s->m); /* nobody wants it */
}

static u32 asm_input(struct select *s, const struct lir_asm_operand *o)
{
    lref r = select_resolve(s, o->value);
    u32 reg = select_reg(s, r), own = mir_vreg_new(s->m);
    select_op(s, MIR_COPY, own, reg, MIR_NONE, 0);
    return own;
}

void select_asm(struct select *s, lref r)
{
    const struct lir_asm *a = lir_at(s->f, r)->asm_;
    struct mir_asm *m = ARENA_NEW(s->m->arena, struct mir_asm);
    m->source = a;
    m->reg = ARENA_ARRAY(s->m->arena, u32, a->count + 1);
    for (u32 k = 0; k < a->count; k++)
        m->reg[k] = MIR_NONE;
    for (u32 k = 0; k < a->count; k++) {
        if (a->operand[k].kind == LIR_ASM_OUT)
            m->reg[k] = result_register(s, r, a->operand[k].index);
    }
    /* Operands in chosen registers move last, right before the text. */
    for (u32 k = 0; k < a->count; k++) {
        const struct lir_asm_operand *o = &a->operand[k];
        if (o->kind == LIR_ASM_MEM)
            m->reg[k] = asm_input(s, o);
        else if (o->kind == LIR_ASM_IN && o->tied < 0 && o->fixed < 0)
            m->reg[k] = asm_input(s, o);
    }
    for (u32 k = 0; k < a->count; k++) {
        const struct lir_asm_operand *o = &a->operand[k];
        if (o->kind != LIR_ASM_IN || (o->tied < 0 && o->fixed < 0))
            continue;
        i32 fixed = o->fixed;
        u32 to;
        if (o->tied >= 0) {
            fixed = a->operand[o->tied].fixed;
            to = fixed >= 0 ? (u32)fixed : m->reg[o->tied];
        } else {
            to = (u32)fixed;
        }
        u32 from = select_reg(s, o->value);
        select_op(s, MIR_COPY, to, from, MIR_NONE, 0);
        m->reg[k] = to;
    }
    struct mir_insn insn = mir_insn(MIR_ASM);
    insn.asm_ = m;
    insn.mask = a->clobbers;
    select_put(s, insn);
    /* Outputs in chosen registers leave them at once. */
    for (u32 k = 0; k < a->count; k++) {
        const struct lir_asm_operand *o = &a->operand[k];
        if (o->kind != LIR_ASM_OUT || o->fixed < 0)
            continue;
        select_op(s, MIR_COPY, m->reg[k], (u32)o->fixed, MIR_NONE, 0);
        m->reg[k] = (u32)o->fixed;
    }
}
