/* SPDX-License-Identifier: MIT
 *
 * Coverage of the program in the tracefile format of lcov. A line counts as
 * often as the one of its pieces of code that was entered most often; a
 * function as its first instruction. Only code that has lines is there.
 */
#include "profile.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <util/buf.h>
#include <vm/program_names.h>

struct mark {
    const char *file, *name; /* name: of a function; NULL: a line */
    u32 line;
    u64 count;
};

struct marks {
    struct mark *mark;
    u32 count, room;
    bool failed;
};

static void marks_add(struct marks *m, struct mark mark)
{
    if (m->count == m->room) {
        u32 room = m->room ? m->room * 2 : 256;
        struct mark *wider = realloc(m->mark, room * sizeof(*wider));
        if (!wider) {
            m->failed = true;
            return;
        }
        m->mark = wider;
        m->room = room;
    }
    m->mark[m->count++] = mark;
}

/* By file; there the functions first, then the lines. */
static int by_place(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    int file = strcmp(x->file, y->file);
    if (file != 0)
        return file;
    if (!x->name != !y->name)
        return x->name ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->name ? strcmp(x->name, y->name) : 0;
}

static bool same_place(const struct mark *x, const struct mark *y)
{
    return by_place(x, y) == 0;
}

static void marks_merge(struct marks *m)
{
    u32 n = 0;
    if (m->count != 0)
        qsort(m->mark, m->count, sizeof(*m->mark), by_place);
    for (u32 i = 0; i < m->count; i++) {
        if (n == 0 || !same_place(&m->mark[n - 1], &m->mark[i]))
            m->mark[n++] = m->mark[i];
        else if (m->mark[i].count > m->mark[n - 1].count)
            m->mark[n - 1].count = m->mark[i].count;
    }
    m->count = n;
}

static u64 count_at(const struct tally_list *l, u32 address)
{
    u32 low = 0, high = l->count;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (l->item[middle].address < address)
            low = middle + 1;
        else
            high = middle;
    }
    return low < l->count && l->item[low].address == address
               ? l->item[low].count
               : 0;
}

static void collect(struct marks *m, struct names *names,
                    const struct tally_list *l)
{
    struct names_piece piece;
    u32 address, offset;
    const char *name;
    for (u32 i = 0; names_piece(names, i, &piece); i++)
        if (piece.line != 0)
            marks_add(m, (struct mark){piece.file, NULL, piece.line,
                                       count_at(l, piece.address)});
    for (u32 i = 0; (name = names_get(names, i, &address)) != NULL; i++) {
        struct mark f = {.name = name, .count = count_at(l, address)};
        const char *shown = names_symbol(names, address, &offset);
        if (shown && offset == 0 && strcmp(shown, name) == 0 &&
            names_source(names, address, &f.file, &f.line))
            marks_add(m, f);
    }
    marks_merge(m);
}

/* Control characters of a name would break the lines of the format. */
static void add_text(struct buf *out, const char *text)
{
    for (; *text; text++)
        buf_add(out, iscntrl((u8)*text) ? "?" : text, 1);
}

static void print_functions(struct buf *out, const struct mark *m, u32 n)
{
    u32 hit = 0;
    for (u32 i = 0; i < n; i++) {
        buf_printf(out, "FN:%" PRIu32 ",", m[i].line);
        add_text(out, m[i].name);
        buf_add(out, "\n", 1);
    }
    for (u32 i = 0; i < n; i++) {
        hit += m[i].count != 0;
        buf_printf(out, "FNDA:%" PRIu64 ",", m[i].count);
        add_text(out, m[i].name);
        buf_add(out, "\n", 1);
    }
    buf_printf(out, "FNF:%" PRIu32 "\nFNH:%" PRIu32 "\n", n, hit);
}

static void print_lines(struct buf *out, const struct mark *m, u32 n)
{
    u32 hit = 0;
    for (u32 i = 0; i < n; i++) {
        hit += m[i].count != 0;
        buf_printf(out, "DA:%" PRIu32 ",%" PRIu64 "\n", m[i].line, m[i].count);
    }
    buf_printf(out, "LF:%" PRIu32 "\nLH:%" PRIu32 "\n", n, hit);
}

static void print(struct buf *out, const struct marks *m)
{
    for (u32 first = 0, end; first < m->count; first = end) {
        const char *file = m->mark[first].file;
        u32 lines = first;
        while (lines < m->count && m->mark[lines].name &&
               strcmp(m->mark[lines].file, file) == 0)
            lines++;
        for (end = lines;
             end < m->count && strcmp(m->mark[end].file, file) == 0;)
            end++;
        buf_printf(out, "TN:\nSF:");
        add_text(out, file);
        buf_add(out, "\n", 1);
        print_functions(out, m->mark + first, lines - first);
        print_lines(out, m->mark + lines, end - lines);
        buf_printf(out, "end_of_record\n");
    }
}

bool coverage_write(struct profile *p, const char *path, struct err *e)
{
    struct tally_list l = {0};
    struct marks m = {0};
    struct buf out = {0};
    if (!profile_settle(p, &l, e))
        return false;
    collect(&m, p->m->names, &l);
    print(&out, &m);
    bool ok;
    if (m.failed || out.failed)
        ok = fail(e, "%s: out of memory", path);
    else if (m.count == 0)
        ok = fail(e,
                  "no coverage in %s: the program has no line information; "
                  "compile and link it with -g",
                  path);
    else
        ok = file_write(path, out.data, out.size, e);
    if (!ok)
        e->status = 90;
    free(m.mark);
    buf_free(&out);
    tally_list_free(&l);
    return ok;
}
