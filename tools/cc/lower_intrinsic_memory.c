/* SPDX-License-Identifier: MIT
 *
 * Block moves. Constant sizes become words, or one block instruction; the
 * rest is the C library's. A block instruction copies upwards byte by byte,
 * so an overlapping move is never made of it.
 */
#include "lower_intrinsic.h"

enum { WORDS_INLINE = 8, BLOCK_MAX = 1 << 20 };

static u32 param_align(LLVMValueRef call, u32 index)
{
    u32 kind = LLVMGetEnumAttributeKindForName("align", 5);
    LLVMAttributeRef a = LLVMGetCallSiteEnumAttribute(call, index + 1, kind);
    return a ? (u32)LLVMGetEnumAttributeValue(a) : 1;
}

static bool is_volatile(LLVMValueRef call)
{
    return LLVMConstIntGetZExtValue(LLVMGetOperand(call, 3)) != 0;
}

static lref length_of(struct lower *l, LLVMValueRef call)
{
    LLVMValueRef n = LLVMGetOperand(call, 2);
    u32 bits = lower_bits(LLVMTypeOf(n));
    return lir_zext(l->f, lower_value(l, n).at[0], bits < 32 ? bits : 32);
}

/* The size of each access of n bytes at these alignments, words first. */
static u32 step(u32 left, u32 align)
{
    u32 n = left >= 4 ? 4 : left >= 2 ? 2 : 1;
    return align >= n ? n : align >= 2 ? 2 : 1;
}

static u32 accesses(u32 size, u32 align)
{
    u32 count = 0;
    for (u32 at = 0; at < size; count++)
        at += step(size - at, align);
    return count;
}

/* All loads come before the first store: right for overlap as well. */
static void move_words(struct lower *l, lref to, lref from, u32 size, u32 align,
                       u32 flags)
{
    lref part[WORDS_INLINE];
    u32 n = 0;
    for (u32 at = 0; at < size; n++) {
        u32 bytes = step(size - at, align);
        part[n] = lir_load(l->f, from, (i32)at, bytes, flags);
        at += bytes;
    }
    n = 0;
    for (u32 at = 0; at < size; n++) {
        u32 bytes = step(size - at, align);
        lir_store(l->f, to, (i32)at, part[n], bytes, flags);
        at += bytes;
    }
}

static void library(struct lower *l, const char *name, lref a, lref b, lref c)
{
    lref at[3] = {a, b, c};
    lower_libcall(l, name, (struct words){3, at}, 0);
}

static void move(struct lower *l, LLVMValueRef call, u32 overlaps)
{
    lref to = lower_word(l, LLVMGetOperand(call, 0));
    lref from = lower_word(l, LLVMGetOperand(call, 1));
    lref n = length_of(l, call);
    u32 size, a = param_align(call, 0), b = param_align(call, 1);
    u32 align = a < b ? a : b;
    u32 flags = is_volatile(call) ? LIR_VOLATILE : 0;
    bool known = lir_is_const(l->f, n, &size);
    if (known && size == 0)
        return;
    if (known && size <= WORDS_INLINE * 4 &&
        accesses(size, align) <= WORDS_INLINE)
        move_words(l, to, from, size, align, flags);
    else if (known && !overlaps && !flags && size <= BLOCK_MAX)
        lir_add_raw(l->f, LIR_COPY, to, from, 0, (i32)size);
    else
        library(l, overlaps ? "memmove" : "memcpy", to, from, n);
}

static lref repeated(struct lower *l, lref byte)
{
    lref b = lir_zext(l->f, byte, 8);
    return lir_binary_imm(l->f, LIR_MUL, b, 0x01010101u);
}

static void set(struct lower *l, LLVMValueRef call, u32 variant)
{
    lref to = lower_word(l, LLVMGetOperand(call, 0));
    lref byte = lower_word(l, LLVMGetOperand(call, 1));
    lref n = length_of(l, call);
    u32 size, v, align = param_align(call, 0);
    u32 flags = is_volatile(call) ? LIR_VOLATILE : 0;
    bool known = lir_is_const(l->f, n, &size);
    bool cheap = lir_is_const(l->f, byte, &v) || align == 1;
    (void)variant;
    if (known && size == 0)
        return;
    if (known && cheap && accesses(size, align) <= WORDS_INLINE) {
        lref word = repeated(l, byte);
        for (u32 at = 0; at < size;) {
            u32 bytes = step(size - at, align);
            lir_store(l->f, to, (i32)at, word, bytes, flags);
            at += bytes;
        }
    } else if (known && !flags && size <= BLOCK_MAX) {
        lir_add_raw(l->f, LIR_FILL, to, byte, 0, (i32)size);
    } else {
        library(l, "memset", to, byte, n);
    }
}

const struct intrinsic lower_intrinsics_memory[] = {
    {"memcpy", move, 0}, {"memcpy.inline", move, 0}, {"memmove", move, 1},
    {"memset", set, 0},  {"memset.inline", set, 0},  {NULL, NULL, 0}};
