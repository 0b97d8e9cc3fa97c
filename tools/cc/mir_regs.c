/* SPDX-License-Identifier: MIT
 *
 * Which registers an instruction reads and writes. The formats of isa.def say
 * which fields are registers; the first register of a format is written,
 * unless the short list below says that it is read, or both.
 */
#include "mir.h"

#include <format/isa_table.h>

enum role { WRITES, READS, BOTH, ALL_BOTH };

static enum role rd_role(u32 op)
{
    switch (op) {
    case ISA_PUSH:
    case ISA_INT:
    case ISA_CALLR:
    case ISA_JMPR:
    case ISA_CMP:
    case ISA_CMPI:
    case ISA_FCMP:
    case ISA_IPI:
    case ISA_STARTAP:
    case ISA_MEMSET:
    case ISA_MEMCPY:
        return READS;
    case ISA_INC:
    case ISA_CAS:
    case ISA_FMA:
        return BOTH;
    case ISA_MOVS:
    case ISA_FILL:
        return ALL_BOTH;
    default:
        return WRITES;
    }
}

static void use(struct mir_regs *r, u32 *field)
{
    if (*field != MIR_NONE)
        r->use[r->uses++] = field;
}

static void def(struct mir_regs *r, u32 *field)
{
    if (*field != MIR_NONE)
        r->def[r->defs++] = field;
}

/* The operand letters of a format: d, s, t; a store's bracket comes first. */
static void by_format(struct mir_insn *i, struct mir_regs *r)
{
    const struct isa_row *row = isa_row_find(i->op);
    if (!row)
        return;
    enum role role = rd_role(i->op);
    bool store = row->operands[0] == '[';
    for (const char *c = row->operands; *c; c++) {
        if (*c == 's')
            use(r, &i->rs1);
        if (*c == 't')
            use(r, &i->rs2);
        if (*c == 'd' && (store || role != WRITES))
            use(r, &i->rd);
        if (*c == 'd' && !store && role != READS)
            def(r, &i->rd);
    }
    if (role == ALL_BOTH) {
        def(r, &i->rs1);
        def(r, &i->rs2);
    }
}

void mir_regs(struct mir_insn *i, struct mir_regs *out)
{
    *out = (struct mir_regs){0};
    switch (i->op) {
    case MIR_COPY:
    case MIR_ALLOCA:
        use(out, &i->rs1);
        def(out, &i->rd);
        break;
    case MIR_LOADI:
        def(out, &i->rd);
        break;
    case MIR_ENTRY:
        out->def_mask = i->mask;
        break;
    case MIR_CALL:
        use(out, &i->rs1);
        out->use_mask = i->mask;
        out->def_mask = MIR_CALLER_SAVED;
        break;
    case MIR_TAILCALL:
        use(out, &i->rs1);
        out->use_mask = i->mask;
        break;
    case MIR_RETURN:
        out->use_mask = i->mask;
        break;
    case MIR_GOTO:
        use(out, &i->rs1);
        break;
    case MIR_ASM:
        out->def_mask = i->mask;
        break;
    default:
        by_format(i, out);
        break;
    }
    if (i->flags & MIR_PARTIAL)
        use(out, &i->rd);
}

bool mir_sets_flags(const struct mir_insn *i)
{
    if (i->op >= 0x100)
        return i->op != MIR_GOTO && i->op != MIR_RETURN && i->op != MIR_ENTRY;
    const struct isa_row *row = isa_row_find(i->op);
    return row && row->flags != 'N';
}

bool mir_reads_flags(const struct mir_insn *i)
{
    switch (i->op) {
    case ISA_SET:
    case ISA_SEL:
    case ISA_ADC:
    case ISA_SBB:
    case ISA_RJA:
    case ISA_RJBE:
        return true;
    default:
        break;
    }
    const struct isa_row *row = i->op < 0x100 ? isa_row_find(i->op) : NULL;
    return row && isa_row_spare_rd(row);
}
