/* SPDX-License-Identifier: MIT
 *
 * From names and lines to addresses. All names are here, also those that
 * share an address with a better one; of equal names the best comes first.
 */
#include <format/symbols.h>

#include "symbols_table.h"

#include <stdlib.h>

static int by_name(const void *a, const void *b)
{
    const struct symbols_entry *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    if (order != 0)
        return order;
    if (x->rank != y->rank)
        return x->rank > y->rank ? -1 : 1;
    return x->address < y->address ? -1 : x->address > y->address;
}

static bool list_copy(struct symbols_list *to, const struct symbols_list *from)
{
    for (u32 k = 0; k < from->count; k++)
        if (!symbols_add(to, from->entry[k]))
            return false;
    return true;
}

bool symbols_name_all(struct symbols *s)
{
    return list_copy(&s->named, &s->sized) && list_copy(&s->named, &s->label);
}

void symbols_name_order(struct symbols *s)
{
    if (s->named.count > 0)
        qsort(s->named.entry, s->named.count, sizeof(*s->named.entry), by_name);
}

bool symbols_find(const struct symbols *s, const char *name, u32 *address)
{
    u32 low = 0, high = s->named.count;
    while (low < high) { /* names below `low` come before it */
        u32 middle = low + (high - low) / 2;
        if (strcmp(s->named.entry[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == s->named.count || strcmp(s->named.entry[low].name, name) != 0)
        return false;
    *address = s->named.entry[low].address;
    return true;
}

const char *symbols_get(const struct symbols *s, u32 i, u32 *address)
{
    if (i >= s->named.count)
        return NULL;
    *address = s->named.entry[i].address;
    return s->named.entry[i].name;
}

/* "b.c" and "a/b.c" name the file "a/b.c", "x/b.c" does not. */
static bool file_is(const struct line_file *file, const char *name)
{
    char text[4096];
    line_file_text(text, sizeof(text), file);
    size_t n = strlen(text), length = strlen(name);
    return length <= n && strcmp(text + n - length, name) == 0 &&
           (length == n || text[n - length - 1] == '/');
}

static bool is_better(const struct line_row *r, const struct line_row *best)
{
    return !best || r->line < best->line ||
           (r->line == best->line && r->address < best->address);
}

bool symbols_find_line(const struct symbols *s, const char *file, u32 line,
                       u32 *address, u32 *found)
{
    const struct line_row *best = NULL;
    u32 last = LINE_END;
    bool is_it = false;
    for (u32 k = 0; k < s->lines.count; k++) {
        const struct line_row *r = &s->lines.row[k];
        if (r->file == LINE_END || r->line < line)
            continue;
        if (r->file != last)
            is_it = file_is(&s->lines.file[r->file], file);
        last = r->file;
        if (is_it && is_better(r, best))
            best = r;
    }
    if (!best)
        return false;
    *address = best->address;
    *found = best->line;
    return true;
}
