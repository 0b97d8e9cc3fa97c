/* SPDX-License-Identifier: MIT
 *
 * Constants that are a symbol plus an offset, or a number of one word: what
 * an address in data or in an instruction can be. Constant expressions are
 * followed to a limited depth.
 */
#include "lower.h"

enum { DEPTH = 64 };

struct address {
    const char *sym;
    u32 offset;
};

static bool find(struct lower *l, LLVMValueRef v, u32 depth,
                 struct address *out);

static bool number(LLVMValueRef v, u32 *out)
{
    if (!LLVMIsAConstantInt(v))
        return false;
    *out = (u32)LLVMConstIntGetZExtValue(v);
    return LLVMGetIntTypeWidth(LLVMTypeOf(v)) <= 64;
}

static bool find_gep(struct lower *l, LLVMValueRef v, u32 depth,
                     struct address *out)
{
    LLVMTypeRef t = LLVMGetGEPSourceElementType(v);
    int n = LLVMGetNumOperands(v);
    if (!find(l, LLVMGetOperand(v, 0), depth, out))
        return false;
    for (int k = 1; k < n; k++) {
        LLVMValueRef index = LLVMGetOperand(v, (unsigned)k);
        if (!LLVMIsAConstantInt(index))
            return false;
        i64 i = LLVMConstIntGetSExtValue(index);
        if (k == 1) {
            out->offset += (u32)i * (u32)lower_size(l, t);
        } else if (LLVMGetTypeKind(t) == LLVMStructTypeKind) {
            out->offset += (u32)lower_offset(l, t, (u32)i);
            t = LLVMStructGetTypeAtIndex(t, (u32)i);
        } else {
            t = LLVMGetElementType(t);
            out->offset += (u32)i * (u32)lower_size(l, t);
        }
    }
    return true;
}

static bool find_sum(struct lower *l, LLVMValueRef v, u32 depth,
                     struct address *out, bool minus)
{
    struct address b = {0};
    if (!find(l, LLVMGetOperand(v, 0), depth, out) ||
        !find(l, LLVMGetOperand(v, 1), depth, &b))
        return false;
    if (minus && b.sym && out->sym && strcmp(b.sym, out->sym) == 0) {
        out->sym = NULL;
        out->offset -= b.offset;
        return true;
    }
    if (b.sym && (minus || out->sym))
        return false;
    out->sym = out->sym ? out->sym : b.sym;
    out->offset += minus ? 0u - b.offset : b.offset;
    return true;
}

static bool find_expression(struct lower *l, LLVMValueRef v, u32 depth,
                            struct address *out)
{
    LLVMTypeRef t = LLVMTypeOf(v);
    bool narrow = LLVMGetTypeKind(t) == LLVMIntegerTypeKind &&
                  LLVMGetIntTypeWidth(t) != 32;
    switch (LLVMGetConstOpcode(v)) {
    case LLVMGetElementPtr:
        return find_gep(l, v, depth, out);
    case LLVMBitCast:
    case LLVMAddrSpaceCast:
    case LLVMIntToPtr:
    case LLVMPtrToInt:
        return !narrow && find(l, LLVMGetOperand(v, 0), depth, out);
    case LLVMAdd:
        return !narrow && find_sum(l, v, depth, out, false);
    case LLVMSub:
        return !narrow && find_sum(l, v, depth, out, true);
    default:
        return false;
    }
}

static bool find(struct lower *l, LLVMValueRef v, u32 depth,
                 struct address *out)
{
    *out = (struct address){0};
    if (depth == 0)
        return false;
    if (number(v, &out->offset))
        return true;
    if (LLVMIsAGlobalValue(v)) {
        out->sym = lower_symbol(l, v);
        return true;
    }
    if (LLVMIsABlockAddress(v)) {
        out->sym = cc_block_label(l->cc, LLVMGetBlockAddressBasicBlock(v));
        return true;
    }
    if (LLVMIsAConstantPointerNull(v))
        return true;
    return LLVMIsAConstantExpr(v) && find_expression(l, v, depth - 1, out);
}

bool lower_const_address(struct lower *l, LLVMValueRef constant,
                         const char **sym, i32 *offset)
{
    struct address a;
    bool found = find(l, constant, DEPTH, &a);
    *sym = a.sym;
    *offset = (i32)a.offset;
    return found;
}
