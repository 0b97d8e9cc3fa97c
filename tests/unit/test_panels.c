/* SPDX-License-Identifier: MIT
 *
 * The debugger's panels: what they draw of a state, of whatever size; and a
 * session with a machine that runs, through the interface that the window
 * uses. None of it changes what the guest computes.
 */
#include "rig.h"

#include <debug/panels.h>
#include <vm/front.h>

/* --- a state without a machine -------------------------------------------- */

static struct panels *panels_bare(u32 columns, u32 rows)
{
    struct panels *p = calloc(1, sizeof(*p));
    assert_non_null(p);
    p->chosen[PLACE_LEFT] = PANEL_MEMORY;
    p->chosen[PLACE_RIGHT] = PANEL_CORES;
    p->look.stopped = true;
    p->look.core_count = 1;
    p->look.register_count = control_register_count();
    assert_true(cells_resize(&p->cells, columns, rows));
    layout_make(&p->layout, columns, rows, p->focus, p->chosen);
    return p;
}

static void redraw(struct panels *p)
{
    u32 columns = p->cells.columns, rows = p->cells.rows;
    assert_true(cells_resize(&p->cells, columns, rows));
    layout_make(&p->layout, columns, rows, p->focus, p->chosen);
    panels_settle(p);
    panels_draw(p, &p->cells);
}

static void bare_free(struct panels *p)
{
    cells_free(&p->cells);
    free(p);
}

/* The row of the grid's area a as text; signs that are not ASCII are '?'. */
static const char *row_of(const struct panels *p, struct area a, u32 row)
{
    static char text[CELLS_MAX + 1];
    u32 n = 0;
    for (; n < a.width; n++) {
        const struct cell *c = cells_at(&p->cells, a.x + n, a.y + row);
        text[n] = c && c->sign < SIGN_BOX ? (char)c->sign : '?';
    }
    text[n] = '\0';
    return text;
}

static bool shows(const struct panels *p, enum panel panel, const char *text)
{
    struct area a = p->layout.panel[panel];
    for (u32 row = 0; row < a.height; row++)
        if (strstr(row_of(p, a, row), text))
            return true;
    return false;
}

/* The cell where the text begins; NULL: it is not there. */
static const struct cell *cell_of(const struct panels *p, enum panel panel,
                                  const char *text)
{
    struct area a = p->layout.panel[panel];
    for (u32 row = 0; row < a.height; row++) {
        const char *line = row_of(p, a, row), *at = strstr(line, text);
        if (at)
            return cells_at(&p->cells, a.x + (u32)(at - line), a.y + row);
    }
    return NULL;
}

static void fill_lists(struct panels *p)
{
    struct look *k = &p->look;
    k->core_count = LOOK_CORES;
    for (u32 i = 0; i < LOOK_CORES; i++)
        k->cores[i] = (struct look_core){i % 3, 0x1000 * i, UINT64_MAX, i & 1,
                                         "a_function_with_a_long_name"};
    k->point_count = CONTROL_POINTS_MAX;
    for (u32 i = 0; i < CONTROL_POINTS_MAX; i++)
        k->point[i].point = (struct point){.id = i + 1,
                                           .kind = i % 4,
                                           .at = i,
                                           .size = 65536,
                                           .once = i & 1,
                                           .hits = UINT64_MAX};
}

static void test_lists_of_extreme_length(void **state)
{
    struct panels *p = panels_bare(160, 60);
    (void)state;
    fill_lists(p);
    p->caller.core = p->look.core = LOOK_CORES - 1;
    p->cursor[PANEL_POINTS] = 1000;
    p->focus = PANEL_POINTS;
    redraw(p);
    assert_true(shows(p, PANEL_CORES, "63 in ISR  0003F000 a_function"));
    assert_false(shows(p, PANEL_CORES, " 0 parked"));
    assert_int_equal(p->cursor[PANEL_POINTS], CONTROL_POINTS_MAX - 1);
    const struct cell *last = cell_of(p, PANEL_POINTS, "256 access 000000FF");
    assert_non_null(last);
    assert_int_equal(last->paper, PAPER_CURSOR);
    p->caller.core = p->cursor[PANEL_POINTS] = 0;
    redraw(p);
    assert_true(shows(p, PANEL_CORES, " 0 parked  00000000"));
    assert_true(shows(p, PANEL_CORES, " 1 in ISR  00001000"));
    assert_true(shows(p, PANEL_POINTS, "1   break  00000000"));
    p->look.point_count = 0;
    redraw(p);
    assert_int_equal(p->cursor[PANEL_POINTS], 0);
    assert_true(shows(p, PANEL_POINTS, "none"));
    bare_free(p);
}

static void test_registers(void **state)
{
    struct panels *p = panels_bare(80, 30);
    (void)state;
    p->look.value[7] = 0xCAFE;
    p->look.value[8] = 0xBEEF;
    p->look.changed[8] = true;
    p->look.flags = UFLAG_C | UFLAG_O;
    redraw(p);
    assert_int_equal(cell_of(p, PANEL_REGISTERS, "0000CAFE")->ink, INK_TEXT);
    assert_int_equal(cell_of(p, PANEL_REGISTERS, "0000BEEF")->ink, INK_AMBER);
    assert_int_equal(cell_of(p, PANEL_REGISTERS, "00000000")->ink, INK_FAINT);
    assert_true(shows(p, PANEL_REGISTERS, "C--O"));
    assert_true(shows(p, PANEL_REGISTERS, "ip "));
    assert_true(shows(p, PANEL_REGISTERS, "r31 "));
    assert_false(shows(p, PANEL_REGISTERS, "irq_masked"));
    p->top[PANEL_REGISTERS] = 8;
    redraw(p);
    assert_true(shows(p, PANEL_REGISTERS, "irq_masked"));
    assert_true(shows(p, PANEL_REGISTERS, "isr_count"));
    bare_free(p);
}

static void test_memory(void **state)
{
    struct panels *p = panels_bare(80, 30);
    struct look *k = &p->look;
    (void)state;
    k->memory_at = 0xFFFFFFF0;
    k->memory_size = 16;
    memcpy(k->memory, "lamp\x00\xFF~\x7F", 8);
    memset(k->memory_state, BYTE_SAME, 8);
    k->memory_state[2] = BYTE_CHANGED;
    redraw(p);
    assert_true(
        shows(p, PANEL_MEMORY, "FFFFFFF0  6C 61 6D 70 00 FF 7E 7F  lamp..~."));
    assert_true(shows(p, PANEL_MEMORY, "FFFFFFF8  -- -- -- -- -- -- -- --"));
    assert_int_equal(cell_of(p, PANEL_MEMORY, "6D")->ink, INK_AMBER);
    assert_int_equal(cell_of(p, PANEL_MEMORY, "61")->ink, INK_TEXT);
    bare_free(p);
}

static void test_code(void **state)
{
    struct panels *p = panels_bare(160, 60);
    struct look *k = &p->look;
    (void)state;
    k->ip = 0x2008;
    k->line_count = 3;
    k->line[0] = (struct look_line){0x2000, true, "", "main", ""};
    k->line[1] =
        (struct look_line){0x2000, false, "call 0x3000", "work", "hello.c:7"};
    k->line[2] = (struct look_line){0x2008, false, "ret", "", "hello.c:8"};
    k->point_count = 1;
    k->point[0].point = (struct point){.id = 1, .at = 0x2000};
    redraw(p);
    struct area a = layout_inner(&p->layout, PANEL_CODE);
    assert_true(shows(p, PANEL_CODE, "main:"));
    assert_non_null(strstr(row_of(p, a, 1), "00002000  call 0x3000"));
    assert_non_null(strstr(row_of(p, a, 1), "work"));
    assert_non_null(strstr(row_of(p, a, 1), "hello.c:7"));
    assert_int_equal(cells_at(&p->cells, a.x, a.y + 1)->sign, SIGN_DOT);
    assert_int_equal(cells_at(&p->cells, a.x + 1, a.y + 1)->sign, ' ');
    assert_int_equal(cells_at(&p->cells, a.x + 1, a.y + 2)->sign, SIGN_ARROW);
    assert_int_equal(cells_at(&p->cells, a.x + 30, a.y + 2)->paper, PAPER_HERE);
    bare_free(p);
}

/* The command line shows the end of a long line, with the cursor. */
static void test_command_line(void **state)
{
    struct panels *p = panels_bare(80, 30);
    (void)state;
    p->focus = PANEL_CONSOLE;
    for (u32 i = 0; i < 100; i++)
        console_type(&p->console, "ab");
    redraw(p);
    struct area a = p->layout.command;
    assert_int_equal(cells_at(&p->cells, 79, a.y)->paper, PAPER_AMBER);
    assert_int_equal(cells_at(&p->cells, 78, a.y)->sign, 'b');
    p->console.cursor = 0;
    redraw(p);
    assert_int_equal(cells_at(&p->cells, 3, a.y)->paper, PAPER_AMBER);
    bare_free(p);
}

/* A line of the console goes on in the next row; older ones are above. */
static void test_console(void **state)
{
    struct panels *p = panels_bare(70, 20);
    (void)state;
    p->focus = PANEL_CONSOLE;
    p->chosen[PLACE_LEFT] = PANEL_CONSOLE;
    for (u32 i = 0; i < 40; i++)
        console_add(&p->console, INK_TEXT, "older");
    console_add(&p->console, INK_RED,
                "0123456789012345678901234567890123456789012345678901234567"
                "8901234567890123456789");
    redraw(p);
    struct area a = layout_inner(&p->layout, PANEL_CONSOLE);
    assert_memory_equal(row_of(p, a, a.height - 1), "890123456789", 12);
    assert_memory_equal(row_of(p, a, a.height - 2), "0123456789", 10);
    assert_memory_equal(row_of(p, a, a.height - 3), "older", 5);
    p->console.back = 2;
    redraw(p);
    assert_memory_equal(row_of(p, a, a.height - 1), "older", 5);
    p->console.back = 100000;
    redraw(p);
    assert_true(p->console.back < 41);
    bare_free(p);
}

/* Nothing is written outside; the address sanitizer looks. */
static void test_every_size(void **state)
{
    static const u32 width[] = {0, 1, 2, 7, 40, 63, 64, 80, 119, 120, 250};
    static const u32 height[] = {0, 1, 2, 3, 5, 17, 18, 30, 43, 44, 80};
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(width); i++)
        for (u32 j = 0; j < ARRAY_LEN(height); j++)
            for (u32 focus = 0; focus < PANEL_COUNT; focus++) {
                struct panels *p = panels_bare(width[i], height[j]);
                fill_lists(p);
                p->focus = focus;
                p->look.line_count = LOOK_LINES;
                p->look.memory_size = LOOK_MEMORY;
                console_add(&p->console, INK_TEXT, "text");
                redraw(p);
                bare_free(p);
            }
}

/* --- with a machine ------------------------------------------------------- */

enum {
    COUNT = 3000000,
    COUNTER = 0x8000,
    LOOP = RIG_PC + 0x28,
    SUB = 0x3200,
    WIDTH = 640,
    HEIGHT = 480
};

/* Counts to COUNT with a call in the loop, and halts; cores 1 and 2 count in
 * memory of their own. */
static void program_load(struct rig *r)
{
    const u64 main_code[] = {rig_word(ISA_MOVI, 1, 0, 0, 0x3100),
                             rig_word(ISA_MOVI, 2, 0, 0, 1),
                             rig_word(ISA_STARTAP, 2, 1, 0, 0),
                             rig_word(ISA_INC, 2, 0, 0, 0),
                             rig_word(ISA_STARTAP, 2, 1, 0, 0),
                             rig_word(ISA_MOVI, 4, 0, 0, COUNTER), /* LOOP */
                             rig_word(ISA_LOAD32, 5, 4, 0, 0),
                             rig_word(ISA_INC, 5, 0, 0, 0),
                             rig_word(ISA_STORE32, 5, 4, 0, 0),
                             rig_word(ISA_CALL, 0, 0, 0, SUB),
                             rig_word(ISA_CMPI, 5, 0, 0, COUNT),
                             rig_word(ISA_JNZ, 0, 0, 0, LOOP),
                             rig_word(ISA_HALT, 0, 0, 0, 0)};
    const u64 other_code[] = {
        rig_word(ISA_MOVI, 6, 0, 0, 0x8100), rig_word(ISA_MOVI, 7, 0, 0, 1),
        rig_word(ISA_XADD, 8, 6, 7, 0), rig_word(ISA_JMP, 0, 0, 0, 0x3110)};
    const u64 sub_code[] = {rig_word(ISA_MOVI, 9, 0, 0, 7),
                            rig_word(ISA_RET, 0, 0, 0, 0)};
    rig_code(r, RIG_PC, main_code, ARRAY_LEN(main_code));
    rig_code(r, 0x3100, other_code, ARRAY_LEN(other_code));
    rig_code(r, SUB, sub_code, ARRAY_LEN(sub_code));
}

/* A host whose service is the user: it acts once for each stop, or at once
 * while the machine runs. */
struct user {
    struct host host;
    void (*act)(struct user *u, struct machine *m);
    struct overlay *overlay;
    struct panels *p;
    u32 acts;
    u32 seen[4]; /* what act wants to keep */
    u32 retired; /* of core 0, at the end */
    bool wait;   /* --wait */
};

static void user_service(struct host *h, struct machine *m)
{
    struct user *u = (struct user *)h;
    machine_kick(m);
    if (u->act && !machine_over(m))
        u->act(u, m);
    u->acts++;
}

static const struct host_class user_class = {.name = "user",
                                             .service = user_service};

static void press(struct user *u, u32 usage, u32 modifiers)
{
    struct overlay_key k = {usage, modifiers, false};
    u->overlay->class->key(u->overlay, u->p->m, &k);
}

static void type(struct user *u, const char *text)
{
    assert_true(u->overlay->class->text(u->overlay, u->p->m, text));
    press(u, USAGE_ENTER, 0);
}

static void toggle(struct user *u)
{
    u->overlay->class->toggle(u->overlay, u->p->m);
}

static const struct overlay_picture *look(struct user *u)
{
    return u->overlay->class->picture(u->overlay, u->p->m, WIDTH, HEIGHT);
}

static void run(struct user *u, bool deterministic, u64 *hash)
{
    struct config c = config_default;
    struct rig r;
    c.cores = 3;
    c.deterministic = deterministic;
    c.wait = u->wait;
    u->host.class = &user_class;
    r.m = machine_new(&c, &u->host, &r.err);
    assert_non_null(r.m);
    machine_reset(r.m, RIG_PC);
    program_load(&r);
    if (u->wait)
        assert_true(control_attach(r.m, true, &r.err));
    u->overlay = panels_open(r.m, &r.err);
    assert_non_null(u->overlay);
    u->p = (struct panels *)u->overlay;
    assert_null(look(u));
    machine_kick(r.m); /* the user acts before it has ended */
    assert_true(machine_run(r.m, &r.err));
    u->retired = (u32)r.m->core[0]->retired;
    fronts_close(r.m);
    control_detach(r.m);
    *hash = machine_hash(r.m);
    machine_free(r.m);
}

/* Steps, breakpoints, looks at a machine that runs: the same end. */
static void act_session(struct user *u, struct machine *m)
{
    enum { STEPS = 60, HITS = 20 };
    static const u32 steps[] = {USAGE_F11, USAGE_F10, USAGE_F11};
    if (!u->p->open && u->seen[0] == 0) {
        toggle(u);
        assert_true(control_is_stopped(m));
    }
    if (!u->p->open)
        return;
    if (!control_is_stopped(m)) {
        u->p->looked_at = 0; /* as if time had passed */
        look(u);
        return;
    }
    assert_true(look(u)->changed);
    if (u->seen[0]++ < STEPS) {
        press(u, steps[u->seen[0] % ARRAY_LEN(steps)], 0);
    } else if (u->seen[0] < STEPS + HITS) {
        if (u->p->look.point_count == 0)
            press(u, USAGE_F9, 0);
        press(u, USAGE_F5, 0);
    } else {
        type(u, "delete all");
        toggle(u);
        assert_false(control_is_stopped(m));
    }
}

static void test_session_changes_nothing(void **state)
{
    struct user free_user = {.acts = 0}, user = {.act = act_session};
    u64 free_hash, hash;
    (void)state;
    run(&free_user, true, &free_hash);
    run(&user, true, &hash);
    assert_true(user.seen[0] > 70);
    assert_int_equal(hash, free_hash);
    user = (struct user){.act = act_session};
    run(&user, false, &hash); /* cores with threads of their own */
    assert_true(user.seen[0] > 70);
}

/* What is shown after a step, F9 and F9 again. */
static void act_view(struct user *u, struct machine *m)
{
    struct panels *p = u->p;
    if (!p->open)
        toggle(u);
    if (!control_is_stopped(m))
        return;
    look(u);
    u32 ip = p->look.ip;
    struct area a = layout_inner(&p->layout, PANEL_CODE);
    char text[16];
    snprintf(text, sizeof(text), "%08X", ip);
    assert_true(shows(p, PANEL_CODE, text));
    switch (u->seen[0]++) {
    case 0:
        u->seen[1] = ip;
        assert_non_null(strstr(row_of(p, p->layout.title, 0), "asked"));
        press(u, USAGE_F11, 0);
        break;
    case 1:
        assert_int_not_equal(ip, u->seen[1]);
        assert_true(p->look.changed[control_register_find("ip")]);
        press(u, USAGE_F9, 0);
        look(u);
        assert_int_equal(p->look.point_count, 1);
        const struct cell *here = cell_of(p, PANEL_CODE, text);
        assert_int_equal(here[-3].sign, SIGN_DOT);
        assert_int_equal(here->paper, PAPER_HERE);
        press(u, USAGE_F9, 0);
        look(u);
        assert_int_equal(p->look.point_count, 0);
        here = cell_of(p, PANEL_CODE, text);
        assert_int_equal(here[-3].sign, ' ');
        /* The cursor leaves the panel, and comes back. */
        for (u32 i = 0; i < 2 * a.height; i++)
            press(u, USAGE_DOWN, 0);
        look(u);
        assert_false(shows(p, PANEL_CODE, text));
        press(u, USAGE_HOME, 0);
        look(u);
        assert_true(shows(p, PANEL_CODE, text));
        type(u, "quit 7");
        u->act = NULL;
        break;
    }
}

static void test_view_follows(void **state)
{
    struct user user = {.act = act_view};
    u64 hash;
    (void)state;
    run(&user, true, &hash);
    assert_int_equal(user.seen[0], 2);
}

/* Every verb is known to the command line; mistakes are told in red. */
static void act_verbs(struct user *u, struct machine *m)
{
    struct panels *p = u->p;
    char line[64];
    enum ink ink;
    (void)m;
    toggle(u);
    look(u);
    for (u32 i = 0; i < verb_count(); i++) {
        snprintf(line, sizeof(line), "help %s", verb_get(i)->name);
        type(u, line);
        const char *text = console_line(&p->console, 0, &ink);
        assert_int_equal(ink, INK_TEXT);
        assert_int_equal(
            strncmp(text, verb_get(i)->name, strlen(verb_get(i)->name)), 0);
    }
    type(u, "no_such_verb");
    assert_non_null(console_line(&p->console, 0, &ink));
    assert_int_equal(ink, INK_RED);
    type(u, "set r9 0x1234");
    type(u, "memory 0x8000 16");
    type(u, "core 2");
    look(u);
    assert_int_equal(p->memory_at, COUNTER);
    assert_int_equal(p->look.core, 2);
    assert_int_equal(p->m->core[0]->r[9], 0x1234);
    press(u, USAGE_TAB, KEY_SHIFT);
    press(u, USAGE_ENTER, 0); /* a device's state */
    look(u);
    assert_true(shows(p, PANEL_CONSOLE, "device: time"));
    /* A word is completed as far as it is certain. */
    u->overlay->class->text(u->overlay, m, "scr");
    press(u, USAGE_TAB, 0);
    assert_string_equal(p->console.input, "screenshot ");
    press(u, USAGE_ESCAPE, 0);
    assert_true(p->open);
    type(u, "quit");
    u->act = NULL;
}

static void test_verbs(void **state)
{
    struct user user = {.act = act_verbs};
    u64 hash;
    (void)state;
    run(&user, true, &hash);
    assert_null(user.act);
}

/* Keys are the guest's unless it is open and the machine stands. */
static void act_keys(struct user *u, struct machine *m)
{
    static const struct overlay_key a = {USAGE_A, 0, false},
                                    f5 = {USAGE_F5, 0, false},
                                    f10 = {USAGE_F10, 0, true};
    const struct overlay_class *c = u->overlay->class;
    assert_false(c->key(u->overlay, m, &f5));
    assert_false(c->text(u->overlay, m, "a"));
    assert_false(c->mouse(u->overlay, m, 0, 0, 0));
    toggle(u);
    assert_non_null(look(u));
    assert_true(c->key(u->overlay, m, &a));
    assert_true(c->text(u->overlay, m, "a"));
    assert_true(c->mouse(u->overlay, m, WIDTH - 20, 30, 0));
    assert_int_equal(u->p->focus, PANEL_REGISTERS);
    assert_true(c->key(u->overlay, m, &f5));
    assert_false(control_is_stopped(m));
    assert_false(c->key(u->overlay, m, &a));
    assert_false(c->text(u->overlay, m, "a"));
    assert_false(c->mouse(u->overlay, m, 30, 30, 1));
    assert_true(c->key(u->overlay, m, &f10)); /* came a moment too late */
    assert_non_null(look(u));
    assert_non_null(strstr(row_of(u->p, u->p->layout.title, 0), "running"));
    assert_non_null(strstr(row_of(u->p, u->p->layout.keys, 0), "F5 Stop"));
    assert_true(c->key(u->overlay, m, &f5));
    assert_true(control_is_stopped(m));
    press(u, USAGE_ESCAPE, 0); /* the typed a */
    press(u, USAGE_ESCAPE, 0);
    assert_false(c->is_open(u->overlay));
    assert_false(control_is_stopped(m));
    assert_null(look(u));
    u->act = NULL;
}

static void test_keys(void **state)
{
    struct user user = {.act = act_keys};
    u64 hash;
    (void)state;
    run(&user, false, &hash);
    assert_null(user.act);
}

/* What is typed while a step is under way waits for its end. */
static void act_fast(struct user *u, struct machine *m)
{
    u->p->went_on_at = clock_host(); /* however slow the host is */
    if (u->seen[0]++ == 0) {
        toggle(u);
        look(u);
        u->seen[1] = (u32)m->core[0]->retired;
        for (u32 i = 0; i < 5; i++)
            press(u, USAGE_F11, 0);
        assert_true(u->overlay->class->text(u->overlay, m, "quit"));
        press(u, USAGE_ENTER, 0);
        return;
    }
    look(u);
}

static void test_typing_ahead(void **state)
{
    struct user user = {.act = act_fast};
    u64 hash;
    (void)state;
    run(&user, true, &hash);
    assert_int_equal(user.retired - user.seen[1], 5);
}

/* --- beside another front ------------------------------------------------- */

static u32 no_fds(struct front *f, struct machine *m, struct pollfd *fds,
                  u32 max)
{
    (void)f, (void)m, (void)fds, (void)max;
    return 0;
}

static void nothing(struct front *f, struct machine *m)
{
    (void)f, (void)m;
}

static const struct front_class other_class = {
    .name = "other", .fds = no_fds, .service = nothing, .close = nothing};

/* Its stop stays when the panels close, and does not open them. */
static void act_other(struct user *u, struct machine *m)
{
    static struct front other = {.class = &other_class};
    front_add(m, &other);
    toggle(u);
    assert_true(u->p->open);
    toggle(u);
    assert_false(u->p->open);
    assert_true(control_is_stopped(m));
    control_continue(m);
    control_pause(m);
    assert_false(u->p->open);
    control_continue(m);
    u->act = NULL;
}

static void test_other_fronts(void **state)
{
    struct user user = {.act = act_other};
    u64 hash;
    (void)state;
    run(&user, true, &hash);
    assert_null(user.act);
}

/* --wait: they open by themselves, before the first instruction. */
static void act_wait(struct user *u, struct machine *m)
{
    if (!control_is_stopped(m))
        return;
    assert_true(u->p->open);
    assert_int_equal(m->core[0]->retired, 0);
    look(u);
    assert_non_null(strstr(row_of(u->p, u->p->layout.title, 0), "start;"));
    toggle(u);
    assert_false(control_is_stopped(m));
    u->act = NULL;
}

static void test_wait(void **state)
{
    struct user user = {.act = act_wait, .wait = true};
    u64 hash;
    (void)state;
    run(&user, false, &hash);
    assert_null(user.act);
}

static void test_keys_are_listed(void **state)
{
    char *text = NULL;
    size_t size = 0;
    const struct panels_key_row *row;
    (void)state;
    FILE *out = open_memstream(&text, &size);
    panels_keys_print(out);
    fclose(out);
    for (u32 i = 0; (row = panels_key_get(i)) != NULL; i++)
        assert_true(!row->name ||
                    (strstr(text, row->name) && strstr(text, row->meaning)));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists_of_extreme_length),
        cmocka_unit_test(test_registers),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_code),
        cmocka_unit_test(test_command_line),
        cmocka_unit_test(test_console),
        cmocka_unit_test(test_every_size),
        cmocka_unit_test(test_session_changes_nothing),
        cmocka_unit_test(test_view_follows),
        cmocka_unit_test(test_verbs),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_typing_ahead),
        cmocka_unit_test(test_other_fronts),
        cmocka_unit_test(test_wait),
        cmocka_unit_test(test_keys_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
