/* SPDX-License-Identifier: MIT
 *
 * The listing: for each line its number, the address and the bytes that it
 * produced, and its text; lines of expansions carry a + for each level. Long
 * data continues on lines of its own and is cut after LISTED_BYTES.
 */
#include "output.h"

#include <inttypes.h>

enum { ROW_BYTES = 8, LISTED_BYTES = 64, DEPTH_SHOWN = 3 };

struct listing_mark listing_start(const struct as *a)
{
    return (struct listing_mark){a->section, a->section->size};
}

/* "0000201C  00 01 02" */
static void add_row(struct buf *out, u32 address, const u8 *bytes, size_t n)
{
    buf_printf(out, "%08" PRIX32 " ", address);
    for (size_t i = 0; i < n; i++)
        buf_printf(out, " %02X", bytes[i]);
}

/* Spaces in the place of n bytes. */
static void add_gap(struct buf *out, size_t n)
{
    buf_printf(out, "%*s", (int)n * 3, "");
}

static size_t source_size(const struct line *line)
{
    size_t n = (size_t)(line->end - line->text);
    while (n > 0 && lex_is_space(line->original[n - 1]))
        n--;
    return n;
}

static void add_source(struct buf *out, const struct line *line)
{
    size_t n = source_size(line);
    buf_add(out, "  ", 2);
    buf_add(out, line->original, n);
}

static void add_number(struct buf *out, u32 number, u32 depth)
{
    buf_printf(out, "%6" PRIu32 " ", number);
    for (u32 i = 0; i < DEPTH_SHOWN; i++)
        buf_add(out, i < depth ? "+" : " ", 1);
    buf_add(out, " ", 1);
}

void listing_add(struct as *a, const struct listing_mark *mark,
                 const struct line *line, u32 depth)
{
    static const u8 nothing[ROW_BYTES];
    struct buf *out = &a->result->listing;
    const struct section *s = mark->section;
    bool here = s == a->section;
    u64 size = here ? s->size - mark->at : 0;
    bool stored = !(s->flags & SECTION_NOBITS) && size > 0;
    const u8 *bytes = stored ? s->bytes.data + mark->at : nothing;
    u64 shown = !stored ? 0 : size < LISTED_BYTES ? size : LISTED_BYTES;
    u64 first = shown < ROW_BYTES ? shown : ROW_BYTES;
    u32 address = (u32)(s->base + mark->at);
    add_number(out, line->number, depth);
    if (size > 0)
        add_row(out, address, bytes, first);
    if (source_size(line) > 0) {
        add_gap(out, size > 0 ? ROW_BYTES - first : ROW_BYTES + 3);
        add_source(out, line);
    }
    buf_add(out, "\n", 1);
    for (u64 i = ROW_BYTES; i < shown; i += ROW_BYTES) {
        buf_printf(out, "%11s", "");
        add_row(out, address + (u32)i, bytes + i,
                shown - i < ROW_BYTES ? shown - i : ROW_BYTES);
        buf_add(out, "\n", 1);
    }
    if (size > shown && size > 0)
        buf_printf(out, "%11s... %" PRIu64 " bytes in all\n", "", size);
}
