/* SPDX-License-Identifier: MIT
 *
 * The panel of registers: the state of the core, r0 to r31, and the registers
 * with long names, each group in as many columns as fit. Invariant: the
 * cursor counts registers in the order in which they are drawn, and lies on
 * one of them.
 */
#include "panels.h"

#include <inttypes.h>
#include <vm/uop.h>

enum { GENERAL = 32, SHORT_NAME = 5, SHORT_CELL = 15, LONG_CELL = 20 };

enum group { GROUP_STATE, GROUP_GENERAL, GROUP_LONG, GROUPS };

/* Where the registers are drawn. */
struct grid {
    u32 count;
    struct {
        u32 number; /* of the register */
        u32 row, column, width;
    } cell[LOOK_REGISTERS];
};

static enum group group_of(u32 number)
{
    if (number < GENERAL)
        return GROUP_GENERAL;
    return strlen(control_register_name(number)) > SHORT_NAME ? GROUP_LONG
                                                              : GROUP_STATE;
}

/* Adds a group from a row on; returns the row behind it. */
static u32 grid_add(struct grid *grid, const struct panels *p, enum group group,
                    u32 row)
{
    u32 width = group == GROUP_LONG ? LONG_CELL : SHORT_CELL, n = 0;
    u32 columns = (layout_inner(&p->layout, PANEL_REGISTERS).width + 1) / width;
    columns = columns ? columns : 1;
    for (u32 i = 0; i < p->look.register_count; i++) {
        if (group_of(i) != group)
            continue;
        u32 k = grid->count++;
        grid->cell[k].number = i;
        grid->cell[k].row = row + n / columns;
        grid->cell[k].column = n % columns;
        grid->cell[k].width = width;
        n++;
    }
    return row + (n + columns - 1) / columns;
}

static void grid_make(struct grid *grid, const struct panels *p)
{
    grid->count = 0;
    for (u32 group = 0, row = 0; group < GROUPS; group++)
        row = grid_add(grid, p, group, row);
}

/* --- the cursor ----------------------------------------------------------- */

u32 registers_chosen(const struct panels *p)
{
    struct grid grid;
    grid_make(&grid, p);
    u32 i = p->cursor[PANEL_REGISTERS];
    return i < grid.count ? grid.cell[i].number : 0;
}

/* The register of a row that lies in the column, or the last one of it. */
static u32 grid_find(const struct grid *grid, u32 row, u32 column)
{
    u32 found = grid->count - 1;
    for (u32 i = grid->count; i-- > 0;)
        if (grid->cell[i].row == row &&
            (grid->cell[i].column >= column || grid->cell[found].row != row))
            found = i;
    return found;
}

void registers_move(struct panels *p, i64 rows, i64 columns)
{
    u32 *cursor = &p->cursor[PANEL_REGISTERS];
    struct grid grid;
    grid_make(&grid, p);
    if (grid.count == 0)
        return;
    i64 last = grid.count - 1, row = grid.cell[*cursor].row + rows;
    i64 to = *cursor + columns;
    i64 last_row = grid.cell[last].row;
    *cursor = (u32)(to < 0 ? 0 : to > last ? last : to);
    if (rows != 0)
        *cursor = grid_find(&grid,
                            (u32)(row < 0          ? 0
                                  : row > last_row ? last_row
                                                   : row),
                            grid.cell[*cursor].column);
}

void registers_click(struct panels *p, u32 column, u32 row)
{
    struct grid grid;
    grid_make(&grid, p);
    for (u32 i = 0; i < grid.count; i++)
        if (grid.cell[i].row == row + p->top[PANEL_REGISTERS] &&
            grid.cell[i].column == column / grid.cell[i].width)
            p->cursor[PANEL_REGISTERS] = i;
}

void registers_settle(struct panels *p)
{
    u32 *cursor = &p->cursor[PANEL_REGISTERS], *top = &p->top[PANEL_REGISTERS];
    u32 rows = layout_inner(&p->layout, PANEL_REGISTERS).height;
    struct grid grid;
    grid_make(&grid, p);
    if (*cursor >= grid.count)
        *cursor = grid.count ? grid.count - 1 : 0;
    if (grid.count == 0 || rows == 0)
        return;
    u32 row = grid.cell[*cursor].row, last = grid.cell[grid.count - 1].row;
    if (row < *top)
        *top = row;
    if (row - *top >= rows)
        *top = row - rows + 1;
    if (last < rows)
        *top = 0;
}

/* --- drawing -------------------------------------------------------------- */

static void draw_flags(const struct panels *p, struct cells *g)
{
    static const struct {
        u32 bit;
        char letter;
    } flags[] = {
        {UFLAG_C, 'C'}, {UFLAG_Z, 'Z'}, {UFLAG_S, 'S'}, {UFLAG_O, 'O'}};
    char note[ARRAY_LEN(flags) + 1] = "";
    for (u32 i = 0; i < ARRAY_LEN(flags); i++)
        note[i] = p->look.flags & flags[i].bit ? flags[i].letter : '-';
    draw_note(p, g, PANEL_REGISTERS, INK_DIM, note);
}

static void draw_register(const struct panels *p, struct cells *g,
                          struct area a, const struct grid *grid, u32 i)
{
    enum { AROUND = 10 }; /* digits, a space on each side */
    const struct look *k = &p->look;
    u32 number = grid->cell[i].number, value = k->value[number];
    u32 width = grid->cell[i].width, column = grid->cell[i].column * width;
    u32 row = grid->cell[i].row - p->top[PANEL_REGISTERS];
    enum ink ink = k->changed[number] ? INK_AMBER
                   : value == 0       ? INK_FAINT
                                      : INK_TEXT;
    if (panels_marked(p, PANEL_REGISTERS) && i == p->cursor[PANEL_REGISTERS])
        area_fill(g, area_within(a, (struct area){column, row, width - 1, 1}),
                  PAPER_CURSOR);
    area_text(g, a, column, row, INK_DIM, "%s", control_register_name(number));
    area_text(g, a, column + width - AROUND + 1, row, ink, "%08" PRIX32, value);
}

void draw_registers(const struct panels *p, struct cells *g, struct area a)
{
    struct grid grid;
    draw_flags(p, g);
    grid_make(&grid, p);
    for (u32 i = 0; i < grid.count; i++)
        if (grid.cell[i].row >= p->top[PANEL_REGISTERS])
            draw_register(p, g, a, &grid, i);
}
