/* SPDX-License-Identifier: MIT
 *
 * Choosing and changing registers and memory in the panels, memory that
 * follows a register, what the console is told, and the keys that copy.
 */
#include "panels_user.h"

static u8 byte_at(const struct machine *m, u32 at)
{
    u8 byte = 0;
    assert_int_equal(control_memory_read(m, at, &byte, 1), 1);
    return byte;
}

/* Typed behind what is there already. */
static void type_end(struct user *u, const char *text)
{
    assert_true(u->overlay->class->text(u->overlay, u->p->m, text));
    press(u, USAGE_ENTER, 0);
    look(u);
}

static void focus(struct user *u, enum panel panel)
{
    panels_focus(u->p, panel);
    look(u);
}

/* The cursor moves byte by byte and row by row, the first row follows it;
 * Enter begins a line that writes there, and the focus comes back. */
static void memory_check(struct user *u, struct machine *m)
{
    struct panels *p = u->p;
    type(u, "memory 0x9000");
    focus(u, PANEL_MEMORY);
    u32 row = layout_memory_bytes(&p->layout);
    u32 rows = layout_inner(&p->layout, PANEL_MEMORY).height;
    press(u, USAGE_DOWN, 0);
    press(u, USAGE_RIGHT, 0);
    press(u, USAGE_RIGHT, 0);
    press(u, USAGE_LEFT, 0);
    assert_int_equal(p->memory_cursor, 0x9000 + row + 1);
    press(u, USAGE_ENTER, 0);
    look(u);
    assert_true(panels_marked(p, PANEL_MEMORY));
    assert_int_not_equal(p->layout.panel[PANEL_MEMORY].height, 0);
    type_end(u, "AB cd");
    assert_int_equal(byte_at(m, 0x9000 + row + 1), 0xAB);
    assert_int_equal(byte_at(m, 0x9000 + row + 2), 0xCD);
    assert_int_equal(p->focus, PANEL_MEMORY);
    assert_int_equal(cell_of(p, PANEL_MEMORY, "AB")->paper, PAPER_CURSOR);
    assert_int_equal(cell_of(p, PANEL_MEMORY, "CD")->paper, PAPER_PANEL);
    for (u32 i = 1; i < rows; i++)
        press(u, USAGE_DOWN, 0);
    assert_int_equal(p->memory_at, 0x9000 + row);
    press(u, USAGE_ENTER, 0);
    press(u, USAGE_ESCAPE, 0); /* not this time */
    assert_true(p->open);
    assert_int_equal(p->focus, PANEL_MEMORY);
    type(u, "memory 0");
    focus(u, PANEL_MEMORY);
    press(u, USAGE_LEFT, 0); /* nothing is in front of 0 */
    press(u, USAGE_UP, 0);
    assert_int_equal(p->memory_cursor, 0);
    type(u, "memory 0xFFFFFFFF");
    focus(u, PANEL_MEMORY);
    press(u, USAGE_RIGHT, 0);
    press(u, USAGE_PAGE_DOWN, 0);
    assert_int_equal(p->memory_cursor, UINT32_MAX);
}

static void register_choose(struct user *u, const char *name)
{
    focus(u, PANEL_REGISTERS);
    press(u, USAGE_HOME, 0);
    for (u32 i = 0; i < LOOK_REGISTERS; i++) {
        const char *at = control_register_name(registers_chosen(u->p));
        if (strcmp(at, name) == 0)
            return;
        press(u, USAGE_RIGHT, 0);
    }
    fail_msg("no register %s", name);
}

static void registers_check(struct user *u, struct machine *m)
{
    struct panels *p = u->p;
    register_choose(u, "r4");
    press(u, USAGE_DOWN, 0);
    look(u);
    assert_int_equal(registers_chosen(p), 6); /* two in a row */
    press(u, USAGE_UP, 0);
    press(u, USAGE_ENTER, 0);
    assert_string_equal(p->console.input, "set r4 0x00008000");
    press(u, USAGE_BACKSPACE, 0);
    type_end(u, "4");
    assert_int_equal(m->core[0]->r[4], 0x8004);
    assert_int_equal(p->focus, PANEL_REGISTERS);
    press(u, USAGE_ENTER, 0);
    type_end(u, "zz"); /* a mistake is shown where it can be read */
    assert_true(shows(p, PANEL_CONSOLE, "zz"));
    focus(u, PANEL_REGISTERS);
    press(u, USAGE_END, 0);
    look(u);
    assert_true(shows(p, PANEL_REGISTERS, "isr_count"));
    press(u, USAGE_HOME, 0);
    look(u);
    assert_true(shows(p, PANEL_REGISTERS, "ip "));
}

static void follow_check(struct user *u)
{
    struct panels *p = u->p;
    type(u, "memory $r4");
    focus(u, PANEL_MEMORY);
    assert_int_equal(p->memory_at, 0x8004);
    assert_true(shows(p, PANEL_MEMORY, "$r4"));
    type(u, "set r4 0xA000");
    focus(u, PANEL_MEMORY);
    assert_int_equal(p->memory_at, 0xA000);
    press(u, USAGE_DOWN, 0); /* ends it */
    type(u, "set r4 0xB000");
    focus(u, PANEL_MEMORY);
    assert_int_equal(p->memory_at, 0xA000);
    assert_false(shows(p, PANEL_MEMORY, "$r4"));
}

static void copy_check(struct user *u)
{
    struct overlay *o = u->overlay;
    focus(u, PANEL_CORES);
    press(u, USAGE_C, KEY_CTRL);
    assert_non_null(strstr(o->copied, "0 running"));
    assert_non_null(strstr(o->copied, "\n"));
    o->class->text(o, u->p->m, "half");
    press(u, USAGE_C, KEY_CTRL);
    assert_string_equal(o->copied, "half");
    press(u, USAGE_ESCAPE, 0);
    assert_false(o->wants_paste);
    press(u, USAGE_V, KEY_CTRL);
    assert_true(o->wants_paste);
    press(u, USAGE_F1, 0);
    look(u);
    assert_true(shows(u->p, PANEL_CONSOLE, "Ctrl+V"));
}

static void act_edit(struct user *u, struct machine *m)
{
    if (u->seen[0]++ == 0) {
        toggle(u);
        look(u);
        type(u, "break 0x3030"); /* in the loop, behind movi r4 */
        press(u, USAGE_F5, 0);
        return;
    }
    if (!control_is_stopped(m))
        return;
    look(u);
    assert_true(shows(u->p, PANEL_CONSOLE, "breakpoint 1"));
    memory_check(u, m);
    type(u, "set r4 0x8000");
    look(u);
    registers_check(u, m);
    follow_check(u);
    copy_check(u);
    type(u, "quit");
    u->act = NULL;
}

static void test_edit(void **state)
{
    struct user user = {.act = act_edit};
    u64 hash;
    (void)state;
    run(&user, true, &hash);
    assert_null(user.act);
}

/* "subscribe serial": lines of the guest in the console, until "off". */
static void act_serial(struct user *u, struct machine *m)
{
    struct panels *p = u->p;
    struct tap *tap = &p->serial.tap;
    (void)m;
    toggle(u);
    look(u);
    tap->sent(tap, (const u8 *)"before\n", 7);
    type(u, "subscribe serial");
    tap->sent(tap, (const u8 *)"hello\r\nwor", 10);
    look(u);
    assert_true(shows(p, PANEL_CONSOLE, "serial: hello"));
    assert_false(shows(p, PANEL_CONSOLE, "serial: wor"));
    assert_false(shows(p, PANEL_CONSOLE, "before"));
    type(u, "subscribe off");
    tap->sent(tap, (const u8 *)"ld\n", 3);
    look(u);
    assert_false(shows(p, PANEL_CONSOLE, "world"));
    type(u, "quit");
    u->act = NULL;
}

static void test_serial(void **state)
{
    struct user user = {.act = act_serial};
    u64 hash;
    (void)state;
    run(&user, true, &hash);
    assert_null(user.act);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edit),
        cmocka_unit_test(test_serial),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
