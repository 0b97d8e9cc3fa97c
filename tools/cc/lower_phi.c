/* SPDX-License-Identifier: MIT
 *
 * Phis: one LIR phi for each word. Their operands are filled in when all
 * blocks are lowered, parallel to the LIR predecessors; constants among them
 * are made in the predecessor, before its end, while it is being lowered.
 */
#include "lower_map.h"

/* Whether a user asks for the value with zeros above it. */
static bool asks_zeros(LLVMValueRef user)
{
    switch (LLVMGetInstructionOpcode(user)) {
    case LLVMZExt:
    case LLVMUDiv:
    case LLVMURem:
    case LLVMLShr:
    case LLVMUIToFP:
    case LLVMSwitch:
        return true;
    case LLVMICmp:
        return LLVMGetICmpPredicate(user) < LLVMIntSGT;
    default:
        return false;
    }
}

/* Bits that all operands of a narrow phi shall have clear: truth values, and
 * others where a use would clear them anyway. */
static u32 zeros_wanted(LLVMValueRef phi)
{
    LLVMTypeRef t = LLVMTypeOf(phi);
    if (LLVMGetTypeKind(t) != LLVMIntegerTypeKind || lower_bits(t) >= 32)
        return 0;
    u32 above = ~((1u << lower_bits(t)) - 1);
    if (lower_bits(t) == 1)
        return above;
    for (LLVMUseRef u = LLVMGetFirstUse(phi); u; u = LLVMGetNextUse(u)) {
        if (asks_zeros(LLVMGetUser(u)))
            return above;
    }
    return 0;
}

void lower_phis_begin(struct lower *l, LLVMBasicBlockRef b)
{
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i && LLVMIsAPHINode(i);
         i = LLVMGetNextInstruction(i)) {
        l->insn = i;
        if (!lower_type_ok(l, LLVMTypeOf(i)))
            return;
        struct words w = lower_words_new(l, lower_word_count(l, LLVMTypeOf(i)));
        for (u32 k = 0; k < w.count; k++)
            w.at[k] = lir_phi(l->f, l->f->block);
        if (w.count == 1)
            lir_at(l->f, w.at[0])->imm = (i32)zeros_wanted(i);
        lower_define(l, i, w);
    }
}

static void collect(struct lower *l, LLVMValueRef phi)
{
    u32 n = LLVMCountIncoming(phi);
    struct phi_input **inputs = ARENA_ARRAY(l->arena, struct phi_input *, n);
    for (u32 k = 0; k < n; k++) {
        LLVMValueRef v = LLVMGetIncomingValue(phi, k);
        if (!LLVMIsConstant(v))
            continue;
        struct lower_entry *from =
            lower_map_at(l, LLVMGetIncomingBlock(phi, k));
        inputs[k] = ARENA_NEW(l->arena, struct phi_input);
        *inputs[k] = (struct phi_input){.value = v, .next = from->first};
        from->first = inputs[k];
    }
    lower_map_at(l, phi)->inputs = inputs;
}

void lower_phis_collect(struct lower *l)
{
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(l->function); b;
         b = LLVMGetNextBasicBlock(b)) {
        if (!lower_map_at(l, b)->reached)
            continue;
        for (LLVMValueRef i = LLVMGetFirstInstruction(b);
             i && LLVMIsAPHINode(i); i = LLVMGetNextInstruction(i))
            collect(l, i);
    }
}

void lower_phis_inputs(struct lower *l, LLVMBasicBlockRef b)
{
    for (struct phi_input *in = lower_map_at(l, b)->first; in; in = in->next)
        in->words = lower_value(l, in->value);
}

/* Notes in each predecessor what comes from it; LLVM demands that a block
 * that is named twice gives the same value twice. */
static void note_inputs(struct lower *l, LLVMValueRef phi)
{
    struct phi_input **inputs = lower_map_at(l, phi)->inputs;
    u32 n = LLVMCountIncoming(phi);
    for (u32 k = 0; k < n; k++) {
        LLVMBasicBlockRef b = LLVMGetIncomingBlock(phi, k);
        if (!lower_map_at(l, b)->reached)
            continue;
        struct words w = inputs[k]
                             ? inputs[k]->words
                             : lower_value(l, LLVMGetIncomingValue(phi, k));
        struct lower_entry *from = lower_map_at(l, b);
        from->words = w;
        from->phi = phi;
    }
}

/* The word with these bits clear, in the block that it comes from. */
static lref cleared(struct lower *l, struct lir_block *from, lref word,
                    u32 zeros)
{
    if (zeros == 0 || (lir_known_zeros(l->f, word) & zeros) == zeros)
        return word;
    lref end = from->insn[--from->count];
    l->f->block = from;
    word = lir_binary_imm(l->f, LIR_AND, word, ~zeros);
    lir_append(l->f, end);
    return word;
}

/* A predecessor that the phi does not name jumps to computed addresses, but
 * never to this one. */
static void phi_end(struct lower *l, LLVMValueRef phi, struct lir_block *b)
{
    struct words w = lower_value(l, phi);
    lref *args = ARENA_ARRAY(l->arena, lref, b->pred_count + 1);
    note_inputs(l, phi);
    for (u32 n = 0; n < w.count && !l->failed; n++) {
        for (u32 k = 0; k < b->pred_count; k++) {
            struct lower_entry *from =
                lower_map_at(l, l->map->origin[b->preds[k]->id]);
            lref word = from->phi == phi ? from->words.at[n] : l->map->undef;
            args[k] =
                cleared(l, b->preds[k], word, (u32)lir_at(l->f, w.at[n])->imm);
        }
        lir_phi_set(l->f, w.at[n], args, b->pred_count);
    }
}

void lower_phis_end(struct lower *l)
{
    lir_find_preds(l->f);
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(l->function); b;
         b = LLVMGetNextBasicBlock(b)) {
        struct lir_block *block = lower_block(l, b);
        if (!block)
            continue;
        for (LLVMValueRef i = LLVMGetFirstInstruction(b);
             i && LLVMIsAPHINode(i); i = LLVMGetNextInstruction(i)) {
            l->insn = i;
            phi_end(l, i, block);
        }
    }
}
