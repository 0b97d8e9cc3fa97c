/* SPDX-License-Identifier: MIT
 *
 * Expressions by precedence climbing. A call or an index on a new line
 * begins a new statement, so neither is looked for across an end of line.
 */
#include "parser.h"

struct binary_row {
    const char *sign;
    u8 level;
    u8 kind;
    u8 op;
};

enum { LEVEL_COALESCE = 1, LEVEL_IN = 5, LEVEL_UNARY = 12, LEVEL_POWER = 13 };

static const struct binary_row binary_rows[] = {
    {"??", LEVEL_COALESCE, NODE_COALESCE, 0},
    {"or", 2, NODE_OR, 0},
    {"and", 3, NODE_AND, 0},
    {"==", 4, NODE_BINARY, BINARY_EQ},
    {"!=", 4, NODE_BINARY, BINARY_NE},
    {"<", LEVEL_IN, NODE_BINARY, BINARY_LT},
    {"<=", LEVEL_IN, NODE_BINARY, BINARY_LE},
    {">", LEVEL_IN, NODE_BINARY, BINARY_GT},
    {">=", LEVEL_IN, NODE_BINARY, BINARY_GE},
    {"in", LEVEL_IN, NODE_BINARY, BINARY_IN},
    {"is", LEVEL_IN, NODE_BINARY, BINARY_IS},
    {"..", 6, NODE_RANGE, false},
    {"..=", 6, NODE_RANGE, true},
    {"|", 7, NODE_BINARY, BINARY_OR},
    {"^", 8, NODE_BINARY, BINARY_XOR},
    {"&", 9, NODE_BINARY, BINARY_AND},
    {"<<", 10, NODE_BINARY, BINARY_SHL},
    {">>", 10, NODE_BINARY, BINARY_SHR},
    {"+", 11, NODE_BINARY, BINARY_ADD},
    {"-", 11, NODE_BINARY, BINARY_SUB},
    {"*", LEVEL_UNARY, NODE_BINARY, BINARY_MUL},
    {"/", LEVEL_UNARY, NODE_BINARY, BINARY_DIV},
    {"//", LEVEL_UNARY, NODE_BINARY, BINARY_FLOORDIV},
    {"%", LEVEL_UNARY, NODE_BINARY, BINARY_MOD},
    {"**", LEVEL_POWER, NODE_BINARY, BINARY_POW},
};

static struct node *parse_binary(struct parser *p, u32 level);

static struct node *parse_items(struct parser *p, const char *end)
{
    struct node_list list;
    node_list_init(&list);
    while (!p->failed && !parser_at(p, end)) {
        node_list_add(&list, parse_expression(p));
        if (!parser_accept(p, ","))
            break;
    }
    parser_expect(p, end);
    return list.first;
}

static struct node *parse_map_key(struct parser *p)
{
    if (parser_accept(p, "[")) {
        struct node *key = parse_expression(p);
        parser_expect(p, "]");
        return key;
    }
    if (p->now.kind == TOKEN_NAME || p->now.kind == TOKEN_KEYWORD) {
        struct node *key = node_named(p, NODE_STRING, p->now);
        parser_advance(p);
        return key;
    }
    return parse_binary(p, LEVEL_UNARY);
}

static struct node *parse_map(struct parser *p)
{
    struct node *n = node_new(p, NODE_MAP);
    struct node_list list;
    node_list_init(&list);
    while (!p->failed && !parser_at(p, "}")) {
        node_list_add(&list, parse_map_key(p));
        parser_expect(p, ":");
        node_list_add(&list, parse_expression(p));
        if (!parser_accept(p, ","))
            break;
    }
    parser_expect(p, "}");
    n->a = list.first;
    return n;
}

/* The part is the current token; parts and expressions take turns. */
static struct node *parse_parts(struct parser *p)
{
    struct node *n = node_new(p, NODE_PARTS);
    struct node_list list;
    node_list_init(&list);
    while (!p->failed) {
        if (p->now.length > 0)
            node_list_add(&list, node_named(p, NODE_STRING, p->now));
        if (p->now.kind != TOKEN_PART)
            break;
        parser_advance(p);
        node_list_add(&list, parse_expression(p));
        if (!parser_at(p, "}"))
            parser_fail(p, "} expected in string");
        if (!p->failed)
            p->now = lexer_next_part(&p->lexer);
        if (p->now.kind == TOKEN_ERROR)
            parser_fail(p, "%s", p->now.text);
    }
    parser_advance(p);
    n->a = list.first;
    return n;
}

static void parse_parameters(struct parser *p, struct node *function)
{
    struct node_list list;
    node_list_init(&list);
    parser_expect(p, "(");
    while (!p->failed && !parser_at(p, ")") && !function->fn->rest) {
        function->fn->rest = parser_accept(p, "...");
        struct node *parameter = node_named(p, NODE_LET, parser_name(p));
        if (!function->fn->rest && parser_accept(p, "="))
            parameter->a = parse_expression(p);
        function->fn->arity += !function->fn->rest;
        node_list_add(&list, parameter);
        if (!parser_accept(p, ","))
            break;
    }
    parser_expect(p, ")");
    if (function->fn->arity > 100)
        parser_fail(p, "more than 100 parameters");
    function->a = list.first;
}

/* From the parameters on. */
struct node *parse_function(struct parser *p, struct token name)
{
    struct node *n = node_named(p, NODE_FUNCTION, name);
    n->fn = arena_take(p->arena, sizeof *n->fn);
    parse_parameters(p, n);
    n->b = parser_accept(p, "=>") ? parse_expression(p) : parse_block(p);
    return n;
}

static struct node *parse_super(struct parser *p)
{
    struct node *self = node_new(p, NODE_SELF);
    parser_expect(p, ".");
    struct node *n = node_named(p, NODE_SUPER, parser_name(p));
    n->a = self;
    return n;
}

static struct node *parse_lambda(struct parser *p)
{
    struct token name = p->now;
    name.text = "fn";
    name.length = 2;
    return parse_function(p, name);
}

static struct node *parse_keyword(struct parser *p)
{
    static const struct {
        const char *word;
        u8 kind;
    } constants[] = {{"nil", NODE_NIL},
                     {"true", NODE_TRUE},
                     {"false", NODE_FALSE},
                     {"self", NODE_SELF}};
    for (u32 i = 0; i < 4; i++) {
        if (parser_at(p, constants[i].word)) {
            struct node *n = node_new(p, constants[i].kind);
            parser_advance(p);
            return n;
        }
    }
    if (parser_accept(p, "fn"))
        return parse_lambda(p);
    if (parser_accept(p, "match"))
        return parse_match(p, false);
    if (parser_accept(p, "super"))
        return parse_super(p);
    return NULL;
}

static struct node *parse_bracket(struct parser *p)
{
    struct node *n = NULL;
    if (parser_accept(p, "(")) {
        n = parse_expression(p);
        parser_expect(p, ")");
    } else if (parser_at(p, "[")) {
        n = node_new(p, NODE_LIST);
        parser_advance(p);
        n->a = parse_items(p, "]");
    } else if (parser_accept(p, "{")) {
        n = parse_map(p);
    }
    return n;
}

static struct node *parse_primary(struct parser *p)
{
    static const u8 kinds[] = {[TOKEN_NAME] = NODE_NAME,
                               [TOKEN_NUMBER] = NODE_NUMBER,
                               [TOKEN_STRING] = NODE_STRING};
    struct node *n = NULL;
    if (p->now.kind == TOKEN_NAME || p->now.kind == TOKEN_NUMBER ||
        p->now.kind == TOKEN_STRING) {
        n = node_named(p, kinds[p->now.kind], p->now);
        parser_advance(p);
    } else if (p->now.kind == TOKEN_PART) {
        n = parse_parts(p);
    } else {
        n = p->now.kind == TOKEN_KEYWORD ? parse_keyword(p) : parse_bracket(p);
    }
    if (n == NULL) {
        parser_fail(p, "expression expected before %.*s", (int)p->now.length,
                    p->now.text);
        n = node_new(p, NODE_NIL);
    }
    return n;
}

static struct token parse_member_name(struct parser *p)
{
    struct token name = p->now;
    if (name.kind == TOKEN_KEYWORD)
        parser_advance(p);
    else
        name = parser_name(p);
    return name;
}

static struct node *parse_postfix(struct parser *p)
{
    struct node *left = parse_primary(p);
    for (;;) {
        struct node *n = NULL;
        if (parser_at(p, ".")) {
            parser_advance(p);
            n = node_named(p, NODE_FIELD, parse_member_name(p));
        } else if (parser_at(p, "(") && !p->now.after_newline) {
            n = node_new(p, NODE_CALL);
            parser_advance(p);
            n->b = parse_items(p, ")");
        } else if (parser_at(p, "[") && !p->now.after_newline) {
            n = node_new(p, NODE_INDEX);
            parser_advance(p);
            n->b = parse_expression(p);
            parser_expect(p, "]");
        }
        if (n == NULL)
            return left;
        n->a = left;
        left = n;
    }
}

static struct node *parse_unary(struct parser *p)
{
    struct node *n = NULL;
    if (!parser_enter(p))
        return node_new(p, NODE_NIL);
    if (parser_at(p, "-") || parser_at(p, "~")) {
        n = node_new(p, NODE_NEGATE);
        n->flag = parser_at(p, "~");
        parser_advance(p);
        n->a = parse_binary(p, LEVEL_POWER);
    } else if (parser_accept(p, "not")) {
        n = node_new(p, NODE_NOT);
        n->a = parse_binary(p, LEVEL_IN);
    } else {
        n = parse_postfix(p);
    }
    p->depth--;
    return n;
}

static const struct binary_row *binary_row(const struct parser *p)
{
    for (u32 i = 0; i < sizeof binary_rows / sizeof *binary_rows; i++)
        if (parser_at(p, binary_rows[i].sign))
            return &binary_rows[i];
    return NULL;
}

/* ** binds to the right, all others to the left. At the start of a line -
 * and `is` begin something new. */
static struct node *parse_binary(struct parser *p, u32 level)
{
    struct node *left = parse_unary(p);
    for (;;) {
        const struct binary_row *row = binary_row(p);
        bool begins =
            p->now.after_newline && (parser_at(p, "-") || parser_at(p, "is"));
        if (row == NULL || row->level < level || begins)
            return left;
        struct node *n = node_new(p, row->kind);
        parser_advance(p);
        n->op = row->op;
        n->flag = row->op != 0;
        n->a = left;
        n->b = parse_binary(p, row->level + (row->level != LEVEL_POWER));
        left = n;
    }
}

static struct node *parse_choice(struct parser *p)
{
    struct node *condition = parse_binary(p, LEVEL_COALESCE);
    if (!parser_at(p, "?"))
        return condition;
    struct node *n = node_new(p, NODE_CHOICE);
    parser_advance(p);
    n->a = condition;
    n->b = parse_expression(p);
    parser_expect(p, ":");
    n->c = parse_expression(p);
    return n;
}

static bool is_target(const struct node *n)
{
    return n->kind == NODE_NAME || n->kind == NODE_FIELD ||
           n->kind == NODE_INDEX;
}

/* The operation of += and the like; -1 of another token. */
static int compound_op(const struct parser *p)
{
    static const char *const sign[] = {"+=",  "-=", "*=", "/=", "//=", "%=",
                                       "**=", "&=", "|=", "^=", "<<=", ">>="};
    for (int i = 0; i < 12; i++)
        if (parser_at(p, sign[i]))
            return i;
    return -1;
}

struct node *parse_expression(struct parser *p)
{
    if (!parser_enter(p))
        return node_new(p, NODE_NIL);
    struct node *n = parse_choice(p);
    int op = compound_op(p);
    if (op >= 0 || parser_at(p, "=")) {
        if (!is_target(n))
            parser_fail(p, "this cannot be assigned to");
        struct node *assign = node_new(p, NODE_ASSIGN);
        parser_advance(p);
        assign->flag = op >= 0;
        assign->op = (u8)(op >= 0 ? op : 0);
        assign->a = n;
        assign->b = parse_expression(p);
        n = assign;
    }
    p->depth--;
    return n;
}
