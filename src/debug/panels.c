/* SPDX-License-Identifier: MIT
 *
 * The panels as the window knows them: opened and closed, drawn when
 * something has changed, and four times a second while the machine runs,
 * which then stands still for a moment. Everything the user wants of the
 * machine goes through verbs.
 *
 * Invariant: what is drawn was read while nothing ran.
 */
#include <vm/panels.h>

#include "panels.h"

#include <stdlib.h>
#include <util/log.h>
#include <vm/clock.h>

#include "control.h"

enum {
    LOOK_NS = 250000000, /* of a machine that runs */
    STEP_NS = 300000000, /* a step that takes longer counts as running */
    COLUMNS_WANTED = 100,
    ROWS_WANTED = 40
};

static struct panels *panels_of(const struct overlay *o)
{
    return (struct panels *)o;
}

bool panels_step(const struct panels *p)
{
    return p->steps && !control_is_stopped(p->m) &&
           clock_host() - p->went_on_at < STEP_NS;
}

bool panels_take_keys(const struct panels *p)
{
    return p->open && (control_is_stopped(p->m) || panels_step(p));
}

bool point_at(const struct panels *p, u32 at, struct point *found)
{
    for (u32 i = 0; i < p->look.point_count; i++)
        if (p->look.point[i].point.kind == POINT_BREAK &&
            p->look.point[i].point.at == at) {
            *found = p->look.point[i].point;
            return true;
        }
    return false;
}

bool panels_marked(const struct panels *p, enum panel panel)
{
    return p->focus == panel || p->edits == panel;
}

void panels_focus(struct panels *p, enum panel panel)
{
    u32 place = layout_place(panel);
    p->focus = panel;
    p->edits = PANEL_COUNT;
    p->dirty = true;
    if (place != PLACES)
        p->chosen[place] = (u8)panel;
}

/* --- verbs ---------------------------------------------------------------- */

/* Panels follow what was asked: "memory 0x3000" moves the memory panel. */
static void follow_line(struct panels *p, const struct verb *verb,
                        const char *argument)
{
    struct err e;
    u32 at;
    if (argument[0] == '\0' || !verb_address(&p->caller, argument, &at, &e))
        return;
    if (strcmp(verb->name, "memory") == 0) {
        panels_memory_at(p, at);
        if (argument[0] == '$' && strlen(argument) < LOOK_NAME)
            strcpy(p->memory_follows, argument);
    }
    if (strcmp(verb->name, "disassemble") == 0)
        p->code_cursor = at;
}

static bool is_step(const struct verb *verb)
{
    static const char *const names[] = {"step", "next", "finish", "until"};
    for (u32 i = 0; i < ARRAY_LEN(names); i++)
        if (strcmp(verb->name, names[i]) == 0)
            return true;
    return false;
}

/* Where it can be seen. */
static void failure_tell(struct panels *p, const struct err *e)
{
    console_add(&p->console, INK_RED, e->text);
    panels_focus(p, PANEL_CONSOLE);
}

static void answer(struct panels *p, const char *line, bool quiet)
{
    struct out *out = out_new();
    struct buf b = {0};
    struct err e = {0};
    bool ok =
        out ? verb_run(&p->caller, line, out, &e) : fail(&e, "out of memory");
    if (ok && !quiet && !out_print(out, &b))
        ok = fail(&e, "out of memory");
    buf_add(&b, "", 1);
    if (!ok)
        failure_tell(p, &e);
    else if (!quiet && !b.failed)
        console_add(&p->console, INK_TEXT, (const char *)b.data);
    buf_free(&b);
    out_free(out);
}

void panels_run(struct panels *p, const char *line, bool quiet)
{
    char name[32] = "", argument[INPUT_BYTES] = "", echo[INPUT_BYTES + 2];
    struct err e = {0};
    u32 core = p->caller.core;
    sscanf(line, "%31s %255s", name, argument);
    const struct verb *verb = verb_find(name, &e);
    snprintf(echo, sizeof(echo), "> %s", line);
    if (!quiet)
        console_add(&p->console, INK_AMBER, echo);
    p->steps = verb && is_step(verb);
    answer(p, line, quiet);
    if (verb && !quiet)
        follow_line(p, verb, argument);
    p->follow |= core != p->caller.core;
    p->dirty = true;
    if (p->caller.leaves)
        panels_close(p);
    p->caller.leaves = false;
}

/* --- opening and closing -------------------------------------------------- */

static void show(struct panels *p)
{
    p->used = p->open = p->dirty = p->follow = true;
}

/* Another front may not expect that somebody else lets the machine go on. */
static bool others_attend(const struct panels *p)
{
    for (const struct front *f = p->m->fronts; f; f = f->next)
        if (f != &p->front && (!f->class->attended || f->class->attended(f)))
            return true;
    return false;
}

/* What nobody asked for stands in the console too. */
static void stop_tell(struct panels *p)
{
    enum control_why why = control_stop(p->m)->why;
    struct buf b = {0};
    if (why == CONTROL_ASKED || why == CONTROL_STEPPED || why == CONTROL_START)
        return;
    verb_stop_text(p->m, &b);
    buf_add(&b, "", 1);
    if (!b.failed)
        console_add(&p->console, INK_RED, (const char *)b.data);
    buf_free(&b);
}

static void serial_line(struct lines *l, const char *text, u32 n, bool whole)
{
    struct panels *p =
        (struct panels *)((char *)l - offsetof(struct panels, serial));
    char line[LINES_BYTES + 16];
    (void)whole;
    if (!p->caller.serial)
        return;
    snprintf(line, sizeof(line), "serial: %.*s", (int)n, text);
    console_add(&p->console, INK_DIM, line);
    p->dirty = true;
}

static void told(struct listener_of_control *l, struct machine *m,
                 enum control_event event)
{
    struct panels *p =
        (struct panels *)((char *)l - offsetof(struct panels, listener));
    p->dirty = true;
    if (event == EVENT_RUNNING) {
        look_keep(p);
        p->went_on_at = clock_host();
    }
    if (event != EVENT_STOPPED)
        return;
    p->steps = false;
    p->follow = true;
    if (control_stop(m)->why != CONTROL_ASKED)
        verb_stopped(&p->caller);
    stop_tell(p);
    if (p->used && !others_attend(p))
        show(p);
}

static bool attach(struct panels *p, struct machine *m)
{
    struct err e = {0};
    if (p->listens)
        return true;
    if (!control_attach(m, false, &e)) {
        log_error("debugger: %s", e.text);
        return false;
    }
    p->listener.told = told;
    control_listen(m, &p->listener);
    machine_tap(m, &p->serial.tap);
    p->listens = true;
    return true;
}

void panels_close(struct panels *p)
{
    p->open = false;
    console_set(&p->console, "");
    if (!others_attend(p))
        control_continue(p->m);
}

static void toggle(struct overlay *o, struct machine *m)
{
    struct panels *p = panels_of(o);
    if (p->open) {
        panels_close(p);
    } else if (!machine_over(m) && attach(p, m)) {
        show(p);
        control_pause(m);
    }
}

static bool attends(const struct overlay *o)
{
    return panels_take_keys((const struct panels *)o);
}

static bool is_open(const struct overlay *o)
{
    return panels_of(o)->open;
}

/* --- events --------------------------------------------------------------- */

static bool key(struct overlay *o, struct machine *m,
                const struct overlay_key *k)
{
    (void)m;
    return panels_of(o)->open && panels_key(panels_of(o), k);
}

static bool text(struct overlay *o, struct machine *m, const char *typed)
{
    (void)m;
    return panels_of(o)->open && panels_text(panels_of(o), typed);
}

/* Pixels of the picture to cells, as cells_paint lays them. */
static bool mouse(struct overlay *o, struct machine *m, u32 x, u32 y, int wheel)
{
    struct panels *p = panels_of(o);
    u32 left = (p->picture.width - p->cells.columns * CELL_WIDTH) / 2;
    u32 top = (p->picture.height - p->cells.rows * CELL_HEIGHT) / 2;
    (void)m;
    if (!p->open)
        return false;
    return panels_mouse(p, x < left ? 0 : (x - left) / CELL_WIDTH,
                        y < top ? 0 : (y - top) / CELL_HEIGHT, wheel);
}

/* --- drawing -------------------------------------------------------------- */

/* The largest whole factor that leaves enough room. */
static u32 text_factor(u32 width, u32 height)
{
    u32 x = width / (COLUMNS_WANTED * CELL_WIDTH);
    u32 y = height / (ROWS_WANTED * CELL_HEIGHT);
    u32 factor = x < y ? x : y;
    return factor ? factor : 1;
}

static bool resize(struct panels *p, u32 width, u32 height)
{
    u32 factor = text_factor(width, height);
    u32 w = (width + factor - 1) / factor, h = (height + factor - 1) / factor;
    u32 *pixels = realloc(p->pixels, ((size_t)w * h + 1) * sizeof(*pixels));
    if (!pixels)
        return false;
    p->pixels = pixels;
    p->picture = (struct overlay_picture){pixels, w, h, factor, true};
    p->window_width = width;
    p->window_height = height;
    p->dirty = true;
    return true;
}

static bool draw(struct panels *p)
{
    struct machine *m = p->m;
    if (!cells_resize(&p->cells, p->picture.width / CELL_WIDTH,
                      p->picture.height / CELL_HEIGHT))
        return false;
    layout_make(&p->layout, p->cells.columns, p->cells.rows,
                p->edits == PANEL_COUNT ? p->focus : p->edits, p->chosen);
    p->looked_at = clock_host();
    p->dirty = false;
    bool held = control_hold(m);
    p->follow |= held;
    if (held || control_is_stopped(m))
        look_take(p);
    control_release(m, held);
    panels_settle(p);
    panels_draw(p, &p->cells);
    cells_paint(&p->cells, p->pixels, p->picture.width, p->picture.height);
    return true;
}

static const struct overlay_picture *
picture(struct overlay *o, struct machine *m, u32 width, u32 height)
{
    struct panels *p = panels_of(o);
    if (p->open)
        panels_catch_up(p);
    if (!p->open)
        return NULL;
    bool sized =
        p->pixels && width == p->window_width && height == p->window_height;
    if (!sized && !resize(p, width, height))
        return NULL;
    bool late =
        !control_is_stopped(m) && clock_host() - p->looked_at >= LOOK_NS;
    p->picture.changed = (p->dirty || late) && !(sized && panels_step(p));
    return !p->picture.changed || draw(p) ? &p->picture : NULL;
}

/* --- life ----------------------------------------------------------------- */

static const struct overlay_class panels_class = {
    .name = "debugger",
    .toggle = toggle,
    .is_open = is_open,
    .attends = attends,
    .key = key,
    .text = text,
    .mouse = mouse,
    .picture = picture,
};

static struct panels *panels_of_front(const struct front *f)
{
    return (struct panels *)((char *)f - offsetof(struct panels, front));
}

/* The window brings the events. */
static u32 fds(struct front *f, struct machine *m, struct pollfd *polled,
               u32 max)
{
    (void)f, (void)m, (void)polled, (void)max;
    return 0;
}

static void service(struct front *f, struct machine *m)
{
    (void)f, (void)m;
}

static bool attended(const struct front *f)
{
    return panels_of_front(f)->used;
}

static void panels_free(struct front *f, struct machine *m)
{
    struct panels *p = panels_of_front(f);
    if (p->listens) {
        control_unlisten(m, &p->listener);
        machine_untap(m, &p->serial.tap);
    }
    cells_free(&p->cells);
    free(p->overlay.copied);
    free(p->pixels);
    free(p);
}

struct overlay *panels_open(struct machine *m, struct err *e)
{
    static const struct front_class front_class = {.name = "window",
                                                   .fds = fds,
                                                   .service = service,
                                                   .attended = attended,
                                                   .close = panels_free};
    struct panels *p = calloc(1, sizeof(*p));
    if (!p) {
        fail_status(e, 90, "out of memory for the debugger");
        return NULL;
    }
    p->overlay.class = &panels_class;
    p->front.class = &front_class;
    p->m = m;
    p->caller.m = m;
    p->chosen[PLACE_LEFT] = PANEL_MEMORY;
    p->chosen[PLACE_RIGHT] = PANEL_CORES;
    p->memory_at = p->memory_cursor = m->core[0]->ip;
    p->edits = PANEL_COUNT;
    p->serial.tap.sent = lines_sent;
    p->serial.line = serial_line;
    p->used = m->config.wait && attach(p, m);
    front_add(m, &p->front);
    return &p->overlay;
}
