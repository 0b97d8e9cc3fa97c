/* SPDX-License-Identifier: MIT
 *
 * Inside the program generator: the program being written and the choices
 * that its parts share. Registers have habits so that most accesses hit
 * something: see enum gen_reg.
 */
#ifndef TESTS_PROGEN_GEN_H
#define TESTS_PROGEN_GEN_H

#include "progen.h"

/* What registers hold at the start and are mostly left to hold. */
enum gen_reg {
    GEN_R_TEMP = 15,   /* loaded just before its use */
    GEN_R_DATA = 16,   /* GEN_DATA and a bit */
    GEN_R_CODE = 17,   /* the code */
    GEN_R_WINDOW = 18, /* at or near a device or framebuffer window */
    GEN_R_END = 19,    /* near the end of RAM or of the framebuffer */
    GEN_R_STACK = 20,  /* in the stacks */
    GEN_R_INDEX = 21,  /* three small numbers */
    GEN_R_TARGET = 24, /* address of an instruction */
    GEN_R_PORT = 25,
    GEN_R_FLOAT = 26, /* two */
    GEN_R_VECTOR = 28,
    GEN_R_ZERO = 29
};

/* A number below n; true once in n times. */
u32 gen_below(struct gen *g, u32 n);
bool gen_once_in(struct gen *g, u32 n);
bool gen_rarely(struct gen *g, u32 n); /* the same; hardly ever when tame */

void gen_emit(struct gen *g, u32 op, u32 rd, u32 rs1, u32 rs2, u32 imm);
u32 gen_dest(struct gen *g);    /* a register to write */
u32 gen_source(struct gen *g);  /* a register to read */
u32 gen_value(struct gen *g);   /* an interesting number */
u32 gen_float(struct gen *g);   /* an interesting binary32 */
u32 gen_target(struct gen *g);  /* address of some instruction */
u32 gen_address(struct gen *g); /* somewhere interesting in memory */
u32 gen_operation(struct gen *g, const u8 *list, u32 n);

/* Loads a constant into the scratch register and returns that. */
u32 gen_constant(struct gen *g, u32 value);

struct gen_kind {
    void (*make)(struct gen *g);
    u32 weight;
};
/* Makes a piece of one of the kinds, by weight. */
void gen_one(struct gen *g, const struct gen_kind *kind, u32 n);

u64 gen_harmless(struct gen *g); /* a word that is such an instruction */

/* progen_code.c, progen_trap.c, progen_loop.c: append a few instructions of a
 * kind. */
void gen_arithmetic(struct gen *g);
void gen_compare(struct gen *g);
void gen_float_op(struct gen *g);
void gen_branch(struct gen *g);
void gen_call(struct gen *g);
void gen_memory(struct gen *g);
void gen_wild(struct gen *g);
void gen_stack(struct gen *g);
void gen_block(struct gen *g);
void gen_atomic(struct gen *g);
void gen_modify(struct gen *g);
void gen_port(struct gen *g);
void gen_interrupt(struct gen *g);
void gen_controller(struct gen *g);
void gen_invalid(struct gen *g);
void gen_rare(struct gen *g);
void gen_handler(struct gen *g);
void gen_starts(struct gen *g); /* of the other cores */
void gen_loop(struct gen *g);
void gen_tame(struct gen *g); /* mostly one that does no harm */

#endif
