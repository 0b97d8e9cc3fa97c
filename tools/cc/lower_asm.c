/* SPDX-License-Identifier: MIT
 *
 * Inline assembly: the constraint string of LLVM, taken apart, becomes the
 * operands of a LIR_ASM. The text itself is in lamp syntax and passes through
 * untouched. The front end names registers x0 .. x31; they are r0 .. r31.
 */
#include "lower.h"

#include <llvm-c/Core.h>

#include <ctype.h>
#include <stdlib.h>

enum { OPERANDS_MAX = 64, REGISTERS = 32 };

struct parser {
    struct lower *l;
    LLVMValueRef call;
    struct lir_asm *a;
    u32 argument; /* next operand of the call */
    u32 outputs;  /* register outputs so far: RESULT numbers */
    u32 indirect[OPERANDS_MAX];
};

/* "x5", "r5", "sp", "fp": a number, or -1. */
static i32 register_number(const char *name, size_t n)
{
    if (n == 2 && memcmp(name, "sp", 2) == 0)
        return 30;
    if (n == 2 && memcmp(name, "fp", 2) == 0)
        return 31;
    if (n < 2 || n > 3 || (name[0] != 'x' && name[0] != 'r'))
        return -1;
    i32 number = 0;
    for (size_t k = 1; k < n; k++) {
        if (!isdigit((unsigned char)name[k]))
            return -1;
        number = number * 10 + name[k] - '0';
    }
    return number < REGISTERS ? number : -1;
}

/* Names that clang adds of itself, of registers that lamp does not have. */
static bool is_foreign(const char *name)
{
    static const char *const names[] = {
        "cc", "flags", "vtype", "vl", "vxsat", "vxrm", "fcsr", "frm", "fflags"};
    for (size_t k = 0; k < ARRAY_LEN(names); k++) {
        if (strcmp(name, names[k]) == 0)
            return true;
    }
    return false;
}

static bool clobber(struct parser *p, const char *text, size_t n)
{
    bool brace = n >= 2 && text[0] == '{' && text[n - 1] == '}';
    const char *name = arena_string(p->l->arena, text + brace, n - 2 * brace);
    i32 number = register_number(name, strlen(name));
    if (number >= 0)
        p->a->clobbers |= 1u << number;
    else if (strcmp(name, "memory") == 0)
        p->a->memory = true;
    else if (name[0] != '\0' && !is_foreign(name))
        return lower_fail(p->l, "the asm clobber \"%s\"", name);
    return true;
}

static bool is_one_word(struct parser *p, LLVMTypeRef t)
{
    return lower_word_count(p->l, t) == 1 ||
           lower_fail(p->l, "an asm operand of more than one word (use two "
                            "32-bit operands)");
}

/* {x5}, a letter, or a digit that ties to an output. */
static bool place(struct parser *p, struct lir_asm_operand *o, const char *text,
                  size_t n)
{
    o->fixed = o->tied = -1;
    if (n == 0)
        return lower_fail(p->l, "an empty asm constraint");
    if (text[0] == '{') {
        o->fixed = register_number(text + 1, n - 2);
        return o->fixed >= 0 ||
               lower_fail(p->l, "the asm register %.*s", (int)n, text);
    }
    if (isdigit((unsigned char)text[0])) {
        o->tied = atoi(text);
        return o->tied < (i32)p->a->count ||
               lower_fail(p->l, "the asm constraint \"%.*s\"", (int)n, text);
    }
    return true;
}

static bool has_letter(const char *text, size_t n, const char *letters)
{
    for (size_t k = 0; k < n; k++) {
        if (text[k] == '{')
            return false;
        if (strchr(letters, text[k]))
            return true;
    }
    return false;
}

static LLVMValueRef take_argument(struct parser *p)
{
    u32 n = LLVMGetNumArgOperands(p->call);
    if (p->argument >= n) {
        lower_fail(p->l, "an asm with too few operands");
        return NULL;
    }
    return LLVMGetOperand(p->call, p->argument++);
}

static bool constant_operand(struct parser *p, struct lir_asm_operand *o,
                             LLVMValueRef v)
{
    o->kind = LIR_ASM_IMM;
    if (LLVMIsAConstantInt(v)) {
        o->number = (i32)LLVMConstIntGetSExtValue(v);
        return true;
    }
    return lower_const_address(p->l, v, &o->sym, &o->number);
}

static bool memory_operand(struct parser *p, struct lir_asm_operand *o)
{
    LLVMValueRef v = take_argument(p);
    if (!v)
        return false;
    o->kind = LIR_ASM_MEM;
    o->value = lower_word(p->l, v);
    return true;
}

static bool output(struct parser *p, struct lir_asm_operand *o,
                   const char *text, size_t n)
{
    bool indirect = false;
    while (n > 0 &&
           (*text == '=' || *text == '+' || *text == '&' || *text == '*')) {
        o->early |= *text == '&';
        indirect |= *text == '*';
        text++;
        n--;
    }
    if (indirect)
        return memory_operand(p, o);
    o->kind = LIR_ASM_OUT;
    o->index = p->outputs++;
    return place(p, o, text, n);
}

static bool input(struct parser *p, struct lir_asm_operand *o, const char *text,
                  size_t n)
{
    if (*text == '*')
        return memory_operand(p, o);
    LLVMValueRef v = take_argument(p);
    if (!v)
        return false;
    bool wants_register = text[0] == '{' || has_letter(text, n, "r0123456789");
    if (has_letter(text, n, "inXgsIJKLM") && LLVMIsConstant(v) &&
        text[0] != '{' && constant_operand(p, o, v))
        return true;
    if (!wants_register && !has_letter(text, n, "Xg"))
        return lower_fail(p->l, "the asm constraint \"%.*s\" for this value",
                          (int)n, text);
    if (!is_one_word(p, LLVMTypeOf(v)))
        return false;
    o->kind = LIR_ASM_IN;
    o->value = lower_word(p->l, v);
    if (!has_letter(text, n, "rXg{") || text[0] == '{' ||
        isdigit((unsigned char)text[0]))
        return place(p, o, text, n);
    o->fixed = o->tied = -1;
    return true;
}

/* The length of the constraint that starts here, up to its comma. */
static size_t constraint_length(const char *text)
{
    size_t n = 0;
    bool brace = false;
    while (text[n] != '\0' && (brace || text[n] != ',')) {
        brace = text[n] == '{' || (brace && text[n] != '}');
        n++;
    }
    return n;
}

static bool parse(struct parser *p, const char *text)
{
    while (*text != '\0') {
        size_t n = constraint_length(text);
        struct lir_asm_operand o = {.fixed = -1, .tied = -1};
        bool ok;
        if (text[0] == '~') {
            ok = clobber(p, text + 1, n - 1);
        } else {
            if (p->a->count == OPERANDS_MAX)
                return lower_fail(p->l, "an asm with more than %d operands",
                                  OPERANDS_MAX);
            ok = text[0] == '=' || text[0] == '+' ? output(p, &o, text, n)
                                                  : input(p, &o, text, n);
            p->a->operand[p->a->count++] = o;
        }
        if (!ok)
            return false;
        text += n + (text[n] == ',');
    }
    return true;
}

static bool results_ok(struct lower *l, LLVMTypeRef t)
{
    if (LLVMGetTypeKind(t) != LLVMStructTypeKind)
        return lower_word_count(l, t) <= 1 ||
               lower_fail(l, "an asm result of more than one word (use two "
                             "32-bit operands)");
    u32 n = LLVMCountStructElementTypes(t);
    for (u32 k = 0; k < n; k++) {
        if (lower_word_count(l, LLVMStructGetTypeAtIndex(t, k)) != 1)
            return lower_fail(l, "an asm result of more than one word (use "
                                 "two 32-bit operands)");
    }
    return true;
}

bool lower_asm(struct lower *l, LLVMValueRef call)
{
    LLVMValueRef v = LLVMGetCalledValue(call);
    size_t text_length = 0, constraint_bytes = 0;
    const char *text = LLVMGetInlineAsmAsmString(v, &text_length);
    const char *constraints =
        LLVMGetInlineAsmConstraintString(v, &constraint_bytes);
    struct lir_asm *a = ARENA_NEW(l->arena, struct lir_asm);
    a->operand = ARENA_ARRAY(l->arena, struct lir_asm_operand, OPERANDS_MAX);
    a->text = arena_string(l->arena, text, text_length);
    struct parser p = {.l = l, .call = call, .a = a};
    if (!results_ok(l, LLVMTypeOf(call)) ||
        !parse(&p, arena_string(l->arena, constraints, constraint_bytes)))
        return true;
    lref r = lir_add_raw(l->f, LIR_ASM, 0, 0, 0, 0);
    lir_at(l->f, r)->asm_ = a;
    struct words out = lower_words_new(l, p.outputs);
    for (u32 k = 0; k < p.outputs; k++)
        out.at[k] = lir_add_raw(l->f, LIR_RESULT, r, 0, 0, (i32)k);
    lower_define(l, call, out);
    return true;
}
