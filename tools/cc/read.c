/* SPDX-License-Identifier: MIT
 *
 * Walks a module: every function with a body is lowered and compiled, one
 * after the other; what precedes it in the text (section, linkage) is printed
 * here, for data as well.
 */
#include "cc.h"
#include "lower_map.h"

#include <stdio.h>

const char *lower_symbol(struct lower *l, LLVMValueRef global)
{
    if (LLVMIsAGlobalIFunc(global))
        lower_fail(l, "an indirect function (ifunc)");
    if (LLVMIsThreadLocal(global))
        lower_fail(l, "thread-local storage");
    return cc_symbol(l->cc, global);
}

void cc_emit_linkage(struct cc *cc, LLVMValueRef g, const char *name)
{
    struct buf *out = &cc->result->assembly;
    switch (LLVMGetLinkage(g)) {
    case LLVMInternalLinkage:
    case LLVMPrivateLinkage:
        break;
    case LLVMWeakAnyLinkage:
    case LLVMWeakODRLinkage:
    case LLVMLinkOnceAnyLinkage:
    case LLVMLinkOnceODRLinkage:
    case LLVMExternalWeakLinkage:
        buf_printf(out, "\t.weak\t%s\n", name);
        break;
    default:
        buf_printf(out, "\t.globl\t%s\n", name);
        break;
    }
    if (LLVMGetVisibility(g) == LLVMHiddenVisibility)
        buf_printf(out, "\t.hidden\t%s\n", name);
}

static void emit_head(struct cc *cc, LLVMValueRef function, const char *name)
{
    struct buf *out = &cc->result->assembly;
    const char *section = LLVMGetSection(function);
    if (section && *section)
        buf_printf(out, "\t.section\t%s,\"ax\",@progbits\n", section);
    else if (cc->options->function_sections && name[0] != '"')
        buf_printf(out, "\t.section\t.text.%s,\"ax\",@progbits\n", name);
    else
        buf_printf(out, "\t.text\n");
    u32 align = LLVMGetAlignment(function);
    if (align > 8)
        buf_printf(out, "\t.balign\t%u\n", align);
    cc_emit_linkage(cc, function, name);
    buf_printf(out, "\t.type\t%s, @function\n", name);
}

static bool has_attribute(LLVMValueRef function, const char *name)
{
    return LLVMGetStringAttributeAtIndex(function, LLVMAttributeFunctionIndex,
                                         name, (unsigned)strlen(name)) != NULL;
}

static bool has_enum(LLVMValueRef function, const char *name)
{
    u32 kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    return LLVMGetEnumAttributeAtIndex(function, LLVMAttributeFunctionIndex,
                                       kind) != NULL;
}

static bool keeps_frame(LLVMValueRef function)
{
    LLVMAttributeRef a = LLVMGetStringAttributeAtIndex(
        function, LLVMAttributeFunctionIndex, "frame-pointer", 13);
    unsigned n = 0;
    return a && strcmp(LLVMGetStringAttributeValue(a, &n), "all") == 0 &&
           LLVMGetStringAttributeValue(a, &n);
}

static void read_attributes(struct lower *l, struct lir_function *f)
{
    LLVMValueRef v = l->function;
    f->x1 = l->cc->options->x1;
    f->level = l->cc->options->level;
    f->small = l->cc->options->small || has_enum(v, "optsize") ||
               has_enum(v, "minsize");
    f->interrupt = has_attribute(v, "interrupt");
    f->naked = has_enum(v, "naked");
    f->keep_frame = f->level > 0 && keeps_frame(v);
    f->variadic = LLVMIsFunctionVarArg(LLVMGlobalGetValueType(v));
}

static void compile_function(struct cc *cc, LLVMValueRef v)
{
    struct arena arena = {0};
    struct lir_function f;
    struct lower_map map = {0};
    struct lower l = {.cc = cc,
                      .module = cc->module,
                      .layout = LLVMGetModuleDataLayout(cc->module),
                      .function = v,
                      .f = &f,
                      .arena = &arena,
                      .map = &map};
    const char *name = cc_symbol(cc, v);
    lir_init(&f, &arena, name);
    read_attributes(&l, &f);
    if (LLVMHasPersonalityFn(v))
        lower_fail(&l, "exception handling");
    if (!l.failed && lower_function(&l)) {
        emit_head(cc, v, name);
        cc_function(cc, &f);
    }
    arena_free(&arena);
}

bool cc_read_module(struct cc *cc)
{
    size_t n = 0;
    const char *text = LLVMGetModuleInlineAsm(cc->module, &n);
    if (n > 0)
        buf_printf(&cc->result->assembly, "%.*s\n", (int)n, text);
    for (LLVMValueRef v = LLVMGetFirstFunction(cc->module); v;
         v = LLVMGetNextFunction(v)) {
        if (LLVMGetFirstBasicBlock(v) &&
            LLVMGetLinkage(v) != LLVMAvailableExternallyLinkage)
            compile_function(cc, v);
    }
    return cc->result->errors == 0;
}
