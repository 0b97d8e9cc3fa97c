/* SPDX-License-Identifier: MIT
 *
 * Decides for every name whether it is a global, a slot of the frame or an
 * upvalue, and refuses what has no meaning: break outside of a loop, self
 * outside of a method, assignment to a constant. Slots are used again when
 * their block ends; a block with a captured variable is marked, so that the
 * compiler closes it. It also bounds the depth of the tree for the compiler.
 */
#include "ast.h"

#include <stdio.h>

enum { TREE_MOST = 2500, LOCALS_MOST = 240 };

struct local {
    const struct node *name; /* whose text it has */
    bool fixed;
};

struct scope {
    struct scope *outer;
    struct node *block;
    u32 first; /* local */
};

struct function {
    struct function *outer;
    struct function_info *info;
    struct scope *scope;
    struct local local[LOCALS_MOST];
    u32 locals;
    u32 loops;
};

struct resolver {
    struct arena *arena;
    struct function *f;
    struct syntax_error *error;
    struct node *fixed; /* constant globals, chained by d */
    bool failed;
    u32 depth;
};

static void visit(struct resolver *r, struct node *n);

static void fail(struct resolver *r, const struct node *n, const char *what)
{
    if (r->failed)
        return;
    r->failed = true;
    r->error->line = n->line;
    r->error->more = false;
    if (n->text != NULL)
        snprintf(r->error->message, sizeof r->error->message, "%.*s: %s",
                 (int)(n->length > 40 ? 40 : n->length), n->text, what);
    else
        snprintf(r->error->message, sizeof r->error->message, "%s", what);
}

static void visit_list(struct resolver *r, struct node *n)
{
    for (; n != NULL; n = n->next)
        visit(r, n);
}

static bool same_name(const struct node *a, const struct node *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static bool is_global_scope(const struct resolver *r)
{
    return r->f->outer == NULL && r->f->scope->outer == NULL;
}

static u32 new_slot(struct resolver *r, const struct node *name, bool fixed)
{
    struct function *f = r->f;
    if (f->locals == LOCALS_MOST) {
        fail(r, name, "too many variables in a function");
        return 0;
    }
    f->local[f->locals] = (struct local){name, fixed};
    if (f->locals + 1 > f->info->slots)
        f->info->slots = f->locals + 1;
    return f->locals++;
}

static void declare(struct resolver *r, struct node *n)
{
    n->where = WHERE_GLOBAL;
    if (is_global_scope(r)) {
        if (n->fixed) {
            n->d = r->fixed;
            r->fixed = n;
        }
        return;
    }
    for (u32 i = r->f->scope->first; i < r->f->locals; i++)
        if (same_name(r->f->local[i].name, n))
            fail(r, n, "declared twice in a block");
    n->where = WHERE_LOCAL;
    n->slot = new_slot(r, n, n->fixed);
}

static void open_scope(struct resolver *r, struct scope *s, struct node *block)
{
    *s = (struct scope){r->f->scope, block, r->f->locals};
    block->slot = r->f->locals;
    r->f->scope = s;
}

static void close_scope(struct resolver *r)
{
    r->f->locals = r->f->scope->first;
    r->f->scope = r->f->scope->outer;
}

static int find_local(const struct function *f, const struct node *n)
{
    for (u32 i = f->locals; i-- > 0;)
        if (same_name(f->local[i].name, n))
            return (int)i;
    return -1;
}

static void mark_captured(struct function *f, u32 slot)
{
    struct scope *s = f->scope;
    while (s != NULL && s->first > slot)
        s = s->outer;
    for (; s != NULL; s = s->outer)
        s->block->captured = true;
}

static int add_capture(struct resolver *r, struct function *f,
                       const struct node *n, u32 slot, bool local)
{
    struct function_info *info = f->info;
    for (u32 i = 0; i < info->captures; i++)
        if (info->capture[i].slot == slot && info->capture[i].local == local)
            return (int)i;
    if (info->captures == LOCALS_MOST) {
        fail(r, n, "too many variables of outer functions");
        return 0;
    }
    info->capture[info->captures] = (struct capture){(u8)slot, local};
    return (int)info->captures++;
}

/* The upvalue of f for the name, made on the way; -1 when it is global. */
static int find_upvalue(struct resolver *r, struct function *f,
                        const struct node *n, bool *fixed)
{
    if (f->outer == NULL)
        return -1;
    int slot = find_local(f->outer, n);
    if (slot >= 0) {
        mark_captured(f->outer, (u32)slot);
        *fixed = f->outer->local[slot].fixed;
        return add_capture(r, f, n, (u32)slot, true);
    }
    int upvalue = find_upvalue(r, f->outer, n, fixed);
    return upvalue < 0 ? -1 : add_capture(r, f, n, (u32)upvalue, false);
}

static bool is_fixed_global(const struct resolver *r, const struct node *n)
{
    const struct node *f = r->fixed;
    while (f != NULL && !same_name(f, n))
        f = f->d;
    return f != NULL;
}

/* Gives whether it is a constant; of globals, one of the same text. */
static bool resolve_name(struct resolver *r, struct node *n)
{
    bool fixed = false;
    int slot = find_local(r->f, n);
    n->where = WHERE_LOCAL;
    if (slot >= 0) {
        fixed = r->f->local[slot].fixed;
    } else {
        slot = find_upvalue(r, r->f, n, &fixed);
        n->where = slot >= 0 ? WHERE_UPVALUE : WHERE_GLOBAL;
    }
    n->slot = slot < 0 ? 0 : (u32)slot;
    return n->where == WHERE_GLOBAL ? is_fixed_global(r, n) : fixed;
}

static void visit_self(struct resolver *r, struct node *n)
{
    n->text = "self";
    n->length = 4;
    resolve_name(r, n);
    if (n->where == WHERE_GLOBAL)
        fail(r, n, "outside of a method");
}

static void visit_block(struct resolver *r, struct node *n)
{
    struct scope s;
    open_scope(r, &s, n);
    visit_list(r, n->a);
    close_scope(r);
}

static void visit_parameters(struct resolver *r, struct node *n)
{
    bool optional = false;
    for (struct node *p = n->a; p != NULL; p = p->next) {
        visit(r, p->a);
        declare(r, p);
        bool last_rest = n->fn->rest && p->next == NULL;
        if (p->a != NULL)
            optional = true;
        else if (!last_rest && optional)
            fail(r, p, "parameter without a default behind one with");
        if (!optional && !last_rest)
            n->fn->required++;
    }
}

static void visit_function(struct resolver *r, struct node *n)
{
    struct function *f = arena_take(r->arena, sizeof *f);
    static const struct node self = {.text = "self", .length = 4};
    struct scope s;
    f->outer = r->f;
    f->info = n->fn;
    r->f = f;
    open_scope(r, &s, n);
    if (n->fn->method)
        new_slot(r, &self, true);
    visit_parameters(r, n);
    visit(r, n->b);
    close_scope(r);
    r->f = f->outer;
}

static void visit_let(struct resolver *r, struct node *n)
{
    bool recursive = n->a != NULL && n->a->kind == NODE_FUNCTION;
    if (recursive)
        declare(r, n);
    visit(r, n->a);
    if (!recursive)
        declare(r, n);
}

static void visit_loop_body(struct resolver *r, struct node *body)
{
    r->f->loops++;
    visit(r, body);
    r->f->loops--;
}

/* The iterator lives in the slot of the node itself. */
static void visit_for(struct resolver *r, struct node *n)
{
    static const struct node hidden = {.text = "", .length = 0};
    struct scope s;
    visit(r, n->c);
    open_scope(r, &s, n);
    new_slot(r, &hidden, true);
    if (n->a != NULL)
        declare(r, n->a);
    declare(r, n->b);
    visit_loop_body(r, n->d);
    close_scope(r);
}

static void visit_try(struct resolver *r, struct node *n)
{
    static const struct node hidden = {.text = "", .length = 0};
    struct scope s;
    visit(r, n->a);
    open_scope(r, &s, n);
    if (n->b != NULL)
        declare(r, n->b);
    else
        new_slot(r, &hidden, true);
    visit(r, n->c);
    visit(r, n->d); /* while the slot holds what was thrown */
    close_scope(r);
}

static void visit_arm(struct resolver *r, struct node *n)
{
    struct scope s;
    open_scope(r, &s, n);
    visit_list(r, n->a);
    if (n->a->next != NULL && r->f->locals != s.first)
        fail(r, n, "alternatives cannot bind names");
    visit(r, n->b);
    visit(r, n->c);
    close_scope(r);
}

static void visit_match(struct resolver *r, struct node *n)
{
    static const struct node hidden = {.text = "", .length = 0};
    struct scope s;
    visit(r, n->a);
    open_scope(r, &s, n);
    new_slot(r, &hidden, true);
    for (struct node *arm = n->b; arm != NULL; arm = arm->next)
        visit_arm(r, arm);
    close_scope(r);
}

static void visit_class(struct resolver *r, struct node *n)
{
    visit(r, n->a);
    declare(r, n);
    for (struct node *m = n->b; m != NULL; m = m->next) {
        m->fn->method = true;
        m->fn->initializer =
            !m->flag && m->length == 4 && memcmp(m->text, "init", 4) == 0;
        visit_function(r, m);
    }
}

static void visit_assign(struct resolver *r, struct node *n)
{
    visit(r, n->b);
    if (n->a->kind != NODE_NAME)
        visit(r, n->a);
    else if (resolve_name(r, n->a))
        fail(r, n->a, "is constant");
}

static void visit_return(struct resolver *r, struct node *n)
{
    if (r->f->outer == NULL)
        fail(r, n, "return outside of a function");
    if (n->a != NULL && r->f->info->initializer)
        fail(r, n, "init returns no value");
    visit(r, n->a);
}

static void visit_plain(struct resolver *r, struct node *n)
{
    bool list = n->kind == NODE_LIST || n->kind == NODE_MAP ||
                n->kind == NODE_PARTS || n->kind == PATTERN_LIST ||
                n->kind == PATTERN_MAP;
    if (list)
        visit_list(r, n->a);
    else
        visit(r, n->a);
    if (n->kind == NODE_CALL)
        visit_list(r, n->b);
    else
        visit(r, n->b);
    visit(r, n->c);
}

static void visit_kind(struct resolver *r, struct node *n)
{
    switch (n->kind) {
    case NODE_NAME:
        resolve_name(r, n);
        return;
    case NODE_SELF:
        visit_self(r, n);
        return;
    case NODE_BLOCK:
        visit_block(r, n);
        return;
    case NODE_FUNCTION:
        visit_function(r, n);
        return;
    case NODE_LET:
        visit_let(r, n);
        return;
    case PATTERN_BIND:
        declare(r, n);
        return;
    case NODE_FOR:
        visit_for(r, n);
        return;
    case NODE_WHILE:
        visit(r, n->a);
        visit_loop_body(r, n->b);
        return;
    case NODE_TRY:
        visit_try(r, n);
        return;
    case NODE_MATCH:
        visit_match(r, n);
        return;
    case NODE_CLASS:
        visit_class(r, n);
        return;
    case NODE_ASSIGN:
        visit_assign(r, n);
        return;
    case NODE_RETURN:
        visit_return(r, n);
        return;
    case NODE_BREAK:
    case NODE_CONTINUE:
        if (r->f->loops == 0)
            fail(r, n, "break or continue outside of a loop");
        return;
    default:
        visit_plain(r, n);
    }
}

static void visit(struct resolver *r, struct node *n)
{
    if (n == NULL || r->failed)
        return;
    if (++r->depth > TREE_MOST)
        fail(r, n, "expression too long");
    else
        visit_kind(r, n);
    r->depth--;
}

bool resolve_program(struct arena *arena, struct node *program,
                     struct syntax_error *e)
{
    struct resolver r = {.arena = arena, .error = e};
    struct function *f = arena_take(arena, sizeof *f);
    struct scope outermost = {.block = program};
    program->fn = arena_take(arena, sizeof *program->fn);
    f->info = program->fn;
    f->scope = &outermost;
    r.f = f;
    visit_list(&r, program->b->a);
    return !r.failed;
}
