/* SPDX-License-Identifier: MIT
 *
 * Phis: one LIR phi for each word. Their operands are filled in when all
 * blocks are lowered, parallel to the LIR predecessors; constants among them
 * are made in the predecessor, before its end, while it is being lowered.
 */
#include "lower_map.h"

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
        lower_define(l, i, w);
    }
}

static LLVMValueRef incoming(LLVMValueRef phi, LLVMBasicBlockRef from)
{
    u32 n = LLVMCountIncoming(phi);
    for (u32 k = 0; k < n; k++) {
        if (LLVMGetIncomingBlock(phi, k) == from)
            return LLVMGetIncomingValue(phi, k);
    }
    return NULL;
}

static void input_add(struct lower *l, struct phi_input input)
{
    struct lower_map *m = l->map;
    if (m->input_count == m->input_room) {
        u32 room = m->input_room ? m->input_room * 2 : 32;
        m->input = arena_grow(l->arena, m->input, m->input_room * sizeof(input),
                              room * sizeof(input));
        m->input_room = room;
    }
    m->input[m->input_count++] = input;
}

/* Chained by a key made of both, in the map of values. */
static const void *input_key(LLVMValueRef phi, LLVMBasicBlockRef from)
{
    return (const char *)phi + ((uintptr_t)from * 31 | 1);
}

static void inputs_of(struct lower *l, LLVMBasicBlockRef from,
                      LLVMBasicBlockRef to)
{
    for (LLVMValueRef i = LLVMGetFirstInstruction(to); i && LLVMIsAPHINode(i);
         i = LLVMGetNextInstruction(i)) {
        LLVMValueRef v = incoming(i, from);
        if (!v || !LLVMIsConstant(v))
            continue;
        struct words w = lower_value(l, v);
        input_add(l, (struct phi_input){i, from, w});
        struct lower_entry *e = lower_map_at(l, input_key(i, from));
        e->words.count = l->map->input_count; /* its number + 1 */
    }
}

void lower_phis_inputs(struct lower *l, LLVMBasicBlockRef b)
{
    LLVMValueRef end = LLVMGetBasicBlockTerminator(b);
    u32 n = LLVMGetNumSuccessors(end);
    for (u32 k = 0; k < n; k++)
        inputs_of(l, b, LLVMGetSuccessor(end, k));
}

static struct words input_words(struct lower *l, LLVMValueRef phi,
                                LLVMBasicBlockRef from)
{
    LLVMValueRef v = incoming(phi, from);
    if (v && !LLVMIsConstant(v))
        return lower_value(l, v);
    u32 number = lower_map_at(l, input_key(phi, from))->words.count;
    struct phi_input *in = number ? &l->map->input[number - 1] : NULL;
    if (in && in->phi == phi && in->from == from)
        return in->words;
    for (u32 k = 0; k < l->map->input_count; k++) {
        in = &l->map->input[k];
        if (in->phi == phi && in->from == from)
            return in->words;
    }
    lower_fail(l, "a phi without operand for a predecessor");
    return lower_value(l, phi);
}

static void phi_end(struct lower *l, LLVMValueRef phi, struct lir_block *b)
{
    struct words w = lower_value(l, phi);
    struct words *in = ARENA_ARRAY(l->arena, struct words, b->pred_count + 1);
    lref *args = ARENA_ARRAY(l->arena, lref, b->pred_count + 1);
    for (u32 k = 0; k < b->pred_count; k++)
        in[k] = input_words(l, phi, l->map->origin[b->preds[k]->id]);
    for (u32 n = 0; n < w.count && !l->failed; n++) {
        for (u32 k = 0; k < b->pred_count; k++)
            args[k] = in[k].at[n];
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
