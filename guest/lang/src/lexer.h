/* SPDX-License-Identifier: MIT
 *
 * Source text to tokens, one at a time. A string with {expressions} comes in
 * parts: the parser asks for the next one when it has read the expression.
 */
#ifndef WICK_LEXER_H
#define WICK_LEXER_H

#include "arena.h"

enum token_kind {
    TOKEN_END,
    TOKEN_ERROR, /* text is the message */
    TOKEN_NAME,
    TOKEN_NUMBER,
    TOKEN_STRING, /* text is what it means; the last or only part */
    TOKEN_PART,   /* ends with { */
    TOKEN_SIGN,   /* text is the sign */
    TOKEN_KEYWORD
};

struct token {
    enum token_kind kind;
    u32 line;
    bool after_newline;
    const char *text;
    u32 length;
};

struct lexer {
    const char *at, *end;
    u32 line;
    struct arena *arena;
};

void lexer_init(struct lexer *l, struct arena *arena, const char *text,
                size_t length);
struct token lexer_next(struct lexer *l);
/* Behind the } of an expression in a string. */
struct token lexer_next_part(struct lexer *l);

#endif
