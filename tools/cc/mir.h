/* SPDX-License-Identifier: MIT
 *
 * MIR: lamp instructions over registers, one function at a time. Not SSA.
 * Registers 0..31 are those of the machine, from MIR_FIRST_VREG on virtual;
 * allocation turns the latter into the former. Instructions stand in arrays,
 * block by block. select makes MIR; layout, liveness, allocate, frame,
 * peephole and emit work on it in this order.
 *
 * Flags: nearly every instruction sets them, MOV and loads too. An
 * instruction with MIR_GLUE reads the flags of the one before it; a run of
 * glued instructions is a bundle that nothing may be put into (spill loads
 * go before its first, spill stores behind its last). STORE*, jumps, SET and
 * SEL leave flags alone and may stand inside a bundle.
 */
#ifndef CC_MIR_H
#define CC_MIR_H

#include "arena.h"
#include "lir.h"

#include <lamp/isa.h>
#include <util/buf.h>

enum {
    MIR_SP = 30,
    MIR_FP = 31,
    MIR_TP = 29, /* thread pointer: never allocated */
    MIR_FIRST_VREG = 32,
    MIR_NONE = 0xFFFFFFFF /* an unused register field */
};

/* One bit a register. */
#define MIR_ARGUMENTS 0x000000FFu    /* r0 .. r7 */
#define MIR_CALLER_SAVED 0x0000FFFFu /* r0 .. r15 */
#define MIR_CALLEE_SAVED 0x9FFF0000u /* r16 .. r28, r31 */
#define MIR_ALLOCATABLE                                 \
    0x9FFFFFFFu /* all but r29 r30; interrupt functions \
                   also keep r31: it holds the vector */

/* Operations beside enum isa_op. Fields as named; others MIR_NONE or 0. */
enum mir_op {
    MIR_COPY = 0x100, /* rd = rs1; becomes MOV or nothing; sets flags */
    MIR_ENTRY,        /* first of the function; defines the registers in mask */
    MIR_CALL,         /* sym, or register rs1 when kind is MIR_NUMBER; reads
                         mask, defines (and destroys) MIR_CALLER_SAVED */
    MIR_TAILCALL,     /* the same, as a jump; ends the block */
    MIR_RETURN,       /* reads mask; ends the block */
    MIR_ASM,          /* asm_; clobbers mask */
    MIR_GOTO,         /* to the code address rs1; x1; ends the block; targets
                         in table */
    MIR_ALLOCA,       /* rd = new sp: sp - rs1, aligned down to imm, plus the
                         bytes of outgoing arguments: frame.c expands */
    MIR_LOADI         /* rd = imm, or sym + imm: MOVI; rematerialisable */
};

/* What imm is. */
enum mir_kind {
    MIR_NUMBER,
    MIR_SYMBOL,   /* sym + imm */
    MIR_BLOCK,    /* target: branches (relative or absolute as emit likes),
                     and MIR_LOADI of its address */
    MIR_SLOT,     /* rs1 is MIR_NONE: address of slot `slot` + imm */
    MIR_INCOMING, /* rs1 is MIR_NONE: stack argument byte imm of the caller */
    MIR_OUTGOING, /* rs1 is MIR_NONE: stack argument byte imm of a call */
    MIR_TABLE,    /* imm is the address of `table` + imm */
    MIR_SKIP      /* conditional jump over the next instruction, which has
                     MIR_PARTIAL; both are glued */
};

enum mir_flag {
    MIR_GLUE = 1 << 0,     /* reads the flags of the instruction before */
    MIR_VOLATILE = 1 << 1, /* memory access that must stay as it is */
    MIR_NORETURN = 1 << 2, /* MIR_CALL that does not come back */
    MIR_PARTIAL = 1 << 4,  /* may be skipped: rd is read as well */
    MIR_APART = 1 << 5,    /* MIR_COPY that shall not be coalesced */
    MIR_NSW = 1 << 3       /* ADD, SUB ..: no signed overflow, so that the
                              flags compare the result with 0 */
};

struct mir_block;

struct mir_table {
    u32 id;
    u32 count;
    struct mir_block **at;
    struct mir_table *next;
};

/* Operands of an ASM, parallel to lir_asm.operand: rd of outputs, the
 * register of inputs and addresses. */
struct mir_asm {
    const struct lir_asm *source;
    u32 *reg;
};

struct mir_insn {
    u16 op; /* enum isa_op or enum mir_op */
    u8 flags, kind;
    u32 rd, rs1, rs2;
    i32 imm;
    u32 mask; /* registers read or destroyed: see enum mir_op */
    u32 loc;  /* as in LIR */
    union {
        const char *sym;
        struct mir_block *target;
        u32 slot;
        struct mir_table *table;
        struct mir_asm *asm_;
    };
};

/* A conditional jump is a glued instruction with kind MIR_BLOCK. A block ends
 * in: nothing (falls to succ[0] = next), conditional jumps and then a
 * fall-through or a JMP, or an instruction that ends it. Jumps stand only in
 * the last places, except that several conditional jumps may follow each
 * other there (also with CMPs between). */
struct mir_block {
    u32 id;
    struct mir_insn *insn;
    u32 count, room;
    struct mir_block **succ, **pred; /* mir_find_edges */
    u32 succ_count, pred_count;
    struct mir_block *next; /* order of emission */
    float frequency;        /* entry = 1 */
    u32 loop_depth;
    u64 *live_in, *live_out; /* bits of registers; liveness.c */
    const char *label;       /* given: the address is taken; else by emit */
};

struct mir_function {
    struct lir_function *lir; /* name, x1, interrupt, locations, slots ... */
    struct arena *arena;
    struct mir_block *entry, *last;
    u32 block_count;
    u32 vreg_count;        /* registers in use, from MIR_FIRST_VREG */
    struct lir_slot *slot; /* starts as lir->slot; spills are added */
    u32 slot_count, slot_room;
    u32 outgoing_bytes; /* most stack-argument bytes of any call */
    bool has_call, has_alloca;
    struct mir_block *frame_start; /* shrink.c; NULL: the entry */
    const bool *framed;            /* by block id, with frame_start */
    u32 asm_count;
    u32 serial;               /* makes its labels unique in the module */
    struct mir_table *tables; /* chained by next */
    u32 table_count;
};

/* mir.c */
struct mir_block *mir_block_new(struct mir_function *f);
u32 mir_vreg_new(struct mir_function *f);
/* The insn is copied; the pointer is valid until the next change of b. */
struct mir_insn *mir_append(struct mir_function *f, struct mir_block *b,
                            struct mir_insn insn);
struct mir_insn *mir_insert(struct mir_function *f, struct mir_block *b, u32 at,
                            struct mir_insn insn);
void mir_remove(struct mir_block *b, u32 at);
/* An empty instruction: fields none, zero. */
struct mir_insn mir_insn(u16 op);
void mir_find_edges(struct mir_function *f);   /* from the ends of blocks */
bool mir_ends_block(const struct mir_insn *i); /* JMP, RETURN, TAILCALL .. */

/* Registers that an instruction reads and writes, virtual or not, and those
 * it reads or destroys by mask. Roles come from the formats of isa.def. */
enum { MIR_REGS_MAX = 4 };
struct mir_regs {
    u32 *use[MIR_REGS_MAX]; /* point into the insn, so that they can be set */
    u32 *def[MIR_REGS_MAX];
    u32 uses, defs;
    u32 use_mask, def_mask;
};
/* For all but MIR_ASM, whose operands the caller walks itself. */
void mir_regs(struct mir_insn *i, struct mir_regs *out);
bool mir_sets_flags(const struct mir_insn *i);
bool mir_reads_flags(const struct mir_insn *i); /* conditions, ADC, SBB */

/* mir_text.c: for --dump=mir and tests. */
void mir_print(const struct mir_function *f, struct buf *out);
bool mir_verify(struct mir_function *f, struct err *e);

/* The passes, each in the file of its name. false: *e says what is not
 * supported (only select), or that the compiler is wrong. */
bool mir_select(struct mir_function *m, struct lir_function *f, struct err *e);
/* layout.c; placement.c. The last time, ways out are copied. */
void mir_layout(struct mir_function *f, bool last);
void mir_place(struct mir_function *f);
void mir_shrink(struct mir_function *f);
void mir_liveness(struct mir_function *f);
bool mir_allocate(struct mir_function *f, struct err *e);
void mir_share_slots(struct mir_function *f); /* share_slots.c */
/* The frame pointer of a function that needs one. */
u32 mir_frame_register(const struct mir_function *f);
void mir_frame(struct mir_function *f);
void mir_drop_redundant(struct mir_function *f); /* redundant.c */
void mir_peephole(struct mir_function *f);
void mir_emit(struct mir_function *f, struct buf *out);

#endif
