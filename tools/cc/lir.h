/* SPDX-License-Identifier: MIT
 *
 * LIR: the legalised program, one function at a time. SSA; every value is one
 * 32-bit word. A reference (lref) is the index of the instruction that gives
 * the value, 0 is none. Blocks hold lists of references in order; phis come
 * first, one instruction with flag T comes last.
 *
 * Bits above the width of a narrow source value (i1, i8, i17 ...) are
 * unspecified in its word: who needs them asks lir_zext or lir_sext, which
 * give the word itself where its upper bits are known. Only ICMP, FCMP and
 * SELECT conditions are exact: 0 or 1.
 *
 * Builders append to f->block, fold constants and simple identities, and
 * share equal pure values within a block. All memory comes from f->arena and
 * goes with the function. Not thread safe; no global state.
 */
#ifndef CC_LIR_H
#define CC_LIR_H

#include "arena.h"

#include <util/buf.h>

enum lir_op {
#define LIR_OP(name, text, operands, flags, meaning) LIR_##name,
#include "lir.def"
    LIR_OP_COUNT
};

enum lir_cc { /* LIR_CC_x ^ 1 is the opposite condition */
              LIR_EQ,
              LIR_NE,
              LIR_ULT,
              LIR_UGE,
              LIR_ULE,
              LIR_UGT,
              LIR_SLT,
              LIR_SGE,
              LIR_SLE,
              LIR_SGT
};

/* Conditions of FCMP, in the order of LLVM: O ordered, U or unordered. */
enum lir_fcc {
    LIR_F_FALSE,
    LIR_F_OEQ,
    LIR_F_OGT,
    LIR_F_OGE,
    LIR_F_OLT,
    LIR_F_OLE,
    LIR_F_ONE,
    LIR_F_ORD,
    LIR_F_UNO,
    LIR_F_UEQ,
    LIR_F_UGT,
    LIR_F_UGE,
    LIR_F_ULT,
    LIR_F_ULE,
    LIR_F_UNE,
    LIR_F_TRUE
};

enum lir_flag {
    LIR_SIGNED = 1 << 0,   /* LOAD: sign-extend */
    LIR_VOLATILE = 1 << 1, /* LOAD, STORE: neither dropped nor joined */
    LIR_NSW = 1 << 2,      /* ADD, SUB: no signed overflow */
    LIR_NUW = 1 << 3,
    LIR_TAIL = 1 << 4, /* CALL: nothing but the return of its result
                          follows, and no local is passed: a jump will do */
    LIR_UNALIGNED = 1 << 5,
    LIR_NORETURN = 1 << 6, /* CALL */
    LIR_TWICE = 1 << 7     /* CALL: may return twice (setjmp) */
};

/* BRANCH: imm is how often it goes to target, of so many; 0: not known. */
enum { LIR_BRANCH_ALL = 1024 };

typedef u32 lref;

struct lir_block;

struct lir_case {
    u32 value;
    struct lir_block *target;
};

/* Inline assembly. The text is in lamp syntax; the template's pieces are
 * literal text and operands ($N) in turn. */
enum lir_asm_kind {
    LIR_ASM_OUT, /* register written: RESULT `index` */
    LIR_ASM_IN,  /* register read: value */
    LIR_ASM_IMM, /* immediate: number, or symbol + number */
    LIR_ASM_MEM  /* memory operand: the address is value + number */
};

struct lir_asm_operand {
    u8 kind;
    bool early; /* LIR_ASM_OUT written before the inputs are read */
    i32 fixed;  /* register number wanted, or -1 for any */
    i32 tied;   /* LIR_ASM_IN: index of the operand whose register it
                   shares, or -1 */
    u32 index;  /* LIR_ASM_OUT: which RESULT */
    lref value;
    const char *sym;
    i32 number;
};

struct lir_asm {
    const char *text; /* template, with $0, ${0}, $$ as LLVM writes them */
    u32 count;
    struct lir_asm_operand *operand;
    u32 clobbers; /* one bit a register */
    bool memory;
};

/* An argument register, or a phi's operand. */
struct lir_args {
    lref *at;
    u32 count, room;
};

struct lir_insn {
    u8 op, cc, size, flags;
    u32 uses; /* references to it, kept by lir_count_uses */
    lref a, b, c;
    i32 imm;
    u32 loc; /* index of f->loc, 0: none */
    struct lir_block *block;
    struct lir_block *target, *other; /* JUMP BRANCH SWITCH LABEL */
    union {
        const char *sym;      /* SYMBOL, CALL: assembler name */
        u32 slot;             /* SLOT */
        struct lir_args args; /* PHI, RETURN; CALL: see call */
        struct {
            u32 count;
            struct lir_case *at; /* distinct values, any order */
        } cases;                 /* SWITCH */
        struct lir_asm *asm_;    /* ASM */
        struct {
            const char *sym;      /* NULL: the address is a */
            struct lir_args args; /* at most 8: r0 .. r7 in order */
            u32 stack_bytes;      /* of OUTGOING words before it */
            u8 results;           /* words of the result, 0 .. 2 */
        } call;                   /* CALL */
    };
};

struct lir_block {
    u32 id; /* 0 is the entry, which has no predecessor */
    u32 count, room;
    lref *insn;
    struct lir_block **preds; /* lir_find_preds */
    u32 pred_count;
    bool address_taken;     /* by a LABEL of the function or of data */
    u32 loop_depth;         /* lir_find_loops */
    float frequency;        /* estimate, entry = 1; lir_find_loops */
    struct lir_block *idom; /* lir_find_loops; NULL: entry or unreachable */
    struct lir_block *loop; /* header of the innermost loop, or NULL */
    struct lir_block *next; /* in source order; emission may reorder */
    char label[24];         /* assembler name, unique in the module when
                               address_taken; else empty */
};

struct lir_slot { /* a local that lives in memory */
    u32 size, align;
};

struct lir_loc {
    u32 file; /* index into the module's list of files, from 1 */
    u32 line, column;
};

struct lir_function {
    const char *name; /* assembler name */
    struct arena *arena;
    struct lir_insn *insn; /* [0] unused */
    u32 insn_count, insn_room;
    struct lir_block *entry, *last;
    u32 block_count;
    struct lir_block *block; /* where builders append */
    lref *share;             /* lir_build.c: recent values by their hash */
    struct lir_slot *slot;
    u32 slot_count, slot_room;
    struct lir_loc *loc; /* [0] none */
    u32 loc_count, loc_room;
    u32 loc_now; /* given to new instructions */
    u32 result_words;
    bool x1;        /* the extension may be used */
    bool interrupt; /* ends in IRET, saves nothing */
    bool variadic;
    bool twice;      /* calls something like setjmp */
    bool small;      /* optimise for size */
    bool naked;      /* no prologue, no epilogue */
    bool keep_frame; /* frame pointer wanted */
    u32 level;       /* -O: 0 .. 3 */
};

static inline struct lir_insn *lir_at(struct lir_function *f, lref r)
{
    return &f->insn[r];
}

extern const char *const lir_op_text[LIR_OP_COUNT];
extern const char *const lir_op_flags[LIR_OP_COUNT];
extern const u8 lir_op_operands[LIR_OP_COUNT];
bool lir_op_is(u32 op, char flag);

/* lir.c: making functions. */
void lir_init(struct lir_function *f, struct arena *arena, const char *name);
struct lir_block *lir_block_new(struct lir_function *f);
/* Appends a bare instruction to f->block: no folding. */
lref lir_add_raw(struct lir_function *f, enum lir_op op, lref a, lref b, lref c,
                 i32 imm);
/* Puts an instruction that was taken from a block last in f->block. */
void lir_append(struct lir_function *f, lref r);
u32 lir_slot_new(struct lir_function *f, u32 size, u32 align);
lref lir_phi(struct lir_function *f, struct lir_block *b); /* put first in b */
void lir_phi_set(struct lir_function *f, lref phi, const lref *args,
                 u32 count); /* parallel to preds */
void lir_find_preds(struct lir_function *f);
void lir_args_add(struct lir_function *f, struct lir_args *args, lref r);
/* Removes blocks that the entry does not reach, and their phi operands. */
void lir_prune(struct lir_function *f);

/* lir_build.c, lir_compare.c: folding builders. lir_share appends a pure
 * value, or gives the equal one that the block has. */
lref lir_share(struct lir_function *f, struct lir_insn wanted);
lref lir_const(struct lir_function *f, u32 value);
lref lir_symbol(struct lir_function *f, const char *sym, i32 offset);
lref lir_slot_address(struct lir_function *f, u32 slot, i32 offset);
lref lir_unary(struct lir_function *f, enum lir_op op, lref a);
lref lir_binary(struct lir_function *f, enum lir_op op, lref a, lref b);
lref lir_binary_flags(struct lir_function *f, enum lir_op op, lref a, lref b,
                      u32 flags);
lref lir_binary_imm(struct lir_function *f, enum lir_op op, lref a, u32 b);
lref lir_adc(struct lir_function *f, enum lir_op op, lref a, lref b, lref low);
lref lir_icmp(struct lir_function *f, enum lir_cc cc, lref a, lref b);
lref lir_fcmp(struct lir_function *f, enum lir_fcc cc, lref a, lref b);
lref lir_select(struct lir_function *f, lref cond, lref yes, lref no);
lref lir_fma(struct lir_function *f, lref a, lref b, lref c);
lref lir_zext(struct lir_function *f, lref a, u32 bits); /* 1..32 */
lref lir_sext(struct lir_function *f, lref a, u32 bits);
lref lir_load(struct lir_function *f, lref address, i32 offset, u32 size,
              u32 flags);
void lir_store(struct lir_function *f, lref address, i32 offset, lref value,
               u32 size, u32 flags);
void lir_jump(struct lir_function *f, struct lir_block *to);
void lir_branch(struct lir_function *f, lref cond, struct lir_block *yes,
                struct lir_block *no);
bool lir_is_const(const struct lir_function *f, lref r, u32 *value);

/* lir_facts.c: bits of a word that are known to be 0, and how many of its
 * upper bits equal bit 31 (1..32). Looks a few definitions deep. */
u32 lir_known_zeros(const struct lir_function *f, lref r);
u32 lir_sign_bits(const struct lir_function *f, lref r);

/* lir_loops.c: preds, dominators, loops and frequencies. */
void lir_find_loops(struct lir_function *f);

/* lir_edges.c: blocks for the copies of phis. */
void lir_split_edges(struct lir_function *f);

/* lir_returns.c: ways out of their own for early exits. */
void lir_copy_returns(struct lir_function *f);

/* lir_steps.c: places the steps of loop variables. */
void lir_move_steps(struct lir_function *f);

/* lir_uses.c: drops pure values and loads (not volatile) nobody uses, and
 * counts the uses of the others. */
void lir_count_uses(struct lir_function *f);

/* lir_text.c: for --dump=lir and tests. */
void lir_print(const struct lir_function *f, struct buf *out);
/* Checks the rules of this header; an internal error names the offence. */
bool lir_verify(struct lir_function *f, struct err *e);

#endif
