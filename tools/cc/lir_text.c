/* SPDX-License-Identifier: MIT
 *
 * LIR as text, and the check that it keeps its rules: operands exist and are
 * values, phis match their predecessors, blocks end once.
 */
#include "lir.h"

static const char *const cc_text[] = {"eq",  "ne",  "ult", "uge", "ule",
                                      "ugt", "slt", "sge", "sle", "sgt"};

static void print_extra(const struct lir_insn *i, struct buf *out)
{
    switch (i->op) {
    case LIR_SYMBOL:
        buf_printf(out, " %s", i->sym);
        break;
    case LIR_SLOT:
        buf_printf(out, " slot%u", i->slot);
        break;
    case LIR_PHI:
    case LIR_RETURN:
        for (u32 k = 0; k < i->args.count; k++)
            buf_printf(out, " %%%u", i->args.at[k]);
        break;
    case LIR_CALL:
        buf_printf(out, " %s", i->call.sym ? i->call.sym : "(a)");
        for (u32 k = 0; k < i->call.args.count; k++)
            buf_printf(out, " %%%u", i->call.args.at[k]);
        break;
    case LIR_JUMP:
    case LIR_LABEL:
        buf_printf(out, " b%u", i->target->id);
        break;
    case LIR_BRANCH:
        buf_printf(out, " b%u b%u", i->target->id, i->other->id);
        break;
    case LIR_SWITCH:
        for (u32 k = 0; k < i->cases.count; k++)
            buf_printf(out, " %u:b%u", i->cases.at[k].value,
                       i->cases.at[k].target->id);
        buf_printf(out, " else b%u", i->target->id);
        break;
    case LIR_ASM:
        buf_printf(out, " \"%s\"", i->asm_->text);
        break;
    default:
        break;
    }
}

static void print_insn(const struct lir_function *f, lref r, struct buf *out)
{
    const struct lir_insn *i = &f->insn[r];
    buf_printf(out, "    %%%u = %s", r, lir_op_text[i->op]);
    if (i->op == LIR_ICMP)
        buf_printf(out, ".%s", cc_text[i->cc]);
    if (i->op == LIR_FCMP)
        buf_printf(out, ".%u", i->cc);
    if (i->size != 0)
        buf_printf(out, ".%u%s", i->size, i->flags & LIR_SIGNED ? "s" : "");
    const lref operands[] = {i->a, i->b, i->c};
    for (u32 k = 0; k < 3; k++) {
        if (operands[k])
            buf_printf(out, " %%%u", operands[k]);
    }
    if (i->imm != 0 || i->op == LIR_CONST)
        buf_printf(out, " %d", i->imm);
    print_extra(i, out);
    buf_printf(out, "    ; %u uses\n", i->uses);
}

void lir_print(const struct lir_function *f, struct buf *out)
{
    buf_printf(out, "function %s\n", f->name);
    for (const struct lir_block *b = f->entry; b; b = b->next) {
        buf_printf(out, "  b%u: ; depth %u, frequency %g, from", b->id,
                   b->loop_depth, (double)b->frequency);
        for (u32 k = 0; k < b->pred_count; k++)
            buf_printf(out, " b%u", b->preds[k]->id);
        buf_printf(out, "\n");
        for (u32 k = 0; k < b->count; k++)
            print_insn(f, b->insn[k], out);
    }
}

static bool operand_ok(const struct lir_function *f, lref r)
{
    return r != 0 && r < f->insn_count && f->insn[r].op != LIR_NOP &&
           (lir_op_is(f->insn[r].op, 'V') || f->insn[r].op == LIR_CALL ||
            f->insn[r].op == LIR_ASM);
}

static bool verify_insn(const struct lir_function *f, const struct lir_block *b,
                        u32 k, struct err *e)
{
    lref r = b->insn[k];
    const struct lir_insn *i = &f->insn[r];
    const lref operands[] = {i->a, i->b, i->c};
    u32 n = lir_op_operands[i->op];
    for (u32 o = 0; o < n; o++) {
        if (!operand_ok(f, operands[o]))
            return fail(e, "internal error: operand %u of %%%u (%s)", o, r,
                        lir_op_text[i->op]);
    }
    if (lir_op_is(i->op, 'T') != (k + 1 == b->count))
        return fail(e, "internal error: block b%u does not end at its end",
                    b->id);
    if (i->op == LIR_PHI && i->args.count != b->pred_count)
        return fail(e, "internal error: phi %%%u has %u operands for %u", r,
                    i->args.count, b->pred_count);
    if (i->op == LIR_PHI && k > 0 && f->insn[b->insn[k - 1]].op != LIR_PHI)
        return fail(e, "internal error: phi %%%u is not first", r);
    return true;
}

bool lir_verify(struct lir_function *f, struct err *e)
{
    for (struct lir_block *b = f->entry; b; b = b->next) {
        if (b->count == 0)
            return fail(e, "internal error: block b%u is empty", b->id);
        for (u32 k = 0; k < b->count; k++) {
            if (!verify_insn(f, b, k, e))
                return false;
        }
    }
    return true;
}
