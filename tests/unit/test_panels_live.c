/* SPDX-License-Identifier: MIT
 *
 * Sessions of the debugger's panels with a machine that runs, through the
 * interface that the window uses. None of it changes what the guest computes.
 */
#include "panels_user.h"

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

static void session_check(const char *engine)
{
    struct user free_user = {.engine = engine};
    struct user user = {.act = act_session, .engine = engine};
    u64 free_hash, hash;
    run(&free_user, true, &free_hash);
    run(&user, true, &hash);
    assert_true(user.seen[0] > 70);
    assert_int_equal(hash, free_hash);
    user = (struct user){.act = act_session, .engine = engine};
    run(&user, false, &hash); /* cores with threads of their own */
    assert_true(user.seen[0] > 70);
}

static void test_session_changes_nothing(void **state)
{
    (void)state;
    session_check("interp");
    session_check("auto"); /* the JIT, where there is one */
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
    type(u, "trace");
    assert_string_equal(console_line(&p->console, 0, &ink), "on: no");
    type(u, "trace on exec /dev/null");
    type(u, "trace");
    assert_string_equal(console_line(&p->console, 0, &ink), "file: /dev/null");
    type(u, "trace off");
    type(u, "trace off");
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
    /* Behind that, what it could be. */
    u->overlay->class->text(u->overlay, m, "sta");
    press(u, USAGE_TAB, 0);
    assert_string_equal(p->console.input, "status ");
    press(u, USAGE_ESCAPE, 0);
    u->overlay->class->text(u->overlay, m, "st");
    press(u, USAGE_TAB, 0);
    assert_string_equal(p->console.input, "st");
    assert_string_equal(console_line(&p->console, 0, &ink), "status step");
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

/* Whatever is pressed, typed and clicked, in windows of any size. */
static void monkey_act(struct user *u, struct machine *m, u64 r)
{
    const struct overlay_class *c = u->overlay->class;
    u32 usage = USAGE_ENTER + (u32)(r >> 8) % (USAGE_UP - USAGE_ENTER + 1);
    struct overlay_key k = {usage, r >> 16 & KEY_SHIFT, r >> 20 & 1};
    char text[] = {(char)(' ' + (r >> 24) % 95), '\0'};
    switch (r % 8) {
    case 0:
        c->text(u->overlay, m, text);
        break;
    case 1:
        c->mouse(u->overlay, m, (r >> 24) % 2000, (r >> 40) % 2000,
                 (int)(r >> 60) - 8);
        break;
    case 2:
        c->picture(u->overlay, m, (r >> 24) % 1500, (r >> 40) % 1500);
        break;
    default:
        c->key(u->overlay, m, &k);
    }
    if (!c->is_open(u->overlay))
        c->toggle(u->overlay, m);
}

static void act_monkey(struct user *u, struct machine *m)
{
    enum { EVENTS = 2000, A_ROUND = 8 };
    static u64 random;
    u64 state = u->acts == 0 ? 1 : random;
    for (u32 i = 0; i < A_ROUND && u->seen[0] < EVENTS; i++) {
        monkey_act(u, m, splitmix64(&state));
        u->seen[0]++;
    }
    random = state;
    if (u->seen[0] < EVENTS)
        return;
    control_quit(m, 0);
    u->act = NULL;
}

static void test_monkey(void **state)
{
    struct user user = {.act = act_monkey, .endless = true};
    u64 hash;
    (void)state;
    run(&user, false, &hash);
    assert_int_equal(user.seen[0], 2000);
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
        cmocka_unit_test(test_session_changes_nothing),
        cmocka_unit_test(test_view_follows),
        cmocka_unit_test(test_verbs),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_typing_ahead),
        cmocka_unit_test(test_other_fronts),
        cmocka_unit_test(test_wait),
        cmocka_unit_test(test_monkey),
        cmocka_unit_test(test_keys_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
