/* SPDX-License-Identifier: MIT
 *
 * The walk over one LLVM function. Blocks are lowered in an order in which
 * every value is defined before it is used (reverse postorder); constants
 * are made where they are used. What each instruction means is said in the
 * other lower_*.c files.
 */
#include "lower_map.h"

#include <llvm-c/DebugInfo.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { CONST_DEPTH = 64 };

bool lower_fail(struct lower *l, const char *format, ...)
{
    char what[256];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    if (l->failed)
        return false; /* one message a function is enough */
    l->failed = true;
    size_t n = 0;
    const char *name = l->function ? LLVMGetValueName2(l->function, &n) : "";
    u32 line = l->insn ? LLVMGetDebugLocLine(l->insn) : 0;
    unsigned file_length = 0;
    const char *file =
        line ? LLVMGetDebugLocFilename(l->insn, &file_length) : NULL;
    char *text = l->insn ? LLVMPrintValueToString(l->insn) : NULL;
    if (file)
        cc_error(l->cc, "%.*s:%u: function %s: %s is not supported:\n%s",
                 (int)file_length, file, line, name, what, text);
    else
        cc_error(l->cc, "function %s: %s is not supported%s%s", name, what,
                 text ? ":\n" : "", text ? text : "");
    LLVMDisposeMessage(text);
    return false;
}

static u32 hash(const void *key, u32 room)
{
    u64 h = (u64)(uintptr_t)key * 0x9E3779B97F4A7C15u;
    return (u32)(h >> 40) & (room - 1);
}

static struct lower_entry *probe(struct lower_map *m, const void *key)
{
    u32 k = hash(key, m->room);
    while (m->entry[k].key && m->entry[k].key != key)
        k = (k + 1) & (m->room - 1);
    return &m->entry[k];
}

struct lower_entry *lower_map_at(struct lower *l, const void *key)
{
    struct lower_map *m = l->map;
    if (m->count * 2 >= m->room) {
        struct lower_map wider = *m;
        wider.room = m->room ? m->room * 2 : 256;
        wider.entry = ARENA_ARRAY(l->arena, struct lower_entry, wider.room);
        for (u32 k = 0; k < m->room; k++) {
            if (m->entry[k].key)
                *probe(&wider, m->entry[k].key) = m->entry[k];
        }
        *m = wider;
    }
    struct lower_entry *e = probe(m, key);
    if (!e->key) {
        e->key = key;
        m->count++;
    }
    return e;
}

struct words lower_words_new(struct lower *l, u32 count)
{
    return (struct words){count, ARENA_ARRAY(l->arena, lref, count + 1)};
}

static struct words one(struct lower *l, lref word)
{
    struct words w = lower_words_new(l, 1);
    w.at[0] = word;
    return w;
}

/* Integers of more than 64 bits: the decimal text is all the API gives. */
static struct words wide_const(struct lower *l, LLVMValueRef v, u32 count)
{
    u32 limb[2100] = {0};
    struct words w = lower_words_new(l, count);
    char *text = LLVMPrintValueToString(v);
    const char *at = strchr(text, ' ');
    bool minus = at && at[1] == '-';
    if (count > ARRAY_LEN(limb)) {
        lower_fail(l, "an integer of more than 65536 bits");
        count = 0;
    }
    for (at = at ? at + 1 + minus : ""; *at >= '0' && *at <= '9'; at++) {
        u64 carry = (u64)(*at - '0');
        for (u32 k = 0; k < count; k++) {
            carry += (u64)limb[k] * 10;
            limb[k] = (u32)carry;
            carry >>= 32;
        }
    }
    u64 carry = 1;
    for (u32 k = 0; k < count; k++) {
        carry += minus ? (u32)~limb[k] : limb[k];
        w.at[k] = lir_const(l->f, minus ? (u32)carry : limb[k]);
        carry = minus ? carry >> 32 : 1;
    }
    LLVMDisposeMessage(text);
    return w;
}

static struct words int_const(struct lower *l, LLVMValueRef v)
{
    u32 count = lower_word_count(l, LLVMTypeOf(v));
    if (count > 2)
        return wide_const(l, v, count);
    struct words w = lower_words_new(l, count);
    u64 n = LLVMConstIntGetZExtValue(v);
    for (u32 k = 0; k < count; k++)
        w.at[k] = lir_const(l->f, (u32)(n >> 32 * k));
    return w;
}

/* The bits of a floating constant, exact also for NaN. */
static struct words float_const(struct lower *l, LLVMValueRef v)
{
    LLVMTypeRef t = LLVMTypeOf(v);
    LLVMTypeKind kind = LLVMGetTypeKind(t);
    u32 bits = kind == LLVMDoubleTypeKind  ? 64
               : kind == LLVMFloatTypeKind ? 32
                                           : 16;
    LLVMTypeRef as = LLVMIntTypeInContext(LLVMGetTypeContext(t), bits);
    LLVMValueRef n = LLVMConstBitCast(v, as);
    if (LLVMIsAConstantInt(n))
        return int_const(l, n);
    lower_fail(l, "this floating-point constant");
    return one(l, lir_const(l->f, 0));
}

static struct words fill(struct lower *l, LLVMTypeRef t, bool undefined)
{
    struct words w = lower_words_new(l, lower_word_count(l, t));
    for (u32 k = 0; k < w.count; k++)
        w.at[k] = undefined ? lir_add_raw(l->f, LIR_UNDEF, 0, 0, 0, 0)
                            : lir_const(l->f, 0);
    return w;
}

static struct words constant(struct lower *l, LLVMValueRef v, u32 depth);

static struct words aggregate(struct lower *l, LLVMValueRef v, u32 depth)
{
    LLVMTypeRef t = LLVMTypeOf(v), part;
    struct words w = lower_words_new(l, lower_word_count(l, t));
    u32 n = LLVMGetTypeKind(t) == LLVMStructTypeKind
                ? LLVMCountStructElementTypes(t)
            : LLVMGetTypeKind(t) == LLVMArrayTypeKind
                ? (u32)LLVMGetArrayLength2(t)
                : LLVMGetVectorSize(t);
    for (u32 i = 0; i < n && !l->failed; i++) {
        u32 first = lower_element(l, t, i, &part);
        struct words e = constant(l, LLVMGetAggregateElement(v, i), depth);
        memcpy(w.at + first, e.at, e.count * sizeof(lref));
    }
    return w;
}

/* Constant expressions that are not symbol + offset: lowered as the
 * instructions they stand for. */
static struct words expression(struct lower *l, LLVMValueRef v)
{
    const char *sym;
    i32 offset;
    if (lower_const_address(l, v, &sym, &offset))
        return one(l, sym ? lir_symbol(l->f, sym, offset)
                          : lir_const(l->f, (u32)offset));
    if (l->map && l->map->depth < CONST_DEPTH) {
        l->map->depth++;
        bool known = lower_int(l, v) || lower_memory(l, v) ||
                     lower_float(l, v) || lower_aggregate(l, v);
        l->map->depth--;
        struct words w = lower_map_at(l, v)->words;
        lower_map_at(l, v)->words.at = NULL; /* it is good here only */
        if (known && w.at)
            return w;
    }
    lower_fail(l, "this constant expression");
    return fill(l, LLVMTypeOf(v), false);
}

static lref label_word(struct lower *l, LLVMValueRef v)
{
    LLVMBasicBlockRef b = LLVMGetBlockAddressBasicBlock(v);
    if (LLVMGetBlockAddressFunction(v) != l->function)
        return lir_symbol(l->f, cc_block_label(l->cc, b), 0);
    struct lir_block *block = lower_block(l, b);
    if (!block)
        return lir_const(l->f, 1);
    lref r = lir_add_raw(l->f, LIR_LABEL, 0, 0, 0, 0);
    lir_at(l->f, r)->target = block;
    return r;
}

static struct words constant(struct lower *l, LLVMValueRef v, u32 depth)
{
    if (!lower_type_ok(l, LLVMTypeOf(v)) || depth == 0) {
        lower_fail(l, "a constant of this depth or type");
        return fill(l, LLVMInt32TypeInContext(LLVMGetModuleContext(l->module)),
                    false);
    }
    if (LLVMIsUndef(v) || LLVMIsPoison(v))
        return fill(l, LLVMTypeOf(v), true);
    if (LLVMIsNull(v))
        return fill(l, LLVMTypeOf(v), false);
    if (LLVMIsAConstantInt(v))
        return int_const(l, v);
    if (LLVMIsAConstantFP(v))
        return float_const(l, v);
    if (LLVMIsAGlobalValue(v))
        return one(l, lir_symbol(l->f, lower_symbol(l, v), 0));
    if (LLVMIsABlockAddress(v))
        return one(l, label_word(l, v));
    if (LLVMIsAConstantExpr(v))
        return expression(l, v);
    LLVMTypeKind kind = LLVMGetTypeKind(LLVMTypeOf(v));
    if (kind == LLVMStructTypeKind || kind == LLVMArrayTypeKind ||
        kind == LLVMVectorTypeKind)
        return aggregate(l, v, depth - 1);
    lower_fail(l, "this constant");
    return fill(l, LLVMTypeOf(v), false);
}

struct words lower_value(struct lower *l, LLVMValueRef v)
{
    if (LLVMIsConstant(v))
        return constant(l, v, CONST_DEPTH);
    struct words w = lower_map_at(l, v)->words;
    if (w.at)
        return w;
    if (!l->failed)
        lower_fail(l, "a value used before its definition");
    return fill(l, LLVMTypeOf(v), false);
}

lref lower_word(struct lower *l, LLVMValueRef v)
{
    struct words w = lower_value(l, v);
    if (w.count == 1)
        return w.at[0];
    lower_fail(l, "a value of %u words here", w.count);
    return lir_const(l->f, 0);
}

void lower_define(struct lower *l, LLVMValueRef v, struct words words)
{
    lower_map_at(l, v)->words = words;
}

void lower_define_word(struct lower *l, LLVMValueRef v, lref word)
{
    lower_define(l, v, one(l, word));
}

static void origin_set(struct lower *l, const struct lir_block *b)
{
    struct lower_map *m = l->map;
    if (b->id >= m->origin_room) {
        u32 room = b->id * 2 + 64;
        m->origin =
            arena_grow(l->arena, m->origin, m->origin_room * sizeof(*m->origin),
                       room * sizeof(*m->origin));
        m->origin_room = room;
    }
    m->origin[b->id] = m->block;
}

struct lir_block *lower_block(struct lower *l, LLVMBasicBlockRef b)
{
    return lower_map_at(l, b)->block;
}

/* The list is in source order: behind the present block, not at the end. */
struct lir_block *lower_block_new(struct lower *l)
{
    struct lir_function *f = l->f;
    struct lir_block *last = f->last, *here = f->block;
    struct lir_block *b = lir_block_new(f);
    if (here != last) {
        last->next = NULL;
        f->last = last;
        b->next = here->next;
        here->next = b;
    }
    origin_set(l, b);
    return b;
}

/* Of an instruction, or of the function: where it is declared. */
static void location_set(struct lower *l, LLVMValueRef insn)
{
    struct lir_function *f = l->f;
    u32 line = LLVMGetDebugLocLine(insn);
    f->loc_now = 0;
    if (!l->cc->options->debug || line == 0)
        return;
    u32 column = LLVMGetDebugLocColumn(insn);
    u32 file = cc_file(l->cc, insn);
    struct lir_loc *last = &f->loc[f->loc_count - 1];
    if (f->loc_count == 1 || last->file != file || last->line != line ||
        last->column != column) {
        if (f->loc_count == f->loc_room) {
            f->loc = arena_grow(f->arena, f->loc, f->loc_room * sizeof(*f->loc),
                                f->loc_room * 2 * sizeof(*f->loc));
            f->loc_room *= 2;
        }
        f->loc[f->loc_count++] = (struct lir_loc){file, line, column};
    }
    f->loc_now = f->loc_count - 1;
}

static void lower_insn(struct lower *l, LLVMValueRef i)
{
    l->insn = i;
    location_set(l, i);
    if (LLVMGetTypeKind(LLVMTypeOf(i)) != LLVMTokenTypeKind &&
        LLVMGetInstructionOpcode(i) != LLVMPHI &&
        !lower_type_ok(l, LLVMTypeOf(i)))
        return;
    if (lower_int(l, i) || lower_memory(l, i) || lower_flow(l, i) ||
        lower_call(l, i) || lower_float(l, i) || lower_aggregate(l, i) ||
        lower_atomic(l, i))
        return;
    lower_fail(l, "this instruction");
}

static void lower_one_block(struct lower *l, LLVMBasicBlockRef b)
{
    struct lir_function *f = l->f;
    l->map->block = b;
    f->block = lower_block(l, b);
    origin_set(l, f->block);
    lower_phis_begin(l, b);
    LLVMValueRef end = LLVMGetBasicBlockTerminator(b);
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i && !l->failed;
         i = LLVMGetNextInstruction(i)) {
        if (i == end)
            lower_phis_inputs(l, b);
        lower_insn(l, i);
    }
}

struct visit {
    LLVMBasicBlockRef block;
    u32 next;
};

/* Postorder of the blocks that the entry reaches; returns how many. */
static u32 postorder(struct lower *l, LLVMBasicBlockRef *out)
{
    u32 n = LLVMCountBasicBlocks(l->function), depth = 0, count = 0;
    struct visit *stack = ARENA_ARRAY(l->arena, struct visit, n + 1);
    LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(l->function);
    lower_map_at(l, entry)->reached = true;
    stack[depth++] = (struct visit){entry, 0};
    while (depth > 0) {
        struct visit *top = &stack[depth - 1];
        LLVMValueRef end = LLVMGetBasicBlockTerminator(top->block);
        u32 successors = end ? LLVMGetNumSuccessors(end) : 0;
        if (top->next >= successors) {
            out[count++] = top->block;
            depth--;
            continue;
        }
        LLVMBasicBlockRef to = LLVMGetSuccessor(end, top->next++);
        struct lower_entry *e = lower_map_at(l, to);
        if (!e->reached) {
            e->reached = true;
            stack[depth++] = (struct visit){to, 0};
        }
    }
    return count;
}

static bool has_address(LLVMBasicBlockRef b)
{
    LLVMValueRef v = LLVMBasicBlockAsValue(b);
    for (LLVMUseRef u = LLVMGetFirstUse(v); u; u = LLVMGetNextUse(u)) {
        if (LLVMIsABlockAddress(LLVMGetUser(u)))
            return true;
    }
    return false;
}

/* LIR blocks in source order, for those that are reached. An address of one
 * that is not is a number nobody jumps to, as in LLVM. */
static void blocks_make(struct lower *l)
{
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(l->function); b;
         b = LLVMGetNextBasicBlock(b)) {
        struct lower_entry *e = lower_map_at(l, b);
        bool taken = has_address(b);
        const char *label = taken ? cc_block_label(l->cc, b) : "";
        if (!e->reached) {
            if (taken)
                buf_printf(&l->cc->result->assembly, "\t.set\t%s, 1\n", label);
            continue;
        }
        e->block = lir_block_new(l->f);
        e->block->address_taken = taken;
        snprintf(e->block->label, sizeof(e->block->label), "%s", label);
    }
}

bool lower_function(struct lower *l)
{
    u32 n = LLVMCountBasicBlocks(l->function);
    LLVMBasicBlockRef *order = ARENA_ARRAY(l->arena, LLVMBasicBlockRef, n + 1);
    LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(l->function);
    u32 count = postorder(l, order);
    blocks_make(l);
    lower_phis_collect(l);
    l->f->block = l->f->entry;
    location_set(l, l->function); /* the first place, if there is any */
    l->map->block = entry;
    origin_set(l, l->f->entry);
    l->map->undef = lir_add_raw(l->f, LIR_UNDEF, 0, 0, 0, 0);
    lower_entry(l);
    lir_jump(l->f, lower_block(l, entry));
    while (count > 0 && !l->failed)
        lower_one_block(l, order[--count]);
    if (!l->failed)
        lower_phis_end(l);
    return !l->failed;
}
