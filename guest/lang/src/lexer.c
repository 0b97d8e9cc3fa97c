/* SPDX-License-Identifier: MIT
 *
 * See lexer.h. Reads no byte behind the end; a 0 byte is an error like any
 * other that begins no token.
 */
#include "lexer.h"

#include <ctype.h>
#include <stdio.h>

static const char *const keywords[] = {
    "and",    "break",   "catch", "class", "const", "continue", "else",
    "false",  "finally", "fn",    "for",   "if",    "in",       "is",
    "let",    "match",   "nil",   "not",   "or",    "return",   "self",
    "static", "super",   "throw", "true",  "try",   "while",
};

/* Longer signs before their beginnings. */
static const char *const signs[] = {
    "**=", "//=", "...", "..=", "<<=", ">>=", "**", "//", "..", "==",
    "!=",  "<=",  ">=",  "<<",  ">>",  "+=",  "-=", "*=", "/=", "%=",
    "&=",  "|=",  "^=",  "=>",  "??",  "+",   "-",  "*",  "/",  "%",
    "&",   "|",   "^",   "~",   "<",   ">",   "=",  "(",  ")",  "[",
    "]",   "{",   "}",   ",",   ".",   ":",   ";",  "?",
};

void lexer_init(struct lexer *l, struct arena *arena, const char *text,
                size_t length)
{
    *l = (struct lexer){text, text + length, 1, arena};
}

static int peek(const struct lexer *l, u32 ahead)
{
    return (size_t)(l->end - l->at) > ahead ? (u8)l->at[ahead] : -1;
}

static struct token token_make(const struct lexer *l, enum token_kind kind,
                               const char *text, size_t length)
{
    return (struct token){kind, l->line, false, text, (u32)length};
}

static struct token token_error(const struct lexer *l, const char *message)
{
    return token_make(l, TOKEN_ERROR, message, strlen(message));
}

static bool skip_blank(struct lexer *l)
{
    bool newline = false;
    for (;;) {
        int c = peek(l, 0);
        if (c == '#') {
            while (peek(l, 0) != -1 && peek(l, 0) != '\n')
                l->at++;
        } else if (c == '\n') {
            newline = true;
            l->line++;
            l->at++;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            l->at++;
        } else {
            return newline;
        }
    }
}

static bool is_name_char(int c)
{
    return c == '_' || (c != -1 && c < 128 && isalnum(c));
}

static struct token read_name(struct lexer *l)
{
    const char *start = l->at;
    while (is_name_char(peek(l, 0)))
        l->at++;
    size_t length = (size_t)(l->at - start);
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strlen(keywords[i]) == length &&
            memcmp(keywords[i], start, length) == 0)
            return token_make(l, TOKEN_KEYWORD, start, length);
    return token_make(l, TOKEN_NAME, start, length);
}

/* A point belongs to the number only with a digit behind: 1..5 is a range. */
static struct token read_number(struct lexer *l)
{
    const char *start = l->at;
    bool prefixed = peek(l, 0) == '0' && isalpha(peek(l, 1) & 0x7F);
    for (;;) {
        int c = peek(l, 0);
        bool exponent = !prefixed && (c == 'e' || c == 'E') &&
                        (peek(l, 1) == '-' || peek(l, 1) == '+');
        if (exponent)
            l->at += 2;
        else if (is_name_char(c) ||
                 (c == '.' && isdigit(peek(l, 1) & 0x7F) && peek(l, 1) != -1))
            l->at++;
        else
            break;
    }
    return token_make(l, TOKEN_NUMBER, start, (size_t)(l->at - start));
}

static int hex_value(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = c == -1 ? 0 : tolower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character behind a backslash; -1 when there is no such escape. */
static int read_escape(struct lexer *l)
{
    static const char from[] = "ntr0e\\\"{}";
    static const char to[] = "\n\t\r\0\033\\\"{}";
    int c = peek(l, 0);
    l->at++;
    if (c == 'x' && hex_value(peek(l, 0)) >= 0 && hex_value(peek(l, 1)) >= 0) {
        l->at += 2;
        return hex_value((u8)l->at[-2]) * 16 + hex_value((u8)l->at[-1]);
    }
    const char *found = c > 0 ? strchr(from, c) : NULL;
    return found == NULL ? -1 : (u8)to[found - from];
}

/* From behind the quote or brace up to the next quote or brace. */
static struct token read_string(struct lexer *l)
{
    const char *start = l->at;
    const char *stop = start;
    while (stop < l->end && *stop != '"' && *stop != '\n')
        stop += *stop == '\\' && stop + 1 < l->end ? 2 : 1;
    char *out = arena_take(l->arena, (size_t)(stop - start) + 2);
    u32 n = 0;
    for (;;) {
        int c = peek(l, 0);
        if (c == -1 || c == '\n')
            return token_error(l, "string without its end");
        l->at++;
        if (c == '"' || c == '{')
            return token_make(l, c == '"' ? TOKEN_STRING : TOKEN_PART, out, n);
        if (c == '\\' && peek(l, 0) != -1)
            c = read_escape(l);
        if (c == -1)
            return token_error(l, "unknown escape in string");
        out[n++] = (char)c;
    }
}

static struct token read_raw_string(struct lexer *l)
{
    const char *start = ++l->at;
    u32 line = l->line;
    while (peek(l, 0) != '`') {
        if (peek(l, 0) == -1)
            return token_error(l, "string without its end");
        l->line += *l->at == '\n';
        l->at++;
    }
    struct token t =
        token_make(l, TOKEN_STRING, start, (size_t)(l->at - start));
    t.line = line;
    l->at++;
    return t;
}

static struct token read_sign(struct lexer *l)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i]);
        if ((size_t)(l->end - l->at) >= length &&
            memcmp(l->at, signs[i], length) == 0) {
            l->at += length;
            return token_make(l, TOKEN_SIGN, signs[i], length);
        }
    }
    l->at++;
    return token_error(l, "unknown character");
}

struct token lexer_next(struct lexer *l)
{
    bool newline = skip_blank(l);
    int c = peek(l, 0);
    struct token t;
    if (c == -1) {
        t = token_make(l, TOKEN_END, "end of text", 11);
    } else if (isdigit(c)) {
        t = read_number(l);
    } else if (is_name_char(c)) {
        t = read_name(l);
    } else if (c == '"') {
        l->at++;
        t = read_string(l);
    } else if (c == '`') {
        t = read_raw_string(l);
    } else {
        t = read_sign(l);
    }
    t.after_newline = newline;
    return t;
}

struct token lexer_next_part(struct lexer *l)
{
    return read_string(l);
}
