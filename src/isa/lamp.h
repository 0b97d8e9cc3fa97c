/* SPDX-License-Identifier: MIT
 *
 * Inside src/isa: what the files of the lamp instruction set share.
 */
#ifndef ISA_LAMP_H
#define ISA_LAMP_H

#include <lamp/isa.h>
#include <vm/isa.h>
#include <vm/uop.h>

/* Appends the uops of one instruction (lamp_lift.c). */
void lamp_lift(struct lifter *l);

/* Functions of UOP_HELP (lamp_ops.c): lamp_<argument> of isa.def rows. */
typedef enum help lamp_op(struct core *c, const struct uop_help *h);
lamp_op lamp_halt, lamp_int, lamp_inti, lamp_iret, lamp_pause, lamp_startap,
    lamp_ipi, lamp_wait, lamp_movs, lamp_fill, lamp_brk;

/* Instructions that must panic: what is wrong goes into the operands of the
 * uop_help. */
enum lamp_trap {
    TRAP_FETCH,     /* imm = address */
    TRAP_OPCODE,    /* a = opcode */
    TRAP_REGISTER,  /* a = opcode, b = field 0..2, imm = value */
    TRAP_CONDITION, /* a = opcode, imm = value */
    TRAP_OPERANDS   /* a = opcode, b = register */
};
lamp_op lamp_trap; /* d = enum lamp_trap */

/* Members of struct isa. */
void lamp_divzero(struct core *c);
enum irq_entry lamp_irq(struct core *c, u32 vector);
bool lamp_handler(const struct core *c, u32 vector, u32 *handler);
bool lamp_interrupted(const struct core *c, u32 *ip);

/* lamp_access.c */
u32 lamp_accesses(const struct core *c, const u8 *code,
                  struct access out[ISA_ACCESSES_MAX]);
/* lamp_effect.c */
void lamp_effect(const struct core *c, const u8 *code, struct effect *e);

/* Mnemonic in capitals, "" for an undefined opcode (lamp.c). */
const char *lamp_name(u8 op);

#endif
