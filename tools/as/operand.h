/* SPDX-License-Identifier: MIT
 *
 * Operands as written, before a format gives them a meaning.
 */
#ifndef AS_OPERAND_H
#define AS_OPERAND_H

#include "expr.h"

enum { OPERANDS_MAX = 5, MEMORY_REGISTERS_MAX = 2 };

enum operand_kind { OPERAND_REGISTER, OPERAND_MEMORY, OPERAND_TEXT };

struct operand {
    enum operand_kind kind;
    struct cursor text;
    u8 number; /* of a register */
};

/* [registers + offset] */
struct memory {
    u8 registers[MEMORY_REGISTERS_MAX];
    u32 count;
    struct value offset;
    bool has_offset;
};

/* Splits at commas. False: reported. */
bool operands_split(struct as *a, struct cursor in,
                    struct operand list[OPERANDS_MAX], u32 *count);

/* Reads the inside of a memory operand. */
bool operand_memory(struct as *a, const struct operand *o, struct memory *m);
/* Reads an expression that fills the operand. */
bool operand_value(struct as *a, const struct operand *o, struct value *v);
/* Reads a condition: its name or number. */
bool operand_condition(struct as *a, const struct operand *o, u32 *code);

#endif
