/* SPDX-License-Identifier: MIT
 *
 * Between the files of register allocation: all registers of an instruction,
 * liveness walking, and the result of one round of colouring.
 */
#ifndef CC_ALLOCATE_H
#define CC_ALLOCATE_H

#include "mir.h"

enum { OPERANDS_ROOM = 72, COLOUR_NONE = 0xFF };

/* Registers of any instruction, ASM included. */
struct registers {
    u32 *use[OPERANDS_ROOM], *def[OPERANDS_ROOM];
    u32 uses, defs, use_mask, def_mask;
};
void registers_of(struct mir_insn *i, struct registers *out);

static inline bool bit_test(const u64 *set, u32 n)
{
    return set[n / 64] >> (n % 64) & 1;
}

static inline void bit_set(u64 *set, u32 n)
{
    set[n / 64] |= 1ull << (n % 64);
}

static inline void bit_clear(u64 *set, u32 n)
{
    set[n / 64] &= ~(1ull << (n % 64));
}

static inline u32 register_count(const struct mir_function *f)
{
    return MIR_FIRST_VREG + f->vreg_count;
}

/* What colouring decided: a colour for each register, or that it lives in
 * memory. Indexed by register number. */
struct colouring {
    u8 *colour; /* 0..31, COLOUR_NONE: spilled */
    bool *spilled;
    u32 spills;
};

/* colour.c: one round. first_temp: registers from there on were made by
 * spilling and must get a colour. False: they cannot. */
bool colour_registers(struct mir_function *f, u32 allowed, u32 first_temp,
                      struct colouring *out, struct err *e);
/* spill.c: rewrites the function so that the spilled registers are in memory
 * or are made again where they are used. */
void spill_registers(struct mir_function *f, const struct colouring *c);

/* shrink.c: after allocation, that only blocks with a frame use one. */
bool shrink_holds(struct mir_function *f);

#endif
