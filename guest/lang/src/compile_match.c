/* SPDX-License-Identifier: MIT
 *
 * match. The subject lies in a slot. A pattern takes the value on the stack
 * and leaves nothing; when it fails it jumps, with nothing left either: what
 * it still had to look at is dropped on the way (the `extra` of a failure).
 */
#include "compile.h"

enum { FAILURES_MOST = 250 };

/* Jumps of one arm or alternative, each with the values to drop first. */
struct failures {
    u32 jump[FAILURES_MOST];
    u8 extra[FAILURES_MOST];
    u32 count;
};

static void compile_pattern(struct compiler *c, const struct node *n,
                            struct failures *f, u32 extra);

static void fail_unless(struct compiler *c, struct failures *f, u32 extra)
{
    if (f->count == FAILURES_MOST) {
        compile_fail(c, "pattern too long");
        return;
    }
    f->extra[f->count] = (u8)extra;
    f->jump[f->count++] = emit_jump(c, OP_JUMP_FALSE);
}

/* Each item is taken from the list, which stays below until the end. */
static void compile_list_pattern(struct compiler *c, const struct node *n,
                                 struct failures *f, u32 extra)
{
    u32 count = 0;
    for (const struct node *i = n->a; i != NULL; i = i->next)
        count++;
    emit(c, OP_MATCH_LIST, count * 2 + n->flag);
    fail_unless(c, f, extra + 1);
    count = 0;
    for (const struct node *i = n->a; i != NULL; i = i->next) {
        emit(c, OP_DUP, 0);
        emit(c, OP_INT, count++);
        emit(c, OP_GET_INDEX, 0);
        compile_pattern(c, i, f, extra + 1);
    }
    if (n->flag) {
        emit(c, OP_DUP, 0);
        emit(c, OP_MATCH_REST, count);
        compile_pattern(c, n->b, f, extra + 1);
    }
    emit(c, OP_POP, 0);
}

static void compile_map_pattern(struct compiler *c, const struct node *n,
                                struct failures *f, u32 extra)
{
    for (const struct node *pair = n->a; pair != NULL; pair = pair->next) {
        emit_constant(c, OP_MATCH_KEY, node_string(c, pair));
        fail_unless(c, f, extra + 1);
        compile_pattern(c, pair->a, f, extra + 1);
    }
    emit(c, OP_POP, 0);
}

static void compile_type_pattern(struct compiler *c, const struct node *n,
                                 struct failures *f, u32 extra)
{
    if (n->b != NULL)
        emit(c, OP_DUP, 0);
    compile_expression(c, n->a);
    emit(c, OP_IS, 0);
    fail_unless(c, f, extra + (n->b != NULL));
    if (n->b != NULL)
        compile_pattern(c, n->b, f, extra);
}

static void compile_pattern(struct compiler *c, const struct node *n,
                            struct failures *f, u32 extra)
{
    c->line = n->line;
    if (extra > 100)
        compile_fail(c, "pattern nested too deeply");
    switch (n->kind) {
    case PATTERN_ANY:
        emit(c, OP_POP, 0);
        break;
    case PATTERN_BIND:
        emit_store(c, n);
        break;
    case PATTERN_VALUE:
        compile_expression(c, n->a);
        emit(c, OP_MATCH_VALUE, 0);
        fail_unless(c, f, extra);
        break;
    case PATTERN_TYPE:
        compile_type_pattern(c, n, f, extra);
        break;
    case PATTERN_LIST:
        compile_list_pattern(c, n, f, extra);
        break;
    default:
        compile_map_pattern(c, n, f, extra);
    }
}

/* All failures go on here, with their values dropped. */
static void land_failures(struct compiler *c, struct failures *f)
{
    u32 most = 0;
    for (u32 i = 0; i < f->count; i++)
        most = f->extra[i] > most ? f->extra[i] : most;
    for (u32 extra = most; extra > 0; extra--) {
        for (u32 i = 0; i < f->count; i++)
            if (f->extra[i] == extra)
                patch_here(c, f->jump[i]);
        emit(c, OP_POP, 0);
    }
    for (u32 i = 0; i < f->count; i++)
        if (f->extra[i] == 0)
            patch_here(c, f->jump[i]);
}

/* With several patterns, all but the last jump to the body on success. */
static void compile_alternatives(struct compiler *c, const struct node *arm,
                                 u32 subject, struct failures *last)
{
    u32 bodies[FAILURES_MOST], count = 0;
    for (const struct node *n = arm->a; n != NULL; n = n->next) {
        emit(c, OP_GET_LOCAL, subject);
        if (n->next == NULL) {
            compile_pattern(c, n, last, 0);
            break;
        }
        struct failures f = {.count = 0};
        compile_pattern(c, n, &f, 0);
        if (count == FAILURES_MOST)
            compile_fail(c, "too many alternatives");
        else
            bodies[count++] = emit_jump(c, OP_JUMP);
        land_failures(c, &f);
    }
    while (count > 0)
        patch_here(c, bodies[--count]);
}

static void compile_body(struct compiler *c, const struct node *arm, bool value)
{
    if (arm->flag) {
        compile_block(c, arm->c);
        if (value)
            emit(c, OP_NIL, 0);
        return;
    }
    compile_expression(c, arm->c);
    if (!value)
        emit(c, OP_POP, 0);
}

/* Gives the jump to the end. */
static u32 compile_arm(struct compiler *c, const struct node *arm, u32 subject,
                       bool value)
{
    struct failures f = {.count = 0};
    compile_alternatives(c, arm, subject, &f);
    if (arm->b != NULL) {
        compile_expression(c, arm->b);
        fail_unless(c, &f, 0);
    }
    compile_body(c, arm, value);
    if (arm->captured)
        emit(c, OP_CLOSE, arm->slot);
    u32 end = emit_jump(c, OP_JUMP);
    /* The failures with values to drop come from above, so none falls in. */
    land_failures(c, &f);
    if (arm->captured)
        emit(c, OP_CLOSE, arm->slot);
    return end;
}

void compile_match(struct compiler *c, const struct node *n, bool value)
{
    u32 ends[FAILURES_MOST], count = 0;
    compile_expression(c, n->a);
    emit(c, OP_POP_LOCAL, n->slot);
    for (const struct node *arm = n->b; arm != NULL; arm = arm->next) {
        if (count == FAILURES_MOST) {
            compile_fail(c, "more than 250 arms");
            break;
        }
        ends[count++] = compile_arm(c, arm, n->slot, value);
    }
    emit(c, OP_GET_LOCAL, n->slot);
    emit(c, OP_NO_MATCH, 0);
    while (count > 0)
        patch_here(c, ends[--count]);
}
