/* SPDX-License-Identifier: MIT
 *
 * MIR as assembly text. Operands are printed by the formats of isa.def, so
 * that what comes out is what lamp-as reads.
 */
#include "emit.h"

#include <format/isa_table.h>

#include <ctype.h>

struct emit {
    struct mir_function *f;
    struct buf *out;
    u32 loc;
};

static void text(struct emit *e, const char *s)
{
    buf_add(e->out, s, strlen(s));
}

static void put_label(struct emit *e, const struct mir_block *b)
{
    if (b->label)
        text(e, b->label);
    else
        buf_printf(e->out, ".L%u_%u", e->f->serial, b->id);
}

static void put_imm(struct emit *e, const struct mir_insn *i)
{
    switch (i->kind) {
    case MIR_SYMBOL:
        text(e, i->sym);
        if (i->imm != 0)
            buf_printf(e->out, "%+d", i->imm);
        break;
    case MIR_BLOCK:
        put_label(e, i->target);
        break;
    case MIR_SKIP:
        buf_printf(e->out, "%d", 8 * (i->imm + 1));
        break;
    case MIR_TABLE:
        buf_printf(e->out, ".Lj%u_%u%+d", e->f->serial, i->table->id, i->imm);
        break;
    default:
        buf_printf(e->out, "%d", i->imm);
        break;
    }
}

static void put_name(struct emit *e, const char *name)
{
    char lower[ISA_NAME_BYTES + 2] = "\t";
    u32 n = 1;
    while (*name)
        lower[n++] = (char)tolower((unsigned char)*name++);
    lower[n++] = '\t';
    buf_add(e->out, lower, n);
}

static void put_register(struct emit *e, u32 r)
{
    char name[4] = "r";
    u32 n = 1;
    if (r >= 10)
        name[n++] = (char)('0' + r / 10 % 10);
    name[n++] = (char)('0' + r % 10);
    buf_add(e->out, name, n);
}

static void put_operands(struct emit *e, const struct mir_insn *i,
                         const char *format)
{
    for (const char *c = format; *c; c++) {
        switch (*c) {
        case 'd':
            put_register(e, i->rd);
            break;
        case 's':
            put_register(e, i->rs1);
            break;
        case 't':
            put_register(e, i->rs2);
            break;
        case 'c':
            text(e, isa_cond_name((u32)i->imm));
            break;
        case 'i':
        case 'a':
        case 'p':
            put_imm(e, i);
            break;
        default:
            buf_add(e->out, c, 1);
            break;
        }
    }
    buf_add(e->out, "\n", 1);
}

static void put_op(struct emit *e, u32 op, const struct mir_insn *i)
{
    const struct isa_row *row = isa_row_find(op);
    put_name(e, row->name);
    put_operands(e, i, row->operands);
}

static void put_call(struct emit *e, const struct mir_insn *i, bool jump)
{
    struct mir_insn m = *i;
    if (i->kind == MIR_SYMBOL) {
        put_op(e, jump ? ISA_JMP : ISA_CALL, &m);
        return;
    }
    m.rd = i->rs1;
    put_op(e, jump ? ISA_JMPR : ISA_CALLR, &m);
}

static void put_pseudo(struct emit *e, const struct mir_insn *i)
{
    struct mir_insn m = *i;
    switch (i->op) {
    case MIR_COPY:
        put_op(e, ISA_MOV, i);
        break;
    case MIR_LOADI:
        put_op(e, ISA_MOVI, i);
        break;
    case MIR_CALL:
    case MIR_TAILCALL:
        put_call(e, i, i->op == MIR_TAILCALL);
        break;
    case MIR_RETURN:
        put_op(e, e->f->lir->interrupt ? ISA_IRET : ISA_RET, i);
        break;
    case MIR_GOTO:
        m.rd = i->rs1;
        put_op(e, ISA_JMPR, &m);
        break;
    case MIR_ASM:
        emit_asm(e->out, i->asm_, ++e->f->asm_count);
        break;
    default:
        break; /* MIR_ENTRY */
    }
}

static void put_location(struct emit *e, u32 loc)
{
    if (loc == 0 || loc == e->loc)
        return;
    const struct lir_loc *l = &e->f->lir->loc[loc];
    buf_printf(e->out, "\t.loc\t%u %u %u\n", l->file, l->line, l->column);
    e->loc = loc;
}

static void put_insn(struct emit *e, const struct mir_insn *i)
{
    put_location(e, i->loc);
    if (i->op == 0)
        text(e, "\t.long\t0, 0\n"); /* no instruction: a panic */
    else if (i->op >= 0x100)
        put_pseudo(e, i);
    else
        put_op(e, i->op, i);
}

static void put_tables(struct emit *e)
{
    if (!e->f->tables)
        return;
    text(e, "\t.section\t.rodata,\"a\",@progbits\n\t.balign\t4\n");
    for (const struct mir_table *t = e->f->tables; t; t = t->next) {
        buf_printf(e->out, ".Lj%u_%u:\n", e->f->serial, t->id);
        for (u32 k = 0; k < t->count; k++) {
            text(e, "\t.long\t");
            put_label(e, t->at[k]);
            text(e, "\n");
        }
    }
}

void mir_emit(struct mir_function *f, struct buf *out)
{
    struct emit e = {.f = f, .out = out};
    text(&e, f->lir->name);
    text(&e, ":\n");
    if (f->lir->loc_count > 1) /* code before the first statement has a line */
        put_location(&e, 1);
    for (const struct mir_block *b = f->entry; b; b = b->next) {
        if (b != f->entry) {
            put_label(&e, b);
            text(&e, ":\n");
        }
        for (u32 k = 0; k < b->count; k++)
            put_insn(&e, &b->insn[k]);
    }
    buf_printf(out, "\t.size\t%s, . - %s\n", f->lir->name, f->lir->name);
    put_tables(&e);
}
