/* SPDX-License-Identifier: MIT
 *
 * Reading LLVM IR and making it legal in one walk: each LLVM function becomes
 * a LIR function. Every LLVM value, of whatever type, is a row of words: an
 * integer of N bits has (N + 31) / 32, lowest first, a pointer and a float
 * one, a double two; structures, arrays and vectors are their elements' words
 * in order (no padding). Each lower_<subject>.c takes the instructions of its
 * subject; lower.c walks, read.c reads modules, data.c writes global data.
 */
#ifndef CC_LOWER_H
#define CC_LOWER_H

#include "cc.h"
#include "lir.h"

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>

struct words {
    u32 count;
    lref *at;
};

struct lower {
    struct cc *cc; /* module, options, messages */
    LLVMModuleRef module;
    LLVMTargetDataRef layout;
    LLVMValueRef function;
    LLVMValueRef insn; /* being lowered, for messages */
    struct lir_function *f;
    struct arena *arena;   /* of the function */
    bool failed;           /* a message has been given: go on to the next insn,
                              the function is not emitted */
    struct lower_map *map; /* lower.c */
    u32 stack_bytes;       /* of the stack arguments being stored */
    lref sret;             /* the hidden pointer, or 0 */
    u32 variadic_at;       /* INCOMING offset of the first variadic argument */
};

/* Gives an error: "file:line: function NAME: WHAT is not supported" with the
 * instruction as a note; sets failed; returns false. */
bool lower_fail(struct lower *l, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* lower.c: the whole function; false: a message has been given. */
bool lower_function(struct lower *l);

/* lower.c: values. Constants are made where they are used. */
struct words lower_value(struct lower *l, LLVMValueRef v);
lref lower_word(struct lower *l, LLVMValueRef v); /* of a one-word value */
void lower_define(struct lower *l, LLVMValueRef v, struct words words);
void lower_define_word(struct lower *l, LLVMValueRef v, lref word);
struct words lower_words_new(struct lower *l, u32 count);
struct lir_block *lower_block(struct lower *l, LLVMBasicBlockRef b);
/* A new block behind the present one; builders stay where they are. */
struct lir_block *lower_block_new(struct lower *l);

/* lower_type.c */
u32 lower_word_count(struct lower *l, LLVMTypeRef t);
u32 lower_bits(LLVMTypeRef integer);
u64 lower_size(struct lower *l, LLVMTypeRef t); /* in memory, padded */
u32 lower_align(struct lower *l, LLVMTypeRef t);
u64 lower_offset(struct lower *l, LLVMTypeRef structure, u32 element);
/* First word of element `i` of an aggregate value, and its type. */
u32 lower_element(struct lower *l, LLVMTypeRef t, u32 i, LLVMTypeRef *type);
/* Number of elements of a vector, 1 for any other type; its element type. */
u32 lower_lanes(LLVMTypeRef t, LLVMTypeRef *element);
bool lower_type_ok(struct lower *l, LLVMTypeRef t); /* or fails */

/* Subjects. Each returns false when the instruction is not its own. */
bool lower_int(struct lower *l, LLVMValueRef i);    /* incl. wide, casts */
bool lower_float(struct lower *l, LLVMValueRef i);  /* incl. conversions */
bool lower_memory(struct lower *l, LLVMValueRef i); /* load store gep alloca */
bool lower_flow(struct lower *l, LLVMValueRef i);   /* br switch phi ret .. */
bool lower_aggregate(struct lower *l, LLVMValueRef i); /* extractvalue .. */
bool lower_call(struct lower *l, LLVMValueRef i); /* incl. the next three */
bool lower_intrinsic(struct lower *l, LLVMValueRef call, const char *name);
bool lower_asm(struct lower *l, LLVMValueRef call);
bool lower_atomic(struct lower *l, LLVMValueRef i);

/* lower_int.c: lanes of `bits` each as one long integer, and back. */
struct words lower_pack(struct lower *l, struct words w, u32 lanes, u32 bits);
struct words lower_unpack(struct lower *l, struct words w, u32 lanes, u32 bits);

/* lower_wide.c: integers of any number of words. All operands have `count`
 * words with exact (lower_exact) upper bits where the operation needs them. */
struct words lower_exact(struct lower *l, struct words w, u32 bits,
                         bool is_signed); /* extends the top word */
struct words lower_wide_binary(struct lower *l, LLVMOpcode op, struct words a,
                               struct words b, u32 bits);
lref lower_wide_icmp(struct lower *l, LLVMIntPredicate p, struct words a,
                     struct words b, u32 bits);
/* The same as a branch, which ends the present block. */
void lower_wide_branch(struct lower *l, LLVMIntPredicate p, struct words a,
                       struct words b, u32 bits, struct lir_block *yes,
                       struct lir_block *no);
struct words lower_wide_select(struct lower *l, lref cond, struct words yes,
                               struct words no);
/* High word of the unsigned product of two words. */
lref lower_mulhu(struct lower *l, lref a, lref b);
struct words lower_wide_shift(struct lower *l, LLVMOpcode op, struct words a,
                              lref count, u32 bits);

/* lower_memory.c: any value to and from memory, field by field. `align` is
 * what is known of the address, in bytes. */
struct words lower_load(struct lower *l, LLVMTypeRef t, lref address,
                        i32 offset, u32 align, bool is_volatile);
void lower_store(struct lower *l, LLVMTypeRef t, struct words value,
                 lref address, i32 offset, u32 align, bool is_volatile);

/* lower_call.c: the ABI. lower_entry makes the parameters' values in the
 * entry block; lower_libcall calls a runtime routine whose arguments and
 * result are words in order (count of results 0, 1 or 2). */
void lower_entry(struct lower *l);
void lower_return(struct lower *l, LLVMValueRef insn);
struct words lower_libcall(struct lower *l, const char *name,
                           struct words arguments, u32 results);

/* A symbol's assembler name; fails for what has no address of its own. */
const char *lower_symbol(struct lower *l, LLVMValueRef global);

/* lower_const.c: a constant expression as symbol + offset (sym NULL: number).
 * false: it is not of that form. */
bool lower_const_address(struct lower *l, LLVMValueRef constant,
                         const char **sym, i32 *offset);

#endif
