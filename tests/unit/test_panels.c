/* SPDX-License-Identifier: MIT
 *
 * The debugger's panels: what they draw of a state, in every size. The states
 * are made here, without a machine.
 */
#include "panels_rig.h"

static struct panels *panels_bare(u32 columns, u32 rows)
{
    struct panels *p = calloc(1, sizeof(*p));
    assert_non_null(p);
    p->chosen[PLACE_LEFT] = PANEL_MEMORY;
    p->chosen[PLACE_RIGHT] = PANEL_CORES;
    p->edits = PANEL_COUNT;
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
    p->cursor[PANEL_REGISTERS] = LOOK_REGISTERS; /* the last one */
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
