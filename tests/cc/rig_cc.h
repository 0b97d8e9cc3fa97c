/* SPDX-License-Identifier: MIT
 *
 * For the tests of lamp-cc's passes: a compilation of LLVM IR that is given
 * as text. The target's layout is put in front of it.
 */
#ifndef RIG_CC_H
#define RIG_CC_H

#include <cc.h>

#include <llvm-c/IRReader.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* After ours: it has a macro named fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char rig_layout[] =
    "target datalayout = \"e-m:e-p:32:32-i64:64-n32-S128\"\n";

/* Terminated, so that it can be searched as text. */
static inline const char *rig_text(struct buf *b)
{
    buf_add(b, "", 1);
    b->size--;
    return (const char *)b->data;
}

/* True when the text is IR and compiles; the result holds either the
 * assembly or the messages. */
static inline bool rig_compile(struct cc_result *r, struct cc_options options,
                               const char *ir)
{
    struct buf text = {0};
    buf_add(&text, rig_layout, sizeof(rig_layout) - 1);
    buf_add(&text, ir, strlen(ir) + 1);
    LLVMContextRef context = LLVMContextCreate();
    LLVMMemoryBufferRef memory = LLVMCreateMemoryBufferWithMemoryRangeCopy(
        (const char *)text.data, text.size - 1, "test");
    LLVMModuleRef module = NULL;
    char *message = NULL;
    if (LLVMParseIRInContext(context, memory, &module, &message))
        fail_msg("not IR: %s\n%s", message, ir);
    bool ok = cc_compile(r, &options, module);
    LLVMDisposeModule(module);
    LLVMContextDispose(context);
    buf_free(&text);
    return ok;
}

#endif
