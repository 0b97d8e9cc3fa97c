/* SPDX-License-Identifier: MIT
 *
 * Bytes as text: a word as a statement of lamp-as with a comment, other bytes
 * as .byte, and rows of hex. Names of a file lose their control characters
 * and what is beyond a sane length.
 */
#ifndef OBJDUMP_STATEMENT_H
#define OBJDUMP_STATEMENT_H

#include <format/isa_text.h>
#include <util/buf.h>

struct statement {
    char text[ISA_TEXT_BYTES];
    char comment[ISA_TEXT_BYTES]; /* what the text does not say, or "" */
    bool has_target;
    u32 target; /* code address that the instruction names */
};

/* The statement that gives this word. A word that no instruction's text gives
 * back is a .quad. */
struct statement statement_of(const u8 *code, u32 pc);
/* The same, its comment, and behind that `more` (may be ""), as a line. */
void statement_add(struct buf *out, const struct statement *s,
                   const char *more);
/* "    .byte 1, 2", and the characters as comment. */
void bytes_add(struct buf *out, const u8 *bytes, u32 n, u32 width);
/* Address, 16 bytes in hex, characters; as many rows as it takes. */
void rows_add(struct buf *out, const u8 *bytes, u32 n, u32 address);
void name_add(struct buf *out, const char *name);

#endif
