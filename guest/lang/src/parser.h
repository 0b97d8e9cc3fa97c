/* SPDX-License-Identifier: MIT
 *
 * What the files of the parser share. After the first error every token is
 * the end of the text, so that all loops end; nothing is freed by hand.
 */
#ifndef WICK_PARSER_H
#define WICK_PARSER_H

#include "ast.h"
#include "lexer.h"

enum { DEPTH_MOST = 120 };

struct parser {
    struct arena *arena;
    struct lexer lexer;
    struct token now;
    struct syntax_error *error;
    bool failed;
    u32 depth; /* of nested expressions and statements */
};

/* A list under construction. */
struct node_list {
    struct node *first, **last;
};

void parser_advance(struct parser *p);
bool parser_at(const struct parser *p, const char *text);
bool parser_accept(struct parser *p, const char *text);
void parser_expect(struct parser *p, const char *text);
void parser_fail(struct parser *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool parser_enter(struct parser *p);
struct token parser_name(struct parser *p);
struct node *node_new(struct parser *p, enum node_kind kind);
struct node *node_named(struct parser *p, enum node_kind kind,
                        struct token name);
void node_list_init(struct node_list *l);
void node_list_add(struct node_list *l, struct node *n);

struct node *parse_expression(struct parser *p);
struct node *parse_function(struct parser *p, struct token name);
struct node *parse_block(struct parser *p);
struct node *parse_statement(struct parser *p);
/* blocks: arms may be statements. */
struct node *parse_match(struct parser *p, bool blocks);

#endif
