/* SPDX-License-Identifier: MIT
 *
 * Draws the panels that are lists, with a cursor: cores, points, devices; and
 * the console with the command line. panels_settle keeps cursors in their
 * lists; here they are only shown.
 */
#include "panels.h"

#include <inttypes.h>
#include <stdio.h>

u32 panels_count(const struct panels *p, enum panel panel)
{
    switch (panel) {
    case PANEL_CORES:
        return p->look.core_count;
    case PANEL_POINTS:
        return p->look.point_count;
    case PANEL_DEVICES:
        return p->look.device_count;
    default:
        return 0;
    }
}

/* Draws the rows of a list that can be seen. */
static void draw_list(const struct panels *p, struct cells *g, struct area a,
                      enum panel panel,
                      void (*draw)(const struct look *k, struct cells *g,
                                   struct area row, u32 i))
{
    u32 n = panels_count(p, panel), top = p->top[panel];
    char note[32];
    snprintf(note, sizeof(note), "%" PRIu32 "-%" PRIu32 " of %" PRIu32, top + 1,
             top + a.height, n);
    if (n > a.height && a.height != 0)
        draw_note(p, g, panel, INK_DIM, note);
    for (u32 row = 0; row < a.height && top + row < n; row++) {
        struct area at = area_row(a, row);
        if (p->focus == panel && p->cursor[panel] == top + row)
            area_fill(g, at, PAPER_CURSOR);
        draw(&p->look, g, at, top + row);
    }
}

static void draw_core(const struct look *k, struct cells *g, struct area a,
                      u32 i)
{
    static const char *const states[] = {[CORE_PARKED] = "parked",
                                         [CORE_RUNNING] = "running",
                                         [CORE_WAITING] = "waiting"};
    const struct look_core *c = &k->cores[i];
    bool runs = c->state == CORE_RUNNING;
    enum ink ink = runs ? INK_TEXT : INK_DIM;
    if (i == k->core)
        area_sign(g, a, 0, 0, SIGN_ARROW, INK_AMBER);
    area_text(g, a, 1, 0, ink, "%2" PRIu32, i);
    area_text(g, a, 4, 0, ink, "%s", c->in_isr ? "in ISR" : states[c->state]);
    area_text(g, a, 12, 0, ink, "%08" PRIX32, c->ip);
    area_text(g, a, 21, 0, INK_DIM, "%s", c->place);
}

void draw_cores(const struct panels *p, struct cells *g, struct area a)
{
    draw_list(p, g, a, PANEL_CORES, draw_core);
}

static void draw_point(const struct look *k, struct cells *g, struct area a,
                       u32 i)
{
    static const char *const kinds[] = {[POINT_BREAK] = "break",
                                        [POINT_WRITE] = "write",
                                        [POINT_READ] = "read",
                                        [POINT_ACCESS] = "access"};
    const struct look_point *at = &k->point[i];
    const struct point *q = &at->point;
    bool is_break = q->kind == POINT_BREAK;
    area_sign(g, a, 0, 0, is_break ? SIGN_DOT : SIGN_EYE, INK_RED);
    area_text(g, a, 2, 0, INK_TEXT, "%-3" PRIu32 " %-6s %08" PRIX32, q->id,
              kinds[q->kind], q->at);
    u32 column = area_text(g, a, 22, 0, q->hits ? INK_AMBER : INK_DIM,
                           "x%" PRIu64 "%s", q->hits, q->once ? " once" : "");
    if (!is_break)
        column = area_text(g, a, column + 1, 0, INK_DIM, "%" PRIu32 " bytes",
                           q->size);
    if (at->place[0])
        area_text(g, a, column + 1, 0, INK_DIM, "%s", at->place);
}

void draw_points(const struct panels *p, struct cells *g, struct area a)
{
    if (p->look.point_count == 0)
        area_text(g, a, 0, 0, INK_FAINT, "none; F9 makes one");
    draw_list(p, g, a, PANEL_POINTS, draw_point);
}

static void draw_device(const struct look *k, struct cells *g, struct area a,
                        u32 i)
{
    area_text(g, a, 0, 0, INK_TEXT, "%s", k->device[i].name);
    area_text(g, a, 10, 0, INK_DIM, "%s", k->device[i].where);
}

void draw_devices(const struct panels *p, struct cells *g, struct area a)
{
    draw_list(p, g, a, PANEL_DEVICES, draw_device);
}

/* --- console -------------------------------------------------------------- */

/* Newest line at the bottom; long ones go on in the next row. */
void draw_console(const struct panels *p, struct cells *g, struct area a)
{
    const struct console *k = &p->console;
    const char *text;
    enum ink ink = INK_TEXT;
    u32 below = 0; /* rows from the newest on */
    if (a.width == 0)
        return;
    for (u32 i = 0; (text = console_line(k, i, &ink)) != NULL &&
                    below < k->back + a.height;
         i++) {
        u32 n = (u32)strlen(text), rows = n == 0 ? 1 : (n - 1) / a.width + 1;
        for (u32 r = rows; r-- != 0; below++) {
            u32 row = a.height - 1 - (below - k->back);
            if (below >= k->back && below - k->back < a.height)
                area_text(g, area_row(a, row), 0, 0, ink, "%.*s", (int)a.width,
                          text + (size_t)r * a.width);
        }
    }
}

/* The end of a long line is what one types. */
void draw_command(const struct panels *p, struct cells *g)
{
    enum { PROMPT = 3 };
    struct area a = p->layout.command;
    const struct console *k = &p->console;
    u32 width = a.width > PROMPT ? a.width - PROMPT : 1;
    u32 first = k->cursor < width ? 0 : k->cursor - width + 1;
    u32 column = PROMPT + k->cursor - first;
    bool focus = p->focus == PANEL_CONSOLE;
    area_fill(g, a, PAPER_BAR);
    area_text(g, a, 1, 0, INK_AMBER, ">");
    area_text(g, a, PROMPT, 0, INK_TEXT, "%s", k->input + first);
    if (!p->look.stopped)
        return;
    if (k->size == 0)
        area_text(g, a, PROMPT + 2, 0, INK_FAINT, "a verb; help lists them");
    area_fill(g, area_within(a, (struct area){column, 0, 1, 1}),
              focus ? PAPER_AMBER : PAPER_CURSOR);
    if (focus && k->cursor < k->size)
        area_sign(g, a, column, 0, (u8)k->input[k->cursor], INK_BACK);
}

/* --- cursors -------------------------------------------------------------- */

static void settle_list(struct panels *p, enum panel panel)
{
    u32 n = panels_count(p, panel), *cursor = &p->cursor[panel];
    u32 rows = layout_inner(&p->layout, panel).height, *top = &p->top[panel];
    if (*cursor >= n)
        *cursor = n ? n - 1 : 0;
    if (*cursor < *top)
        *top = *cursor;
    if (rows != 0 && *cursor - *top >= rows)
        *top = *cursor - rows + 1;
    if (rows >= n)
        *top = 0;
}

void panels_settle(struct panels *p)
{
    p->cursor[PANEL_CORES] = p->caller.core;
    settle_list(p, PANEL_CORES);
    settle_list(p, PANEL_POINTS);
    settle_list(p, PANEL_DEVICES);
    u32 lines =
        p->console.count < CONSOLE_LINES ? p->console.count : CONSOLE_LINES;
    if (p->console.back >= lines)
        p->console.back = lines ? lines - 1 : 0;
    registers_settle(p);
}
