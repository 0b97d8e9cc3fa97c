/* SPDX-License-Identifier: MIT
 *
 * Instructions: operands by the formats of isa.def, and their words.
 */
#ifndef AS_INSN_H
#define AS_INSN_H

#include "state.h"

/* Assembles one instruction whose operands are `in`; word is its mnemonic. */
void insn_assemble(struct as *a, const struct isa_row *row, struct cursor word,
                   struct cursor in);

#endif
