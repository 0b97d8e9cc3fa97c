/* SPDX-License-Identifier: MIT
 *
 * What lower.c remembers of a function: the words of each LLVM value and the
 * LIR blocks of each LLVM block, by their addresses.
 */
#ifndef CC_LOWER_MAP_H
#define CC_LOWER_MAP_H

#include "lower.h"

struct lower_entry {
    const void *key;
    struct words words;
    struct lir_block *block;
};

/* An operand of a phi that had to be made in the predecessor. */
struct phi_input {
    LLVMValueRef phi;
    LLVMBasicBlockRef from;
    struct words words;
};

struct lower_map {
    struct lower_entry *entry;
    u32 count, room;           /* a power of two */
    LLVMBasicBlockRef block;   /* being lowered */
    LLVMBasicBlockRef *origin; /* by LIR block id: lowered from this */
    u32 origin_room;
    struct phi_input *input;
    u32 input_count, input_room;
};

struct lower_entry *lower_map_at(struct lower *l, const void *key);

/* lower_phi.c: lower_phis_begin makes the phis of a block, lower_phis_inputs
 * the constant operands of its successors' phis, lower_phis_end all operands
 * once every block is lowered. */
void lower_phis_begin(struct lower *l, LLVMBasicBlockRef b);
void lower_phis_inputs(struct lower *l, LLVMBasicBlockRef b);
void lower_phis_end(struct lower *l);

#endif
