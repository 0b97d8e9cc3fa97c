/* SPDX-License-Identifier: MIT
 *
 * Characters and words of the language, over a piece of a line. Reports no
 * errors: a function that finds nothing says so.
 */
#ifndef AS_LEX_H
#define AS_LEX_H

#include <util/bits.h>

/* What is left of a line, or a piece cut out of it. */
struct cursor {
    const char *p, *end;
};

static inline size_t cursor_size(struct cursor in)
{
    return (size_t)(in.end - in.p);
}

bool lex_is_space(char c);
bool lex_is_ident(char c); /* may stand inside an identifier */

void lex_space(struct cursor *in);
bool lex_end(struct cursor *in);  /* only space is left */
char lex_peek(struct cursor *in); /* next character behind space, or 0 */
bool lex_take(struct cursor *in, char c);

/* The identifier here (behind space); empty when there is none. */
struct cursor lex_word(struct cursor *in);

bool lex_is_name(struct cursor in); /* a word or a quoted name is here */

bool lex_equals(struct cursor word, const char *name); /* in any case */

/* Characters of the quoted string or character constant that starts at in->p,
 * quotes included; 0 when none starts here or it does not end. */
size_t lex_quoted(struct cursor in);

/* Cuts off the text up to the next comma outside of brackets and quotes (and
 * takes the comma). False when nothing is left. */
bool lex_argument(struct cursor *in, struct cursor *argument);

void lex_trim(struct cursor *in); /* space at both ends */

enum { REGISTER_NONE = -1, REGISTER_BAD = 32 };

/* r0..r31, sp, fp in any case: 0..31. REGISTER_BAD for r32 and above. */
int lex_register(struct cursor word);

/* Reads a number with its prefix. False: no number here. *fits is cleared when
 * it needs more than 64 bits; *clean when a letter follows. */
bool lex_number(struct cursor *in, u64 *value, bool *fits, bool *clean);

/* Decodes one character or escape sequence. False: bad escape. */
bool lex_escape(struct cursor *in, u8 *value);

#endif
