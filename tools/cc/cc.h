/* SPDX-License-Identifier: MIT
 *
 * The back end of lamp-cc as a library: an LLVM module in, lamp assembly out.
 * Opens no file, prints nothing; no global state of its own. Everything that
 * is not supported is an error with function, line and construct.
 */
#ifndef CC_H
#define CC_H

#include "arena.h"

#include <llvm-c/Core.h>
#include <util/buf.h>

enum cc_dump { CC_DUMP_LIR = 1, CC_DUMP_MIR = 2, CC_DUMP_ALLOC = 4 };

struct cc_options {
    u32 level;  /* -O: 0 .. 3 */
    bool small; /* -Os */
    bool x1;    /* -march=lamp+x1 */
    bool debug; /* -g: .file and .loc lines */
    bool function_sections, data_sections;
    u32 dump; /* enum cc_dump; text goes to result.dump */
};

struct cc_result {
    struct buf assembly; /* empty after errors */
    struct buf dump;
    struct buf messages; /* what to print on stderr */
    u32 errors;
};

/* One compilation; internal to the library's files. */
struct cc {
    const struct cc_options *options;
    struct cc_result *result;
    LLVMModuleRef module;
    struct arena arena; /* of the module */
    const char **file;  /* names of .loc, from 1 */
    u32 file_count, file_room;
    u32 serial; /* for labels unique in the module */
};

/* Compiles the module, which is changed (passes are run over it) but not
 * freed. True when there was no error. Free the result in either case. */
bool cc_compile(struct cc_result *result, const struct cc_options *options,
                LLVMModuleRef module);
void cc_result_free(struct cc_result *result);

/* cc.c, inside: adds an error message line. Returns false. */
bool cc_error(struct cc *cc, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* read.c: all functions; data.c: all global data, aliases. */
bool cc_read_module(struct cc *cc);
void cc_emit_data(struct cc *cc);
/* prepare.c: LLVM's own passes that the back end wants run first. */
bool cc_prepare(struct cc *cc);
/* The function is legal: the rest of the passes. */
struct lir_function;
bool cc_function(struct cc *cc, struct lir_function *f);

/* Number of the source file of an instruction's location, for .file/.loc. */
u32 cc_file(struct cc *cc, LLVMValueRef insn);
/* A label for a block whose address is taken, the same each time. */
const char *cc_block_label(struct cc *cc, LLVMBasicBlockRef block);
/* names.c: gives every global a name that the assembler takes, or refuses.
 * The module's globals keep their names from then on. */
bool cc_names(struct cc *cc);
/* Assembler name of a global. */
const char *cc_symbol(struct cc *cc, LLVMValueRef global);
/* .section, .globl, .type .. of a function or variable. */
void cc_emit_linkage(struct cc *cc, LLVMValueRef global, const char *name);

#endif
