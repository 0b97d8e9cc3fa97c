/* SPDX-License-Identifier: MIT
 *
 * match and its patterns. In a statement the body of an arm may be a block;
 * in an expression it is an expression, so that no statement ever runs while
 * half an expression lies on the stack.
 */
#include "parser.h"

static struct node *parse_pattern(struct parser *p);

static struct node *parse_bind(struct parser *p)
{
    struct token name = parser_name(p);
    bool any = name.length == 1 && name.text[0] == '_';
    return node_named(p, any ? PATTERN_ANY : PATTERN_BIND, name);
}

static struct node *parse_list_pattern(struct parser *p)
{
    struct node *n = node_new(p, PATTERN_LIST);
    struct node_list list;
    node_list_init(&list);
    while (!p->failed && !parser_at(p, "]")) {
        if (parser_accept(p, "...")) {
            n->flag = true;
            n->b = parse_bind(p);
            break;
        }
        node_list_add(&list, parse_pattern(p));
        if (!parser_accept(p, ","))
            break;
    }
    parser_expect(p, "]");
    n->a = list.first;
    return n;
}

static struct node *parse_map_pattern(struct parser *p)
{
    struct node *n = node_new(p, PATTERN_MAP);
    struct node_list list;
    node_list_init(&list);
    while (!p->failed && !parser_at(p, "}")) {
        struct token name = parser_name(p);
        struct node *pair = node_named(p, PATTERN_PAIR, name);
        pair->a = parser_accept(p, ":") ? parse_pattern(p)
                                        : node_named(p, PATTERN_BIND, name);
        node_list_add(&list, pair);
        if (!parser_accept(p, ","))
            break;
    }
    parser_expect(p, "}");
    n->a = list.first;
    return n;
}

static struct node *parse_type_pattern(struct parser *p)
{
    struct node *n = node_new(p, PATTERN_TYPE);
    n->a = node_named(p, NODE_NAME, parser_name(p));
    if (p->now.kind == TOKEN_NAME)
        n->b = parse_bind(p);
    return n;
}

static struct node *parse_literal(struct parser *p)
{
    struct node *n = NULL;
    bool minus = parser_accept(p, "-");
    static const char *const words[] = {"nil", "true", "false"};
    static const u8 kinds[] = {NODE_NIL, NODE_TRUE, NODE_FALSE};
    for (u32 i = 0; i < 3; i++)
        if (parser_at(p, words[i]))
            n = node_new(p, kinds[i]);
    if (p->now.kind == TOKEN_NUMBER || p->now.kind == TOKEN_STRING)
        n = node_named(
            p, p->now.kind == TOKEN_NUMBER ? NODE_NUMBER : NODE_STRING, p->now);
    if (n == NULL) {
        parser_fail(p, "pattern expected before %.*s", (int)p->now.length,
                    p->now.text);
        return node_new(p, NODE_NIL);
    }
    parser_advance(p);
    if (!minus)
        return n;
    struct node *negative = node_new(p, NODE_NEGATE);
    negative->a = n;
    return negative;
}

static struct node *parse_value_pattern(struct parser *p)
{
    struct node *n = node_new(p, PATTERN_VALUE);
    n->a = parse_literal(p);
    if (parser_at(p, "..") || parser_at(p, "..=")) {
        struct node *range = node_new(p, NODE_RANGE);
        range->flag = parser_at(p, "..=");
        parser_advance(p);
        range->a = n->a;
        range->b = parse_literal(p);
        n->a = range;
    }
    return n;
}

static struct node *parse_pattern(struct parser *p)
{
    struct node *n;
    if (!parser_enter(p))
        return node_new(p, PATTERN_ANY);
    if (parser_accept(p, "["))
        n = parse_list_pattern(p);
    else if (parser_accept(p, "{"))
        n = parse_map_pattern(p);
    else if (parser_accept(p, "is"))
        n = parse_type_pattern(p);
    else if (p->now.kind == TOKEN_NAME)
        n = parse_bind(p);
    else
        n = parse_value_pattern(p);
    p->depth--;
    return n;
}

static struct node *parse_arm(struct parser *p, bool blocks)
{
    struct node *arm = node_new(p, NODE_ARM);
    struct node_list list;
    node_list_init(&list);
    if (parser_at(p, "else")) {
        parser_advance(p);
        node_list_add(&list, node_new(p, PATTERN_ANY));
    } else {
        do
            node_list_add(&list, parse_pattern(p));
        while (parser_accept(p, "|"));
    }
    arm->a = list.first;
    if (parser_accept(p, "if"))
        arm->b = parse_expression(p);
    parser_expect(p, "=>");
    arm->flag = blocks && parser_at(p, "{");
    arm->c = arm->flag ? parse_block(p) : parse_expression(p);
    return arm;
}

/* Behind the word. Arms end with a comma or the line. */
struct node *parse_match(struct parser *p, bool blocks)
{
    struct node *n = node_new(p, NODE_MATCH);
    struct node_list list;
    node_list_init(&list);
    n->a = parse_expression(p);
    parser_expect(p, "{");
    while (!p->failed && !parser_at(p, "}")) {
        struct node *arm = parse_arm(p, blocks);
        node_list_add(&list, arm);
        if (!parser_accept(p, ",") && !parser_accept(p, ";") &&
            !p->now.after_newline && !arm->flag)
            break;
    }
    parser_expect(p, "}");
    n->b = list.first;
    return n;
}
