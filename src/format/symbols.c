/* SPDX-License-Identifier: MIT
 *
 * The table of symbols: two lists, what has a size and what is only a label,
 * each made disjoint when it is loaded, so that a search is two bisections
 * whatever the file said.
 */
#include <format/symbols.h>

#include "symbols_table.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

bool symbols_add(struct symbols_list *list, struct symbols_entry entry)
{
    if (list->count == list->room) {
        u32 room = list->room ? list->room * 2 : 64;
        struct symbols_entry *wider =
            realloc(list->entry, room * sizeof(*wider));
        if (!wider)
            return false;
        list->entry = wider;
        list->room = room;
    }
    list->entry[list->count++] = entry;
    return true;
}

/* At one address the entry that counts comes last. */
static int by_address(const void *a, const void *b)
{
    const struct symbols_entry *x = a, *y = b;
    if (x->address != y->address)
        return x->address < y->address ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return strcmp(y->name, x->name);
}

/* Each ends where the next begins, at the latest. */
static void list_settle(struct symbols_list *list)
{
    u32 n = 0;
    if (list->count > 0)
        qsort(list->entry, list->count, sizeof(*list->entry), by_address);
    for (u32 k = 0; k < list->count; k++) {
        struct symbols_entry entry = list->entry[k];
        if (n > 0 && list->entry[n - 1].address == entry.address)
            n--;
        if (n > 0 && list->entry[n - 1].end > entry.address)
            list->entry[n - 1].end = entry.address;
        list->entry[n++] = entry;
    }
    list->count = n;
}

static const struct symbols_entry *list_find(const struct symbols_list *list,
                                             u32 address)
{
    u32 low = 0, high = list->count;
    while (low < high) { /* entries below `low` begin at or before it */
        u32 middle = low + (high - low) / 2;
        if (list->entry[middle].address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || address >= list->entry[low - 1].end)
        return NULL;
    return &list->entry[low - 1];
}

void symbols_settle(struct symbols *s)
{
    list_settle(&s->sized);
    list_settle(&s->label);
    symbols_name_order(s);
}

struct symbols *symbols_read(const u8 *bytes, size_t size, const char *file,
                             struct err *e)
{
    struct symbols *s = calloc(1, sizeof(*s));
    u8 *copy = s ? malloc(size + 1) : NULL;
    if (!copy) {
        free(s);
        fail_status(e, 90, "%s: out of memory", file);
        return NULL;
    }
    if (size > 0)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    s->bytes = copy;
    bool ok = symbols_map_is(copy, size) ? symbols_map(s, size, file, e)
                                         : symbols_elf(s, size, file, e);
    if (ok && !symbols_name_all(s))
        ok = fail_status(e, 90, "%s: out of memory", file);
    if (!ok) {
        symbols_free(s);
        return NULL;
    }
    symbols_settle(s);
    return s;
}

void symbols_free(struct symbols *s)
{
    while (s) {
        struct symbols *next = s->joined;
        line_free(&s->lines);
        free(s->sized.entry);
        free(s->label.entry);
        free(s->named.entry);
        free(s->bytes);
        free(s);
        s = next;
    }
}

const char *symbols_name(const struct symbols *s, u32 address, u32 *offset)
{
    const struct symbols_entry *entry = list_find(&s->sized, address);
    if (!entry)
        entry = list_find(&s->label, address);
    if (!entry)
        return NULL;
    *offset = address - entry->address;
    return entry->name;
}

bool symbols_line(const struct symbols *s, u32 address,
                  const struct line_file **file, u32 *line)
{
    const struct line_row *row = line_find(&s->lines, address);
    if (!row || row->line == 0) /* 0: code of no line */
        return false;
    *file = &s->lines.file[row->file];
    *line = row->line;
    return true;
}

const struct line_table *symbols_lines(const struct symbols *s)
{
    return &s->lines;
}

/* Text */

enum { NAME_SHOWN = 96, PATH_SHOWN = 120, PATH_BYTES = PATH_SHOWN + 8 };

/* What a file says must not steer a terminal. */
static void make_harmless(char *text)
{
    for (char *p = text; *p; p++) {
        if (iscntrl((unsigned char)*p))
            *p = '?';
    }
}

/* The last n characters at most. */
static const char *tail(const char *text, size_t n)
{
    size_t length = strlen(text);
    return length > n ? text + length - n : text;
}

/* The end of a long path, since it tells most. */
static void path_text(char out[PATH_BYTES], const struct line_file *file)
{
    size_t n = strlen(file->name), room = n < PATH_SHOWN ? PATH_SHOWN - n : 0;
    bool whole = file->folder[0] == '\0' || file->name[0] == '/';
    if (n > PATH_SHOWN)
        snprintf(out, PATH_BYTES, "...%s", tail(file->name, PATH_SHOWN));
    else if (whole || strlen(file->folder) <= room)
        line_file_text(out, PATH_BYTES, file);
    else
        snprintf(out, PATH_BYTES, "...%s/%s", tail(file->folder, room),
                 file->name);
}

/* Name and line are those of `inside`; the offset is that of the address. */
static void text_of(char *out, const struct symbols *s, u32 address, u32 inside)
{
    const struct line_file *file;
    u32 offset, line;
    size_t n = 0;
    out[0] = '\0';
    const char *name = s ? symbols_name(s, inside, &offset) : NULL;
    if (name)
        n = (size_t)snprintf(out, SYMBOLS_TEXT_BYTES, "%.*s+0x%" PRIX32,
                             NAME_SHOWN, name, offset + (address - inside));
    if (s && symbols_line(s, inside, &file, &line)) {
        char path[PATH_BYTES];
        path_text(path, file);
        snprintf(out + n, SYMBOLS_TEXT_BYTES - n, "%s(%s:%" PRIu32 ")",
                 n > 0 ? " " : "", path, line);
    }
    make_harmless(out);
}

void symbols_text(char out[SYMBOLS_TEXT_BYTES], const struct symbols *s,
                  u32 address)
{
    text_of(out, s, address, address);
}

void symbols_return_text(char out[SYMBOLS_TEXT_BYTES], const struct symbols *s,
                         u32 address, u32 step)
{
    text_of(out, s, address, address - step);
}
