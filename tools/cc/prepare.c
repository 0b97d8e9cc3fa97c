/* SPDX-License-Identifier: MIT
 *
 * LLVM's own passes that run before ours, where they make code that lowers
 * better. The target machine only answers cost questions.
 */
#include "cc.h"

#include <llvm-c/Error.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>

/* Vectors and odd intrinsics are left to lowering, which takes them all. */
static const char passes_on[] = "function(lower-constant-intrinsics,dce)";

static bool run(struct cc *cc, const char *passes)
{
    LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
    LLVMErrorRef error = LLVMRunPasses(cc->module, passes, NULL, options);
    LLVMDisposePassBuilderOptions(options);
    if (!error)
        return true;
    char *message = LLVMGetErrorMessage(error);
    cc_error(cc, "LLVM's passes failed: %s", message);
    LLVMDisposeErrorMessage(message);
    return false;
}

bool cc_prepare(struct cc *cc)
{
    return cc->options->level == 0 || run(cc, passes_on);
}
