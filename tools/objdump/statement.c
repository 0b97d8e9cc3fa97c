/* SPDX-License-Identifier: MIT
 *
 * Bytes as text. A word whose text would not assemble to the same word, such
 * as data in the text or junk in unused fields, is shown as .quad.
 */
#include "statement.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>

enum { ROW_BYTES = 16, COMMENT_COLUMN = 32, NAME_SHOWN = 1000 };

struct statement statement_of(const u8 *code, u32 pc)
{
    struct statement s = {.comment = ""};
    if (!isa_text_exact(code)) {
        snprintf(s.text, sizeof(s.text), ".quad 0x%016" PRIX64, get_le64(code));
        isa_text(s.comment, sizeof(s.comment), code, pc);
        return s;
    }
    isa_text(s.text, sizeof(s.text), code, pc);
    s.has_target = isa_text_target(code, pc, &s.target);
    if (s.has_target) {
        snprintf(s.comment, sizeof(s.comment), "0x%" PRIX32, s.target);
        if (strstr(s.text, s.comment))
            s.comment[0] = '\0';
    }
    return s;
}

void statement_add(struct buf *out, const struct statement *s, const char *more)
{
    if (s->comment[0] || more[0])
        buf_printf(out, "%-*s ; %s%s%s\n", COMMENT_COLUMN, s->text, s->comment,
                   s->comment[0] && more[0] ? " " : "", more);
    else
        buf_printf(out, "%s\n", s->text);
}

static void characters_add(struct buf *out, const u8 *row, u32 n)
{
    for (u32 i = 0; i < n; i++) {
        char c = isprint(row[i]) ? (char)row[i] : '.';
        buf_add(out, &c, 1);
    }
}

void bytes_add(struct buf *out, const u8 *bytes, u32 n, u32 width)
{
    buf_printf(out, ".byte ");
    for (u32 i = 0; i < n; i++)
        buf_printf(out, "%s0x%02X", i ? ", " : "", bytes[i]);
    buf_printf(out, "%*s ; ", n < width ? (int)(width - n) * 6 : 0, "");
    characters_add(out, bytes, n);
    buf_printf(out, "\n");
}

void rows_add(struct buf *out, const u8 *bytes, u32 size, u32 address)
{
    for (u32 at = 0; at < size; at += ROW_BYTES) {
        u32 left = size - at, n = left < ROW_BYTES ? left : ROW_BYTES;
        buf_printf(out, "%08" PRIX32 " ", address + at);
        for (u32 i = 0; i < ROW_BYTES; i++) {
            if (i < n)
                buf_printf(out, " %02X", bytes[at + i]);
            else
                buf_printf(out, "   ");
        }
        buf_printf(out, "  ");
        characters_add(out, bytes + at, n);
        buf_printf(out, "\n");
    }
}

void name_add(struct buf *out, const char *name)
{
    for (u32 i = 0; i < NAME_SHOWN && name[i]; i++) {
        char c = iscntrl((unsigned char)name[i]) ? '?' : name[i];
        buf_add(out, &c, 1);
    }
}
