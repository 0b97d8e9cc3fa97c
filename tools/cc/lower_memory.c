/* SPDX-License-Identifier: MIT
 *
 * Loads, stores, addresses and locals. A value of any type goes to and from
 * memory field by field, in pieces that its alignment allows: the hardware
 * takes words anywhere, but a strict machine does not, and halves must be
 * aligned.
 */
#include "lower.h"

enum { LOCAL_MAX = 1 << 30, ALIGN_MAX = 1 << 16 };

struct place {
    lref address;
    i32 offset;
    u32 align; /* of address + offset, in bytes */
    bool is_volatile;
};

static struct place moved(struct place p, u64 by)
{
    u64 low = by & (0u - by);
    p.offset = (i32)((u32)p.offset + (u32)by);
    if (low != 0 && low < p.align)
        p.align = (u32)low;
    return p;
}

static u32 flags_of(struct place p)
{
    return p.is_volatile ? LIR_VOLATILE : 0;
}

/* The largest piece of `bytes` that may be accessed at once. */
static u32 piece(u32 bytes, u32 align)
{
    u32 n = bytes >= 4 ? 4 : bytes >= 2 ? 2 : 1;
    while (n > align)
        n /= 2;
    return n;
}

/* `bytes` (1..4) from memory as the low bytes of a word, the rest 0. */
static lref load_bytes(struct lower *l, struct place p, u32 bytes)
{
    lref word = 0;
    for (u32 done = 0; done < bytes;) {
        struct place here = moved(p, done);
        u32 n = piece(bytes - done, here.align);
        lref part =
            lir_load(l->f, here.address, here.offset, n, flags_of(here));
        if (done != 0)
            part = lir_binary_imm(l->f, LIR_SHL, part, done * 8);
        word = word ? lir_binary(l->f, LIR_OR, word, part) : part;
        done += n;
    }
    return word;
}

static void store_bytes(struct lower *l, struct place p, lref word, u32 bytes)
{
    for (u32 done = 0; done < bytes;) {
        struct place here = moved(p, done);
        u32 n = piece(bytes - done, here.align);
        lref part = done ? lir_binary_imm(l->f, LIR_SHR, word, done * 8) : word;
        lir_store(l->f, here.address, here.offset, part, n, flags_of(here));
        done += n;
    }
}

/* Bytes that an integer of this many bits occupies in its last word. */
static u32 bytes_of_word(u32 bits, u32 word)
{
    u32 left = bits - word * 32;
    return left >= 32 ? 4 : (left + 7) / 8;
}

static u32 scalar_bits(LLVMTypeRef t)
{
    switch (LLVMGetTypeKind(t)) {
    case LLVMIntegerTypeKind:
        return lower_bits(t);
    case LLVMHalfTypeKind:
    case LLVMBFloatTypeKind:
        return 16;
    case LLVMDoubleTypeKind:
        return 64;
    default:
        return 32;
    }
}

static bool is_aggregate(LLVMTypeRef t)
{
    LLVMTypeKind kind = LLVMGetTypeKind(t);
    return kind == LLVMStructTypeKind || kind == LLVMArrayTypeKind ||
           kind == LLVMVectorTypeKind;
}

static u32 part_count(LLVMTypeRef t)
{
    switch (LLVMGetTypeKind(t)) {
    case LLVMStructTypeKind:
        return LLVMCountStructElementTypes(t);
    case LLVMArrayTypeKind:
        return (u32)LLVMGetArrayLength2(t);
    default:
        return LLVMGetVectorSize(t);
    }
}

static u64 part_offset(struct lower *l, LLVMTypeRef t, u32 k, LLVMTypeRef part)
{
    if (LLVMGetTypeKind(t) == LLVMStructTypeKind)
        return lower_offset(l, t, k);
    if (LLVMGetTypeKind(t) == LLVMVectorTypeKind)
        return (u64)k * (scalar_bits(part) / 8);
    return k * lower_size(l, part);
}

/* Vectors of elements that are no bytes lie in memory as one long integer. */
static bool is_packed(LLVMTypeRef t, u32 *lanes, u32 *each)
{
    LLVMTypeRef part;
    *lanes = lower_lanes(t, &part);
    if (LLVMGetTypeKind(t) != LLVMVectorTypeKind)
        return false;
    *each = scalar_bits(part);
    return *each % 8 != 0;
}

static void load_words(struct lower *l, struct place p, u32 bits, lref *out)
{
    for (u32 k = 0; k < (bits + 31) / 32; k++)
        out[k] = load_bytes(l, moved(p, k * 4), bytes_of_word(bits, k));
}

/* Bits beyond the last one are stored as zeros. */
static void store_words(struct lower *l, struct place p, u32 bits,
                        const lref *in)
{
    for (u32 k = 0; k < (bits + 31) / 32; k++) {
        u32 rest = bits - k * 32;
        lref word =
            rest < 32 && rest % 8 != 0 ? lir_zext(l->f, in[k], rest) : in[k];
        store_bytes(l, moved(p, k * 4), word, bytes_of_word(bits, k));
    }
}

static void load_value(struct lower *l, LLVMTypeRef t, struct place p,
                       lref *out)
{
    u32 lanes, each;
    if (is_packed(t, &lanes, &each)) {
        struct words w = lower_words_new(l, (lanes * each + 31) / 32);
        load_words(l, p, lanes * each, w.at);
        w = lower_unpack(l, w, lanes, each);
        memcpy(out, w.at, w.count * sizeof(lref));
        return;
    }
    if (is_aggregate(t)) {
        u32 n = part_count(t);
        for (u32 k = 0; k < n && !l->failed; k++) {
            LLVMTypeRef part;
            u32 first = lower_element(l, t, k, &part);
            load_value(l, part, moved(p, part_offset(l, t, k, part)),
                       out + first);
        }
        return;
    }
    load_words(l, p, scalar_bits(t), out);
}

static void store_value(struct lower *l, LLVMTypeRef t, struct place p,
                        const lref *in)
{
    u32 lanes, each;
    if (is_packed(t, &lanes, &each)) {
        struct words w = lower_words_new(l, lower_word_count(l, t));
        memcpy(w.at, in, w.count * sizeof(lref));
        store_words(l, p, lanes * each, lower_pack(l, w, lanes, each).at);
        return;
    }
    if (is_aggregate(t)) {
        u32 n = part_count(t);
        for (u32 k = 0; k < n && !l->failed; k++) {
            LLVMTypeRef part;
            u32 first = lower_element(l, t, k, &part);
            store_value(l, part, moved(p, part_offset(l, t, k, part)),
                        in + first);
        }
        return;
    }
    store_words(l, p, scalar_bits(t), in);
}

struct words lower_load(struct lower *l, LLVMTypeRef t, lref address,
                        i32 offset, u32 align, bool is_volatile)
{
    struct words out = lower_words_new(l, lower_word_count(l, t));
    struct place p = {address, offset, align ? align : 1, is_volatile};
    load_value(l, t, p, out.at);
    return out;
}

void lower_store(struct lower *l, LLVMTypeRef t, struct words value,
                 lref address, i32 offset, u32 align, bool is_volatile)
{
    struct place p = {address, offset, align ? align : 1, is_volatile};
    store_value(l, t, p, value.at);
}

/* A byte or half that is used with its sign only, or for its low bits. */
static bool wants_sign(LLVMValueRef i)
{
    LLVMTypeRef t = LLVMTypeOf(i);
    bool wanted = false;
    if (LLVMGetTypeKind(t) != LLVMIntegerTypeKind ||
        (lower_bits(t) != 8 && lower_bits(t) != 16))
        return false;
    for (LLVMUseRef u = LLVMGetFirstUse(i); u; u = LLVMGetNextUse(u)) {
        LLVMValueRef user = LLVMGetUser(u);
        if (!LLVMIsAInstruction(user))
            return false;
        if (LLVMGetInstructionOpcode(user) != LLVMSExt)
            return false;
        wanted = true;
    }
    return wanted;
}

static void load(struct lower *l, LLVMValueRef i)
{
    lref address = lower_word(l, LLVMGetOperand(i, 0));
    struct words w = lower_load(l, LLVMTypeOf(i), address, 0,
                                LLVMGetAlignment(i), LLVMGetVolatile(i));
    struct lir_insn *first = lir_at(l->f, w.count > 0 ? w.at[0] : 0);
    if (first->op == LIR_LOAD && wants_sign(i) &&
        first->size * 8u == lower_bits(LLVMTypeOf(i)))
        first->flags |= LIR_SIGNED;
    lower_define(l, i, w);
}

static void store(struct lower *l, LLVMValueRef i)
{
    LLVMValueRef v = LLVMGetOperand(i, 0);
    struct words value = lower_value(l, v);
    lref address = lower_word(l, LLVMGetOperand(i, 1));
    lower_store(l, LLVMTypeOf(v), value, address, 0, LLVMGetAlignment(i),
                LLVMGetVolatile(i));
}

/* index * size, as a word; what is constant in it goes to *constant. */
static lref scaled(struct lower *l, lref index, u64 size, u32 *constant)
{
    const struct lir_insn i = *lir_at(l->f, index);
    u32 c;
    if (i.op == LIR_ADD && lir_is_const(l->f, i.b, &c)) {
        *constant += c * (u32)size;
        index = i.a;
    }
    return lir_binary_imm(l->f, LIR_MUL, index, (u32)size);
}

static u32 least_32(u32 bits)
{
    return bits < 32 ? bits : 32;
}

static lref index_word(struct lower *l, LLVMValueRef v, u32 lane)
{
    LLVMTypeRef t;
    u32 lanes = lower_lanes(LLVMTypeOf(v), &t);
    u32 bits = lower_bits(t), n = (bits + 31) / 32;
    struct words w = lower_value(l, v);
    return lir_sext(l->f, w.at[lanes > 1 ? lane * n : 0], least_32(bits));
}

static lref gep_lane(struct lower *l, LLVMValueRef i, lref address, u32 lane)
{
    LLVMTypeRef t = LLVMGetGEPSourceElementType(i);
    u32 n = (u32)LLVMGetNumOperands(i);
    u32 constant = 0, v;
    for (u32 k = 1; k < n; k++) {
        LLVMValueRef operand = LLVMGetOperand(i, k);
        lref index = index_word(l, operand, lane);
        bool known = lir_is_const(l->f, index, &v);
        if (k > 1 && LLVMGetTypeKind(t) == LLVMStructTypeKind) {
            constant += (u32)lower_offset(l, t, v);
            t = LLVMStructGetTypeAtIndex(t, v);
            continue;
        }
        if (k > 1)
            t = LLVMGetElementType(t);
        u64 size = lower_size(l, t);
        if (known)
            constant += v * (u32)size;
        else
            address = lir_binary(l->f, LIR_ADD, address,
                                 scaled(l, index, size, &constant));
    }
    return lir_binary_imm(l->f, LIR_ADD, address, constant);
}

static void gep(struct lower *l, LLVMValueRef i)
{
    LLVMTypeRef element;
    u32 lanes = lower_lanes(LLVMTypeOf(i), &element);
    struct words base = lower_value(l, LLVMGetOperand(i, 0));
    struct words out = lower_words_new(l, lanes);
    for (u32 k = 0; k < lanes; k++)
        out.at[k] = gep_lane(l, i, base.at[base.count > 1 ? k : 0], k);
    lower_define(l, i, out);
}

static bool in_entry(struct lower *l, LLVMValueRef i)
{
    return LLVMGetInstructionParent(i) == LLVMGetEntryBasicBlock(l->function);
}

static void alloca_(struct lower *l, LLVMValueRef i)
{
    struct lir_function *f = l->f;
    u64 size = lower_size(l, LLVMGetAllocatedType(i));
    u32 align = LLVMGetAlignment(i), count;
    lref n = lir_zext(f, lower_value(l, LLVMGetOperand(i, 0)).at[0],
                      least_32(lower_bits(LLVMTypeOf(LLVMGetOperand(i, 0)))));
    bool known = lir_is_const(f, n, &count);
    if (size > LOCAL_MAX || (known && size * count > LOCAL_MAX) ||
        align > ALIGN_MAX) {
        lower_fail(l, "a local of this size or alignment");
        return;
    }
    /* The frame is aligned to 8; what wants more finds its place when the
     * function runs. */
    if (known && in_entry(l, i) && align <= 8) {
        u32 slot = lir_slot_new(f, (u32)(size * count), align ? align : 1);
        lower_define_word(l, i, lir_slot_address(f, slot, 0));
        return;
    }
    lref bytes = lir_binary_imm(f, LIR_MUL, n, (u32)size);
    lower_define_word(
        l, i,
        lir_add_raw(f, LIR_ALLOCA, bytes, 0, 0, align > 8 ? (i32)align : 8));
}

bool lower_memory(struct lower *l, LLVMValueRef i)
{
    LLVMOpcode op =
        LLVMIsConstant(i) ? LLVMGetConstOpcode(i) : LLVMGetInstructionOpcode(i);
    switch (op) {
    case LLVMLoad:
        if (LLVMGetOrdering(i) != LLVMAtomicOrderingNotAtomic)
            return false;
        load(l, i);
        return true;
    case LLVMStore:
        if (LLVMGetOrdering(i) != LLVMAtomicOrderingNotAtomic)
            return false;
        store(l, i);
        return true;
    case LLVMGetElementPtr:
        gep(l, i);
        return true;
    case LLVMAlloca:
        alloca_(l, i);
        return true;
    default:
        return false;
    }
}
