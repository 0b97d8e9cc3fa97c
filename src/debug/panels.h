/* SPDX-License-Identifier: MIT
 *
 * The debugger's panels, inside src/debug. What is known of the machine is
 * read into struct look and struct console (panels_look.c, panels_console.c);
 * drawing (panels_draw.c, panels_lists.c) only reads them and what the user
 * has chosen, so that a test needs no machine. Device thread only.
 */
#ifndef DEBUG_PANELS_H
#define DEBUG_PANELS_H

#include <vm/control.h>
#include <vm/front.h>
#include <vm/machine.h>
#include <vm/overlay.h>
#include <vm/panels.h>
#include <vm/verb.h>

#include "cells.h"
#include "lines.h"

enum panel {
    PANEL_CODE,
    PANEL_REGISTERS,
    PANEL_MEMORY,
    PANEL_CORES,
    PANEL_POINTS,
    PANEL_DEVICES,
    PANEL_CONSOLE,
    PANEL_COUNT
};

/* --- panels_layout.c ------------------------------------------------------ */

/* Panels that share a place: the one chosen last is shown. */
enum { PLACE_LEFT, PLACE_RIGHT, PLACES };

struct layout {
    struct area title, command, keys;
    struct area panel[PANEL_COUNT]; /* with frame; height 0: not shown */
    u8 sharing[PANEL_COUNT];        /* bits of those in its place */
};

void layout_make(struct layout *l, u32 columns, u32 rows, enum panel focus,
                 const u8 chosen[PLACES]);
/* Which of chosen a panel is a candidate for; PLACES: none. */
u32 layout_place(enum panel panel);
/* What a panel's contents may fill. */
struct area layout_inner(const struct layout *l, enum panel panel);
/* The memory panel: the column of its digits; bytes in a row, a power of
 * two. */
enum { MEMORY_HEX = 10 };
u32 layout_memory_bytes(const struct layout *l);

/* --- panels_look.c -------------------------------------------------------- */

enum {
    LOOK_CORES = 64,
    LOOK_REGISTERS = 64,
    LOOK_LINES = 256,
    LOOK_MEMORY = 8192,
    LOOK_TEXT = 96,
    LOOK_NAME = 64
};

struct look_line {
    u32 at;
    bool label; /* only the name of what begins at `at` */
    char text[LOOK_TEXT], name[LOOK_NAME]; /* name: of what it refers to */
    char source[LOOK_NAME];                /* "hello.c:12" */
};

struct look_core {
    u32 state, ip; /* enum core_state */
    u64 retired;
    bool in_isr;
    char place[LOOK_NAME];
};

struct look_point {
    struct point point;
    char place[LOOK_NAME];
};

struct look_device {
    char name[16], where[LOOK_NAME];
};

enum look_byte { BYTE_NONE, BYTE_SAME, BYTE_CHANGED };

struct look {
    bool stopped;
    char why[256];
    u32 core, core_count;
    struct look_core cores[LOOK_CORES];
    u32 ip, flags, register_count; /* of the core */
    u32 value[LOOK_REGISTERS];
    bool changed[LOOK_REGISTERS];
    struct look_line line[LOOK_LINES];
    u32 line_count;
    u32 memory_at, memory_size;
    u8 memory[LOOK_MEMORY], memory_state[LOOK_MEMORY]; /* enum look_byte */
    struct look_point point[CONTROL_POINTS_MAX];
    u32 point_count;
    struct look_device device[MACHINE_DEVICES_MAX];
    u32 device_count;
};

/* What it was before the machine went on. */
struct look_before {
    u32 value[LOOK_CORES][LOOK_REGISTERS];
    bool known;
    u32 memory_at, memory_size;
    u8 memory[LOOK_MEMORY], memory_state[LOOK_MEMORY];
};

/* --- panels_console.c ----------------------------------------------------- */

enum {
    CONSOLE_LINES = 512,
    CONSOLE_BYTES = 160,
    INPUT_BYTES = 256,
    HISTORY_LINES = 32
};

struct console {
    struct {
        char text[CONSOLE_BYTES];
        u8 ink;
    } line[CONSOLE_LINES];
    u32 count; /* lines ever; the newest CONSOLE_LINES are there */
    u32 back;  /* rows scrolled back */
    char input[INPUT_BYTES];
    u32 size, cursor;
    char history[HISTORY_LINES][INPUT_BYTES];
    u32 history_count, history_at; /* lines ever; the one that is shown */
};

/* Lines of text, the last one without its end. */
void console_add(struct console *k, enum ink ink, const char *text);
/* The i-th newest line; NULL: there is none. */
const char *console_line(const struct console *k, u32 i, enum ink *ink);
/* Editing: printable ASCII of the text is inserted. */
void console_type(struct console *k, const char *text);
void console_set(struct console *k, const char *text);
void console_delete(struct console *k, bool before);
/* step -1: older; 1: newer. */
void console_history(struct console *k, int step);
/* The line is done: into the history, and cleared. An empty one is the last
 * one again. */
void console_take(struct console *k, char line[INPUT_BYTES]);

/* What is typed while a step is under way. */
struct panels_event {
    struct overlay_key key;
    char text[32]; /* "": a key */
};
enum { EVENTS_MAX = 64 };

/* --- all together --------------------------------------------------------- */

struct panels {
    struct overlay overlay; /* first */
    struct front front;
    struct machine *m;
    struct verb_caller caller;
    struct listener_of_control listener;
    bool listens, open;
    bool used;      /* a stop opens it */
    bool dirty;     /* draw it again */
    bool follow;    /* show the code at ip */
    bool steps;     /* it goes on for a moment only */
    u64 went_on_at; /* host time */
    u64 looked_at;  /* host time */
    enum panel focus;
    u8 chosen[PLACES];
    u32 cursor[PANEL_COUNT], top[PANEL_COUNT]; /* rows of lists */
    u32 code_top, code_cursor;                 /* addresses */
    u32 memory_at, memory_cursor;              /* first byte; the chosen one */
    char memory_follows[LOOK_NAME]; /* "$r1": it lies there at each look; "" */
    enum panel edits;    /* where the focus returns to; PANEL_COUNT: it stays */
    struct lines serial; /* what "subscribe serial" wants */
    struct layout layout;
    struct look look;
    struct look_before before;
    struct console console;
    struct panels_event event[EVENTS_MAX];
    u32 event_count;
    struct cells cells;
    u32 *pixels;
    struct overlay_picture picture;
    u32 window_width, window_height;
};

/* panels_look.c: reads the machine, which stands still, for what the layout
 * can show. */
void look_take(struct panels *p);
/* Remembers what it was. */
void look_keep(struct panels *p);

/* panels_draw.c, panels_registers.c, panels_lists.c: into p->cells, which are
 * empty. */
void panels_draw(const struct panels *p, struct cells *g);
void draw_note(const struct panels *p, struct cells *g, enum panel panel,
               enum ink ink, const char *text);
void draw_registers(const struct panels *p, struct cells *g, struct area a);
void draw_cores(const struct panels *p, struct cells *g, struct area a);
void draw_points(const struct panels *p, struct cells *g, struct area a);
void draw_devices(const struct panels *p, struct cells *g, struct area a);
void draw_console(const struct panels *p, struct cells *g, struct area a);
void draw_command(const struct panels *p, struct cells *g);
/* Rows of a list. */
u32 panels_count(const struct panels *p, enum panel panel);
/* Keeps cursors and what is scrolled within what there is. */
void panels_settle(struct panels *p);

/* panels_registers.c: the cursor, which settles after it has moved. */
u32 registers_chosen(const struct panels *p);
void registers_move(struct panels *p, i64 rows, i64 columns);
void registers_click(struct panels *p, u32 column, u32 row);
void registers_settle(struct panels *p);

/* panels_move.c: what keys do in the panel that has the focus. */
void move_up(struct panels *p);
void move_down(struct panels *p);
void move_page_up(struct panels *p);
void move_page_down(struct panels *p);
void move_left(struct panels *p);
void move_right(struct panels *p);
void move_home(struct panels *p);
void move_end(struct panels *p);
bool panels_mouse(struct panels *p, u32 column, u32 row, int wheel);
/* The memory panel shows what is there, and follows nothing any more. */
void panels_memory_at(struct panels *p, u32 at);

/* panels_keys.c */
bool panels_key(struct panels *p, const struct overlay_key *k);
bool panels_text(struct panels *p, const char *text);
/* What was typed while a step was under way. */
void panels_catch_up(struct panels *p);
struct panels_key_row {
    u32 usage, modifiers;
    const char *name, *label, *meaning; /* label: in the key line, or NULL */
    void (*act)(struct panels *p);
};
const struct panels_key_row *panels_key_get(u32 i); /* NULL: no i-th */
/* What to say of it in the key line now; NULL: nothing. */
const char *panels_key_label(const struct panels *p,
                             const struct panels_key_row *row);

/* panels.c */
void panels_focus(struct panels *p, enum panel panel);
/* It has the focus, or a line is typed that changes what is chosen in it. */
bool panels_marked(const struct panels *p, enum panel panel);
/* A line for verb_run; what is answered goes to the console. quiet: only
 * errors. */
void panels_run(struct panels *p, const char *line, bool quiet);
void panels_close(struct panels *p);
/* Keys are for the panels and not for the guest. */
bool panels_take_keys(const struct panels *p);
/* A step is under way, and will have ended in a moment. */
bool panels_step(const struct panels *p);
bool point_at(const struct panels *p, u32 at, struct point *found);

#endif
