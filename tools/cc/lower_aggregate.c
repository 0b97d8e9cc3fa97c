/* SPDX-License-Identifier: MIT
 *
 * Parts of structures, arrays and vectors. All are slices of a row of words,
 * but for a vector element whose number is not known: that goes through
 * memory, one word a lane.
 */
#include "lower.h"

/* First word and type of the part that the instruction's indices name. */
static u32 part_of(struct lower *l, LLVMValueRef i, LLVMTypeRef t,
                   LLVMTypeRef *part)
{
    u32 first = 0, n = LLVMGetNumIndices(i);
    const unsigned *index = LLVMGetIndices(i);
    *part = t;
    for (u32 k = 0; k < n; k++)
        first += lower_element(l, *part, index[k], part);
    return first;
}

static void extract_value(struct lower *l, LLVMValueRef i)
{
    LLVMValueRef from = LLVMGetOperand(i, 0);
    LLVMTypeRef part;
    struct words w = lower_value(l, from);
    u32 first = part_of(l, i, LLVMTypeOf(from), &part);
    lower_define(l, i, (struct words){lower_word_count(l, part), w.at + first});
}

static struct words copied(struct lower *l, struct words w)
{
    struct words out = lower_words_new(l, w.count);
    memcpy(out.at, w.at, w.count * sizeof(lref));
    return out;
}

static void insert_value(struct lower *l, LLVMValueRef i)
{
    LLVMTypeRef part;
    struct words out = copied(l, lower_value(l, LLVMGetOperand(i, 0)));
    struct words in = lower_value(l, LLVMGetOperand(i, 1));
    u32 first = part_of(l, i, LLVMTypeOf(i), &part);
    memcpy(out.at + first, in.at, in.count * sizeof(lref));
    lower_define(l, i, out);
}

/* The vector's words in a slot, and the address of element `index` there. A
 * number beyond the end gives poison, but must not reach other memory. */
static lref spilled(struct lower *l, struct words v, lref index, u32 lanes,
                    u32 each, u32 *slot)
{
    struct lir_function *f = l->f;
    *slot = lir_slot_new(f, v.count * 4, 4);
    for (u32 k = 0; k < v.count; k++)
        lir_store(f, lir_slot_address(f, *slot, 0), (i32)k * 4, v.at[k], 4, 0);
    lref inside = lir_icmp(f, LIR_ULT, index, lir_const(f, lanes));
    lref safe = lir_select(f, inside, index, lir_const(f, 0));
    lref offset = lir_binary_imm(f, LIR_MUL, safe, each * 4);
    return lir_binary(f, LIR_ADD, lir_slot_address(f, *slot, 0), offset);
}

/* Of whatever width; the bits above it are not those of the number. */
static lref element_index(struct lower *l, LLVMValueRef v)
{
    u32 bits = lower_bits(LLVMTypeOf(v));
    return lir_zext(l->f, lower_value(l, v).at[0], bits < 32 ? bits : 32);
}

static void extract_element(struct lower *l, LLVMValueRef i)
{
    LLVMTypeRef element;
    LLVMValueRef from = LLVMGetOperand(i, 0);
    u32 lanes = lower_lanes(LLVMTypeOf(from), &element), k, slot;
    u32 each = lower_word_count(l, element);
    struct words v = lower_value(l, from);
    lref index = element_index(l, LLVMGetOperand(i, 1));
    if (lir_is_const(l->f, index, &k)) {
        k = k < lanes ? k : 0;
        lower_define(l, i, (struct words){each, v.at + k * each});
        return;
    }
    lref address = spilled(l, v, index, lanes, each, &slot);
    struct words out = lower_words_new(l, each);
    for (k = 0; k < each; k++)
        out.at[k] = lir_load(l->f, address, (i32)k * 4, 4, 0);
    lower_define(l, i, out);
}

static void insert_element(struct lower *l, LLVMValueRef i)
{
    LLVMTypeRef element;
    struct lir_function *f = l->f;
    u32 lanes = lower_lanes(LLVMTypeOf(i), &element), k, slot;
    u32 each = lower_word_count(l, element);
    struct words v = lower_value(l, LLVMGetOperand(i, 0));
    struct words in = lower_value(l, LLVMGetOperand(i, 1));
    lref index = element_index(l, LLVMGetOperand(i, 2));
    struct words out = copied(l, v);
    if (lir_is_const(f, index, &k)) {
        if (k < lanes)
            memcpy(out.at + k * each, in.at, each * sizeof(lref));
        lower_define(l, i, out);
        return;
    }
    lref address = spilled(l, v, index, lanes, each, &slot);
    for (k = 0; k < each; k++)
        lir_store(f, address, (i32)k * 4, in.at[k], 4, 0);
    for (k = 0; k < v.count; k++)
        out.at[k] = lir_load(f, lir_slot_address(f, slot, 0), (i32)k * 4, 4, 0);
    lower_define(l, i, out);
}

static void shuffle(struct lower *l, LLVMValueRef i)
{
    LLVMTypeRef element;
    LLVMValueRef first = LLVMGetOperand(i, 0);
    u32 lanes = lower_lanes(LLVMTypeOf(first), &element);
    u32 each = lower_word_count(l, element);
    struct words a = lower_value(l, first);
    struct words b = lower_value(l, LLVMGetOperand(i, 1));
    u32 n = LLVMGetNumMaskElements(i);
    struct words out = lower_words_new(l, n * each);
    for (u32 k = 0; k < n; k++) {
        int from = LLVMGetMaskValue(i, k);
        u32 lane = from < 0 ? 0 : (u32)from;
        const lref *source =
            lane < lanes ? a.at + lane * each : b.at + (lane - lanes) * each;
        memcpy(out.at + k * each, source, each * sizeof(lref));
    }
    lower_define(l, i, out);
}

bool lower_aggregate(struct lower *l, LLVMValueRef i)
{
    switch (LLVMIsConstant(i) ? LLVMGetConstOpcode(i)
                              : LLVMGetInstructionOpcode(i)) {
    case LLVMExtractValue:
        extract_value(l, i);
        return true;
    case LLVMInsertValue:
        insert_value(l, i);
        return true;
    case LLVMExtractElement:
        extract_element(l, i);
        return true;
    case LLVMInsertElement:
        insert_element(l, i);
        return true;
    case LLVMShuffleVector:
        shuffle(l, i);
        return true;
    default:
        return false;
    }
}
