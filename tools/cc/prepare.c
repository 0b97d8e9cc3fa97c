/* SPDX-License-Identifier: MIT
 *
 * LLVM's own passes that run before ours, where they make code that lowers
 * better. They ask a target machine what instructions cost and how addresses
 * may look. LLVM knows no lamp, so they ask the one that is most like it: the
 * z196, which adds a base, an index and a displacement without scaling, has
 * immediates of 32 bits, and compares apart from branching. It generates no
 * code and decides nothing that could be wrong; sizes and alignments come
 * from the module's data layout.
 */
#include "cc.h"

#include <llvm-c/Error.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>

static const char adviser_triple[] = "s390x-unknown-linux";

/* Vectors and odd intrinsics are left to lowering, which takes them all. */
static const char passes_on[] =
    "function(lower-constant-intrinsics,loop(loop-reduce),dce)";

/* NULL is an adviser too: the passes then assume a plain machine. */
static LLVMTargetMachineRef adviser_new(void)
{
    LLVMTargetRef target;
    char *message = NULL;
    LLVMInitializeSystemZTargetInfo();
    LLVMInitializeSystemZTarget();
    LLVMInitializeSystemZTargetMC();
    if (LLVMGetTargetFromTriple(adviser_triple, &target, &message)) {
        LLVMDisposeMessage(message);
        return NULL;
    }
    return LLVMCreateTargetMachine(target, adviser_triple, "z196", "",
                                   LLVMCodeGenLevelDefault, LLVMRelocStatic,
                                   LLVMCodeModelDefault);
}

static bool run(struct cc *cc, const char *passes)
{
    LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
    LLVMTargetMachineRef adviser = adviser_new();
    LLVMErrorRef error = LLVMRunPasses(cc->module, passes, adviser, options);
    LLVMDisposePassBuilderOptions(options);
    if (adviser)
        LLVMDisposeTargetMachine(adviser);
    if (!error)
        return true;
    char *message = LLVMGetErrorMessage(error);
    cc_error(cc, "LLVM's passes failed: %s", message);
    LLVMDisposeErrorMessage(message);
    return false;
}

/* The processor that clang had in mind is not the one that is asked. */
static void forget_processor(LLVMModuleRef module)
{
    static const char *const names[] = {"target-cpu", "tune-cpu",
                                        "target-features"};
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f;
         f = LLVMGetNextFunction(f)) {
        for (u32 k = 0; k < ARRAY_LEN(names); k++)
            LLVMRemoveStringAttributeAtIndex(f, LLVMAttributeFunctionIndex,
                                             names[k],
                                             (unsigned)strlen(names[k]));
    }
}

bool cc_prepare(struct cc *cc)
{
    forget_processor(cc->module);
    return cc->options->level == 0 || run(cc, passes_on);
}
