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

/* How often the branch goes to its first way, of LIR_BRANCH_ALL, by its
 * metadata: __builtin_expect, or a profile. 0: not known. */
static u32 weight_of(LLVMValueRef i)
{
    enum { NAME_AND_WEIGHTS = 3, WITH_ORIGIN };
    LLVMValueRef node = LLVMGetMetadata(i, LLVMGetMDKindID("prof", 4));
    u32 n = node ? LLVMGetMDNodeNumOperands(node) : 0;
    if (n != NAME_AND_WEIGHTS && n != WITH_ORIGIN)
        return 0;
    LLVMValueRef all[WITH_ORIGIN];
    LLVMGetMDNodeOperands(node, all);
    LLVMValueRef yes = all[n - 2], no = all[n - 1];
    if (!yes || !no || !LLVMIsAConstantInt(yes) || !LLVMIsAConstantInt(no))
        return 0;
    u64 a = LLVMConstIntGetZExtValue(yes), b = LLVMConstIntGetZExtValue(no);
    if (a > UINT32_MAX || b > UINT32_MAX || a + b == 0)
        return 0;
    u32 part = (u32)(a * LIR_BRANCH_ALL / (a + b));
    return part == 0 ? 1 : part == LIR_BRANCH_ALL ? part - 1 : part;
}

/* Writes it to the branch just made, if one was. */
static void weigh(struct lower *l, LLVMValueRef i, const struct lir_block *yes)
{
    const struct lir_block *b = l->f->block;
    struct lir_insn *last =
        b->count ? lir_at(l->f, b->insn[b->count - 1]) : NULL;
    u32 part = weight_of(i);
    if (!last || last->op != LIR_BRANCH || part == 0)
        return;
    last->imm = (i32)(last->target == yes ? part : LIR_BRANCH_ALL - part);
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
    weigh(l, i, yes);
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
