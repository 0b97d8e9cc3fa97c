/* SPDX-License-Identifier: MIT
 *
 * Tree to code. The collector is paused while this runs, so nothing here
 * needs to be held for it.
 */
#ifndef WICK_COMPILE_H
#define WICK_COMPILE_H

#include "ast.h"
#include "code.h"

/* What a jump out of it must undo: a loop, a handler, a finally block. */
struct region {
    struct region *outer;
    const struct node *node;
    enum { REGION_LOOP, REGION_TRY, REGION_FINALLY } kind;
    u32 breaks, continues; /* chains of jumps to patch, index + 1 */
};

struct compiler {
    struct vm *vm;
    struct proto *proto;
    struct region *region;
    struct syntax_error *error;
    bool failed, initializer;
    u32 line;
};

/* NULL with the error when the text is no program. */
struct proto *compile(struct vm *vm, const char *text, size_t length,
                      struct syntax_error *e);

void compile_fail(struct compiler *c, const char *what);
u32 emit(struct compiler *c, enum op op, u32 a);
u32 emit_constant(struct compiler *c, enum op op, struct value v);
u32 emit_jump(struct compiler *c, enum op op);
void patch_here(struct compiler *c, u32 jump);
u32 code_here(const struct compiler *c);
void emit_name(struct compiler *c, enum op op, const struct node *n);
void emit_store(struct compiler *c, const struct node *n);
struct value node_string(struct compiler *c, const struct node *n);

void compile_expression(struct compiler *c, const struct node *n);
void compile_statement(struct compiler *c, const struct node *n);
void compile_block(struct compiler *c, const struct node *n);
struct proto *compile_function(struct compiler *c, const struct node *n);
/* value: leaves the value of the arm on the stack. */
void compile_match(struct compiler *c, const struct node *n, bool value);
void compile_try(struct compiler *c, const struct node *n);
void compile_jump(struct compiler *c, const struct node *n);
void emit_leave(struct compiler *c, const struct region *until);

#endif
