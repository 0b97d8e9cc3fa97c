/* SPDX-License-Identifier: MIT
 *
 * What selection knows while it walks a function. Blocks are walked
 * backwards, so that a value knows its users before it is made: one that
 * every user has folded into itself is never made.
 */
#ifndef CC_SELECT_H
#define CC_SELECT_H

#include "mir.h"

struct hoisted {     /* a constant that lives in a register all over */
    const char *sym; /* NULL: the number imm */
    i32 imm;
    u32 reg;
    struct hoisted *next;
};

struct select {
    struct mir_function *m;
    struct lir_function *f;
    struct mir_block **block; /* by LIR block id */
    u32 *reg;                 /* by value: its register, 0: none yet */
    lref *forward;            /* by value: it is the same as that one */
    bool *outside;            /* by value: used in another block, or a phi */
    bool *joined;             /* by value: AND, OR that became jumps */
    bool *done;               /* by value: made together with another */
    u32 *copy;                /* by phi: register its operands are put in */
    struct hoisted *hoisted[256];
    const struct lir_block *here;
    struct mir_insn *group; /* of the present value, in order */
    u32 group_count, group_room;
    struct mir_insn *reverse; /* of the present block, last first */
    u32 reverse_count, reverse_room;
    u32 loc;
    struct err *e;
    bool failed;
};

/* A memory operand, or the part of an address that an instruction takes. */
struct memory {
    u32 rs1, rs2; /* MIR_NONE: none */
    u8 kind;      /* MIR_NUMBER, MIR_SYMBOL, MIR_SLOT, MIR_INCOMING */
    i32 imm;
    const char *sym;
    u32 slot;
};

/* select.c */
struct mir_insn *select_put(struct select *s, struct mir_insn insn);
/* Appends op rd, rs1, rs2 with a number. */
void select_op(struct select *s, u16 op, u32 rd, u32 rs1, u32 rs2, i32 imm);
void select_glued(struct select *s, u16 op, u32 rd, u32 rs1, u32 rs2, i32 imm);
u32 select_reg(struct select *s, lref r); /* of a value, making constants */
u32 select_dest(struct select *s, lref r);
void select_value(struct select *s, lref r);    /* makes it here */
u32 select_number(struct select *s, u32 value); /* a register with it */
bool select_is_number(struct select *s, lref r, u32 *value);
lref select_resolve(const struct select *s, lref r);
bool select_folds(struct select *s, lref r); /* into its only user, here */
bool select_fail(struct select *s, const char *what, u32 op);

u32 select_load_constant(struct select *s, u32 reg, const char *sym, i32 imm);

/* select_phi.c */
void select_phi_operands(struct select *s, const struct lir_block *b);
void select_phi_heads(struct select *s, const struct lir_block *b);

/* select_uses.c. The conditions that the ANDs, or ORs, of a block join for
 * its branch only, so that each can have its jump; 0: not of that form. */
enum { CONDITIONS_MAX = 4 };
void select_prepare(struct select *s);
u32 select_conditions(struct select *s, const struct lir_block *b, lref cond,
                      lref *out);
bool select_is_comparison(const struct select *s, lref r);

/* select_memory.c */
struct memory select_address(struct select *s, lref address, i32 offset,
                             bool indexed);
void select_load(struct select *s, lref r);
void select_store(struct select *s, lref r);
void select_atomic(struct select *s, lref r);
void select_apply(struct mir_insn *i, const struct memory *m);

/* select_compare.c: the flags of a condition, then what reads them. Returns
 * the condition that holds when the value is 1. */
enum isa_cond select_condition(struct select *s, lref r);
void select_truth(struct select *s, lref r); /* ICMP, FCMP as values */
void select_choice(struct select *s, lref r);
void select_branch(struct select *s, lref r);
void select_jump_on(struct select *s, enum isa_cond cc, struct mir_block *to);
enum isa_cond select_opposite(enum isa_cond cc);

/* select_flow.c */
void select_switch(struct select *s, lref r);
void select_goto(struct select *s, lref r);
void select_call(struct select *s, lref r);
void select_return(struct select *s, lref r);
void select_asm(struct select *s, lref r);

#endif
