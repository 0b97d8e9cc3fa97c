/* SPDX-License-Identifier: MIT
 *
 * Draws the panels: title, key line, frames, code and memory.
 * panels_registers.c and panels_lists.c draw the others. A panel draws into its
 * inner area only; what does not fit is cut there.
 */
#include "panels.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const panel_names[PANEL_COUNT] = {
    [PANEL_CODE] = "Code",       [PANEL_REGISTERS] = "Registers",
    [PANEL_MEMORY] = "Memory",   [PANEL_CORES] = "Cores",
    [PANEL_POINTS] = "Points",   [PANEL_DEVICES] = "Devices",
    [PANEL_CONSOLE] = "Console",
};

/* --- title and keys ------------------------------------------------------- */

static void draw_title(const struct panels *p, struct cells *g)
{
    struct area a = p->layout.title;
    const struct look *k = &p->look;
    area_fill(g, a, PAPER_BAR);
    area_fill(g, area_within(a, (struct area){0, 0, 6, 1}), PAPER_AMBER);
    area_text(g, a, 1, 0, INK_BACK, "lamp");
    if (!k->stopped) {
        area_text(g, a, 7, 0, INK_AMBER, "running");
        area_text(g, a, 16, 0, INK_DIM,
                  "core %" PRIu32 " of %" PRIu32
                  "; the panels look four times a second",
                  k->core, k->core_count);
        return;
    }
    area_sign(g, a, 7, 0, SIGN_STOPPED, INK_RED);
    area_text(g, a, 9, 0, INK_TEXT, "%s", k->why);
}

/* What can be pressed now; a key that has no room is left out. */
static void draw_keys(const struct panels *p, struct cells *g)
{
    struct area a = p->layout.keys;
    const struct panels_key_row *row;
    u32 column = 1;
    area_fill(g, a, PAPER_BAR);
    for (u32 i = 0; (row = panels_key_get(i)) != NULL; i++) {
        const char *label = panels_key_label(p, row);
        u32 width = label ? (u32)(strlen(row->name) + strlen(label)) : 0;
        if (!label || column + width + 2 > a.width)
            continue;
        column = area_text(g, a, column, 0, INK_AMBER, "%s", row->name);
        column = area_text(g, a, column + 1, 0, INK_DIM, "%s", label) + 2;
    }
    if (!p->look.stopped)
        area_text(g, a, column, 0, INK_FAINT, "other keys go to the guest");
}

/* --- frames --------------------------------------------------------------- */

/* The names of all panels in this place, the shown one bright. */
static void draw_head(const struct panels *p, struct cells *g, u32 panel)
{
    struct area a = area_row(p->layout.panel[panel], 0);
    bool focus = panels_marked(p, panel);
    u32 column = 1;
    area_fill(g, a, PAPER_HEAD);
    for (u32 i = 0; i < PANEL_COUNT; i++) {
        if (!(p->layout.sharing[panel] >> i & 1))
            continue;
        enum ink ink = i != panel ? INK_FAINT : focus ? INK_AMBER : INK_TEXT;
        column = area_text(g, a, column, 0, ink, "%s", panel_names[i]) + 2;
    }
}

/* Text at the right end of a panel's head. */
void draw_note(const struct panels *p, struct cells *g, enum panel panel,
               enum ink ink, const char *text)
{
    struct area a = area_row(p->layout.panel[panel], 0);
    u32 n = (u32)strlen(text), names = 0;
    for (u32 i = 0; i < PANEL_COUNT; i++)
        if (p->layout.sharing[panel] >> i & 1)
            names += (u32)strlen(panel_names[i]) + 2;
    if (names + n + 2 <= a.width)
        area_text(g, a, a.width - n - 1, 0, ink, "%s", text);
}

/* --- code ----------------------------------------------------------------- */

/* What stands in front of an address. */
static void draw_marks(const struct panels *p, struct cells *g, struct area a,
                       u32 row, u32 at)
{
    struct point point;
    if (point_at(p, at, &point))
        area_sign(g, a, 0, row, SIGN_DOT, INK_RED);
    if (at == p->look.ip)
        area_sign(g, a, 1, row, SIGN_ARROW, INK_AMBER);
}

static void draw_line(const struct panels *p, struct cells *g, struct area a,
                      u32 row)
{
    enum { ADDRESS = 3, TEXT = 13, NAME = 38, SOURCE = 64 };
    const struct look_line *line = &p->look.line[row];
    bool here = line->at == p->look.ip;
    if (line->label) {
        area_text(g, a, ADDRESS, row, INK_AMBER, "%s:", line->name);
        return;
    }
    if (line->at == p->code_cursor && p->focus == PANEL_CODE)
        area_fill(g, area_row(a, row), PAPER_CURSOR);
    if (here)
        area_fill(g, area_row(a, row), PAPER_HERE);
    draw_marks(p, g, a, row, line->at);
    area_text(g, a, ADDRESS, row, here ? INK_TEXT : INK_DIM, "%08" PRIX32,
              line->at);
    bool code = line->text[0] != '-';
    u32 end = area_text(g, a, TEXT, row, code ? INK_TEXT : INK_FAINT, "%s",
                        line->text);
    if (line->name[0])
        end = area_text(g, a, end + 1 > NAME ? end + 1 : NAME, row, INK_DIM,
                        "%s", line->name);
    bool same = row > 0 && strcmp(line[-1].source, line->source) == 0;
    if (line->source[0] && !same && end < SOURCE && a.width > SOURCE)
        area_text(g, a, SOURCE, row, INK_DIM, "%s", line->source);
}

static void draw_code(const struct panels *p, struct cells *g, struct area a)
{
    char note[24];
    snprintf(note, sizeof(note), "core %" PRIu32, p->look.core);
    draw_note(p, g, PANEL_CODE, INK_DIM, note);
    for (u32 row = 0; row < p->look.line_count && row < a.height; row++)
        draw_line(p, g, a, row);
}

/* --- memory --------------------------------------------------------------- */

static void draw_byte(const struct look *k, struct cells *g, struct area a,
                      u32 row, u32 hex, u32 text, u32 i)
{
    bool there = k->memory_state[i] != BYTE_NONE;
    bool changed = k->memory_state[i] == BYTE_CHANGED;
    u8 byte = k->memory[i];
    bool print = there && byte >= SIGN_FIRST && byte < SIGN_BOX;
    enum ink ink = changed              ? INK_AMBER
                   : there && byte != 0 ? INK_TEXT
                                        : INK_FAINT;
    if (there)
        area_text(g, a, hex, row, ink, "%02X", byte);
    else
        area_text(g, a, hex, row, ink, "--");
    area_sign(g, a, text, row,
              print   ? byte
              : there ? '.'
                      : ' ',
              print ? changed ? INK_AMBER : INK_DIM : INK_FAINT);
}

static void draw_byte_cursor(struct cells *g, struct area a, u32 row, u32 hex,
                             u32 text)
{
    area_fill(g, area_within(a, (struct area){hex, row, 2, 1}), PAPER_CURSOR);
    area_fill(g, area_within(a, (struct area){text, row, 1, 1}), PAPER_CURSOR);
}

static void draw_memory(const struct panels *p, struct cells *g, struct area a)
{
    enum { HEX = MEMORY_HEX };
    const struct look *k = &p->look;
    u32 bytes = layout_memory_bytes(&p->layout);
    draw_note(p, g, PANEL_MEMORY, INK_DIM, p->memory_follows);
    for (u32 i = 0; i < k->memory_size; i++) {
        u32 row = i / bytes, column = i % bytes;
        if (panels_marked(p, PANEL_MEMORY) &&
            k->memory_at + i == p->memory_cursor)
            draw_byte_cursor(g, a, row, HEX + 3 * column,
                             HEX + 1 + 3 * bytes + column);
        if (column == 0)
            area_text(g, a, 0, row, INK_DIM, "%08" PRIX32, k->memory_at + i);
        draw_byte(k, g, a, row, HEX + 3 * column, HEX + 1 + 3 * bytes + column,
                  i);
    }
}

/* --- all ------------------------------------------------------------------ */

static void draw_panel(const struct panels *p, struct cells *g, u32 panel)
{
    static void (*const draw[PANEL_COUNT])(const struct panels *p,
                                           struct cells *g, struct area a) = {
        [PANEL_CODE] = draw_code,       [PANEL_REGISTERS] = draw_registers,
        [PANEL_MEMORY] = draw_memory,   [PANEL_CORES] = draw_cores,
        [PANEL_POINTS] = draw_points,   [PANEL_DEVICES] = draw_devices,
        [PANEL_CONSOLE] = draw_console,
    };
    struct area all = p->layout.panel[panel];
    if (all.height == 0)
        return;
    area_fill(g, all, PAPER_PANEL);
    draw_head(p, g, panel);
    draw[panel](p, g, layout_inner(&p->layout, panel));
    area_frame(g, all, panels_marked(p, panel));
}

void panels_draw(const struct panels *p, struct cells *g)
{
    draw_title(p, g);
    for (u32 i = 0; i < PANEL_COUNT; i++)
        draw_panel(p, g, i);
    draw_command(p, g);
    draw_keys(p, g);
}
