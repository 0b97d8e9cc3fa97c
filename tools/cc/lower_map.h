/* SPDX-License-Identifier: MIT
 *
 * What lower.c remembers of a function: the words of each LLVM value and the
 * LIR blocks of each LLVM block, by their addresses.
 */
#ifndef CC_LOWER_MAP_H
#define CC_LOWER_MAP_H

#include "lower.h"

/* A constant operand of a phi: made in the predecessor. */
struct phi_input {
    LLVMValueRef value;
    struct words words;
    struct phi_input *next; /* of the same predecessor */
};

/* A value (words; inputs of a phi, parallel to its operands) or a block. */
struct lower_entry {
    const void *key;
    struct words words;
    struct phi_input **inputs;
    struct lir_block *block;
    struct phi_input *first; /* block: what to make before its end */
    LLVMValueRef phi;        /* block: whose operand `words` is */
    bool reached;            /* block: by the entry */
};

struct lower_map {
    struct lower_entry *entry;
    u32 count, room;           /* a power of two */
    LLVMBasicBlockRef block;   /* being lowered */
    LLVMBasicBlockRef *origin; /* by LIR block id: lowered from this */
    u32 origin_room;
    u32 depth;  /* of constant expressions */
    lref undef; /* made in the entry */
};

struct lower_entry *lower_map_at(struct lower *l, const void *key);

/* lower_phi.c: lower_phis_collect finds all constant operands before the
 * first block is lowered, lower_phis_begin makes the phis of a block,
 * lower_phis_inputs the constant operands that its successors' phis take from
 * it, lower_phis_end sets all operands once every block is lowered. */
void lower_phis_collect(struct lower *l);
void lower_phis_begin(struct lower *l, LLVMBasicBlockRef b);
void lower_phis_inputs(struct lower *l, LLVMBasicBlockRef b);
void lower_phis_end(struct lower *l);

#endif
