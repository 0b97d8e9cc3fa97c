/* SPDX-License-Identifier: MIT
 *
 * The lexical level. Every function stops at cursor.end, which may be in the
 * middle of a line; bytes may have any value, NUL included.
 */
#include "lex.h"

#include <ctype.h>
#include <strings.h>
#include <util/hex.h>

bool lex_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static bool is_ident_start(char c)
{
    return isalpha((u8)c) || c == '_' || c == '.' || c == '$' || (u8)c >= 0x80;
}

bool lex_is_ident(char c)
{
    return is_ident_start(c) || isdigit((u8)c);
}

void lex_space(struct cursor *in)
{
    while (in->p < in->end && lex_is_space(*in->p))
        in->p++;
}

bool lex_end(struct cursor *in)
{
    lex_space(in);
    return in->p == in->end;
}

char lex_peek(struct cursor *in)
{
    return lex_end(in) ? '\0' : *in->p;
}

bool lex_take(struct cursor *in, char c)
{
    if (lex_end(in) || *in->p != c)
        return false;
    in->p++;
    return true;
}

struct cursor lex_word(struct cursor *in)
{
    lex_space(in);
    struct cursor word = {in->p, in->p};
    if (in->p < in->end && is_ident_start(*in->p)) {
        while (in->p < in->end && lex_is_ident(*in->p))
            in->p++;
    }
    word.end = in->p;
    return word;
}

bool lex_is_name(struct cursor in)
{
    return in.p < in.end && (is_ident_start(*in.p) || *in.p == '"');
}

bool lex_equals(struct cursor word, const char *name)
{
    return strlen(name) == cursor_size(word) &&
           strncasecmp(word.p, name, cursor_size(word)) == 0;
}

size_t lex_quoted(struct cursor in)
{
    if (in.p == in.end || (*in.p != '"' && *in.p != '\''))
        return 0;
    char quote = *in.p;
    for (const char *p = in.p + 1; p < in.end && *p != '\n'; p++) {
        if (*p == '\\' && p + 1 < in.end && p[1] != '\n')
            p++;
        else if (*p == quote)
            return (size_t)(p + 1 - in.p);
    }
    return 0;
}

/* Characters to step over as one: a quoted piece, or a single one. */
static size_t lex_step(struct cursor in)
{
    size_t quoted = lex_quoted(in);
    return quoted ? quoted : 1;
}

bool lex_argument(struct cursor *in, struct cursor *argument)
{
    if (lex_end(in))
        return false;
    u32 depth = 0;
    argument->p = in->p;
    while (in->p < in->end && (depth > 0 || *in->p != ',')) {
        if (*in->p == '(' || *in->p == '[')
            depth++;
        else if ((*in->p == ')' || *in->p == ']') && depth > 0)
            depth--;
        in->p += lex_step(*in);
    }
    argument->end = in->p;
    if (in->p < in->end)
        in->p++;
    lex_trim(argument);
    return true;
}

void lex_trim(struct cursor *in)
{
    lex_space(in);
    while (in->p < in->end && lex_is_space(in->end[-1]))
        in->end--;
}

int lex_register(struct cursor word)
{
    size_t n = cursor_size(word);
    if (lex_equals(word, "sp"))
        return 30;
    if (lex_equals(word, "fp"))
        return 31;
    if (n < 2 || tolower((u8)*word.p) != 'r')
        return REGISTER_NONE;
    int number = 0;
    for (const char *p = word.p + 1; p < word.end; p++) {
        if (!isdigit((u8)*p))
            return REGISTER_NONE;
        if (number < REGISTER_BAD)
            number = number * 10 + (*p - '0');
    }
    bool padded = n > 2 && word.p[1] == '0';
    return number >= REGISTER_BAD || padded ? REGISTER_BAD : number;
}

/* The radix that a prefix at p announces, 10 without one. A lone 0b is no
 * prefix but a reference to the local label 0. */
static u32 radix_of(struct cursor in)
{
    if (cursor_size(in) < 3 || *in.p != '0')
        return 10;
    char c = (char)tolower((u8)in.p[1]);
    u32 radix = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 10;
    return hex_digit(in.p[2]) < radix ? radix : 10;
}

bool lex_number(struct cursor *in, u64 *value, bool *fits, bool *clean)
{
    lex_space(in);
    if (in->p == in->end || !isdigit((u8)*in->p))
        return false;
    u32 radix = radix_of(*in);
    if (radix != 10)
        in->p += 2;
    *value = 0;
    *fits = true;
    for (; in->p < in->end && hex_digit(*in->p) < radix; in->p++) {
        u64 digit = hex_digit(*in->p);
        if (*value > (UINT64_MAX - digit) / radix)
            *fits = false;
        *value = *value * radix + digit;
    }
    *clean = in->p == in->end || !lex_is_ident(*in->p);
    return true;
}

static u8 take_digits(struct cursor *in, u32 radix, u32 most)
{
    u32 value = 0;
    for (u32 i = 0; i < most && in->p < in->end; i++, in->p++) {
        if (hex_digit(*in->p) >= radix)
            break;
        value = value * radix + hex_digit(*in->p);
    }
    return (u8)value;
}

bool lex_escape(struct cursor *in, u8 *value)
{
    static const char letters[] = "nrtabfve\\\"'";
    static const u8 codes[] = "\n\r\t\a\b\f\v\033\\\"'";
    if (in->p == in->end)
        return false;
    if (*in->p != '\\') {
        *value = (u8)*in->p++;
        return true;
    }
    in->p++;
    if (in->p == in->end)
        return false;
    if (hex_digit(*in->p) < 8) {
        *value = take_digits(in, 8, 3);
        return true;
    }
    char c = *in->p++;
    if (c == 'x') {
        bool ok = in->p < in->end && hex_digit(*in->p) < 16;
        *value = take_digits(in, 16, 2);
        return ok;
    }
    const char *known = c ? strchr(letters, c) : NULL;
    if (known)
        *value = codes[known - letters];
    return known != NULL;
}
