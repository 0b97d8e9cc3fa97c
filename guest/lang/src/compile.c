/* SPDX-License-Identifier: MIT
 *
 * Statements and functions. Between two statements the frame has nothing but
 * its slots on the stack: handlers of errors rely on that.
 */
#include "compile.h"

#include <stdio.h>

#include "vm.h"

void compile_fail(struct compiler *c, const char *what)
{
    if (c->failed)
        return;
    c->failed = true;
    c->error->line = c->line;
    c->error->more = false;
    snprintf(c->error->message, sizeof c->error->message, "%s", what);
}

u32 emit(struct compiler *c, enum op op, u32 a)
{
    if (c->proto->code_count > 0xFFFFF0)
        compile_fail(c, "function too long");
    return code_emit(c->vm, c->proto, code_word(op, a), c->line);
}

u32 emit_constant(struct compiler *c, enum op op, struct value v)
{
    u32 i = code_constant(c->vm, c->proto, v);
    if (i > 0xFFFF)
        compile_fail(c, "too many constants in a function");
    return emit(c, op, i);
}

u32 emit_jump(struct compiler *c, enum op op)
{
    return emit(c, op, 0);
}

u32 code_here(const struct compiler *c)
{
    return c->proto->code_count;
}

void patch_here(struct compiler *c, u32 jump)
{
    u32 *word = &c->proto->code[jump];
    *word = code_word(code_op(*word), code_here(c));
}

struct value node_string(struct compiler *c, const struct node *n)
{
    return value_obj(string_new(c->vm, n->text, n->length));
}

static u32 global_slot(struct compiler *c, const struct node *n)
{
    u32 slot = vm_global_slot(c->vm, as_string(node_string(c, n)));
    if (slot >= GLOBALS_MOST - 1)
        compile_fail(c, "too many globals");
    return slot;
}

/* The operation of a local variable stands for those of the others too. */
void emit_name(struct compiler *c, enum op op, const struct node *n)
{
    bool get = op == OP_GET_LOCAL;
    if (n->where == WHERE_LOCAL)
        emit(c, op, n->slot);
    else if (n->where == WHERE_UPVALUE)
        emit(c, get ? OP_GET_UPVALUE : OP_SET_UPVALUE, n->slot);
    else
        emit(c, get ? OP_GET_GLOBAL : OP_SET_GLOBAL, global_slot(c, n));
}

/* Of a declaration: the value on the stack goes there. */
void emit_store(struct compiler *c, const struct node *n)
{
    if (n->where == WHERE_LOCAL)
        emit(c, OP_POP_LOCAL, n->slot);
    else
        emit(c, OP_DEFINE_GLOBAL, global_slot(c, n));
}

static void compile_statements(struct compiler *c, const struct node *n)
{
    for (; n != NULL; n = n->next)
        compile_statement(c, n);
}

void compile_block(struct compiler *c, const struct node *n)
{
    compile_statements(c, n->a);
    if (n->captured)
        emit(c, OP_CLOSE, n->slot);
}

static void compile_let(struct compiler *c, const struct node *n)
{
    if (n->a != NULL)
        compile_expression(c, n->a);
    else
        emit(c, OP_NIL, 0);
    emit_store(c, n);
}

static void compile_if(struct compiler *c, const struct node *n)
{
    compile_expression(c, n->a);
    u32 otherwise = emit_jump(c, OP_JUMP_FALSE);
    compile_statement(c, n->b);
    if (n->c == NULL) {
        patch_here(c, otherwise);
        return;
    }
    u32 end = emit_jump(c, OP_JUMP);
    patch_here(c, otherwise);
    compile_statement(c, n->c);
    patch_here(c, end);
}

static void patch_chain(struct compiler *c, u32 chain)
{
    while (chain != 0) {
        u32 next = code_a(c->proto->code[chain - 1]);
        patch_here(c, chain - 1);
        chain = next;
    }
}

static void compile_while(struct compiler *c, const struct node *n)
{
    struct region loop = {
        .outer = c->region, .node = n->b, .kind = REGION_LOOP};
    c->region = &loop;
    u32 start = code_here(c);
    compile_expression(c, n->a);
    u32 end = emit_jump(c, OP_JUMP_FALSE);
    compile_block(c, n->b);
    patch_chain(c, loop.continues);
    emit(c, OP_JUMP, start);
    patch_here(c, end);
    patch_chain(c, loop.breaks);
    c->region = loop.outer;
}

static void compile_for(struct compiler *c, const struct node *n)
{
    struct region loop = {.outer = c->region, .node = n, .kind = REGION_LOOP};
    compile_expression(c, n->c);
    emit(c, OP_ITERATE, n->slot);
    c->region = &loop;
    u32 start = code_here(c);
    emit(c, OP_NEXT, n->slot);
    u32 end = emit_jump(c, OP_JUMP_FALSE);
    emit_store(c, n->b);
    if (n->a != NULL)
        emit_store(c, n->a);
    else
        emit(c, OP_POP, 0);
    compile_block(c, n->d);
    patch_chain(c, loop.continues);
    if (n->captured)
        emit(c, OP_CLOSE, n->slot);
    emit(c, OP_JUMP, start);
    patch_here(c, end);
    patch_chain(c, loop.breaks);
    c->region = loop.outer;
}

static void compile_class(struct compiler *c, const struct node *n)
{
    emit_constant(c, OP_CLASS, node_string(c, n));
    if (n->a != NULL) {
        emit_name(c, OP_GET_LOCAL, n->a);
        emit(c, OP_INHERIT, 0);
    }
    emit(c, OP_DUP, 0);
    emit_store(c, n);
    for (const struct node *m = n->b; m != NULL; m = m->next) {
        c->line = m->line;
        struct proto *p = compile_function(c, m);
        emit_constant(c, OP_CLOSURE, value_obj(p));
        emit_constant(c, m->flag ? OP_STATIC : OP_METHOD, node_string(c, m));
    }
    emit(c, OP_POP, 0);
}

static void compile_plain(struct compiler *c, const struct node *n)
{
    if (n->a->kind == NODE_MATCH) {
        compile_match(c, n->a, false);
        return;
    }
    compile_expression(c, n->a);
    emit(c, OP_POP, 0);
}

void compile_statement(struct compiler *c, const struct node *n)
{
    c->line = n->line;
    switch (n->kind) {
    case NODE_LET:
        compile_let(c, n);
        break;
    case NODE_BLOCK:
        compile_block(c, n);
        break;
    case NODE_IF:
        compile_if(c, n);
        break;
    case NODE_WHILE:
        compile_while(c, n);
        break;
    case NODE_FOR:
        compile_for(c, n);
        break;
    case NODE_TRY:
        compile_try(c, n);
        break;
    case NODE_CLASS:
        compile_class(c, n);
        break;
    case NODE_THROW:
        compile_expression(c, n->a);
        emit(c, OP_THROW, 0);
        break;
    case NODE_RETURN:
    case NODE_BREAK:
    case NODE_CONTINUE:
        compile_jump(c, n);
        break;
    default:
        compile_plain(c, n);
    }
}

static void compile_defaults(struct compiler *c, const struct node *n)
{
    for (const struct node *p = n->a; p != NULL; p = p->next) {
        if (p->a == NULL)
            continue;
        emit(c, OP_GET_LOCAL, p->slot);
        u32 given = emit_jump(c, OP_JUMP_GIVEN);
        compile_expression(c, p->a);
        emit_store(c, p);
        patch_here(c, given);
    }
}

static void end_function(struct compiler *c)
{
    if (c->initializer)
        emit(c, OP_GET_LOCAL, 0);
    else
        emit(c, OP_NIL, 0);
    emit(c, OP_RETURN, 0);
}

static void set_shape(struct compiler *c, const struct function_info *info)
{
    struct proto *p = c->proto;
    if (p->slots < info->slots)
        p->slots = (u16)info->slots;
    p->arity = (u8)info->arity;
    p->required = (u8)info->required;
    p->rest = info->rest;
    p->method = info->method;
    size_t bytes = info->captures * sizeof *p->capture;
    p->capture = heap_memory(c->vm, bytes);
    p->capture_count = info->captures;
    if (bytes > 0)
        memcpy(p->capture, info->capture, bytes);
}

struct proto *compile_function(struct compiler *outer, const struct node *n)
{
    struct compiler c = {.vm = outer->vm,
                         .error = outer->error,
                         .failed = outer->failed,
                         .line = n->line,
                         .initializer = n->fn->initializer};
    c.proto = proto_new(c.vm);
    c.proto->slots = (u16)n->fn->slots;
    c.proto->name = as_string(node_string(&c, n));
    compile_defaults(&c, n);
    if (n->b->kind == NODE_BLOCK) {
        compile_statement(&c, n->b);
        end_function(&c);
    } else {
        compile_expression(&c, n->b);
        emit(&c, OP_RETURN, 0);
    }
    set_shape(&c, n->fn);
    code_peephole(c.vm, c.proto);
    if (c.vm->disassemble && !c.failed)
        code_show(c.vm, c.proto);
    outer->failed = c.failed;
    return c.proto;
}

/* The last statement of a program is its value when it is an expression. */
static struct node *as_result(struct node *program)
{
    struct node **last = &program->b->a;
    while (*last != NULL && (*last)->next != NULL)
        last = &(*last)->next;
    if (*last != NULL && (*last)->kind == NODE_EXPRESSION)
        (*last)->kind = NODE_RETURN;
    return program;
}

static struct proto *compile_text(struct compiler *c, struct arena *arena,
                                  const char *text, size_t length)
{
    struct node *program = parse_program(arena, text, length, c->error);
    if (program == NULL || !resolve_program(arena, program, c->error))
        return NULL;
    struct proto *p = compile_function(c, as_result(program));
    return c->failed ? NULL : p;
}

struct proto *compile(struct vm *vm, const char *text, size_t length,
                      struct syntax_error *e)
{
    struct arena arena = {0};
    struct compiler c = {.vm = vm, .error = e};
    vm->heap.paused++;
    struct proto *p = compile_text(&c, &arena, text, length);
    vm->heap.paused--;
    arena_fini(&arena);
    return p;
}
