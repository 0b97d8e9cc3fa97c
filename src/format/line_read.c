/* SPDX-License-Identifier: MIT
 *
 * Reads .debug_line: walks over the units, and puts their sequences in order
 * of address. A unit counts whole or not at all, so that a damaged one leaves
 * nothing half read in the table.
 */
#include <format/line.h>

#include "line_header.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* One block with the three sections, which names point into. */
static bool sections_copy(struct line_table *t, const struct line_sections *in,
                          struct line_sections *own)
{
    size_t n = in->line_size + in->line_str_size + in->str_size;
    u8 *to = malloc(n + 1);
    if (!to)
        return false;
    t->text = (char *)to;
    *own = *in;
    own->line = to;
    own->line_str = own->line + in->line_size;
    own->str = own->line_str + in->line_str_size;
    if (in->line_size)
        memcpy(to, in->line, in->line_size);
    to += in->line_size;
    if (in->line_str_size)
        memcpy(to, in->line_str, in->line_str_size);
    to += in->line_str_size;
    if (in->str_size)
        memcpy(to, in->str, in->str_size);
    return true;
}

/* The unit's length, which may be followed by one of 64 bits. */
static const char *unit_read(struct line_reader *r, struct line_cursor *c)
{
    struct line_header h = {.offset_size = 4};
    u64 length = line_fixed(c, 4);
    if (length == 0xFFFFFFFF) {
        h.offset_size = 8;
        length = line_fixed(c, 8);
    }
    struct line_cursor unit = line_part(c, length);
    if (c->over)
        return "the section ends inside the unit";
    const char *wrong = line_header_read(r, &unit, &h);
    return wrong ? wrong : line_program_run(r, &unit, &h);
}

static int by_start(const void *a, const void *b)
{
    const struct line_sequence *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Rows in the order of their sequences, each behind the end of the one
 * before; that end is not needed where the next begins at once. */
static bool rows_sort(struct line_reader *r)
{
    struct line_table *t = r->t;
    struct line_row *sorted = malloc((t->count + 1) * sizeof(*sorted));
    u32 n = 0;
    if (!sorted)
        return false;
    if (r->sequence_count > 0)
        qsort(r->sequence, r->sequence_count, sizeof(*r->sequence), by_start);
    for (u32 k = 0; k < r->sequence_count; k++) {
        const struct line_sequence *s = &r->sequence[k];
        if (n > 0 && s->start < sorted[n - 1].address)
            continue;
        if (n > 0 && s->start == sorted[n - 1].address)
            n--;
        memcpy(sorted + n, t->row + s->first, s->count * sizeof(*sorted));
        n += s->count;
    }
    free(t->row);
    t->row = sorted;
    t->count = n;
    return true;
}

bool line_read(struct line_table *t, const struct line_sections *in,
               struct err *e)
{
    struct line_sections own;
    *t = (struct line_table){0};
    if (!sections_copy(t, in, &own))
        return fail_status(e, 90, "out of memory");
    struct line_reader r = {.t = t, .in = &own};
    struct line_cursor c = {own.line, own.line + own.line_size, false};
    const char *wrong = NULL;
    while (!wrong && c.at < c.end) {
        size_t at = (size_t)(c.at - own.line);
        u32 files = t->file_count, rows = t->count;
        u32 sequences = r.sequence_count;
        wrong = unit_read(&r, &c);
        if (!wrong)
            continue;
        t->file_count = files;
        t->count = rows;
        r.sequence_count = sequences;
        fail(e, "the line table's unit at 0x%zx is damaged: %s", at, wrong);
    }
    if (!rows_sort(&r))
        wrong = line_no_memory;
    if (wrong == line_no_memory)
        fail_status(e, 90, "out of memory");
    free(r.folder);
    free(r.sequence);
    return !wrong;
}

void line_free(struct line_table *t)
{
    free(t->row);
    free(t->file);
    free(t->text);
    *t = (struct line_table){0};
}

const struct line_row *line_find(const struct line_table *t, u32 address)
{
    u32 low = 0, high = t->count;
    while (low < high) { /* rows below `low` are at or before the address */
        u32 middle = low + (high - low) / 2;
        if (t->row[middle].address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && t->row[low - 1].file != LINE_END ? &t->row[low - 1]
                                                       : NULL;
}

void line_file_text(char *out, size_t size, const struct line_file *file)
{
    if (file->folder[0] == '\0' || file->name[0] == '/')
        snprintf(out, size, "%s", file->name);
    else
        snprintf(out, size, "%s/%s", file->folder, file->name);
}
