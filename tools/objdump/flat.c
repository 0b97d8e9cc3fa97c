/* SPDX-License-Identifier: MIT
 *
 * Flat images: three segments and an entry, without names. The bytes are
 * those of the whole file, checked by image_parse.
 */
#include "dump.h"

#include "statement.h"

#include <inttypes.h>

enum { TEXT, DATA, BSS, SOURCE_ROW_BYTES = 8 };

static void header_add(struct buf *out, const struct image *image)
{
    buf_printf(out, "%s: flat image, entry 0x%08" PRIX32 "\n", image->file,
               image->entry);
}

static void segments_add(struct buf *out, const struct image *image)
{
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

static void add_word(struct buf *out, const u8 *code, u32 pc)
{
    struct statement s = statement_of(code, pc);
    statement_add(out, &s, "");
}

static void text_add(struct buf *out, const struct image *image,
                     const u8 *bytes, u32 segment)
{
    const struct image_segment *s = &image->segments[segment];
    u32 whole = s->file_size & ~(ISA_WORD_BYTES - 1u);
    for (u32 at = 0; at < whole; at += ISA_WORD_BYTES) {
        const u8 *code = bytes + s->offset + at;
        u32 pc = s->address + at;
        buf_printf(out, "%08" PRIX32 "  %08" PRIX32 "_%08" PRIX32 "  ", pc,
                   get_le32(code + 4), get_le32(code));
        add_word(out, code, pc);
    }
    if (whole < s->file_size) {
        buf_printf(out, "%08" PRIX32 "  %19s", s->address + whole, "");
        bytes_add(out, bytes + s->offset + whole, s->file_size - whole, 0);
    }
}

static void contents_add(struct buf *out, const struct image *image,
                         const u8 *bytes)
{
    for (u32 i = TEXT; i <= DATA; i++) {
        const struct image_segment *s = &image->segments[i];
        if (s->file_size == 0)
            continue;
        buf_printf(out, "Contents of %s:\n", s->name);
        rows_add(out, bytes + s->offset, s->file_size, s->address);
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
    for (u32 at = 0; at < size; at += SOURCE_ROW_BYTES) {
        u32 left = size - at;
        buf_printf(out, "    ");
        bytes_add(out, bytes + at,
                  left < SOURCE_ROW_BYTES ? left : SOURCE_ROW_BYTES,
                  SOURCE_ROW_BYTES);
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
        add_word(out, bytes + text->offset + at, text->address + at);
    }
    buf_printf(out, "    .data\n");
    source_data(out, bytes + data->offset, data->file_size);
    buf_printf(out, "    .bss\n    .space %" PRIu32 "\n", bss->size);
    return true;
}

bool dump_flat(struct buf *out, const struct image *image, const u8 *bytes,
               u32 show, struct err *e)
{
    if (show & (DUMP_FILE | DUMP_SECTIONS | DUMP_SEGMENTS))
        header_add(out, image);
    if (show & (DUMP_SECTIONS | DUMP_SEGMENTS))
        segments_add(out, image);
    if (show & (DUMP_TEXT | DUMP_TEXT_ALL))
        text_add(out, image, bytes, TEXT);
    if (show & DUMP_TEXT_ALL)
        text_add(out, image, bytes, DATA);
    if (show & DUMP_CONTENTS)
        contents_add(out, image, bytes);
    return !(show & DUMP_REASSEMBLE) || dump_source(out, image, bytes, e);
}
