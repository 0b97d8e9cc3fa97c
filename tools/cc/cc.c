/* SPDX-License-Identifier: MIT
 *
 * The library's front: runs the passes over a module in their order and
 * collects text and messages. The order of the passes of one function is in
 * cc_function and nowhere else.
 */
#include "cc.h"
#include "lir.h"
#include "mir.h"

#include <llvm-c/Analysis.h>
#include <llvm-c/DebugInfo.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { ERRORS_MAX = 20, LOCALS_MAX = 1 << 30 };

bool cc_error(struct cc *cc, const char *format, ...)
{
    char text[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    if (cc->result->errors++ < ERRORS_MAX)
        buf_printf(&cc->result->messages, "lamp-cc: error: %s\n", text);
    return false;
}

static void put_file(struct buf *out, u32 number, const char *name)
{
    buf_printf(out, "\t.file\t%u \"", number);
    for (; *name; name++) {
        u8 c = (u8)*name;
        if (c == '"' || c == '\\' || c < 32)
            buf_printf(out, "\\%03o", c);
        else
            buf_add(out, &c, 1);
    }
    buf_printf(out, "\"\n");
}

u32 cc_file(struct cc *cc, LLVMValueRef insn)
{
    unsigned name_length = 0, folder_length = 0;
    const char *name = LLVMGetDebugLocFilename(insn, &name_length);
    const char *folder = LLVMGetDebugLocDirectory(insn, &folder_length);
    char path[4096];
    bool whole = !folder || folder_length == 0 || (name && name[0] == '/') ||
                 folder_length >= sizeof(path) - 1;
    snprintf(path, sizeof(path), "%.*s%s%.*s", whole ? 0 : (int)folder_length,
             folder ? folder : "", whole ? "" : "/", (int)name_length,
             name ? name : "");
    /* Relative to where the compiler runs, as the user wrote it. */
    const char *kept = path + (whole ? 0 : folder_length + 1);
    for (u32 k = cc->file_count; k > 0; k--) {
        if (strcmp(cc->file[k - 1], kept) == 0)
            return k;
    }
    if (cc->file_count == cc->file_room) {
        u32 room = cc->file_room ? cc->file_room * 2 : 16;
        cc->file =
            arena_grow(&cc->arena, cc->file, cc->file_room * sizeof(*cc->file),
                       room * sizeof(*cc->file));
        cc->file_room = room;
    }
    cc->file[cc->file_count++] = arena_string(&cc->arena, kept, strlen(kept));
    put_file(&cc->result->assembly, cc->file_count, kept);
    return cc->file_count;
}

static void dump(struct cc *cc, u32 what, struct lir_function *l,
                 struct mir_function *m)
{
    if (!(cc->options->dump & what))
        return;
    if (what == CC_DUMP_LIR)
        lir_print(l, &cc->result->dump);
    else
        mir_print(m, &cc->result->dump);
}

static bool wrong(struct cc *cc, const struct lir_function *f,
                  const struct err *e)
{
    return cc_error(cc, "function %s: %s", f->name, e->text);
}

/* Offsets in a frame are signed words. */
static bool locals_fit(const struct lir_function *f, struct err *e)
{
    enum { ROUND = 8 };
    u64 bytes = 0;
    for (u32 k = 0; k < f->slot_count; k++)
        bytes += (u64)f->slot[k].size + ROUND;
    return bytes <= LOCALS_MAX ||
           fail(e, "its locals take more than %d bytes", LOCALS_MAX);
}

bool cc_function(struct cc *cc, struct lir_function *f)
{
    struct err e = {0};
    struct mir_function m;
    if (!locals_fit(f, &e))
        return wrong(cc, f, &e);
    lir_prune(f);
    if (f->level > 0 && !f->small)
        lir_copy_returns(f);
    lir_count_uses(f);
    lir_find_loops(f);
    if (f->level > 0) {
        lir_split_edges(f);
        lir_move_steps(f);
    }
    dump(cc, CC_DUMP_LIR, f, NULL);
    if (!lir_verify(f, &e) || !mir_select(&m, f, &e))
        return wrong(cc, f, &e);
    m.serial = ++cc->serial;
    mir_layout(&m, false);
    dump(cc, CC_DUMP_MIR, f, &m);
    if (f->level > 0)
        mir_shrink(&m);
    if (!mir_verify(&m, &e) || !mir_allocate(&m, &e))
        return wrong(cc, f, &e);
    mir_share_slots(&m);
    mir_frame(&m);
    if (f->level > 0)
        mir_drop_redundant(&m);
    mir_peephole(&m);
    dump(cc, CC_DUMP_ALLOC, f, &m);
    mir_emit(&m, &cc->result->assembly);
    return true;
}

static bool verify(struct cc *cc)
{
    char *message = NULL;
    bool broken =
        LLVMVerifyModule(cc->module, LLVMReturnStatusAction, &message);
    if (broken)
        cc_error(cc, "the LLVM IR is not valid: %s", message);
    LLVMDisposeMessage(message);
    return !broken;
}

bool cc_compile(struct cc_result *result, const struct cc_options *options,
                LLVMModuleRef module)
{
    *result = (struct cc_result){0};
    struct cc cc = {.options = options, .result = result, .module = module};
    if (verify(&cc) && cc_prepare(&cc) && cc_names(&cc)) {
        buf_printf(&result->assembly, "\t.arch\t%s\n",
                   options->x1 ? "lamp+x1" : "lamp");
        cc_read_module(&cc);
        if (result->errors == 0)
            cc_emit_data(&cc);
    }
    arena_free(&cc.arena);
    if (result->assembly.failed)
        buf_printf(&result->messages, "lamp-cc: out of memory\n");
    if (result->errors > ERRORS_MAX)
        buf_printf(&result->messages, "lamp-cc: %u errors in all\n",
                   result->errors);
    bool ok = result->errors == 0 && !result->assembly.failed;
    if (!ok)
        buf_free(&result->assembly);
    return ok;
}

void cc_result_free(struct cc_result *result)
{
    buf_free(&result->assembly);
    buf_free(&result->dump);
    buf_free(&result->messages);
}
