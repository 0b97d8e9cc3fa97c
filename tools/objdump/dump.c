/* SPDX-License-Identifier: MIT
 *
 * Prints a flat image. A word whose text would not assemble to the same
 * word, such as data in the text or junk in unused fields, is shown as .quad.
 */
#include "dump.h"

#include <format/isa_text.h>

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>

enum { TEXT, DATA, BSS, ROW_BYTES = 16, COMMENT_COLUMN = 32 };

void dump_header(struct buf *out, const struct image *image)
{
    buf_printf(out, "%s: flat image, entry 0x%08" PRIX32 "\n", image->file,
               image->entry);
    for (u32 i = 0; i < image->count; i++) {
        const struct image_segment *s = &image->segments[i];
        buf_printf(out, "  %-4s ", s->name);
        if (s->size == 0)
            buf_printf(out, "0x%08" PRIX32 "%11s", s->address, "");
        else
            buf_printf(out, "0x%08" PRIX32 "-0x%08" PRIX64, s->address,
                       (u64)s->address + s->size - 1);
        buf_printf(out, " %10" PRIu32 " bytes\n", s->size);
    }
}

/* The statement that gives this word. */
static void statement_text(char *text, const u8 *code, u32 pc)
{
    if (isa_text_exact(code))
        isa_text(text, ISA_TEXT_BYTES, code, pc);
    else
        snprintf(text, ISA_TEXT_BYTES, ".quad 0x%016" PRIX64, get_le64(code));
}

/* What the statement does not say: the target of a relative branch, the
 * instruction behind a .quad. */
static void comment_text(char *text, const char *statement, const u8 *code,
                         u32 pc)
{
    u32 target;
    text[0] = '\0';
    if (!isa_text_exact(code)) {
        isa_text(text, ISA_TEXT_BYTES, code, pc);
    } else if (isa_text_target(code, pc, &target)) {
        snprintf(text, ISA_TEXT_BYTES, "0x%" PRIX32, target);
        if (strstr(statement, text))
            text[0] = '\0';
    }
}

static void add_statement(struct buf *out, const u8 *code, u32 pc)
{
    char text[ISA_TEXT_BYTES], comment[ISA_TEXT_BYTES];
    statement_text(text, code, pc);
    comment_text(comment, text, code, pc);
    if (comment[0])
        buf_printf(out, "%-*s ; %s\n", COMMENT_COLUMN, text, comment);
    else
        buf_printf(out, "%s\n", text);
}

void dump_text(struct buf *out, const struct image *image, const u8 *bytes)
{
    const struct image_segment *s = &image->segments[TEXT];
    for (u32 at = 0; at < s->file_size; at += ISA_WORD_BYTES) {
        const u8 *code = bytes + s->offset + at;
        u32 pc = s->address + at;
        buf_printf(out, "%08" PRIX32 "  %08" PRIX32 "_%08" PRIX32 "  ", pc,
                   get_le32(code + 4), get_le32(code));
        add_statement(out, code, pc);
    }
}

static void add_characters(struct buf *out, const u8 *row, u32 n)
{
    for (u32 i = 0; i < n; i++) {
        char c = isprint(row[i]) ? (char)row[i] : '.';
        buf_add(out, &c, 1);
    }
}

void dump_data(struct buf *out, const struct image *image, const u8 *bytes)
{
    const struct image_segment *s = &image->segments[DATA];
    for (u32 at = 0; at < s->file_size; at += ROW_BYTES) {
        const u8 *row = bytes + s->offset + at;
        u32 left = s->file_size - at, n = left < ROW_BYTES ? left : ROW_BYTES;
        buf_printf(out, "%08" PRIX32 " ", s->address + at);
        for (u32 i = 0; i < ROW_BYTES; i++) {
            if (i < n)
                buf_printf(out, " %02X", row[i]);
            else
                buf_printf(out, "   ");
        }
        buf_printf(out, "  ");
        add_characters(out, row, n);
        buf_printf(out, "\n");
    }
}

/* True when next stands where an image by lamp-as has it. */
static bool follows(const struct image_segment *segment,
                    const struct image_segment *next)
{
    return (u64)segment->address + segment->size == next->address;
}

static void source_data(struct buf *out, const u8 *bytes, u32 size)
{
    for (u32 at = 0; at < size; at += ROW_BYTES / 2) {
        u32 left = size - at, n = left < ROW_BYTES / 2 ? left : ROW_BYTES / 2;
        buf_printf(out, "    .byte ");
        for (u32 i = 0; i < n; i++)
            buf_printf(out, "%s0x%02X", i ? ", " : "", bytes[at + i]);
        buf_printf(out, "%*s ; ", (int)(ROW_BYTES / 2 - n) * 6, "");
        add_characters(out, bytes + at, n);
        buf_printf(out, "\n");
    }
}

bool dump_source(struct buf *out, const struct image *image, const u8 *bytes,
                 struct err *e)
{
    const struct image_segment *text = &image->segments[TEXT];
    const struct image_segment *data = &image->segments[DATA];
    const struct image_segment *bss = &image->segments[BSS];
    if (!follows(text, data) || !follows(data, bss))
        return fail(e,
                    "%s: the segments have gaps between them, which lamp-as "
                    "does not make",
                    image->file);
    buf_printf(out, "; lamp-as -f bin --base 0x%" PRIX32 "\n", text->address);
    buf_printf(out, "    .arch lamp+x1\n    .text\n");
    for (u32 at = 0; at < text->file_size; at += ISA_WORD_BYTES) {
        buf_printf(out, "    ");
        add_statement(out, bytes + text->offset + at, text->address + at);
    }
    buf_printf(out, "    .data\n");
    source_data(out, bytes + data->offset, data->file_size);
    buf_printf(out, "    .bss\n    .space %" PRIu32 "\n", bss->size);
    return true;
}
