/* SPDX-License-Identifier: MIT
 *
 * Register names in the C source are lamp's: r0 .. r31, sp, fp. The front
 * end compiles for another target and knows x0 .. x31 only. This file finds
 * the strings of asm statements that name registers (clobbers, and the label
 * of a register variable) in preprocessed text and renames them.
 * Templates and constraints are left alone. Not a C parser: it follows
 * strings, comments and brackets, which is what asm statements need.
 */
#include "driver.h"

#include <ctype.h>

struct scan {
    const char *at, *end;
    const char *copied; /* what is before it is in out */
    struct buf *out;
};

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool starts(const struct scan *s, const char *text)
{
    size_t n = strlen(text);
    return (size_t)(s->end - s->at) >= n && memcmp(s->at, text, n) == 0;
}

/* To behind the literal that starts here. */
static void skip_literal(struct scan *s)
{
    char quote = *s->at++;
    while (s->at < s->end && *s->at != quote && *s->at != '\n')
        s->at += *s->at == '\\' && s->at + 1 < s->end ? 2 : 1;
    if (s->at < s->end)
        s->at++;
}

/* Spaces and line markers; comments are gone in preprocessed text, but -C
 * keeps them. */
static void skip_space(struct scan *s)
{
    while (s->at < s->end) {
        if (isspace((unsigned char)*s->at)) {
            s->at++;
        } else if (*s->at == '#' && s->at > s->copied && s->at[-1] == '\n') {
            while (s->at < s->end && *s->at != '\n')
                s->at++;
        } else if (starts(s, "/*")) {
            s->at += 2;
            while (s->at < s->end && !starts(s, "*/"))
                s->at++;
            s->at = s->end - s->at >= 2 ? s->at + 2 : s->end;
        } else {
            break;
        }
    }
}

/* The number of a register name, with or without %, or -1. */
static int register_number(const char *name, size_t n)
{
    if (n == 2 && memcmp(name, "sp", 2) == 0)
        return 30;
    if (n == 2 && memcmp(name, "fp", 2) == 0)
        return 31;
    if (n < 2 || n > 3 || (name[0] != 'r' && name[0] != 'R'))
        return -1;
    if (!isdigit((unsigned char)name[1]) || (n == 3 && name[1] == '0'))
        return -1;
    int number = name[1] - '0';
    if (n == 3 && !isdigit((unsigned char)name[2]))
        return -1;
    if (n == 3)
        number = number * 10 + name[2] - '0';
    return number < 32 ? number : -1;
}

/* A string literal at s->at; renamed when it is a register's name. */
static void rename_literal(struct scan *s)
{
    const char *start = s->at + 1;
    skip_literal(s);
    int number = register_number(start, (size_t)(s->at - 1 - start));
    if (number < 0)
        return;
    buf_add(s->out, s->copied, (size_t)(start - s->copied));
    buf_printf(s->out, "x%d", number);
    s->copied = s->at - 1;
}

/* Inside asm( ... ): renames in the part of the clobbers, behind the third
 * colon, or anywhere when there is no colon and only one string. */
static void scan_asm(struct scan *s)
{
    u32 depth = 1, colons = 0;
    while (s->at < s->end && depth > 0) {
        char c = *s->at;
        if (c == '"' && ((depth == 1 && colons == 3) || colons == 0)) {
            rename_literal(s);
            continue;
        }
        if (c == '"' || c == '\'') {
            skip_literal(s);
            continue;
        }
        depth += c == '(' || c == '[';
        depth -= c == ')' || c == ']';
        if (c == ':' && depth == 1)
            colons++;
        s->at++;
    }
}

static bool is_asm(const char *word, size_t n)
{
    return (n == 3 && memcmp(word, "asm", 3) == 0) ||
           (n == 5 && memcmp(word, "__asm", 5) == 0) ||
           (n == 7 && memcmp(word, "__asm__", 7) == 0);
}

static bool is_qualifier(const char *word, size_t n)
{
    static const char *const names[] = {"volatile",   "__volatile__",
                                        "__volatile", "inline",
                                        "__inline__", "goto"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (strlen(names[i]) == n && memcmp(word, names[i], n) == 0)
            return true;
    }
    return false;
}

static size_t take_word(struct scan *s)
{
    const char *start = s->at;
    while (s->at < s->end && is_word(*s->at))
        s->at++;
    return (size_t)(s->at - start);
}

/* Behind the word asm: qualifiers, then the bracket. */
static void scan_statement(struct scan *s)
{
    for (;;) {
        skip_space(s);
        const char *word = s->at;
        size_t n = take_word(s);
        if (n == 0)
            break;
        if (!is_qualifier(word, n))
            return;
    }
    if (s->at < s->end && *s->at == '(') {
        s->at++;
        scan_asm(s);
    }
}

void registers_rename(const char *text, size_t size, struct buf *out)
{
    struct scan s = {text, text + size, text, out};
    while (s.at < s.end) {
        char c = *s.at;
        if (c == '"' || c == '\'') {
            skip_literal(&s);
        } else if (is_word(c)) {
            const char *word = s.at;
            size_t n = take_word(&s);
            if (is_asm(word, n))
                scan_statement(&s);
        } else {
            s.at++;
        }
    }
    buf_add(out, s.copied, (size_t)(s.end - s.copied));
}
