/* SPDX-License-Identifier: MIT
 *
 * Global variables and aliases as data directives. Every constant that LLVM
 * can give as an initialiser is written byte for byte as it lies in memory,
 * or refused; padding is zero.
 */
#include "cc.h"
#include "lower.h"

#include <llvm-c/Target.h>

#include <stdlib.h>

enum { DEPTH = 64 };

struct data {
    struct lower l; /* for types and constant addresses */
    struct cc *cc;
    struct buf *out;
    u64 zeros; /* bytes not yet written */
    LLVMValueRef global;
};

static void flush_zeros(struct data *d)
{
    if (d->zeros > 0)
        buf_printf(d->out, "\t.zero\t%llu\n", (unsigned long long)d->zeros);
    d->zeros = 0;
}

static bool refuse(struct data *d, const char *what)
{
    size_t n;
    return cc_error(d->cc, "global %s: %s is not supported",
                    LLVMGetValueName2(d->global, &n), what);
}

static void put_number(struct data *d, u64 value, u32 bytes)
{
    static const char *const names[] = {"", ".byte", ".2byte", "", ".long"};
    if (value == 0) {
        d->zeros += bytes;
        return;
    }
    flush_zeros(d);
    if (bytes == 1 || bytes == 2 || bytes == 4) {
        buf_printf(d->out, "\t%s\t0x%llX\n", names[bytes],
                   (unsigned long long)value);
        return;
    }
    for (u32 k = 0; k < bytes; k++)
        buf_printf(d->out, "\t.byte\t0x%X\n", (u32)(value >> 8 * k & 0xFF));
}

static bool emit(struct data *d, LLVMValueRef v, u32 depth);

/* Sizes of elements and the padding that follows. */
static bool emit_part(struct data *d, LLVMValueRef v, u64 room, u32 depth)
{
    u64 size = LLVMStoreSizeOfType(d->l.layout, LLVMTypeOf(v));
    if (!emit(d, v, depth))
        return false;
    d->zeros += room - size;
    return true;
}

static bool emit_struct(struct data *d, LLVMValueRef v, u32 depth)
{
    LLVMTypeRef t = LLVMTypeOf(v);
    u32 n = LLVMCountStructElementTypes(t);
    u64 size = LLVMABISizeOfType(d->l.layout, t);
    for (u32 k = 0; k < n; k++) {
        u64 at = LLVMOffsetOfElement(d->l.layout, t, k);
        u64 next =
            k + 1 < n ? LLVMOffsetOfElement(d->l.layout, t, k + 1) : size;
        if (!emit_part(d, LLVMGetAggregateElement(v, k), next - at, depth))
            return false;
    }
    if (n == 0)
        d->zeros += size;
    return true;
}

static void emit_string(struct data *d, const char *text, size_t n)
{
    for (size_t at = 0; at < n;) {
        size_t end = at;
        while (end < n && end - at < 64 && text[end] == 0)
            end++;
        if (end - at > 8 || end == n) { /* zeros */
            d->zeros += end - at;
            at = end;
            if (end - at == 0 && at < n && text[at] == 0)
                continue;
            if (at == n)
                return;
        }
        flush_zeros(d);
        buf_printf(d->out, "\t.ascii\t\"");
        for (end = at; end < n && end - at < 64; end++) {
            u8 c = (u8)text[end];
            if (c == '"' || c == '\\' || c < 32 || c > 126)
                buf_printf(d->out, "\\%03o", c);
            else
                buf_add(d->out, &c, 1);
        }
        buf_printf(d->out, "\"\n");
        at = end;
    }
}

static bool emit_sequence(struct data *d, LLVMValueRef v, u32 depth)
{
    LLVMTypeRef t = LLVMTypeOf(v), part = LLVMGetElementType(t);
    bool vector = LLVMGetTypeKind(t) == LLVMVectorTypeKind;
    u64 n = vector ? LLVMGetVectorSize(t) : LLVMGetArrayLength2(t);
    if (LLVMIsConstantString(v)) {
        size_t length;
        const char *text = LLVMGetAsString(v, &length);
        emit_string(d, text, length);
        return true;
    }
    bool odd = LLVMGetTypeKind(part) == LLVMIntegerTypeKind &&
               LLVMGetIntTypeWidth(part) % 8 != 0;
    if (vector && odd)
        return refuse(d, "a vector of odd elements");
    u64 each = vector ? LLVMStoreSizeOfType(d->l.layout, part)
                      : LLVMABISizeOfType(d->l.layout, part);
    for (u64 k = 0; k < n; k++) {
        if (!emit_part(d, LLVMGetAggregateElement(v, (unsigned)k), each, depth))
            return false;
    }
    return true;
}

/* Integers: from the value's words, which lower.c knows how to take apart.
 * Here only up to 64 bits come as numbers; wider ones as their halves. */
static bool emit_int(struct data *d, LLVMValueRef v)
{
    u32 bits = LLVMGetIntTypeWidth(LLVMTypeOf(v));
    u32 bytes = (u32)LLVMStoreSizeOfType(d->l.layout, LLVMTypeOf(v));
    struct arena arena = {0};
    struct lir_function f;
    if (bits <= 64) {
        u64 value = LLVMConstIntGetZExtValue(v);
        for (u32 k = 0; k < bytes; k += 4)
            put_number(d, value >> 8 * k & 0xFFFFFFFFu,
                       bytes - k < 4 ? bytes - k : 4);
        return true;
    }
    lir_init(&f, &arena, "");
    struct lower l = d->l;
    l.f = &f;
    l.arena = &arena;
    struct words w = lower_value(&l, v);
    for (u32 k = 0; k < w.count; k++) {
        u32 left = bytes - k * 4, word = 0;
        lir_is_const(&f, w.at[k], &word);
        if (left < 4)
            word &= (1u << left * 8) - 1;
        put_number(d, word, left < 4 ? left : 4);
    }
    arena_free(&arena);
    return true;
}

static bool emit_float(struct data *d, LLVMValueRef v)
{
    LLVMTypeRef t = LLVMTypeOf(v);
    u64 size = LLVMStoreSizeOfType(d->l.layout, t);
    if (size > 8)
        return refuse(d, "this kind of long double");
    LLVMTypeRef as =
        LLVMIntTypeInContext(LLVMGetTypeContext(t), (unsigned)size * 8);
    LLVMValueRef n = LLVMConstBitCast(v, as);
    return LLVMIsAConstantInt(n) ? emit_int(d, n) : refuse(d, "this constant");
}

/* Differences of two labels: (ptrtoint a) - (ptrtoint b), as in tables of
 * relative addresses; also truncated. */
static bool emit_difference(struct data *d, LLVMValueRef v)
{
    const char *a, *b;
    i32 x, y;
    u64 size = LLVMStoreSizeOfType(d->l.layout, LLVMTypeOf(v));
    if (LLVMIsAConstantExpr(v) && LLVMGetConstOpcode(v) == LLVMTrunc)
        v = LLVMGetOperand(v, 0);
    if (!LLVMIsAConstantExpr(v) || LLVMGetConstOpcode(v) != LLVMSub ||
        !lower_const_address(&d->l, LLVMGetOperand(v, 0), &a, &x) ||
        !lower_const_address(&d->l, LLVMGetOperand(v, 1), &b, &y) || !a || !b)
        return refuse(d, "this constant expression");
    if (size != 4)
        return refuse(d, "a difference of addresses that is not 32 bits wide");
    flush_zeros(d);
    buf_printf(d->out, "\t.long\t%s - %s + %d\n", a, b, x - y);
    return true;
}

static bool emit_label(struct data *d, LLVMValueRef v)
{
    LLVMBasicBlockRef b = LLVMValueAsBasicBlock(LLVMGetOperand(v, 1));
    flush_zeros(d);
    buf_printf(d->out, "\t.long\t%s\n", cc_block_label(d->cc, b));
    return true;
}

static bool emit_address(struct data *d, LLVMValueRef v)
{
    const char *sym;
    i32 offset;
    u64 size = LLVMStoreSizeOfType(d->l.layout, LLVMTypeOf(v));
    if (LLVMIsABlockAddress(v))
        return emit_label(d, v);
    if (!lower_const_address(&d->l, v, &sym, &offset) || size != 4) {
        LLVMTypeRef t = LLVMTypeOf(v);
        (void)t;
        return emit_difference(d, v);
    }
    if (!sym) {
        put_number(d, (u32)offset, 4);
        return true;
    }
    flush_zeros(d);
    if (offset != 0)
        buf_printf(d->out, "\t.long\t%s + %d\n", sym, offset);
    else
        buf_printf(d->out, "\t.long\t%s\n", sym);
    return true;
}

static bool emit(struct data *d, LLVMValueRef v, u32 depth)
{
    LLVMTypeRef t = LLVMTypeOf(v);
    if (depth == 0)
        return refuse(d, "an initialiser of this depth");
    if (LLVMIsNull(v) || LLVMIsUndef(v) || LLVMIsPoison(v)) {
        d->zeros += LLVMStoreSizeOfType(d->l.layout, t);
        return true;
    }
    if (LLVMIsAConstantInt(v))
        return emit_int(d, v);
    if (LLVMIsAConstantFP(v))
        return emit_float(d, v);
    switch (LLVMGetTypeKind(t)) {
    case LLVMStructTypeKind:
        return emit_struct(d, v, depth - 1);
    case LLVMArrayTypeKind:
    case LLVMVectorTypeKind:
        return emit_sequence(d, v, depth - 1);
    default:
        return emit_address(d, v);
    }
}

/* A pointer in constant data is fixed by the linker: still read-only. */
static const char *section_of(struct data *d, LLVMValueRef g, bool zero)
{
    if (LLVMIsGlobalConstant(g))
        return ".rodata";
    (void)d;
    return zero ? ".bss" : ".data";
}

static void emit_section(struct data *d, LLVMValueRef g, const char *name,
                         bool zero)
{
    const char *given = LLVMGetSection(g);
    const char *section = section_of(d, g, zero);
    const char *flags = LLVMIsGlobalConstant(g) ? "a" : "aw";
    bool nobits = strcmp(section, ".bss") == 0;
    if (given && *given)
        buf_printf(d->out, "\t.section\t%s,\"%s\",@%s\n", given, flags,
                   strncmp(given, ".bss", 4) == 0 ? "nobits" : "progbits");
    else if (d->cc->options->data_sections && name[0] != '"')
        buf_printf(d->out, "\t.section\t%s.%s,\"%s\",@%s\n", section, name,
                   flags, nobits ? "nobits" : "progbits");
    else
        buf_printf(d->out, "\t.section\t%s,\"%s\",@%s\n", section, flags,
                   nobits ? "nobits" : "progbits");
}

static u32 alignment_of(struct data *d, LLVMValueRef g)
{
    u32 given = LLVMGetAlignment(g);
    u32 natural = LLVMPreferredAlignmentOfGlobal(d->l.layout, g);
    return given ? given : natural ? natural : 1;
}

static void emit_variable(struct data *d, LLVMValueRef g)
{
    LLVMValueRef v = LLVMGetInitializer(g);
    const char *name = cc_symbol(d->cc, g);
    LLVMTypeRef t = LLVMGlobalGetValueType(g);
    u64 size = LLVMABISizeOfType(d->l.layout, t);
    bool zero = LLVMIsNull(v) || LLVMIsUndef(v);
    const char *given = LLVMGetSection(g);
    d->global = g;
    if (LLVMIsThreadLocal(g)) {
        refuse(d, "thread-local storage");
        return;
    }
    if (size > 0x7FFFFFFFu) {
        refuse(d, "a variable of 2 GiB or more");
        return;
    }
    u32 align = alignment_of(d, g);
    if (LLVMGetLinkage(g) == LLVMCommonLinkage) {
        buf_printf(d->out, "\t.comm\t%s, %llu, %u\n", name,
                   (unsigned long long)size, align);
        return;
    }
    emit_section(d, g, name, zero && !(given && *given));
    if (align > 1)
        buf_printf(d->out, "\t.balign\t%u\n", align);
    cc_emit_linkage(d->cc, g, name);
    buf_printf(d->out, "\t.type\t%s, @object\n\t.size\t%s, %llu\n%s:\n", name,
               name, (unsigned long long)size, name);
    emit(d, v, DEPTH);
    u64 stored = LLVMStoreSizeOfType(d->l.layout, t);
    d->zeros += size - stored;
    flush_zeros(d);
}

/* llvm.global_ctors: { priority, function, data } in order of priority. */
static void emit_starters(struct data *d, LLVMValueRef g, const char *section)
{
    LLVMValueRef list = LLVMGetInitializer(g);
    if (!list || LLVMIsNull(list))
        return;
    u32 n = (u32)LLVMGetArrayLength2(LLVMTypeOf(list));
    d->global = g;
    for (u64 priority = 0; priority <= 65535;) {
        u64 next = 65536;
        for (u32 k = 0; k < n; k++) {
            LLVMValueRef row = LLVMGetAggregateElement(list, k);
            u64 p = LLVMConstIntGetZExtValue(LLVMGetAggregateElement(row, 0));
            if (p > priority && p < next)
                next = p;
            if (p != priority || LLVMIsNull(LLVMGetAggregateElement(row, 1)))
                continue;
            if (p == 65535)
                buf_printf(d->out, "\t.section\t%s,\"aw\",@progbits\n",
                           section);
            else
                buf_printf(d->out, "\t.section\t%s.%05u,\"aw\",@progbits\n",
                           section, (u32)p);
            buf_printf(d->out, "\t.balign\t4\n");
            emit(d, LLVMGetAggregateElement(row, 1), DEPTH);
            flush_zeros(d);
        }
        priority = next;
    }
}

static void emit_alias(struct data *d, LLVMValueRef g)
{
    const char *sym, *name = cc_symbol(d->cc, g);
    i32 offset;
    d->global = g;
    if (!lower_const_address(&d->l, LLVMAliasGetAliasee(g), &sym, &offset) ||
        !sym) {
        refuse(d, "this alias");
        return;
    }
    cc_emit_linkage(d->cc, g, name);
    buf_printf(d->out, "\t.set\t%s, %s + %d\n", name, sym, offset);
}

static void emit_global(struct data *d, LLVMValueRef g)
{
    size_t n;
    const char *name = LLVMGetValueName2(g, &n);
    if (strcmp(name, "llvm.global_ctors") == 0)
        emit_starters(d, g, ".init_array");
    else if (strcmp(name, "llvm.global_dtors") == 0)
        emit_starters(d, g, ".fini_array");
    else if (strncmp(name, "llvm.", 5) != 0 && LLVMGetInitializer(g) &&
             LLVMGetLinkage(g) != LLVMAvailableExternallyLinkage)
        emit_variable(d, g);
}

/* Names that are declared weak and used must be so in the object as well. */
static void emit_weak(struct data *d, LLVMValueRef g)
{
    if (LLVMGetLinkage(g) == LLVMExternalWeakLinkage)
        buf_printf(d->out, "\t.weak\t%s\n", cc_symbol(d->cc, g));
}

void cc_emit_data(struct cc *cc)
{
    struct data d = {.cc = cc, .out = &cc->result->assembly};
    d.l = (struct lower){.cc = cc,
                         .module = cc->module,
                         .layout = LLVMGetModuleDataLayout(cc->module),
                         .arena = &cc->arena};
    for (LLVMValueRef g = LLVMGetFirstGlobal(cc->module); g;
         g = LLVMGetNextGlobal(g)) {
        emit_global(&d, g);
        emit_weak(&d, g);
    }
    for (LLVMValueRef g = LLVMGetFirstFunction(cc->module); g;
         g = LLVMGetNextFunction(g))
        emit_weak(&d, g);
    for (LLVMValueRef g = LLVMGetFirstGlobalAlias(cc->module); g;
         g = LLVMGetNextGlobalAlias(g))
        emit_alias(&d, g);
}
