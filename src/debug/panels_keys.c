/* SPDX-License-Identifier: MIT
 *
 * Keys of the panels: one table, for what they do, the line at the bottom and
 * --list-keys. What lets the machine go on or changes it is a verb, as if it
 * had been typed; the keys that move what is shown are in panels_move.c.
 */
#include "panels.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* --- verbs ---------------------------------------------------------------- */

static void act_go(struct panels *p)
{
    if (control_is_stopped(p->m))
        panels_run(p, "continue", true);
    else
        control_pause(p->m);
}

static void act_step(struct panels *p)
{
    panels_run(p, "step", true);
}

static void act_next(struct panels *p)
{
    panels_run(p, "next", true);
}

static void act_finish(struct panels *p)
{
    panels_run(p, "finish", true);
}

static void run_at(struct panels *p, const char *verb, u32 value)
{
    char line[64];
    snprintf(line, sizeof(line), "%s 0x%08" PRIX32, verb, value);
    panels_run(p, line, true);
}

static void act_until(struct panels *p)
{
    run_at(p, "until", p->code_cursor);
}

static void delete_point(struct panels *p, u32 id)
{
    char line[32];
    snprintf(line, sizeof(line), "delete %" PRIu32, id);
    panels_run(p, line, true);
}

static void act_break(struct panels *p)
{
    struct point point;
    if (point_at(p, p->code_cursor, &point))
        delete_point(p, point.id);
    else
        run_at(p, "break", p->code_cursor);
}

/* --- focus ---------------------------------------------------------------- */

/* Words that could stand at the end of the line. */
struct candidates {
    const char *first; /* NULL: none */
    u32 from, count;
    u32 same; /* so many letters all of them begin with */
};

static struct candidates candidates_get(const struct panels *p)
{
    struct candidates c = {.same = INPUT_BYTES};
    const char *line = p->console.input, *name;
    c.first = verb_complete(&p->caller, line, 0, &c.from);
    for (; (name = verb_complete(&p->caller, line, c.count, &c.from));
         c.count++)
        for (u32 n = 0; n < c.same; n++)
            if (name[n] != c.first[n] || name[n] == '\0')
                c.same = n;
    return c;
}

static void candidates_show(struct panels *p, const struct candidates *c)
{
    enum { SHOWN = 60 };
    struct buf b = {0};
    u32 from;
    for (u32 i = 0; i < c->count && i < SHOWN; i++) {
        const char *name =
            verb_complete(&p->caller, p->console.input, i, &from);
        buf_add(&b, " ", i != 0);
        buf_add(&b, name, (u32)strlen(name));
    }
    if (c->count > SHOWN)
        buf_add(&b, " ...", 4);
    buf_add(&b, "", 1);
    if (!b.failed)
        console_add(&p->console, INK_DIM, (const char *)b.data);
    buf_free(&b);
}

/* The typed word as far as it is certain, then what it could be. */
static void complete(struct panels *p)
{
    struct console *k = &p->console;
    struct candidates c = candidates_get(p);
    u32 typed = k->size - c.from;
    char rest[INPUT_BYTES];
    if (!c.first || typed > c.same)
        return;
    if (c.count > 1 && typed == c.same) {
        candidates_show(p, &c);
        return;
    }
    snprintf(rest, sizeof(rest), "%.*s%s", (int)(c.same - typed),
             c.first + typed, c.count == 1 ? " " : "");
    console_type(k, rest);
}

static void act_tab(struct panels *p)
{
    if (p->focus == PANEL_CONSOLE && p->console.size != 0) {
        p->console.cursor = p->console.size;
        complete(p);
    } else {
        panels_focus(p, (p->focus + 1) % PANEL_COUNT);
    }
}

static void act_back_tab(struct panels *p)
{
    panels_focus(p, (p->focus + PANEL_COUNT - 1) % PANEL_COUNT);
}

/* --- the command line, the chosen row ------------------------------------- */

static const struct point *chosen_point(const struct panels *p)
{
    u32 i = p->cursor[PANEL_POINTS];
    return i < p->look.point_count ? &p->look.point[i].point : NULL;
}

/* A line that changes what is chosen is typed as far as it goes. The panel
 * stays where it is. */
static void edit(struct panels *p, const char *line)
{
    p->edits = p->focus;
    p->focus = PANEL_CONSOLE;
    console_set(&p->console, line);
}

static void edit_chosen(struct panels *p)
{
    char line[64];
    u32 number = registers_chosen(p);
    if (p->focus == PANEL_MEMORY)
        snprintf(line, sizeof(line), "write 0x%08" PRIX32 " ",
                 p->memory_cursor);
    else
        snprintf(line, sizeof(line), "set %s 0x%08" PRIX32,
                 control_register_name(number), p->look.value[number]);
    edit(p, line);
}

static void edit_end(struct panels *p)
{
    if (p->edits != PANEL_COUNT)
        panels_focus(p, p->edits);
}

/* A point: what is there. A device: its state. */
static void enter_row(struct panels *p)
{
    const struct point *point = chosen_point(p);
    char line[64];
    if (p->focus == PANEL_MEMORY || p->focus == PANEL_REGISTERS) {
        edit_chosen(p);
        return;
    }
    if (p->focus == PANEL_POINTS && point && point->kind == POINT_BREAK) {
        p->code_cursor = point->at;
    } else if (p->focus == PANEL_POINTS && point) {
        panels_memory_at(p, point->at);
        panels_focus(p, PANEL_MEMORY);
    } else if (p->focus == PANEL_DEVICES && p->look.device_count != 0) {
        snprintf(line, sizeof(line), "device %s",
                 p->look.device[p->cursor[PANEL_DEVICES]].name);
        panels_run(p, line, false);
        panels_focus(p, PANEL_CONSOLE);
    }
}

static void act_enter(struct panels *p)
{
    char line[INPUT_BYTES];
    if (p->focus != PANEL_CONSOLE) {
        enter_row(p);
        return;
    }
    console_take(&p->console, line);
    if (line[0])
        panels_run(p, line, false);
    edit_end(p);
}

static void act_backspace(struct panels *p)
{
    console_delete(&p->console, true);
}

static void act_delete(struct panels *p)
{
    const struct point *point = chosen_point(p);
    if (p->focus != PANEL_POINTS)
        console_delete(&p->console, false);
    else if (point)
        delete_point(p, point->id);
}

static void act_paste(struct panels *p)
{
    p->overlay.wants_paste = true;
}

/* The command line, or what the panel shows. */
static void act_copy(struct panels *p)
{
    struct buf b = {0};
    if (p->focus == PANEL_CONSOLE && p->console.size != 0)
        buf_add(&b, p->console.input, p->console.size);
    else
        cells_text(&p->cells, layout_inner(&p->layout, p->focus), &b);
    buf_add(&b, "", 1);
    free(p->overlay.copied);
    p->overlay.copied = b.failed ? NULL : strdup((const char *)b.data);
    buf_free(&b);
}

static void act_escape(struct panels *p)
{
    bool empty = p->console.size == 0;
    console_set(&p->console, "");
    if (empty && p->edits == PANEL_COUNT)
        panels_close(p);
    edit_end(p);
}

static void act_help(struct panels *p)
{
    const struct panels_key_row *row;
    char line[CONSOLE_BYTES];
    for (u32 i = 0; (row = panels_key_get(i)) != NULL; i++) {
        if (!row->name)
            continue;
        snprintf(line, sizeof(line), "%-10s %s", row->name, row->meaning);
        console_add(&p->console, INK_TEXT, line);
    }
    console_add(&p->console, INK_TEXT, "help lists what can be typed");
    panels_focus(p, PANEL_CONSOLE);
}

/* --- the table ------------------------------------------------------------ */

/* clang-format off */
static const struct panels_key_row rows[] = {
    {USAGE_F1, 0, "F1", "Help", "lists these keys", act_help},
    {USAGE_F5, 0, "F5", "Go", "continue; stop a machine that runs", act_go},
    {USAGE_F9, 0, "F9", "Break", "set or delete a breakpoint at the line",
     act_break},
    {USAGE_F10, 0, "F10", "Next", "one instruction, a call as a whole",
     act_next},
    {USAGE_F11, 0, "F11", "Step", "one instruction", act_step},
    {USAGE_F4, 0, "F4", "To line", "continue to the line", act_until},
    {USAGE_TAB, 0, "Tab", "Panel", "next panel; completes a typed word",
     act_tab},
    {USAGE_F12, 0, "F12", "Close", "close the debugger; the machine goes on",
     panels_close},
    {USAGE_F11, KEY_SHIFT, "Shift+F11", "Out",
     "until the function has returned", act_finish},
    {USAGE_ENTER, 0, "Enter", "",
     "run the command line; change or show what is chosen", act_enter},
    {USAGE_KEYPAD_ENTER, 0, NULL, NULL, NULL, act_enter},
    {USAGE_TAB, KEY_SHIFT, "Shift+Tab", NULL, "previous panel", act_back_tab},
    {USAGE_ESCAPE, 0, "Esc", NULL,
     "empty the command line; close when it is empty", act_escape},
    {USAGE_UP, 0, "Up", NULL, "up a row; in the console an older line",
     move_up},
    {USAGE_DOWN, 0, "Down", NULL, "down a row; in the console a newer line",
     move_down},
    {USAGE_PAGE_UP, 0, "PageUp", NULL, "up eight rows", move_page_up},
    {USAGE_PAGE_DOWN, 0, "PageDown", NULL, "down eight rows", move_page_down},
    {USAGE_LEFT, 0, "Left", NULL, "a byte, register or letter back",
     move_left},
    {USAGE_RIGHT, 0, "Right", NULL, "a byte, register or letter on",
     move_right},
    {USAGE_HOME, 0, "Home", NULL, "first row; code: where the core stands",
     move_home},
    {USAGE_END, 0, "End", NULL, "last row", move_end},
    {USAGE_BACKSPACE, 0, NULL, NULL, NULL, act_backspace},
    {USAGE_DELETE, 0, "Delete", NULL, "delete the chosen point", act_delete},
    {USAGE_C, KEY_CTRL, "Ctrl+C", NULL,
     "copy the command line, or what the panel shows", act_copy},
    {USAGE_V, KEY_CTRL, "Ctrl+V", NULL, "paste into the command line",
     act_paste},
    {USAGE_INSERT, KEY_SHIFT, NULL, NULL, NULL, act_paste},
};
/* clang-format on */

const struct panels_key_row *panels_key_get(u32 i)
{
    return i < ARRAY_LEN(rows) ? &rows[i] : NULL;
}

static const char *enter_label(const struct panels *p)
{
    switch (p->focus) {
    case PANEL_REGISTERS:
    case PANEL_MEMORY:
        return "Change";
    case PANEL_POINTS:
    case PANEL_DEVICES:
        return "Show";
    case PANEL_CONSOLE:
        return "Run";
    default:
        return NULL;
    }
}

const char *panels_key_label(const struct panels *p,
                             const struct panels_key_row *row)
{
    bool always = row->act == act_go || row->act == panels_close;
    if (!p->look.stopped && !always)
        return NULL;
    if (row->act == act_go && !p->look.stopped)
        return "Stop";
    return row->act == act_enter && row->name ? enter_label(p) : row->label;
}

void panels_keys_print(FILE *out)
{
    fprintf(out, "Keys of the debugger in the window, while it is open and the "
                 "machine stands:\n");
    for (u32 i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].name)
            fprintf(out, "  %-12s %s\n", rows[i].name, rows[i].meaning);
    fprintf(out, "While the machine runs F4 to F11 of these stay with the "
                 "debugger; all other\nkeys go to the guest.\n");
}

static const struct panels_key_row *row_find(const struct overlay_key *k)
{
    for (u32 i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].usage == k->usage && rows[i].modifiers == k->modifiers)
            return &rows[i];
    return NULL;
}

/* While it runs: F5 stops it; the others must not reach the guest when they
 * come a moment too late. */
static bool key_running(struct panels *p, const struct panels_key_row *row,
                        bool repeat)
{
    if (!row || row->usage < USAGE_F4 || row->usage > USAGE_F12)
        return false;
    if (row->act == act_go && !repeat)
        act_go(p);
    return true;
}

static void event_add(struct panels *p, const struct overlay_key *k,
                      const char *text)
{
    struct panels_event *e = &p->event[p->event_count];
    if (p->event_count == EVENTS_MAX || strlen(text) >= sizeof(e->text))
        return;
    e->key = *k;
    strcpy(e->text, text);
    p->event_count++;
}

bool panels_key(struct panels *p, const struct overlay_key *k)
{
    const struct panels_key_row *row = row_find(k);
    if (!panels_take_keys(p))
        return key_running(p, row, k->repeat);
    bool goes = row && (row->act == act_go || row->act == act_until);
    if (panels_step(p))
        event_add(p, k, "");
    if (!row || panels_step(p) || (goes && k->repeat))
        return true;
    p->dirty = true;
    row->act(p);
    return true;
}

bool panels_text(struct panels *p, const char *text)
{
    static const struct overlay_key none;
    if (!panels_take_keys(p))
        return false;
    if (panels_step(p)) {
        event_add(p, &none, text);
        return true;
    }
    if (p->focus != PANEL_CONSOLE)
        panels_focus(p, PANEL_CONSOLE);
    console_type(&p->console, text);
    p->console.back = 0;
    p->dirty = true;
    return true;
}

/* A step that takes long has become a machine that runs; what was typed
 * meanwhile was not for the guest. */
void panels_catch_up(struct panels *p)
{
    while (p->event_count != 0 && !panels_step(p)) {
        struct panels_event e = p->event[0];
        p->event_count--;
        memmove(p->event, p->event + 1, p->event_count * sizeof(e));
        if (!panels_take_keys(p))
            continue;
        if (e.text[0])
            panels_text(p, e.text);
        else
            panels_key(p, &e.key);
    }
}
