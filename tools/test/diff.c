/* SPDX-License-Identifier: MIT
 *
 * Equal lines at the start and at the end are set aside; in between the
 * longest common subsequence decides what is shown as kept. Where that would
 * take too much memory everything in between is shown as replaced.
 */
#include "diff.h"

#include <stdlib.h>
#include <util/cescape.h>
#include <util/utf8.h>

enum { CELLS_MAX = 4 << 20, CONTEXT = 2, LINE_MAX_BYTES = 200 };

struct line {
    const u8 *at;
    size_t size;
    bool end; /* has its line feed */
};

struct lines {
    struct line *line;
    u32 count;
};

struct diff {
    struct lines want, got;
    u32 head;        /* equal lines before */
    u32 wants, gots; /* lines in between */
    u16 *cell;       /* [wants + 1][gots + 1] lengths; NULL: too many */
    struct buf *out;
    const char *indent;
    u32 left, hidden; /* lines that may still be shown; that were not */
};

/* Control characters C1, and what is no character and cannot be in XML. */
static bool invisible(const u8 *p)
{
    return (p[0] == 0xC2 && p[1] < 0xA0) ||
           (p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE);
}

void diff_show(struct buf *out, const void *bytes, size_t n)
{
    const u8 *p = bytes;
    for (size_t i = 0; i < n;) {
        size_t length = utf8_length(p + i, n - i);
        if (length > 1 && !invisible(p + i)) {
            buf_add(out, p + i, length);
        } else {
            length = 1;
            if (p[i] == '\\' || p[i] == '\t')
                buf_add(out, p + i, 1);
            else
                cescape_encode(out, p + i, 1);
        }
        i += length;
    }
}

static bool lines_open(struct lines *l, const struct buf *b)
{
    u32 count = 0;
    for (size_t i = 0; i < b->size; i++)
        count += b->data[i] == '\n';
    l->line = calloc(count + 1, sizeof(*l->line));
    for (size_t at = 0; l->line && at < b->size;) {
        const u8 *p = b->data + at, *end = memchr(p, '\n', b->size - at);
        size_t n = end ? (size_t)(end - p) : b->size - at;
        l->line[l->count++] = (struct line){p, n, end != NULL};
        at += n + 1;
    }
    return l->line != NULL;
}

static bool same(const struct line *a, const struct line *b)
{
    return a->size == b->size && a->end == b->end &&
           memcmp(a->at, b->at, a->size) == 0;
}

static void show(struct diff *d, char sign, const struct line *l)
{
    if (d->left == 0) {
        d->hidden++;
        return;
    }
    d->left--;
    buf_printf(d->out, "%s%c", d->indent, sign);
    diff_show(d->out, l->at,
              l->size < LINE_MAX_BYTES ? l->size : LINE_MAX_BYTES);
    buf_printf(d->out, "%s%s\n", l->size > LINE_MAX_BYTES ? " ..." : "",
               l->end ? "" : "  (no line feed at the end)");
}

static u16 *cell(const struct diff *d, u32 i, u32 j)
{
    return &d->cell[(size_t)i * (d->gots + 1) + j];
}

static const struct line *want_at(const struct diff *d, u32 i)
{
    return &d->want.line[d->head + i];
}

static const struct line *got_at(const struct diff *d, u32 j)
{
    return &d->got.line[d->head + j];
}

static void cells_fill(struct diff *d)
{
    u64 cells = (u64)(d->wants + 1) * (d->gots + 1);
    bool fits = cells <= CELLS_MAX && d->wants < UINT16_MAX;
    d->cell = fits ? calloc(cells, sizeof(*d->cell)) : NULL;
    for (u32 i = d->wants; d->cell && i-- > 0;) {
        for (u32 j = d->gots; j-- > 0;) {
            u16 down = *cell(d, i + 1, j), right = *cell(d, i, j + 1);
            if (same(want_at(d, i), got_at(d, j)))
                *cell(d, i, j) = (u16)(*cell(d, i + 1, j + 1) + 1);
            else
                *cell(d, i, j) = down > right ? down : right;
        }
    }
}

static void show_between(struct diff *d)
{
    u32 i = 0, j = 0;
    while (i < d->wants || j < d->gots) {
        bool both = i < d->wants && j < d->gots;
        if (both && d->cell && same(want_at(d, i), got_at(d, j))) {
            show(d, ' ', want_at(d, i++));
            j++;
        } else if (j == d->gots ||
                   (i < d->wants &&
                    (!d->cell || *cell(d, i + 1, j) >= *cell(d, i, j + 1)))) {
            show(d, '-', want_at(d, i++));
        } else {
            show(d, '+', got_at(d, j++));
        }
    }
}

static void show_all(struct diff *d)
{
    u32 most = d->want.count < d->got.count ? d->want.count : d->got.count;
    u32 tail = 0;
    while (d->head < most &&
           same(&d->want.line[d->head], &d->got.line[d->head]))
        d->head++;
    while (tail < most - d->head &&
           same(&d->want.line[d->want.count - 1 - tail],
                &d->got.line[d->got.count - 1 - tail]))
        tail++;
    d->wants = d->want.count - d->head - tail;
    d->gots = d->got.count - d->head - tail;
    cells_fill(d);
    for (u32 i = d->head > CONTEXT ? d->head - CONTEXT : 0; i < d->head; i++)
        show(d, ' ', &d->want.line[i]);
    show_between(d);
    for (u32 i = 0; i < tail && i < CONTEXT; i++)
        show(d, ' ', &d->want.line[d->head + d->wants + i]);
    if (d->hidden > 0)
        buf_printf(d->out, "%s... %u more lines\n", d->indent, d->hidden);
}

void diff_lines(struct buf *out, const struct buf *want, const struct buf *got,
                const char *indent, u32 max)
{
    struct diff d = {.out = out, .indent = indent, .left = max};
    bool ok = lines_open(&d.want, want);
    ok = lines_open(&d.got, got) && ok;
    if (ok)
        show_all(&d);
    else
        out->failed = true;
    free(d.want.line);
    free(d.got.line);
    free(d.cell);
}
