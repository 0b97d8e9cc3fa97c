/* SPDX-License-Identifier: MIT
 *
 * Ends of blocks. Switches over one word become LIR_SWITCH; wider ones a
 * chain of comparisons.
 */
#include "lower.h"

static struct lir_block *target(struct lower *l, LLVMValueRef i, u32 k)
{
    return lower_block(l, LLVMGetSuccessor(i, k));
}

/* Of more than one word, and needed for this branch only. */
static bool is_wide_icmp(struct lower *l, LLVMValueRef c)
{
    if (!LLVMIsAICmpInst(c) || l->f->small ||
        LLVMGetNextUse(LLVMGetFirstUse(c)))
        return false;
    LLVMTypeRef t = LLVMTypeOf(LLVMGetOperand(c, 0));
    return LLVMGetTypeKind(t) == LLVMIntegerTypeKind && lower_bits(t) > 32 &&
           lower_bits(t) <= 128;
}

static void branch_wide(struct lower *l, LLVMValueRef c, struct lir_block *yes,
                        struct lir_block *no)
{
    LLVMValueRef a = LLVMGetOperand(c, 0), b = LLVMGetOperand(c, 1);
    lower_wide_branch(l, LLVMGetICmpPredicate(c), lower_value(l, a),
                      lower_value(l, b), lower_bits(LLVMTypeOf(a)), yes, no);
}

static void branch(struct lower *l, LLVMValueRef i)
{
    if (!LLVMIsConditional(i)) {
        lir_jump(l->f, target(l, i, 0));
        return;
    }
    LLVMValueRef c = LLVMGetCondition(i);
    struct lir_block *yes = target(l, i, 0), *no = target(l, i, 1);
    if (yes == no)
        lir_jump(l->f, yes);
    else if (is_wide_icmp(l, c))
        branch_wide(l, c, yes, no);
    else
        lir_branch(l->f, lir_zext(l->f, lower_word(l, c), 1), yes, no);
}

static void switch_word(struct lower *l, LLVMValueRef i, u32 bits)
{
    struct lir_function *f = l->f;
    lref v = lir_zext(f, lower_word(l, LLVMGetOperand(i, 0)), bits);
    u32 n = LLVMGetNumSuccessors(i) - 1;
    struct lir_case *cases = ARENA_ARRAY(l->arena, struct lir_case, n + 1);
    for (u32 k = 0; k < n; k++) {
        LLVMValueRef value = LLVMGetOperand(i, 2 + 2 * k);
        cases[k].value = (u32)LLVMConstIntGetZExtValue(value);
        cases[k].target = target(l, i, k + 1);
    }
    if (n == 0) {
        lir_jump(f, target(l, i, 0));
        return;
    }
    lref r = lir_add_raw(f, LIR_SWITCH, v, 0, 0, 0);
    lir_at(f, r)->target = target(l, i, 0);
    lir_at(f, r)->cases.at = cases;
    lir_at(f, r)->cases.count = n;
}

static void switch_wide(struct lower *l, LLVMValueRef i, u32 bits)
{
    struct words v = lower_value(l, LLVMGetOperand(i, 0));
    u32 n = LLVMGetNumSuccessors(i) - 1;
    for (u32 k = 0; k < n; k++) {
        struct words c = lower_value(l, LLVMGetOperand(i, 2 + 2 * k));
        lref same = lower_wide_icmp(l, LLVMIntEQ, v, c, bits);
        struct lir_block *rest = lower_block_new(l);
        lir_branch(l->f, same, target(l, i, k + 1), rest);
        l->f->block = rest;
    }
    lir_jump(l->f, target(l, i, 0));
}

static void unreachable(struct lower *l)
{
    lir_add_raw(l->f, l->f->level == 0 ? LIR_TRAP : LIR_UNREACHABLE, 0, 0, 0,
                0);
}

bool lower_flow(struct lower *l, LLVMValueRef i)
{
    switch (LLVMGetInstructionOpcode(i)) {
    case LLVMBr:
        branch(l, i);
        return true;
    case LLVMSwitch: {
        u32 bits = lower_bits(LLVMTypeOf(LLVMGetOperand(i, 0)));
        if (bits <= 32)
            switch_word(l, i, bits);
        else
            switch_wide(l, i, bits);
        return true;
    }
    case LLVMIndirectBr:
        lir_add_raw(l->f, LIR_GOTO, lower_word(l, LLVMGetOperand(i, 0)), 0, 0,
                    0);
        return true;
    case LLVMRet:
        lower_return(l, i);
        return true;
    case LLVMUnreachable:
        unreachable(l);
        return true;
    case LLVMPHI:
        return true; /* lower_phi.c has made it */
    default:
        return false;
    }
}
