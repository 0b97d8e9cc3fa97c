/* SPDX-License-Identifier: MIT
 *
 * Statements. A statement ends at a semicolon, at the end of a line, or
 * before a closing brace. See parser.h for errors.
 */
#include "parser.h"

#include <stdarg.h>
#include <stdio.h>

void parser_fail(struct parser *p, const char *format, ...)
{
    if (p->failed)
        return;
    p->failed = true;
    p->error->line = p->now.line;
    p->error->more = p->now.kind == TOKEN_END;
    va_list args;
    va_start(args, format);
    vsnprintf(p->error->message, sizeof p->error->message, format, args);
    va_end(args);
    p->now.kind = TOKEN_END;
    p->now.text = "end of text";
    p->now.length = 11;
}

void parser_advance(struct parser *p)
{
    if (p->failed)
        return;
    p->now = lexer_next(&p->lexer);
    if (p->now.kind == TOKEN_ERROR)
        parser_fail(p, "%s", p->now.text);
}

bool parser_at(const struct parser *p, const char *text)
{
    return (p->now.kind == TOKEN_SIGN || p->now.kind == TOKEN_KEYWORD) &&
           strlen(text) == p->now.length &&
           memcmp(text, p->now.text, p->now.length) == 0;
}

bool parser_accept(struct parser *p, const char *text)
{
    if (!parser_at(p, text))
        return false;
    parser_advance(p);
    return true;
}

void parser_expect(struct parser *p, const char *text)
{
    if (!parser_accept(p, text))
        parser_fail(p, "%s expected before %.*s", text, (int)p->now.length,
                    p->now.text);
}

bool parser_enter(struct parser *p)
{
    if (++p->depth > DEPTH_MOST)
        parser_fail(p, "nested too deeply");
    return !p->failed;
}

struct token parser_name(struct parser *p)
{
    struct token name = p->now;
    if (name.kind == TOKEN_NAME)
        parser_advance(p);
    else
        parser_fail(p, "name expected before %.*s", (int)p->now.length,
                    p->now.text);
    return name;
}

struct node *node_new(struct parser *p, enum node_kind kind)
{
    struct node *n = arena_take(p->arena, sizeof *n);
    n->kind = (u8)kind;
    n->line = p->now.line;
    return n;
}

struct node *node_named(struct parser *p, enum node_kind kind,
                        struct token name)
{
    struct node *n = node_new(p, kind);
    n->line = name.line;
    n->text = name.text;
    n->length = name.length;
    return n;
}

void node_list_init(struct node_list *l)
{
    l->first = NULL;
    l->last = &l->first;
}

void node_list_add(struct node_list *l, struct node *n)
{
    *l->last = n;
    if (n != NULL)
        l->last = &n->next;
}

struct node *parse_block(struct parser *p)
{
    struct node *block = node_new(p, NODE_BLOCK);
    struct node_list list;
    node_list_init(&list);
    parser_expect(p, "{");
    while (!p->failed && !parser_at(p, "}")) {
        if (p->now.kind == TOKEN_END)
            parser_fail(p, "} expected before end of text");
        else if (!parser_accept(p, ";"))
            node_list_add(&list, parse_statement(p));
    }
    parser_expect(p, "}");
    block->a = list.first;
    return block;
}

static void end_statement(struct parser *p)
{
    if (parser_accept(p, ";") || p->now.after_newline || parser_at(p, "}") ||
        p->now.kind == TOKEN_END)
        return;
    parser_fail(p, "end of statement expected before %.*s", (int)p->now.length,
                p->now.text);
}

static struct node *parse_let(struct parser *p, bool fixed)
{
    struct node *n = node_named(p, NODE_LET, parser_name(p));
    n->fixed = fixed;
    if (fixed || parser_at(p, "=")) {
        parser_expect(p, "=");
        n->a = parse_expression(p);
    }
    end_statement(p);
    return n;
}

static struct node *parse_if(struct parser *p)
{
    struct node *n = node_new(p, NODE_IF);
    if (!parser_enter(p))
        return n;
    n->a = parse_expression(p);
    n->b = parse_block(p);
    if (parser_accept(p, "else"))
        n->c = parser_accept(p, "if") ? parse_if(p) : parse_block(p);
    p->depth--;
    return n;
}

static struct node *parse_while(struct parser *p)
{
    struct node *n = node_new(p, NODE_WHILE);
    n->a = parse_expression(p);
    n->b = parse_block(p);
    return n;
}

static struct node *parse_for(struct parser *p)
{
    struct node *n = node_new(p, NODE_FOR);
    n->b = node_named(p, NODE_LET, parser_name(p));
    if (parser_accept(p, ",")) {
        n->a = n->b;
        n->b = node_named(p, NODE_LET, parser_name(p));
    }
    parser_expect(p, "in");
    n->c = parse_expression(p);
    n->d = parse_block(p);
    return n;
}

static struct node *parse_try(struct parser *p)
{
    struct node *n = node_new(p, NODE_TRY);
    n->a = parse_block(p);
    if (parser_accept(p, "catch")) {
        n->b = node_named(p, NODE_LET, parser_name(p));
        n->c = parse_block(p);
    }
    if (parser_accept(p, "finally"))
        n->d = parse_block(p);
    if (n->c == NULL && n->d == NULL)
        parser_fail(p, "try without catch or finally");
    return n;
}

static struct node *parse_class(struct parser *p)
{
    struct node *n = node_named(p, NODE_CLASS, parser_name(p));
    if (parser_accept(p, "<"))
        n->a = node_named(p, NODE_NAME, parser_name(p));
    struct node_list methods;
    node_list_init(&methods);
    parser_expect(p, "{");
    while (!p->failed && !parser_at(p, "}")) {
        if (parser_accept(p, ";"))
            continue;
        bool shared = parser_accept(p, "static");
        parser_expect(p, "fn");
        struct node *method = parse_function(p, parser_name(p));
        method->flag = shared;
        node_list_add(&methods, method);
    }
    parser_expect(p, "}");
    n->b = methods.first;
    return n;
}

static struct node *parse_named_function(struct parser *p)
{
    struct token name = parser_name(p);
    struct node *n = node_named(p, NODE_LET, name);
    n->a = parse_function(p, name);
    return n;
}

static struct node *parse_jump(struct parser *p, enum node_kind kind)
{
    struct node *n = node_new(p, kind);
    bool ends = p->now.after_newline || parser_at(p, ";") ||
                parser_at(p, "}") || p->now.kind == TOKEN_END;
    if (kind == NODE_THROW || (kind == NODE_RETURN && !ends))
        n->a = parse_expression(p);
    end_statement(p);
    return n;
}

static struct node *parse_plain(struct parser *p)
{
    struct node *n = node_new(p, NODE_EXPRESSION);
    n->a = parse_expression(p);
    end_statement(p);
    return n;
}

static struct node *parse_match_statement(struct parser *p)
{
    struct node *n = node_new(p, NODE_EXPRESSION);
    n->a = parse_match(p, true);
    return n;
}

static struct node *parse_declaration(struct parser *p)
{
    if (parser_accept(p, "let"))
        return parse_let(p, false);
    if (parser_accept(p, "const"))
        return parse_let(p, true);
    if (parser_accept(p, "class"))
        return parse_class(p);
    if (parser_accept(p, "fn"))
        return parse_named_function(p);
    return NULL;
}

static struct node *parse_control(struct parser *p)
{
    if (parser_accept(p, "if"))
        return parse_if(p);
    if (parser_accept(p, "while"))
        return parse_while(p);
    if (parser_accept(p, "for"))
        return parse_for(p);
    if (parser_accept(p, "try"))
        return parse_try(p);
    if (parser_accept(p, "match"))
        return parse_match_statement(p);
    if (parser_accept(p, "return"))
        return parse_jump(p, NODE_RETURN);
    if (parser_accept(p, "break"))
        return parse_jump(p, NODE_BREAK);
    if (parser_accept(p, "continue"))
        return parse_jump(p, NODE_CONTINUE);
    if (parser_accept(p, "throw"))
        return parse_jump(p, NODE_THROW);
    return parser_at(p, "{") ? parse_block(p) : NULL;
}

struct node *parse_statement(struct parser *p)
{
    if (!parser_enter(p))
        return node_new(p, NODE_BLOCK);
    struct node *n = parse_declaration(p);
    if (n == NULL)
        n = parse_control(p);
    if (n == NULL)
        n = parse_plain(p);
    p->depth--;
    return n;
}

struct node *parse_program(struct arena *arena, const char *text, size_t length,
                           struct syntax_error *e)
{
    struct parser p = {.arena = arena, .error = e};
    lexer_init(&p.lexer, arena, text, length);
    parser_advance(&p);
    struct node *program = node_new(&p, NODE_FUNCTION);
    program->text = "main";
    program->length = 4;
    program->b = node_new(&p, NODE_BLOCK);
    struct node_list list;
    node_list_init(&list);
    while (p.now.kind != TOKEN_END)
        if (!parser_accept(&p, ";"))
            node_list_add(&list, parse_statement(&p));
    program->b->a = list.first;
    return p.failed ? NULL : program;
}
