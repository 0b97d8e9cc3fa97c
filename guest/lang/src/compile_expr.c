/* SPDX-License-Identifier: MIT
 *
 * Expressions: each leaves one value on the stack. Operations of two number
 * literals are done here.
 */
#include "compile.h"

#include "number.h"
#include "vm.h"

static void compile_number(struct compiler *c, const struct node *n)
{
    struct value v;
    if (!number_parse(c->vm, n->text, n->length, &v)) {
        compile_fail(c, "this is not a number");
        return;
    }
    if (is_int(v) && as_int(v) >= -8000000 && as_int(v) <= 8000000)
        emit(c, OP_INT, (u32)as_int(v) & 0xFFFFFF);
    else
        emit_constant(c, OP_CONSTANT, v);
}

static u32 compile_list(struct compiler *c, const struct node *n)
{
    u32 count = 0;
    for (; n != NULL; n = n->next, count++)
        compile_expression(c, n);
    return count;
}

/* Small literals only: the result is sure to be in range. */
static bool fold(struct compiler *c, const struct node *n)
{
    struct value a, b;
    if (n->a->kind != NODE_NUMBER || n->b->kind != NODE_NUMBER ||
        n->op > BINARY_MUL || n->a->length > 6 || n->b->length > 6)
        return false;
    if (!number_parse(c->vm, n->a->text, n->a->length, &a) ||
        !number_parse(c->vm, n->b->text, n->b->length, &b))
        return false;
    emit_constant(c, OP_CONSTANT, number_arith(c->vm, (enum arith)n->op, a, b));
    return true;
}

static void emit_binary(struct compiler *c, u32 op)
{
    static const u8 ops[] = {
        [BINARY_ADD] = OP_ADD, [BINARY_SUB] = OP_SUB, [BINARY_MUL] = OP_MUL,
        [BINARY_EQ] = OP_EQ,   [BINARY_NE] = OP_NE,   [BINARY_LT] = OP_LT,
        [BINARY_LE] = OP_LE,   [BINARY_GT] = OP_GT,   [BINARY_GE] = OP_GE,
        [BINARY_IN] = OP_IN,   [BINARY_IS] = OP_IS};
    if (ops[op] != 0)
        emit(c, ops[op], 0);
    else
        emit(c, OP_ARITH, op);
}

static void compile_binary(struct compiler *c, const struct node *n)
{
    if (fold(c, n))
        return;
    compile_expression(c, n->a);
    compile_expression(c, n->b);
    c->line = n->line;
    emit_binary(c, n->op);
}

static void compile_shortcut(struct compiler *c, const struct node *n)
{
    enum op op = n->kind == NODE_AND  ? OP_JUMP_AND
                 : n->kind == NODE_OR ? OP_JUMP_OR
                                      : OP_JUMP_VALUE;
    compile_expression(c, n->a);
    u32 end = emit_jump(c, op);
    compile_expression(c, n->b);
    patch_here(c, end);
}

static void compile_choice(struct compiler *c, const struct node *n)
{
    compile_expression(c, n->a);
    u32 otherwise = emit_jump(c, OP_JUMP_FALSE);
    compile_expression(c, n->b);
    u32 end = emit_jump(c, OP_JUMP);
    patch_here(c, otherwise);
    compile_expression(c, n->c);
    patch_here(c, end);
}

static void compile_call(struct compiler *c, const struct node *n)
{
    bool invoke = n->a->kind == NODE_FIELD;
    compile_expression(c, invoke ? n->a->a : n->a);
    u32 count = compile_list(c, n->b);
    if (count > 200)
        compile_fail(c, "more than 200 arguments");
    c->line = n->line;
    if (!invoke) {
        emit(c, OP_CALL, count);
        return;
    }
    u32 name = code_constant(c->vm, c->proto, node_string(c, n->a));
    if (name > 0xFFFF)
        compile_fail(c, "too many constants in a function");
    emit(c, OP_INVOKE, count | name << 8);
}

/* Leaves the place: nothing for a name, object, object and index. */
static void compile_place(struct compiler *c, const struct node *n)
{
    if (n->kind == NODE_NAME)
        return;
    compile_expression(c, n->a);
    if (n->kind == NODE_INDEX)
        compile_expression(c, n->b);
}

static void compile_load(struct compiler *c, const struct node *n)
{
    if (n->kind == NODE_NAME) {
        emit_name(c, OP_GET_LOCAL, n);
    } else if (n->kind == NODE_FIELD) {
        emit(c, OP_DUP, 0);
        emit_constant(c, OP_GET_FIELD, node_string(c, n));
    } else {
        emit(c, OP_DUP2, 0);
        emit(c, OP_GET_INDEX, 0);
    }
}

static void compile_assign(struct compiler *c, const struct node *n)
{
    compile_place(c, n->a);
    if (n->flag)
        compile_load(c, n->a);
    compile_expression(c, n->b);
    c->line = n->line;
    if (n->flag)
        emit_binary(c, n->op);
    if (n->a->kind == NODE_NAME)
        emit_name(c, OP_SET_LOCAL, n->a);
    else if (n->a->kind == NODE_FIELD)
        emit_constant(c, OP_SET_FIELD, node_string(c, n->a));
    else
        emit(c, OP_SET_INDEX, 0);
}

static void compile_access(struct compiler *c, const struct node *n)
{
    compile_expression(c, n->a);
    if (n->kind == NODE_INDEX) {
        compile_expression(c, n->b);
        emit(c, OP_GET_INDEX, 0);
        return;
    }
    c->line = n->line;
    emit_constant(c, n->kind == NODE_SUPER ? OP_GET_SUPER : OP_GET_FIELD,
                  node_string(c, n));
}

static void compile_unary(struct compiler *c, const struct node *n)
{
    compile_expression(c, n->a);
    if (n->kind == NODE_NOT)
        emit(c, OP_NOT, 0);
    else
        emit(c, n->flag ? OP_INVERT : OP_NEGATE, 0);
}

static void compile_gathered(struct compiler *c, const struct node *n)
{
    u32 count = compile_list(c, n->a);
    if (count > 0xFFFF)
        compile_fail(c, "literal too long");
    if (n->kind == NODE_LIST)
        emit(c, OP_LIST, count);
    else if (n->kind == NODE_MAP)
        emit(c, OP_MAP, count / 2);
    else
        emit(c, OP_PARTS, count);
}

static void compile_leaf(struct compiler *c, const struct node *n)
{
    switch (n->kind) {
    case NODE_NUMBER:
        compile_number(c, n);
        break;
    case NODE_STRING:
        emit_constant(c, OP_CONSTANT, node_string(c, n));
        break;
    case NODE_NIL:
        emit(c, OP_NIL, 0);
        break;
    case NODE_TRUE:
        emit(c, OP_TRUE, 0);
        break;
    case NODE_FALSE:
        emit(c, OP_FALSE, 0);
        break;
    default:
        emit_name(c, OP_GET_LOCAL, n);
    }
}

static void compile_pair(struct compiler *c, const struct node *n)
{
    compile_expression(c, n->a);
    compile_expression(c, n->b);
    emit(c, OP_RANGE, n->flag);
}

static void compile_closure(struct compiler *c, const struct node *n)
{
    struct proto *p = compile_function(c, n);
    emit_constant(c, OP_CLOSURE, value_obj(p));
}

void compile_expression(struct compiler *c, const struct node *n)
{
    c->line = n->line;
    switch (n->kind) {
    case NODE_LIST:
    case NODE_MAP:
    case NODE_PARTS:
        compile_gathered(c, n);
        break;
    case NODE_RANGE:
        compile_pair(c, n);
        break;
    case NODE_NEGATE:
    case NODE_NOT:
        compile_unary(c, n);
        break;
    case NODE_BINARY:
        compile_binary(c, n);
        break;
    case NODE_AND:
    case NODE_OR:
    case NODE_COALESCE:
        compile_shortcut(c, n);
        break;
    case NODE_CHOICE:
        compile_choice(c, n);
        break;
    case NODE_CALL:
        compile_call(c, n);
        break;
    case NODE_INDEX:
    case NODE_FIELD:
    case NODE_SUPER:
        compile_access(c, n);
        break;
    case NODE_ASSIGN:
        compile_assign(c, n);
        break;
    case NODE_FUNCTION:
        compile_closure(c, n);
        break;
    case NODE_MATCH:
        compile_match(c, n, true);
        break;
    default:
        compile_leaf(c, n);
    }
}
