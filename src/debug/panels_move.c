/* SPDX-License-Identifier: MIT
 *
 * Moves what the panels show and have chosen, by keys and by the mouse. It
 * changes nothing of the machine; cursors are settled when all is drawn.
 */
#include "panels.h"

enum { PAGE_ROWS = 8 };

static u32 moved(u32 value, i64 by, u32 most)
{
    i64 to = (i64)value + by;
    return to < 0 ? 0 : to > most ? most : (u32)to;
}

void panels_memory_at(struct panels *p, u32 at)
{
    p->memory_at = p->memory_cursor = at;
    p->memory_follows[0] = '\0';
    p->dirty = true;
}

/* The first row follows when the cursor leaves what is shown. */
static void move_byte(struct panels *p, i64 bytes)
{
    u32 row = layout_memory_bytes(&p->layout);
    u32 rows = layout_inner(&p->layout, PANEL_MEMORY).height;
    u32 size = rows * row;
    p->memory_follows[0] = '\0';
    p->memory_cursor = moved(p->memory_cursor, bytes, UINT32_MAX);
    while (p->memory_cursor < p->memory_at)
        p->memory_at = moved(p->memory_at, -(i64)row, UINT32_MAX);
    if (size != 0 && p->memory_cursor - p->memory_at >= size)
        p->memory_at +=
            (p->memory_cursor - p->memory_at - size) / row * row + row;
}

static void move_core(struct panels *p, i64 rows)
{
    u32 core = moved(p->caller.core, rows, p->m->core_count - 1);
    p->follow |= core != p->caller.core;
    p->caller.core = core;
}

static void move_rows(struct panels *p, i64 rows)
{
    u32 step = p->m->core[0]->isa->insn_bytes;
    switch (p->focus) {
    case PANEL_CODE:
        p->code_cursor =
            moved(p->code_cursor, rows * step, UINT32_MAX - step + 1);
        break;
    case PANEL_REGISTERS:
        registers_move(p, rows, 0);
        break;
    case PANEL_MEMORY:
        move_byte(p, rows * layout_memory_bytes(&p->layout));
        break;
    case PANEL_CORES:
        move_core(p, rows);
        break;
    default:
        p->cursor[p->focus] = moved(p->cursor[p->focus], rows, UINT32_MAX);
    }
}

void move_up(struct panels *p)
{
    if (p->focus == PANEL_CONSOLE)
        console_history(&p->console, -1);
    else
        move_rows(p, -1);
}

void move_down(struct panels *p)
{
    if (p->focus == PANEL_CONSOLE)
        console_history(&p->console, 1);
    else
        move_rows(p, 1);
}

static void scroll(struct panels *p, i64 rows)
{
    if (p->focus == PANEL_CONSOLE)
        p->console.back = moved(p->console.back, -rows, UINT32_MAX);
    else
        move_rows(p, rows);
}

void move_page_up(struct panels *p)
{
    scroll(p, -PAGE_ROWS);
}

void move_page_down(struct panels *p)
{
    scroll(p, PAGE_ROWS);
}

void move_left(struct panels *p)
{
    struct console *k = &p->console;
    if (p->focus == PANEL_CONSOLE)
        k->cursor = moved(k->cursor, -1, k->size);
    else if (p->focus == PANEL_MEMORY)
        move_byte(p, -1);
    else if (p->focus == PANEL_REGISTERS)
        registers_move(p, 0, -1);
}

void move_right(struct panels *p)
{
    struct console *k = &p->console;
    if (p->focus == PANEL_CONSOLE)
        k->cursor = moved(k->cursor, 1, k->size);
    else if (p->focus == PANEL_MEMORY)
        move_byte(p, 1);
    else if (p->focus == PANEL_REGISTERS)
        registers_move(p, 0, 1);
}

void move_home(struct panels *p)
{
    if (p->focus == PANEL_CONSOLE)
        p->console.cursor = 0;
    else if (p->focus == PANEL_CODE)
        p->follow = true;
    else
        move_rows(p, -(i64)UINT32_MAX);
}

void move_end(struct panels *p)
{
    if (p->focus == PANEL_CONSOLE)
        p->console.cursor = p->console.size;
    else if (p->focus == PANEL_REGISTERS || p->focus > PANEL_MEMORY)
        move_rows(p, UINT32_MAX);
}

/* --- mouse ---------------------------------------------------------------- */

static bool area_has(struct area a, u32 column, u32 row)
{
    return column - a.x < a.width && row - a.y < a.height;
}

/* In the hexadecimal digits. */
static void click_byte(struct panels *p, u32 column, u32 row)
{
    u32 bytes = layout_memory_bytes(&p->layout);
    u32 i = (column - MEMORY_HEX) / 3;
    if (column < MEMORY_HEX || i >= bytes)
        return;
    p->memory_cursor = moved(p->memory_at, (i64)row * bytes + i, UINT32_MAX);
}

/* The row that was clicked becomes the chosen one. */
static void click(struct panels *p, enum panel panel, u32 column, u32 row)
{
    u32 i = p->top[panel] + row;
    if (panel == PANEL_CODE && row < p->look.line_count)
        p->code_cursor = p->look.line[row].at;
    else if (panel == PANEL_CORES && i < p->look.core_count)
        move_core(p, (i64)i - p->caller.core);
    else if (panel == PANEL_REGISTERS)
        registers_click(p, column, row);
    else if (panel == PANEL_MEMORY)
        click_byte(p, column, row);
    else if (panels_count(p, panel) != 0)
        p->cursor[panel] = i;
}

bool panels_mouse(struct panels *p, u32 column, u32 row, int wheel)
{
    enum { WHEEL_ROWS = 3 };
    if (!panels_take_keys(p))
        return false;
    for (u32 i = 0; i < PANEL_COUNT; i++) {
        struct area inner = layout_inner(&p->layout, i);
        if (!area_has(p->layout.panel[i], column, row))
            continue;
        panels_focus(p, i);
        if (wheel == 0 && area_has(inner, column, row))
            click(p, i, column - inner.x, row - inner.y);
        scroll(p, -(i64)wheel * WHEEL_ROWS);
    }
    p->dirty = true;
    return true;
}
