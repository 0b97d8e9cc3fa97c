/* SPDX-License-Identifier: MIT
 *
 * Intrinsics about the function itself, and those that are hints: the value
 * they pass through is all that is left of them.
 */
#include "lower_intrinsic.h"

static void nothing(struct lower *l, LLVMValueRef call, u32 variant)
{
    (void)variant;
    if (LLVMGetTypeKind(LLVMTypeOf(call)) != LLVMVoidTypeKind &&
        LLVMGetTypeKind(LLVMTypeOf(call)) != LLVMTokenTypeKind)
        lower_define_word(l, call, lir_const(l->f, 0));
}

static void first_operand(struct lower *l, LLVMValueRef call, u32 variant)
{
    (void)variant;
    lower_define(l, call, lower_value(l, LLVMGetOperand(call, 0)));
}

static void number(struct lower *l, LLVMValueRef call, u32 value)
{
    struct words w = lower_words_new(l, lower_word_count(l, LLVMTypeOf(call)));
    for (u32 k = 0; k < w.count; k++)
        w.at[k] = lir_const(l->f, k == 0 ? value : 0);
    lower_define(l, call, w);
}

/* objectsize: -1, or 0 when the least is asked for: not known. */
static void object_size(struct lower *l, LLVMValueRef call, u32 variant)
{
    bool least = LLVMConstIntGetZExtValue(LLVMGetOperand(call, 1)) != 0;
    struct words w = lower_words_new(l, lower_word_count(l, LLVMTypeOf(call)));
    (void)variant;
    for (u32 k = 0; k < w.count; k++)
        w.at[k] = lir_const(l->f, least ? 0 : UINT32_MAX);
    lower_define(l, call, w);
}

static void trap(struct lower *l, LLVMValueRef call, u32 variant)
{
    struct lir_block *rest = lower_block_new(l);
    (void)call, (void)variant;
    lir_add_raw(l->f, LIR_TRAP, 0, 0, 0, 0);
    l->f->block = rest; /* what follows is not reached */
}

static void stack_save(struct lower *l, LLVMValueRef call, u32 variant)
{
    (void)variant;
    lower_define_word(l, call, lir_add_raw(l->f, LIR_SPGET, 0, 0, 0, 0));
}

static void stack_restore(struct lower *l, LLVMValueRef call, u32 variant)
{
    (void)variant;
    lir_add_raw(l->f, LIR_SPSET, lower_word(l, LLVMGetOperand(call, 0)), 0, 0,
                0);
}

static bool is_own(LLVMValueRef call)
{
    return LLVMConstIntGetZExtValue(LLVMGetOperand(call, 0)) == 0;
}

/* There is no chain of frames: callers' frames are not known. */
static void frame_address(struct lower *l, LLVMValueRef call, u32 variant)
{
    (void)variant;
    lower_define_word(l, call,
                      is_own(call)
                          ? lir_add_raw(l->f, LIR_FRAMEADDR, 0, 0, 0, 0)
                          : lir_const(l->f, 0));
}

static void return_address(struct lower *l, LLVMValueRef call, u32 variant)
{
    (void)variant;
    lower_define_word(l, call,
                      is_own(call) ? lir_add_raw(l->f, LIR_RETADDR, 0, 0, 0, 0)
                                   : lir_const(l->f, 0));
}

static void va_start_(struct lower *l, LLVMValueRef call, u32 variant)
{
    lref list = lower_word(l, LLVMGetOperand(call, 0));
    lref at = lir_add_raw(l->f, LIR_INCOMING, 0, 0, 0, (i32)l->variadic_at);
    (void)variant;
    lir_store(l->f, list, 0, at, 4, 0);
}

static void va_copy_(struct lower *l, LLVMValueRef call, u32 variant)
{
    lref to = lower_word(l, LLVMGetOperand(call, 0));
    lref from = lower_word(l, LLVMGetOperand(call, 1));
    (void)variant;
    lir_store(l->f, to, 0, lir_load(l->f, from, 0, 4, 0), 4, 0);
}

static void pointer_mask(struct lower *l, LLVMValueRef call, u32 variant)
{
    struct words a = lower_value(l, LLVMGetOperand(call, 0));
    struct words b = lower_value(l, LLVMGetOperand(call, 1));
    struct words out = lower_words_new(l, a.count);
    (void)variant;
    for (u32 k = 0; k < a.count; k++)
        out.at[k] = lir_binary(l->f, LIR_AND, a.at[k], b.at[k]);
    lower_define(l, call, out);
}

/* load.relative: the address at base + offset, relative to base. */
static void load_relative(struct lower *l, LLVMValueRef call, u32 variant)
{
    lref base = lower_word(l, LLVMGetOperand(call, 0));
    lref offset = lower_value(l, LLVMGetOperand(call, 1)).at[0];
    lref at = lir_binary(l->f, LIR_ADD, base, offset);
    (void)variant;
    lower_define_word(
        l, call, lir_binary(l->f, LIR_ADD, base, lir_load(l->f, at, 0, 4, 0)));
}

static void fence(struct lower *l, LLVMValueRef call, u32 variant)
{
    (void)call, (void)variant;
    lir_add_raw(l->f, LIR_FENCE, 0, 0, 0, 0);
}

const struct intrinsic lower_intrinsics_other[] = {
    {"dbg", nothing, 0},
    {"dbg.declare", nothing, 0},
    {"dbg.value", nothing, 0},
    {"dbg.label", nothing, 0},
    {"dbg.assign", nothing, 0},
    {"lifetime.start", nothing, 0},
    {"lifetime.end", nothing, 0},
    {"invariant.start", nothing, 0},
    {"invariant.end", nothing, 0},
    {"assume", nothing, 0},
    {"donothing", nothing, 0},
    {"sideeffect", nothing, 0},
    {"pseudoprobe", nothing, 0},
    {"prefetch", nothing, 0},
    {"var.annotation", nothing, 0},
    {"experimental.noalias.scope.decl", nothing, 0},
    {"va_end", nothing, 0},
    {"va_start", va_start_, 0},
    {"va_copy", va_copy_, 0},
    {"expect", first_operand, 0},
    {"expect.with.probability", first_operand, 0},
    {"annotation", first_operand, 0},
    {"ptr.annotation", first_operand, 0},
    {"launder.invariant.group", first_operand, 0},
    {"strip.invariant.group", first_operand, 0},
    {"arithmetic.fence", first_operand, 0},
    {"ssa.copy", first_operand, 0},
    {"preserve.array.access.index", first_operand, 0},
    {"preserve.struct.access.index", first_operand, 0},
    {"preserve.union.access.index", first_operand, 0},
    {"is.constant", number, 0},
    {"get.rounding", number, 1},
    {"allow.runtime.check", number, 1},
    {"allow.ubsan.check", number, 1},
    {"objectsize", object_size, 0},
    {"trap", trap, 0},
    {"debugtrap", trap, 0},
    {"ubsantrap", trap, 0},
    {"stacksave", stack_save, 0},
    {"stackrestore", stack_restore, 0},
    {"frameaddress", frame_address, 0},
    {"returnaddress", return_address, 0},
    {"ptrmask", pointer_mask, 0},
    {"load.relative", load_relative, 0},
    {"clear_cache", fence, 0},
    {NULL, NULL, 0}};
