/* SPDX-License-Identifier: MIT
 *
 * An answer as text: lines, tables, cells side by side. What a guest or a file
 * named cannot steer the terminal: control characters become '?'. Columns are
 * as wide as their widest cell; no line ends with a space.
 */
#include <vm/out.h>

#include "out_node.h"

#include <inttypes.h>

enum { COLUMNS_MAX = 16, LINE_COLUMNS = 79, GAP = 2 };

/* The node behind the whole of node i. */
static u32 behind(const struct out *o, u32 i)
{
    u32 depth = 0;
    do {
        u8 kind = out_node(o, i++)->kind;
        if (kind == OUT_OBJECT || kind == OUT_LIST)
            depth++;
        else if (kind == OUT_END)
            depth--;
    } while (depth != 0);
    return i;
}

static bool is_shown(const struct out_node *n)
{
    return n->reader != OUT_PROGRAM;
}

/* First shown child from i on; the END of the parent when there is none. */
static u32 child(const struct out *o, u32 i)
{
    while (out_node(o, i)->kind != OUT_END && !is_shown(out_node(o, i)))
        i = behind(o, i);
    return i;
}

static bool is_end(const struct out *o, u32 i)
{
    return out_node(o, i)->kind == OUT_END;
}

static void scalar_text(const struct out *o, const struct out_node *n,
                        struct buf *b)
{
    switch (n->kind) {
    case OUT_NUMBER:
        buf_printf(b, "%" PRIu64, n->value);
        break;
    case OUT_HEX:
        buf_printf(b, "0x%0*" PRIX64, (int)n->digits, n->value);
        break;
    case OUT_FLAG:
        buf_printf(b, n->value ? "yes" : "no");
        break;
    case OUT_TEXT:
        for (const char *p = out_string(o, (u32)n->value); *p; p++)
            buf_add(b, (u8)*p < 0x20 || *p == 0x7F ? "?" : p, 1);
        break;
    }
}

/* A scalar, or the scalars of a list with commas. */
static void cell_text(const struct out *o, u32 i, struct buf *b)
{
    const struct out_node *n = out_node(o, i);
    if (n->kind != OUT_LIST && n->kind != OUT_OBJECT) {
        scalar_text(o, n, b);
        return;
    }
    u32 at = child(o, i + 1);
    for (bool first = true; !is_end(o, at); first = false) {
        if (!first)
            buf_add(b, ", ", 2);
        scalar_text(o, out_node(o, at), b);
        at = child(o, behind(o, at));
    }
}

static void pad(struct buf *b, size_t n)
{
    while (n-- != 0)
        buf_add(b, " ", 1);
}

static void line_end(struct buf *b)
{
    while (b->size != 0 && b->data[b->size - 1] == ' ')
        b->size--;
    buf_add(b, "\n", 1);
}

/* --- tables --------------------------------------------------------------- */

struct table {
    const char *key[COLUMNS_MAX];
    size_t width[COLUMNS_MAX];
    u32 columns;
};

static u32 column_of(struct table *t, const char *key)
{
    u32 k = 0;
    while (k < t->columns && strcmp(t->key[k], key) != 0)
        k++;
    if (k == t->columns && k < COLUMNS_MAX) {
        t->key[k] = key;
        t->width[k] = strlen(key);
        t->columns++;
    }
    return k;
}

static void table_measure(const struct out *o, u32 list, struct table *t)
{
    struct buf cell = {0};
    for (u32 row = child(o, list + 1); !is_end(o, row);
         row = child(o, behind(o, row))) {
        if (out_node(o, row)->kind != OUT_OBJECT)
            continue;
        for (u32 i = child(o, row + 1); !is_end(o, i);
             i = child(o, behind(o, i))) {
            u32 k = column_of(t, out_key(o, out_node(o, i)));
            cell.size = 0;
            cell_text(o, i, &cell);
            if (k < COLUMNS_MAX && cell.size > t->width[k])
                t->width[k] = cell.size;
        }
    }
    buf_free(&cell);
}

static void row_print(const struct out *o, u32 row, struct table *t,
                      struct buf *b)
{
    for (u32 k = 0; k < t->columns; k++) {
        size_t start = b->size;
        u32 i = child(o, row + 1);
        while (!is_end(o, i) && strcmp(out_key(o, out_node(o, i)), t->key[k]))
            i = child(o, behind(o, i));
        if (!is_end(o, i))
            cell_text(o, i, b);
        pad(b, t->width[k] + GAP - (b->size - start));
    }
    line_end(b);
}

static void table_print(const struct out *o, u32 list, struct buf *b)
{
    struct table t = {.columns = 0};
    table_measure(o, list, &t);
    for (u32 k = 0; k < t.columns; k++) {
        buf_add(b, t.key[k], strlen(t.key[k]));
        pad(b, t.width[k] + GAP - strlen(t.key[k]));
    }
    line_end(b);
    for (u32 row = child(o, list + 1); !is_end(o, row);
         row = child(o, behind(o, row)))
        if (out_node(o, row)->kind == OUT_OBJECT)
            row_print(o, row, &t, b);
}

/* --- cells side by side, lines -------------------------------------------- */

struct cells {
    size_t key, value; /* widths */
};

static void cells_measure(const struct out *o, u32 parent, struct cells *c)
{
    struct buf cell = {0};
    for (u32 i = child(o, parent + 1); !is_end(o, i);
         i = child(o, behind(o, i))) {
        size_t key = strlen(out_key(o, out_node(o, i)));
        cell.size = 0;
        cell_text(o, i, &cell);
        c->key = key > c->key ? key : c->key;
        c->value = cell.size > c->value ? cell.size : c->value;
    }
    buf_free(&cell);
}

static void cells_print(const struct out *o, u32 parent, struct buf *b)
{
    struct cells c = {0};
    cells_measure(o, parent, &c);
    size_t width = c.key + (c.key ? 1 : 0) + c.value + GAP, used = 0;
    for (u32 i = child(o, parent + 1); !is_end(o, i);
         i = child(o, behind(o, i))) {
        const char *key = out_key(o, out_node(o, i));
        if (used != 0 && used + width - GAP > LINE_COLUMNS) {
            line_end(b);
            used = 0;
        }
        size_t start = b->size;
        buf_add(b, key, strlen(key));
        pad(b, c.key + (c.key ? 1 : 0) - strlen(key));
        cell_text(o, i, b);
        pad(b, width - (b->size - start));
        used += width;
    }
    if (used != 0)
        line_end(b);
}

static void list_print(const struct out *o, u32 list, struct buf *b)
{
    u32 first = child(o, list + 1);
    if (is_end(o, first))
        return;
    if (out_node(o, first)->kind == OUT_OBJECT) {
        table_print(o, list, b);
    } else if (out_node(o, first)->kind != OUT_TEXT) {
        cells_print(o, list, b);
    } else {
        for (u32 i = first; !is_end(o, i); i = child(o, behind(o, i))) {
            cell_text(o, i, b);
            line_end(b);
        }
    }
}

bool out_print(const struct out *o, struct buf *b)
{
    for (u32 i = 0; i < out_count(o); i = behind(o, i)) {
        const struct out_node *n = out_node(o, i);
        if (!is_shown(n))
            continue;
        if (n->kind == OUT_LIST) {
            list_print(o, i, b);
        } else if (n->kind == OUT_OBJECT) {
            cells_print(o, i, b);
        } else {
            buf_printf(b, "%s: ", out_key(o, n));
            scalar_text(o, n, b);
            line_end(b);
        }
    }
    return !b->failed && !out_failed(o);
}
