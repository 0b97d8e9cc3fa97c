/* SPDX-License-Identifier: MIT
 *
 * try, and jumps out of loops and functions. A finally block is compiled at
 * each place where control leaves its try: at the end, in the handler, and at
 * every break, continue and return, where it runs outside of the try.
 */
#include "compile.h"

/* Undoes what lies between here and the region `until`. */
void emit_leave(struct compiler *c, const struct region *until)
{
    struct region *here = c->region;
    for (struct region *r = here; r != until; r = r->outer) {
        if (r->kind == REGION_TRY)
            emit(c, OP_END_TRY, 0);
        if (r->kind == REGION_FINALLY) {
            c->region = r->outer;
            compile_block(c, r->node->d);
        }
    }
    c->region = here;
}

static bool leaves_try(const struct compiler *c)
{
    for (const struct region *r = c->region; r != NULL; r = r->outer)
        if (r->kind != REGION_LOOP)
            return true;
    return false;
}

static void compile_return(struct compiler *c, const struct node *n)
{
    if (n->a != NULL)
        compile_expression(c, n->a);
    else
        emit(c, c->initializer ? OP_GET_LOCAL : OP_NIL, 0);
    if (leaves_try(c)) {
        u32 kept = c->proto->slots++; /* a finally block may have handlers */
        emit(c, OP_POP_LOCAL, kept);
        emit_leave(c, NULL);
        emit(c, OP_GET_LOCAL, kept);
    }
    emit(c, OP_RETURN, 0);
}

void compile_jump(struct compiler *c, const struct node *n)
{
    if (n->kind == NODE_RETURN) {
        compile_return(c, n);
        return;
    }
    struct region *loop = c->region;
    while (loop->kind != REGION_LOOP)
        loop = loop->outer;
    emit_leave(c, loop);
    if (loop->node->captured)
        emit(c, OP_CLOSE, loop->node->slot);
    u32 *chain = n->kind == NODE_BREAK ? &loop->breaks : &loop->continues;
    *chain = emit(c, OP_JUMP, *chain) + 1;
}

/* A block under a handler, whose TRY is given back. */
static u32 compile_guarded(struct compiler *c, const struct node *n,
                           const struct node *block)
{
    struct region guarded = {.outer = c->region, .node = n, .kind = REGION_TRY};
    u32 handler = emit_jump(c, OP_TRY);
    c->region = &guarded;
    compile_block(c, block);
    c->region = guarded.outer;
    emit(c, OP_END_TRY, 0);
    return handler;
}

/* The handler of an error that goes on after the finally block. */
static void compile_rethrow(struct compiler *c, const struct node *n)
{
    emit(c, OP_CLOSE, n->slot);
    emit(c, OP_POP_LOCAL, n->slot);
    compile_block(c, n->d);
    emit(c, OP_GET_LOCAL, n->slot);
    emit(c, OP_THROW, 0);
}

static void compile_catch(struct compiler *c, const struct node *n)
{
    u32 handler = compile_guarded(c, n, n->a);
    u32 end = emit_jump(c, OP_JUMP);
    patch_here(c, handler);
    emit(c, OP_CLOSE, n->slot);
    emit_store(c, n->b);
    compile_block(c, n->c);
    if (n->captured)
        emit(c, OP_CLOSE, n->slot);
    patch_here(c, end);
}

/* With finally: the inner part, catch and all, is under a second handler. */
void compile_try(struct compiler *c, const struct node *n)
{
    if (n->d == NULL) {
        compile_catch(c, n);
        return;
    }
    struct region finally = {
        .outer = c->region, .node = n, .kind = REGION_FINALLY};
    struct region guarded = {.outer = &finally, .node = n, .kind = REGION_TRY};
    u32 handler = emit_jump(c, OP_TRY);
    c->region = &guarded;
    if (n->c != NULL)
        compile_catch(c, n);
    else
        compile_block(c, n->a);
    c->region = finally.outer;
    emit(c, OP_END_TRY, 0);
    compile_block(c, n->d);
    u32 end = emit_jump(c, OP_JUMP);
    patch_here(c, handler);
    compile_rethrow(c, n);
    patch_here(c, end);
}
