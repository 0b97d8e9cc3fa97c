/* SPDX-License-Identifier: MIT
 *
 * LLVM types as rows of words, and their layout in memory. Sizes come from
 * the module's data layout; nothing here knows what a value is for.
 */
#include "lower.h"

enum { WORDS_MAX = 1 << 16, NESTING_MAX = 64 };

u32 lower_bits(LLVMTypeRef integer)
{
    return LLVMGetIntTypeWidth(integer);
}

static u64 count_words(LLVMTypeRef t, u32 depth, bool *bad);

static u64 count_struct(LLVMTypeRef t, u32 depth, bool *bad)
{
    u64 sum = 0;
    if (LLVMIsOpaqueStruct(t)) {
        *bad = true;
        return 0;
    }
    u32 n = LLVMCountStructElementTypes(t);
    for (u32 i = 0; i < n && !*bad && sum <= WORDS_MAX; i++)
        sum += count_words(LLVMStructGetTypeAtIndex(t, i), depth, bad);
    return sum;
}

static u64 count_words(LLVMTypeRef t, u32 depth, bool *bad)
{
    if (depth == 0) {
        *bad = true;
        return 0;
    }
    switch (LLVMGetTypeKind(t)) {
    case LLVMVoidTypeKind:
        return 0;
    case LLVMIntegerTypeKind:
        return ((u64)LLVMGetIntTypeWidth(t) + 31) / 32;
    case LLVMHalfTypeKind:
    case LLVMBFloatTypeKind:
    case LLVMFloatTypeKind:
    case LLVMPointerTypeKind:
        return 1;
    case LLVMDoubleTypeKind:
        return 2;
    case LLVMStructTypeKind:
        return count_struct(t, depth - 1, bad);
    case LLVMArrayTypeKind: {
        u64 n = LLVMGetArrayLength2(t);
        u64 each = count_words(LLVMGetElementType(t), depth - 1, bad);
        return each == 0 ? 0 : n > WORDS_MAX ? WORDS_MAX + 1 : n * each;
    }
    case LLVMVectorTypeKind:
        return (u64)LLVMGetVectorSize(t) *
               count_words(LLVMGetElementType(t), depth - 1, bad);
    default:
        *bad = true;
        return 0;
    }
}

static const char *kind_name(LLVMTypeRef t)
{
    switch (LLVMGetTypeKind(t)) {
    case LLVMFP128TypeKind:
        return "128-bit floating point";
    case LLVMX86_FP80TypeKind:
    case LLVMPPC_FP128TypeKind:
        return "this kind of long double";
    case LLVMScalableVectorTypeKind:
        return "a scalable vector";
    case LLVMTokenTypeKind:
    case LLVMMetadataTypeKind:
        return "a token or metadata value";
    default:
        return "this type";
    }
}

bool lower_type_ok(struct lower *l, LLVMTypeRef t)
{
    bool bad = false;
    u64 n = count_words(t, NESTING_MAX, &bad);
    if (bad)
        return lower_fail(l, "%s", kind_name(t));
    return n <= WORDS_MAX ||
           lower_fail(l, "a value of more than %d words", WORDS_MAX);
}

u32 lower_word_count(struct lower *l, LLVMTypeRef t)
{
    bool bad = false;
    u64 n = count_words(t, NESTING_MAX, &bad);
    if (bad || n > WORDS_MAX) {
        lower_type_ok(l, t);
        return 1;
    }
    return (u32)n;
}

u64 lower_size(struct lower *l, LLVMTypeRef t)
{
    return LLVMABISizeOfType(l->layout, t);
}

u32 lower_align(struct lower *l, LLVMTypeRef t)
{
    return LLVMABIAlignmentOfType(l->layout, t);
}

u64 lower_offset(struct lower *l, LLVMTypeRef structure, u32 element)
{
    return LLVMOffsetOfElement(l->layout, structure, element);
}

u32 lower_element(struct lower *l, LLVMTypeRef t, u32 i, LLVMTypeRef *type)
{
    if (LLVMGetTypeKind(t) != LLVMStructTypeKind) {
        *type = LLVMGetElementType(t);
        return i * lower_word_count(l, *type);
    }
    u32 first = 0;
    for (u32 k = 0; k < i; k++)
        first += lower_word_count(l, LLVMStructGetTypeAtIndex(t, k));
    *type = LLVMStructGetTypeAtIndex(t, i);
    return first;
}

u32 lower_lanes(LLVMTypeRef t, LLVMTypeRef *element)
{
    if (LLVMGetTypeKind(t) != LLVMVectorTypeKind) {
        *element = t;
        return 1;
    }
    *element = LLVMGetElementType(t);
    return LLVMGetVectorSize(t);
}
