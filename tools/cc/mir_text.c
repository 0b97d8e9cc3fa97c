/* SPDX-License-Identifier: MIT
 *
 * MIR as text, for --dump, and the check that it keeps its rules.
 */
#include "mir.h"

#include <format/isa_table.h>

static const char *op_name(u32 op)
{
    static const char *const names[] = {"copy",     "entry",  "call",
                                        "tailcall", "return", "asm",
                                        "goto",     "alloca", "loadi"};
    if (op >= 0x100 && op - 0x100 < ARRAY_LEN(names))
        return names[op - 0x100];
    const struct isa_row *row = isa_row_find(op);
    return row ? row->name : "trap";
}

static void put_register(struct buf *out, u32 r)
{
    if (r == MIR_NONE)
        buf_printf(out, " -");
    else
        buf_printf(out, r < MIR_FIRST_VREG ? " r%u" : " v%u", r);
}

void mir_print(const struct mir_function *f, struct buf *out)
{
    buf_printf(out, "function %s\n", f->lir->name);
    for (const struct mir_block *b = f->entry; b; b = b->next) {
        buf_printf(out, "  b%u: ; frequency %g\n", b->id, (double)b->frequency);
        for (u32 k = 0; k < b->count; k++) {
            const struct mir_insn *i = &b->insn[k];
            buf_printf(out, "    %s%s", i->flags & MIR_GLUE ? "+ " : "",
                       op_name(i->op));
            put_register(out, i->rd);
            put_register(out, i->rs1);
            put_register(out, i->rs2);
            buf_printf(out, " %d", i->imm);
            if (i->kind == MIR_SYMBOL)
                buf_printf(out, " %s", i->sym);
            if (i->kind == MIR_BLOCK)
                buf_printf(out, " b%u", i->target->id);
            if (i->kind == MIR_SLOT)
                buf_printf(out, " slot%u", i->slot);
            buf_printf(out, "\n");
        }
    }
}

static bool verify_insn(const struct mir_block *b, u32 k, struct err *e)
{
    const struct mir_insn *i = &b->insn[k];
    if ((i->flags & MIR_GLUE) && k == 0)
        return fail(e, "internal error: block b%u starts inside a bundle",
                    b->id);
    if (mir_reads_flags(i) && !(i->flags & MIR_GLUE))
        return fail(e, "internal error: %s in b%u has no flags to read",
                    op_name(i->op), b->id);
    if ((i->op == 0 || mir_ends_block(i)) && k + 1 != b->count)
        return fail(e, "internal error: %s in the middle of b%u",
                    op_name(i->op), b->id);
    return true;
}

bool mir_verify(struct mir_function *f, struct err *e)
{
    for (struct mir_block *b = f->entry; b; b = b->next) {
        for (u32 k = 0; k < b->count; k++) {
            if (!verify_insn(b, k, e))
                return false;
        }
        bool open = b->count == 0 || (b->insn[b->count - 1].op != 0 &&
                                      !mir_ends_block(&b->insn[b->count - 1]));
        if (open && !b->next)
            return fail(e, "internal error: b%u runs out of the function",
                        b->id);
    }
    return true;
}
