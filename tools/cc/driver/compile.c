/* SPDX-License-Identifier: MIT
 *
 * One input, step by step: front end, back end, assembler, up to the stage
 * that was asked for. Everything between the steps is a buffer; messages have
 * been printed when a step returns false without a text in *e.
 */
#include "driver.h"

#include "as.h"

#include <llvm-c/BitReader.h>
#include <llvm-c/IRReader.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SOURCE_BYTES = 256 * 1024 * 1024 };

static bool read_input(const char *name, struct buf *out, struct err *e)
{
    if (strcmp(name, "-") != 0)
        return buf_read_file(out, name, SOURCE_BYTES, e);
    char chunk[16384];
    ssize_t n;
    while ((n = read(0, chunk, sizeof(chunk))) > 0 ||
           (n < 0 && errno == EINTR)) {
        if (n > 0)
            buf_add(out, chunk, (size_t)n);
    }
    return n == 0 || fail(e, "cannot read standard input");
}

/* Keeps the words of LLVM's complaints. */
static void diagnose(LLVMDiagnosticInfoRef info, void *context)
{
    char *text = LLVMGetDiagInfoDescription(info);
    if (LLVMGetDiagInfoSeverity(info) == LLVMDSError)
        fprintf(stderr, "lamp-cc: %s: %s\n", (const char *)context, text);
    LLVMDisposeMessage(text);
}

/* The buffer with IR, text or bitcode, as a module. */
static LLVMModuleRef module_parse(LLVMContextRef context, const char *name,
                                  const struct buf *ir, struct err *e)
{
    char *message = NULL;
    LLVMModuleRef module = NULL;
    LLVMMemoryBufferRef memory = LLVMCreateMemoryBufferWithMemoryRangeCopy(
        (const char *)ir->data, ir->size, name);
    if (LLVMParseIRInContext(context, memory, &module, &message)) {
        fail(e, "%s: not LLVM IR: %s", name, message ? message : "unreadable");
        module = NULL;
    }
    LLVMDisposeMessage(message);
    return module;
}

static bool back_end(struct driver *d, const char *name, const struct buf *ir,
                     struct buf *assembly, struct err *e)
{
    LLVMContextRef context = LLVMContextCreate();
    LLVMContextSetDiagnosticHandler(context, diagnose, (void *)name);
    LLVMModuleRef module = module_parse(context, name, ir, e);
    struct cc_result r = {0};
    bool ok = module && cc_compile(&r, &d->cc, module);
    buf_print(&r.dump, stderr);
    buf_print(&r.messages, stderr);
    if (ok)
        buf_add(assembly, r.assembly.data, r.assembly.size);
    cc_result_free(&r);
    if (module)
        LLVMDisposeModule(module);
    LLVMContextDispose(context);
    return ok;
}

/* NAME or NAME=NUMBER: what a macro can mean to the assembler. */
static bool is_number_macro(const char *word)
{
    const char *value = strchr(word, '=');
    char *end;
    if (!value)
        return strchr(word, '(') == NULL;
    if (value[1] == '\0' || memchr(word, '(', (size_t)(value - word)))
        return false;
    strtoll(value + 1, &end, 0);
    return *end == '\0';
}

/* Pairs of -I or -D and a value. What the command line defines for C does not
 * concern the assembly that is made of C; folders do, for .include in asm. */
static void asm_words(struct driver *d, bool is_source, struct as_options *o)
{
    struct list dirs = {0}, defines = {0};
    for (u32 i = 0; i + 1 < d->asm_options.count; i++) {
        const char *word = d->asm_options.at[i];
        bool macro = strcmp(word, "macro") == 0;
        struct list *to = strcmp(word, "-I") == 0            ? &dirs
                          : macro || strcmp(word, "-D") == 0 ? &defines
                                                             : NULL;
        if (!to)
            continue;
        const char *value = d->asm_options.at[++i];
        if (!macro || (is_source && is_number_macro(value)))
            list_add(to, &d->arena, value);
    }
    o->include_dirs = dirs.at;
    o->include_count = dirs.count;
    o->defines = defines.at;
    o->define_count = defines.count;
}

static bool assemble(struct driver *d, const char *name, bool is_source,
                     const struct buf *text, struct buf *object)
{
    struct as_options o = as_options_default;
    o.elf = true;
    o.x1 = d->cc.x1;
    o.debug = is_source && d->cc.debug;
    asm_words(d, is_source, &o);
    struct as_result r = {0};
    bool ok = as_assemble(&r, &o, name, text->data, text->size);
    buf_print(&r.messages, stderr);
    if (ok)
        buf_add(object, r.image.data, r.image.size);
    as_result_free(&r);
    return ok;
}

struct back_end_job {
    struct driver *d;
    const char *name;
    const struct buf *ir;
};

static bool back_end_work(void *context, struct buf *out, struct err *e)
{
    struct back_end_job *job = context;
    return back_end(job->d, job->name, job->ir, out, e);
}

static void say(const struct driver *d, const char *what, const char *name)
{
    if (d->verbose || d->dry)
        fprintf(stderr, " (in lamp-cc) %s %s\n", what, name);
}

/* From C or IR to assembly text, or to IR when that is wanted. */
static bool to_assembly(struct driver *d, const struct input *in, enum stage to,
                        struct buf *out, struct err *e)
{
    struct buf ir = {0};
    bool is_ir = in->language == LANG_LLVM, ok;
    if (is_ir)
        ok = read_input(in->name, &ir, e);
    else
        ok = clang_run(d, in, to, &ir, e);
    if (ok && to == STAGE_LLVM) {
        buf_add(out, ir.data, ir.size);
    } else if (ok) {
        say(d, "compile", in->name);
        struct back_end_job job = {d, in->name, &ir};
        if (!d->dry) /* files are not trusted, the front end is */
            ok = is_ir ? apart_run(in->name, back_end_work, &job, out, e)
                       : back_end_work(&job, out, e);
    }
    buf_free(&ir);
    return ok;
}

static bool to_text(struct driver *d, const struct input *in, enum stage to,
                    struct buf *out, struct err *e)
{
    if (in->language == LANG_ASM)
        return read_input(in->name, out, e);
    if (in->language == LANG_ASM_CPP)
        return clang_run(d, in, STAGE_CPP, out, e);
    return to_assembly(d, in, to, out, e);
}

bool compile_input(struct driver *d, const struct input *in, enum stage to,
                   struct buf *out, struct err *e)
{
    if (to == STAGE_CPP)
        return clang_run(d, in, to, d->output ? out : NULL, e);
    if (to == STAGE_ASM && d->emit_llvm)
        return to_text(d, in, STAGE_LLVM, out, e);
    if (to == STAGE_ASM)
        return to_text(d, in, to, out, e);
    if (to == STAGE_OBJECT && d->emit_llvm && d->stage == STAGE_OBJECT)
        return to_text(d, in, STAGE_LLVM, out, e);
    struct buf text = {0};
    bool is_source = in->language == LANG_ASM || in->language == LANG_ASM_CPP;
    bool ok = to_text(d, in, STAGE_ASM, &text, e);
    if (ok) {
        say(d, "assemble", in->name);
        ok = d->dry || assemble(d, in->name, is_source, &text, out);
    }
    buf_free(&text);
    return ok;
}
