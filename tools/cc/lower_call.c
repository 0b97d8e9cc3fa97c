/* SPDX-License-Identifier: MIT
 *
 * The calling convention (docs/abi.md): parameters, results, calls. Arguments
 * are words in order, the first eight in registers, the rest on the stack;
 * variadic ones all on the stack. A result of more than two words is stored
 * through a hidden first argument.
 */
#include "lower.h"

enum { REGISTER_WORDS = 8, RESULT_WORDS = 2 };

/* How a narrow integer arrives or leaves: as its attribute says. */
enum extension { EXTEND_NONE, EXTEND_ZERO, EXTEND_SIGN };

static u32 attribute_kind(const char *name)
{
    return LLVMGetEnumAttributeKindForName(name, strlen(name));
}

static enum extension param_extension(LLVMValueRef v, bool is_call, u32 index)
{
    u32 zero = attribute_kind("zeroext"), sign = attribute_kind("signext");
    LLVMAttributeRef z = is_call ? LLVMGetCallSiteEnumAttribute(v, index, zero)
                                 : LLVMGetEnumAttributeAtIndex(v, index, zero);
    LLVMAttributeRef s = is_call ? LLVMGetCallSiteEnumAttribute(v, index, sign)
                                 : LLVMGetEnumAttributeAtIndex(v, index, sign);
    return z ? EXTEND_ZERO : s ? EXTEND_SIGN : EXTEND_NONE;
}

static struct words extended(struct lower *l, struct words w, LLVMTypeRef t,
                             enum extension how)
{
    if (how == EXTEND_NONE || LLVMGetTypeKind(t) != LLVMIntegerTypeKind)
        return w;
    return lower_exact(l, w, lower_bits(t), how == EXTEND_SIGN);
}

/* Parameters */

static lref param_word(struct lower *l, u32 *next, LLVMTypeRef t,
                       enum extension how)
{
    struct lir_function *f = l->f;
    u32 n = (*next)++;
    if (n >= REGISTER_WORDS) {
        i32 offset = (i32)(n - REGISTER_WORDS) * 4;
        lref base = lir_add_raw(f, LIR_INCOMING, 0, 0, 0, offset);
        return lir_load(f, base, 0, 4, 0);
    }
    lref r = lir_add_raw(f, LIR_PARAM, 0, 0, 0, (i32)n);
    bool narrow = LLVMGetTypeKind(t) == LLVMIntegerTypeKind &&
                  lower_bits(t) <= 16 && how != EXTEND_NONE;
    if (narrow) { /* the caller has extended it */
        lir_at(f, r)->size = lower_bits(t) <= 8 ? 1 : 2;
        bool exact = lower_bits(t) == 8 || lower_bits(t) == 16;
        if (how == EXTEND_SIGN && exact)
            lir_at(f, r)->flags = LIR_SIGNED;
        else if (how == EXTEND_SIGN)
            lir_at(f, r)->size = 0;
    }
    return r;
}

void lower_entry(struct lower *l)
{
    LLVMValueRef v = l->function;
    LLVMTypeRef type = LLVMGlobalGetValueType(v);
    u32 words = lower_word_count(l, LLVMGetReturnType(type)), next = 0;
    LLVMTypeRef i32_type =
        LLVMInt32TypeInContext(LLVMGetModuleContext(l->module));
    if (words > RESULT_WORDS)
        l->sret = param_word(l, &next, i32_type, EXTEND_NONE);
    l->f->result_words = words > RESULT_WORDS ? 0 : words;
    u32 n = LLVMCountParams(v);
    for (u32 k = 0; k < n; k++) {
        LLVMValueRef p = LLVMGetParam(v, k);
        LLVMTypeRef t = LLVMTypeOf(p);
        if (!lower_type_ok(l, t))
            return;
        struct words w = lower_words_new(l, lower_word_count(l, t));
        for (u32 i = 0; i < w.count; i++)
            w.at[i] = param_word(l, &next, t, param_extension(v, false, k + 1));
        lower_define(l, p, w);
    }
    u32 stacked = next > REGISTER_WORDS ? (next - REGISTER_WORDS) * 4 : 0;
    l->variadic_at = (stacked + 7) & ~7u;
}

void lower_return(struct lower *l, LLVMValueRef insn)
{
    struct lir_function *f = l->f;
    struct words w = {0};
    if (LLVMGetNumOperands(insn) > 0) {
        LLVMValueRef v = LLVMGetOperand(insn, 0);
        LLVMTypeRef t = LLVMTypeOf(v);
        w = extended(l, lower_value(l, v), t,
                     param_extension(l->function, false, 0));
        if (l->sret) {
            for (u32 k = 0; k < w.count; k++)
                lir_store(f, l->sret, (i32)k * 4, w.at[k], 4, 0);
            w.count = 0;
        }
    }
    struct lir_args args = {0};
    for (u32 k = 0; k < w.count; k++)
        lir_args_add(f, &args, w.at[k]);
    lref r = lir_add_raw(f, LIR_RETURN, 0, 0, 0, 0);
    lir_at(f, r)->args = args;
}

/* Calls */

struct out {              /* argument words of a call being made */
    struct lir_args args; /* r0 .. */
    lref *stack;
    u32 *offset;
    u32 stack_count, bytes;
    bool copies; /* addresses of copies in this frame are passed */
};

static void out_stack(struct lower *l, struct out *o, lref word)
{
    o->stack = arena_grow(l->arena, o->stack, o->stack_count * sizeof(lref),
                          (o->stack_count + 1) * sizeof(lref));
    o->offset = arena_grow(l->arena, o->offset, o->stack_count * sizeof(u32),
                           (o->stack_count + 1) * sizeof(u32));
    o->stack[o->stack_count] = word;
    o->offset[o->stack_count++] = o->bytes;
    o->bytes += 4;
}

static void out_word(struct lower *l, struct out *o, lref word)
{
    if (o->args.count < REGISTER_WORDS)
        lir_args_add(l->f, &o->args, word);
    else
        out_stack(l, o, word);
}

static lref call_finish(struct lower *l, struct out *o, const char *sym,
                        lref address, u32 results)
{
    struct lir_function *f = l->f;
    for (u32 k = 0; k < o->stack_count; k++)
        lir_add_raw(f, LIR_OUTGOING, o->stack[k], 0, 0, (i32)o->offset[k]);
    lref r = lir_add_raw(f, LIR_CALL, sym ? 0 : address, 0, 0, 0);
    struct lir_insn *c = lir_at(f, r);
    c->call.sym = sym;
    c->call.args = o->args;
    c->call.stack_bytes = (o->bytes + 7) & ~7u;
    c->call.results = (u8)results;
    return r;
}

static struct words results_of(struct lower *l, lref call, u32 count)
{
    struct words w = lower_words_new(l, count);
    for (u32 k = 0; k < count; k++)
        w.at[k] = lir_add_raw(l->f, LIR_RESULT, call, 0, 0, (i32)k);
    return w;
}

/* Words that the callee stored into a slot of ours. */
static struct words results_in(struct lower *l, u32 slot, u32 count)
{
    struct words w = lower_words_new(l, count);
    for (u32 k = 0; k < count; k++)
        w.at[k] =
            lir_load(l->f, lir_slot_address(l->f, slot, 0), (i32)k * 4, 4, 0);
    return w;
}

struct words lower_libcall(struct lower *l, const char *name,
                           struct words arguments, u32 results)
{
    struct out o = {0};
    u32 slot = 0;
    if (results > RESULT_WORDS) {
        slot = lir_slot_new(l->f, results * 4, 8);
        out_word(l, &o, lir_slot_address(l->f, slot, 0));
    }
    for (u32 k = 0; k < arguments.count; k++)
        out_word(l, &o, arguments.at[k]);
    u32 direct = results > RESULT_WORDS ? 0 : results;
    lref call = call_finish(l, &o, name, 0, direct);
    return results > RESULT_WORDS ? results_in(l, slot, results)
                                  : results_of(l, call, results);
}

static bool is_double_word(LLVMTypeRef t)
{
    LLVMTypeKind kind = LLVMGetTypeKind(t);
    return kind == LLVMDoubleTypeKind ||
           (kind == LLVMIntegerTypeKind && lower_bits(t) > 32);
}

/* An argument passed `byval` is a copy that the callee may change. */
static struct words by_value(struct lower *l, LLVMValueRef call, u32 index,
                             struct words w, struct out *o)
{
    LLVMAttributeRef a =
        LLVMGetCallSiteEnumAttribute(call, index, attribute_kind("byval"));
    if (!a)
        return w;
    LLVMTypeRef t = LLVMGetTypeAttributeValue(a);
    u64 size = lower_size(l, t);
    u32 slot = lir_slot_new(l->f, (u32)size, 8);
    struct words out = lower_words_new(l, 1);
    o->copies = true;
    out.at[0] = lir_slot_address(l->f, slot, 0);
    lir_add_raw(l->f, LIR_COPY, out.at[0], w.at[0], 0, (i32)size);
    return out;
}

static void arguments(struct lower *l, LLVMValueRef i, struct out *o)
{
    LLVMTypeRef type = LLVMGetCalledFunctionType(i);
    u32 fixed = LLVMCountParamTypes(type), n = LLVMGetNumArgOperands(i);
    for (u32 k = 0; k < n; k++) {
        LLVMValueRef v = LLVMGetOperand(i, k);
        LLVMTypeRef t = LLVMTypeOf(v);
        if (!lower_type_ok(l, t))
            return;
        struct words w =
            extended(l, lower_value(l, v), t, param_extension(i, true, k + 1));
        if (LLVMGetTypeKind(t) == LLVMPointerTypeKind)
            w = by_value(l, i, k + 1, w, o);
        if (k == fixed)
            o->bytes = (o->bytes + 7) & ~7u;
        if (k >= fixed && is_double_word(t))
            o->bytes = (o->bytes + 7) & ~7u;
        for (u32 j = 0; j < w.count; j++) {
            if (k < fixed)
                out_word(l, o, w.at[j]);
            else
                out_stack(l, o, w.at[j]);
        }
    }
}

static bool call_has(LLVMValueRef i, const char *name)
{
    u32 kind = attribute_kind(name);
    LLVMValueRef callee = LLVMGetCalledValue(i);
    if (LLVMGetCallSiteEnumAttribute(i, LLVMAttributeFunctionIndex, kind))
        return true;
    return LLVMIsAFunction(callee) &&
           LLVMGetEnumAttributeAtIndex(callee, LLVMAttributeFunctionIndex,
                                       kind);
}

/* Nothing but the return of the result comes behind the call. */
static bool before_return(LLVMValueRef i)
{
    LLVMValueRef next = LLVMGetNextInstruction(i);
    if (!next || LLVMGetInstructionOpcode(next) != LLVMRet)
        return false;
    return LLVMGetNumOperands(next) == 0 || LLVMGetOperand(next, 0) == i;
}

static bool is_tail(struct lower *l, LLVMValueRef i, const struct out *o,
                    u32 results)
{
    return LLVMIsTailCall(i) && before_return(i) && o->stack_count == 0 &&
           !o->copies && results <= RESULT_WORDS && !l->sret &&
           !l->f->interrupt && l->f->level > 0 &&
           param_extension(i, true, 0) ==
               param_extension(l->function, false, 0);
}

static void call(struct lower *l, LLVMValueRef i)
{
    struct lir_function *f = l->f;
    struct out o = {0};
    LLVMValueRef callee = LLVMGetCalledValue(i);
    u32 results = lower_word_count(l, LLVMTypeOf(i)), slot = 0;
    bool hidden = results > RESULT_WORDS;
    if (hidden) {
        slot = lir_slot_new(f, results * 4, 8);
        out_word(l, &o, lir_slot_address(f, slot, 0));
    }
    arguments(l, i, &o);
    lref target = lower_word(l, callee);
    if (l->failed)
        return;
    const struct lir_insn t = *lir_at(f, target);
    const char *sym = t.op == LIR_SYMBOL && t.imm == 0 ? t.sym : NULL;
    bool tail = is_tail(l, i, &o, results);
    if (LLVMGetTailCallKind(i) == LLVMTailCallKindMustTail && !tail) {
        lower_fail(l, "a tail call with arguments on the stack");
        return;
    }
    bool twice = call_has(i, "returns_twice");
    lref r = call_finish(l, &o, sym, target, hidden ? 0 : results);
    if (tail && !twice)
        lir_at(f, r)->flags |= LIR_TAIL;
    if (call_has(i, "noreturn"))
        lir_at(f, r)->flags |= LIR_NORETURN;
    if (twice) {
        lir_at(f, r)->flags |= LIR_TWICE;
        f->twice = true;
    }
    lower_define(l, i,
                 hidden ? results_in(l, slot, results)
                        : results_of(l, r, results));
}

/* va_arg as an instruction: front ends for lamp expand it themselves. */
static void va_arg_(struct lower *l, LLVMValueRef i)
{
    struct lir_function *f = l->f;
    LLVMTypeRef t = LLVMTypeOf(i);
    lref list = lower_word(l, LLVMGetOperand(i, 0));
    lref at = lir_load(f, list, 0, 4, 0);
    if (is_double_word(t)) {
        at = lir_binary_imm(f, LIR_ADD, at, 7);
        at = lir_binary_imm(f, LIR_AND, at, ~7u);
    }
    lower_define(l, i, lower_load(l, t, at, 0, 4, false));
    u32 bytes = lower_word_count(l, t) * 4;
    lir_store(f, list, 0, lir_binary_imm(f, LIR_ADD, at, bytes), 4, 0);
}

bool lower_call(struct lower *l, LLVMValueRef i)
{
    LLVMOpcode op = LLVMGetInstructionOpcode(i);
    if (op == LLVMVAArg) {
        va_arg_(l, i);
        return true;
    }
    if (op != LLVMCall)
        return false;
    LLVMValueRef callee = LLVMGetCalledValue(i);

    if (LLVMIsAInlineAsm(callee))
        return lower_asm(l, i);
    size_t n = 0;
    const char *name =
        LLVMIsAFunction(callee) ? LLVMGetValueName2(callee, &n) : "";
    if (strncmp(name, "llvm.", 5) == 0) {
        if (!lower_intrinsic(l, i, name))
            lower_fail(l, "the intrinsic %s", name);
        return true;
    }
    call(l, i);
    return true;
}
