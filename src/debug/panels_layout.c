/* SPDX-License-Identifier: MIT
 *
 * Where panels lie on a grid of any size. A large grid shows all of them in
 * two columns, a small one (80 x 30, a window of 640 x 480) lets some share a
 * place, a tiny one shows the focused panel alone. Invariant: areas lie in the
 * grid and do not overlap.
 */
#include "panels.h"

enum {
    BIT_ALL = (1 << PANEL_COUNT) - 1,
    BIT_LEFT = 1 << PANEL_MEMORY | 1 << PANEL_CONSOLE,
    BIT_RIGHT = 1 << PANEL_CORES | 1 << PANEL_POINTS | 1 << PANEL_DEVICES,
    BAR_ROWS = 3, /* title, command, keys */
    TINY_COLUMNS = 64,
    TINY_ROWS = 18,
    LARGE_COLUMNS = 120,
    LARGE_ROWS = 44,
    REGISTER_COLUMNS = 31,     /* two registers a row */
    REGISTER_ROWS = 20,        /* all short ones so */
    WIDE_REGISTER_COLUMNS = 46 /* three */
};

static u32 between(u32 value, u32 least, u32 most)
{
    value = value > least ? value : least;
    return value < most ? value : most;
}

u32 layout_place(enum panel panel)
{
    if (BIT_LEFT >> panel & 1)
        return PLACE_LEFT;
    return BIT_RIGHT >> panel & 1 ? PLACE_RIGHT : PLACES;
}

static void put(struct layout *l, enum panel panel, struct area a, u32 sharing)
{
    l->panel[panel] = a;
    l->sharing[panel] = (u8)sharing;
}

/* Code and registers above; below memory or console, and one of the lists. The
 * console is wide unless a list has the focus, and high while it has it. */
static void layout_small(struct layout *l, struct area b, enum panel focus,
                         const u8 chosen[PLACES])
{
    bool wide = chosen[PLACE_LEFT] == PANEL_CONSOLE &&
                layout_place(focus) != PLACE_RIGHT;
    u32 low = between(b.height - between(b.height, 0, REGISTER_ROWS), 7, 12);
    if (focus == PANEL_CONSOLE)
        low = b.height / 2;
    u32 high = b.height - low, right = REGISTER_COLUMNS;
    u32 left = b.width - right, below = b.y + high;
    put(l, PANEL_CODE, (struct area){b.x, b.y, left, high}, 1 << PANEL_CODE);
    put(l, PANEL_REGISTERS, (struct area){b.x + left, b.y, right, high},
        1 << PANEL_REGISTERS);
    put(l, chosen[PLACE_LEFT],
        (struct area){b.x, below, wide ? b.width : left, low}, BIT_LEFT);
    if (!wide)
        put(l, chosen[PLACE_RIGHT],
            (struct area){b.x + left, below, right, low}, BIT_RIGHT);
}

static void layout_large(struct layout *l, struct area b)
{
    u32 right = WIDE_REGISTER_COLUMNS, left = b.width - right;
    u32 x = b.x + left, low = b.height / 4, memory = b.height / 4;
    u32 code = b.height - memory - low;
    put(l, PANEL_CODE, (struct area){b.x, b.y, left, code}, 1 << PANEL_CODE);
    put(l, PANEL_MEMORY, (struct area){b.x, b.y + code, left, memory},
        1 << PANEL_MEMORY);
    put(l, PANEL_CONSOLE, (struct area){b.x, b.y + code + memory, left, low},
        1 << PANEL_CONSOLE);
    u32 registers = 19, third = (b.height - registers) / 3;
    u32 y = b.y + registers;
    put(l, PANEL_REGISTERS, (struct area){x, b.y, right, registers},
        1 << PANEL_REGISTERS);
    put(l, PANEL_CORES, (struct area){x, y, right, third}, 1 << PANEL_CORES);
    put(l, PANEL_POINTS, (struct area){x, y + third, right, third},
        1 << PANEL_POINTS);
    put(l, PANEL_DEVICES,
        (struct area){x, y + 2 * third, right,
                      b.height - registers - 2 * third},
        1 << PANEL_DEVICES);
}

void layout_make(struct layout *l, u32 columns, u32 rows, enum panel focus,
                 const u8 chosen[PLACES])
{
    struct area all = {0, 0, columns, rows};
    *l = (struct layout){0};
    u32 bars = between(rows / 2, 0, BAR_ROWS);
    struct area body =
        area_within(all, (struct area){0, bars > 1, columns, rows - bars});
    if (bars > 0)
        l->command = area_row(all, rows - bars + (bars > 1));
    if (bars > 1)
        l->title = area_row(all, 0);
    if (bars > 2)
        l->keys = area_row(all, rows - 1);
    if (columns >= LARGE_COLUMNS && rows >= LARGE_ROWS)
        layout_large(l, body);
    else if (columns >= TINY_COLUMNS && rows >= TINY_ROWS)
        layout_small(l, body, focus, chosen);
    else
        put(l, focus, body, BIT_ALL);
}

struct area layout_inner(const struct layout *l, enum panel panel)
{
    struct area a = l->panel[panel];
    if (a.height == 0 || a.width < 2)
        return (struct area){a.x, a.y, 0, 0};
    return (struct area){a.x + 1, a.y + 1, a.width - 2, a.height - 1};
}

u32 layout_memory_bytes(const struct layout *l)
{
    enum { AROUND = 12, EACH = 4, MOST = 32 };
    u32 width = layout_inner(l, PANEL_MEMORY).width, bytes = 1;
    while (bytes < MOST && AROUND + 2 * bytes * EACH <= width)
        bytes *= 2;
    return bytes;
}
