/* SPDX-License-Identifier: MIT
 *
 * The grid of the panels. Colours are those of the boot screen, whose table
 * (bios/theme.inc) the build turns into theme.h; papers let a little of the
 * guest's picture through. Invariant: every cell holds a sign of the font.
 */
#include "cells.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "theme.h"

enum { TEXT_MAX = 512 };

static u32 smaller(u32 a, u32 b)
{
    return a < b ? a : b;
}

bool cells_resize(struct cells *g, u32 columns, u32 rows)
{
    columns = smaller(columns, CELLS_MAX);
    rows = smaller(rows, CELLS_MAX);
    size_t n = (size_t)columns * rows;
    struct cell *cell = realloc(g->cell, (n + 1) * sizeof(*cell));
    if (cell == NULL) {
        cells_free(g);
        return false;
    }
    *g = (struct cells){columns, rows, cell};
    for (size_t i = 0; i < n; i++)
        cell[i] = (struct cell){' ', INK_TEXT, PAPER_NONE, 0};
    return true;
}

void cells_free(struct cells *g)
{
    free(g->cell);
    *g = (struct cells){0};
}

struct cell *cells_at(const struct cells *g, u32 x, u32 y)
{
    return x < g->columns && y < g->rows ? &g->cell[(size_t)y * g->columns + x]
                                         : NULL;
}

struct area area_within(struct area a, struct area b)
{
    u32 x = smaller(b.x, a.width), y = smaller(b.y, a.height);
    return (struct area){a.x + x, a.y + y, smaller(b.width, a.width - x),
                         smaller(b.height, a.height - y)};
}

void area_fill(struct cells *g, struct area a, enum paper paper)
{
    for (u32 y = 0; y < a.height; y++)
        for (u32 x = 0; x < a.width; x++) {
            struct cell *c = cells_at(g, a.x + x, a.y + y);
            if (c)
                c->paper = (u8)paper;
        }
}

static void edge_add(struct cells *g, u32 x, u32 y, u32 edges)
{
    struct cell *c = cells_at(g, x, y);
    if (c)
        c->edges |= (u8)edges;
}

void area_frame(struct cells *g, struct area a, bool bright)
{
    u32 more = bright ? EDGE_BRIGHT : 0;
    if (a.width == 0 || a.height == 0)
        return;
    for (u32 x = 0; x < a.width; x++) {
        edge_add(g, a.x + x, a.y, EDGE_TOP | more);
        edge_add(g, a.x + x, a.y + a.height - 1, EDGE_BOTTOM | more);
    }
    for (u32 y = 0; y < a.height; y++) {
        edge_add(g, a.x, a.y + y, EDGE_LEFT | more);
        edge_add(g, a.x + a.width - 1, a.y + y, EDGE_RIGHT | more);
    }
}

void area_sign(struct cells *g, struct area a, u32 column, u32 row, u8 sign,
               enum ink ink)
{
    if (column >= a.width || row >= a.height)
        return;
    struct cell *c = cells_at(g, a.x + column, a.y + row);
    if (!c)
        return;
    c->sign = sign >= SIGN_FIRST && sign < SIGN_END ? sign : SIGN_BOX;
    c->ink = (u8)ink;
}

u32 area_text(struct cells *g, struct area a, u32 column, u32 row, enum ink ink,
              const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    const u8 *p = (const u8 *)text;
    for (; *p && column < a.width; p++, column++)
        area_sign(g, a, column, row, *p < SIGN_BOX ? *p : SIGN_BOX, ink);
    if (*p && a.width != 0)
        area_sign(g, a, a.width - 1, row, SIGN_MORE, INK_DIM);
    return column;
}

void cells_text(const struct cells *g, struct area a, struct buf *text)
{
    for (u32 y = 0; y < a.height; y++) {
        char line[CELLS_MAX + 1];
        u32 size = 0;
        for (u32 x = 0; x < a.width && x < CELLS_MAX; x++) {
            const struct cell *c = cells_at(g, a.x + x, a.y + y);
            line[x] = c && c->sign < SIGN_BOX ? (char)c->sign : ' ';
            if (line[x] != ' ')
                size = x + 1;
        }
        line[size] = '\n';
        buf_add(text, line, size + 1);
    }
}

/* --- pixels --------------------------------------------------------------- */

/* a, and `part` of 16 of b. */
#define MIX8(a, b, part, shift)                    \
    ((((((a) >> (shift)) & 0xFF) * (16 - (part)) + \
       (((b) >> (shift)) & 0xFF) * (part)) /       \
      16)                                          \
     << (shift))
#define MIX(a, b, part) \
    (MIX8(a, b, part, 0) | MIX8(a, b, part, 8) | MIX8(a, b, part, 16))
#define ARGB(alpha, rgb) ((u32)(alpha) << 24 | (u32)(rgb))

static const u32 ink_colour[] = {
    [INK_TEXT] = ARGB(0xFF, THEME_TEXT),
    [INK_DIM] = ARGB(0xFF, THEME_DIM),
    [INK_FAINT] = ARGB(0xFF, MIX(THEME_FAINT, THEME_DIM, 8)),
    [INK_AMBER] = ARGB(0xFF, THEME_AMBER),
    [INK_RED] = ARGB(0xFF, THEME_RED),
    [INK_BACK] = ARGB(0xFF, THEME_BACK),
};

static const u32 paper_colour[] = {
    [PAPER_NONE] = ARGB(0x90, THEME_BACK),
    [PAPER_PANEL] = ARGB(0xE4, THEME_PANEL),
    [PAPER_HEAD] = ARGB(0xEC, MIX(THEME_PANEL, THEME_BORDER, 10)),
    [PAPER_BAR] = ARGB(0xF2, THEME_BACK),
    [PAPER_HERE] = ARGB(0xF0, MIX(THEME_PANEL, THEME_AMBER, 4)),
    [PAPER_CURSOR] = ARGB(0xF0, MIX(THEME_BORDER, THEME_DIM, 3)),
    [PAPER_AMBER] = ARGB(0xFF, THEME_AMBER),
    [PAPER_RED] = ARGB(0xFF, THEME_RED),
};

static void cell_paint(const struct cell *c, u32 *at, u32 stride)
{
    const u8 *glyph = panels_font[c->sign - SIGN_FIRST];
    u32 ink = ink_colour[c->ink], paper = paper_colour[c->paper];
    for (u32 y = 0; y < CELL_HEIGHT; y++)
        for (u32 x = 0; x < CELL_WIDTH; x++)
            at[(size_t)y * stride + x] = glyph[y] & 0x80 >> x ? ink : paper;
}

static void edges_paint(const struct cell *c, u32 *at, u32 stride)
{
    u32 colour = c->edges & EDGE_BRIGHT
                     ? ARGB(0xFF, MIX(THEME_BORDER, THEME_AMBER, 10))
                     : ARGB(0xFF, MIX(THEME_BORDER, THEME_FAINT, 8));
    u32 *last = at + (size_t)(CELL_HEIGHT - 1) * stride;
    for (u32 x = 0; x < CELL_WIDTH; x++) {
        if (c->edges & EDGE_TOP)
            at[x] = colour;
        if (c->edges & EDGE_BOTTOM)
            last[x] = colour;
    }
    for (u32 y = 0; y < CELL_HEIGHT; y++) {
        if (c->edges & EDGE_LEFT)
            at[(size_t)y * stride] = colour;
        if (c->edges & EDGE_RIGHT)
            at[(size_t)y * stride + CELL_WIDTH - 1] = colour;
    }
}

void cells_paint(const struct cells *g, u32 *pixels, u32 width, u32 height)
{
    u32 columns = smaller(g->columns, width / CELL_WIDTH);
    u32 rows = smaller(g->rows, height / CELL_HEIGHT);
    u32 left = (width - columns * CELL_WIDTH) / 2;
    u32 top = (height - rows * CELL_HEIGHT) / 2;
    for (size_t i = 0; i < (size_t)width * height; i++)
        pixels[i] = paper_colour[PAPER_NONE];
    for (u32 y = 0; y < rows; y++)
        for (u32 x = 0; x < columns; x++) {
            const struct cell *c = cells_at(g, x, y);
            u32 *at = pixels + (size_t)(top + y * CELL_HEIGHT) * width + left +
                      x * CELL_WIDTH;
            cell_paint(c, at, width);
            if (c->edges)
                edges_paint(c, at, width);
        }
}
