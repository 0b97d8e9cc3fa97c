/* SPDX-License-Identifier: MIT
 *
 * The lamp instruction set as the machine sees it: one constant. Decoding is
 * in lamp_lift.c, instructions with C semantics in lamp_ops.c.
 */
#include "lamp.h"

#include <format/isa_text.h>
#include <lamp/board.h>
#include <vm/core.h>

_Static_assert((int)ISA_CF == UFLAG_C && (int)ISA_ZF == UFLAG_Z &&
                   (int)ISA_SF == UFLAG_S && (int)ISA_OF == UFLAG_O,
               "lamp's FLAGS are the engines' FLAGS");

#define ISA_COND(code, name, holds) \
    _Static_assert(code == UCC_##name, "lamp's conditions are the engines'");
#include <lamp/isa.def>

const char *lamp_name(u8 op)
{
    static const char *const name[256] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    [code] = #name,
#include <lamp/isa.def>
    };
    return name[op] != NULL ? name[op] : "";
}

static void lamp_reset(struct core *c, u32 entry)
{
    c->ip = entry;
}

static u32 lamp_opcode(const u8 *code)
{
    return code[ISA_WORD_BYTES - 1];
}

static const char *lamp_op_name(u32 op)
{
    const struct isa_row *row = isa_row_find(op);
    return row != NULL ? row->name : NULL;
}

const struct isa lamp_isa = {
    .name = "lamp",
    .insn_bytes = ISA_WORD_BYTES,
    .reset = lamp_reset,
    .lift = lamp_lift,
    .divzero = lamp_divzero,
    .irq = lamp_irq,
    .handler = lamp_handler,
    .interrupted = lamp_interrupted,
    .text = isa_text,
    .target = isa_text_target,
    .accesses = lamp_accesses,
    .effect = lamp_effect,
    .table_bytes = IVT_SIZE,
    .op = lamp_opcode,
    .op_name = lamp_op_name,
};
