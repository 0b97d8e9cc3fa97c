/* SPDX-License-Identifier: MIT
 *
 * Two tables of symbols as one: of a boot image and of the kernel that it
 * loads. Invariant: the joined lists are disjoint and sorted like those of
 * one file; texts stay where they are, in the table that was joined.
 */
#include <format/symbols.h>

#include "symbols_table.h"

#include <stdlib.h>

enum { JOINED_RANK = 8 }; /* above all ranks of the table they join */

static bool list_append(struct symbols_list *to,
                        const struct symbols_list *from)
{
    for (u32 k = 0; k < from->count; k++) {
        struct symbols_entry entry = from->entry[k];
        entry.rank += JOINED_RANK;
        if (!symbols_add(to, entry))
            return false;
    }
    return true;
}

static bool files_append(struct line_table *to, const struct line_table *from)
{
    size_t n = (size_t)to->file_count + from->file_count;
    struct line_file *file = realloc(to->file, (n + 1) * sizeof(*file));
    if (!file)
        return false;
    if (from->file_count > 0)
        memcpy(file + to->file_count, from->file,
               from->file_count * sizeof(*file));
    to->file = file;
    to->file_count = (u32)n;
    return true;
}

/* Rows of both in order of address; of two at one address that of b, whose
 * files are behind those of a. */
static u32 rows_merge(struct line_row *out, const struct line_table *a,
                      const struct line_table *b, u32 file_base)
{
    u32 i = 0, k = 0, n = 0;
    while (i < a->count || k < b->count) {
        bool from_b = i == a->count ||
                      (k < b->count && b->row[k].address <= a->row[i].address);
        struct line_row row = from_b ? b->row[k++] : a->row[i++];
        if (from_b && row.file != LINE_END)
            row.file += file_base;
        if (from_b && i < a->count && a->row[i].address == row.address)
            i++;
        out[n++] = row;
    }
    return n;
}

static bool lines_append(struct line_table *to, const struct line_table *from)
{
    u32 base = to->file_count;
    size_t n = (size_t)to->count + from->count;
    struct line_row *row = malloc((n + 1) * sizeof(*row));
    if (!row || !files_append(to, from)) {
        free(row);
        return false;
    }
    u32 count = rows_merge(row, to, from, base);
    free(to->row);
    to->row = row;
    to->count = count;
    return true;
}

struct symbols *symbols_join(struct symbols *s, struct symbols *more)
{
    if (!s || !more)
        return s ? s : more;
    bool ok = list_append(&s->sized, &more->sized) &&
              list_append(&s->label, &more->label) &&
              list_append(&s->named, &more->named) &&
              lines_append(&s->lines, &more->lines);
    struct symbols **last = &s->joined;
    while (*last)
        last = &(*last)->joined;
    *last = more;
    if (ok) {
        symbols_settle(s);
        return s;
    }
    symbols_free(s);
    return NULL;
}
