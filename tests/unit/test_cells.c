/* SPDX-License-Identifier: MIT
 *
 * The grid of the debugger's panels: text stays in its area, pixels are those
 * of the firmware's font; the layout of every size; the console.
 */
#include <debug/panels.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

/* --- cells ---------------------------------------------------------------- */

static void row_text(const struct cells *g, u32 row, char *text)
{
    for (u32 x = 0; x < g->columns; x++)
        text[x] = (char)cells_at(g, x, row)->sign;
    text[g->columns] = '\0';
}

static void test_text_stays_in_its_area(void **state)
{
    struct cells g = {0};
    struct area a = {2, 1, 5, 1};
    char text[16];
    (void)state;
    assert_true(cells_resize(&g, 10, 3));
    assert_int_equal(area_text(&g, a, 0, 0, INK_RED, "abc"), 3);
    row_text(&g, 1, text);
    assert_string_equal(text, "  abc     ");
    area_text(&g, a, 1, 0, INK_RED, "defghijk");
    assert_int_equal(cells_at(&g, 6, 1)->sign, SIGN_MORE);
    assert_int_equal(cells_at(&g, 7, 1)->sign, ' ');
    area_text(&g, a, 5, 0, INK_RED, "outside");
    area_text(&g, a, 0, 1, INK_RED, "below");
    area_text(&g, (struct area){9, 2, 50, 50}, 0, 0, INK_RED, "corner");
    row_text(&g, 2, text);
    assert_string_equal(text, "         c");
    area_fill(&g, (struct area){8, 1, 100, 100}, PAPER_RED);
    area_frame(&g, (struct area){8, 1, 100, 100}, true);
    area_frame(&g, (struct area){0, 0, 0, 0}, true);
    assert_int_equal(cells_at(&g, 9, 2)->paper, PAPER_RED);
    assert_int_equal(cells_at(&g, 7, 2)->paper, PAPER_NONE);
    assert_null(cells_at(&g, 10, 0));
    cells_free(&g);
}

static void test_unknown_bytes_are_boxes(void **state)
{
    struct cells g = {0};
    (void)state;
    assert_true(cells_resize(&g, 4, 1));
    area_text(&g, (struct area){0, 0, 4, 1}, 0, 0, INK_TEXT, "\x01\xC3\x7F~");
    for (u32 i = 0; i < 3; i++)
        assert_int_equal(cells_at(&g, i, 0)->sign, SIGN_BOX);
    assert_int_equal(cells_at(&g, 3, 0)->sign, '~');
    cells_free(&g);
}

static void test_area_within(void **state)
{
    struct area a = {5, 6, 10, 4};
    struct area b = area_within(a, (struct area){8, 3, 9, 9});
    (void)state;
    assert_int_equal(b.x, 13);
    assert_int_equal(b.y, 9);
    assert_int_equal(b.width, 2);
    assert_int_equal(b.height, 1);
    b = area_within(a, (struct area){90, 90, 1, 1});
    assert_int_equal(b.width * b.height, 0);
    assert_int_equal(area_row(a, 4).height, 0);
}

/* 'T' of the font, row by row, as bits of pixels that are not paper. */
static void test_pixels_are_the_font(void **state)
{
    enum { WIDTH = 19, HEIGHT = 18, LEFT = 1, TOP = 1 };
    struct cells g = {0};
    u32 pixels[WIDTH * HEIGHT];
    (void)state;
    assert_true(cells_resize(&g, 2, 1));
    area_fill(&g, (struct area){0, 0, 2, 1}, PAPER_PANEL);
    area_text(&g, (struct area){0, 0, 2, 1}, 1, 0, INK_TEXT, "T");
    cells_paint(&g, pixels, WIDTH, HEIGHT);
    u32 paper = pixels[TOP * WIDTH + LEFT], set = 0;
    for (u32 y = 0; y < CELL_HEIGHT; y++)
        for (u32 x = 0; x < CELL_WIDTH; x++) {
            u32 at = pixels[(TOP + y) * WIDTH + LEFT + CELL_WIDTH + x];
            bool ink = panels_font['T' - SIGN_FIRST][y] >> (7 - x) & 1;
            assert_int_equal(at != paper, ink);
            set += ink;
        }
    assert_true(set > 15 && set < 60);
    assert_true(paper >> 24 < 0xFF); /* the guest's picture shines through */
    assert_int_equal(pixels[0] >> 24, 0x90);
    assert_int_equal(pixels[0], pixels[WIDTH * HEIGHT - 1]);
    cells_free(&g);
}

static void test_font_is_whole(void **state)
{
    static const u8 none[CELL_HEIGHT];
    (void)state;
    assert_memory_equal(panels_font[0], none, CELL_HEIGHT);
    for (u32 i = 1; i < SIGN_END - SIGN_FIRST; i++) {
        assert_memory_not_equal(panels_font[i], none, CELL_HEIGHT);
        assert_memory_not_equal(panels_font[i], panels_font[i - 1],
                                CELL_HEIGHT);
    }
}

static void test_frame_is_drawn(void **state)
{
    struct cells g = {0};
    u32 pixels[16 * 32];
    (void)state;
    assert_true(cells_resize(&g, 2, 2));
    area_frame(&g, (struct area){0, 0, 2, 2}, false);
    cells_paint(&g, pixels, 16, 32);
    u32 line = pixels[0];
    for (u32 i = 0; i < 16 * 32; i++) {
        u32 x = i % 16, y = i / 16;
        bool edge = x == 0 || x == 15 || y == 0 || y == 31;
        assert_int_equal(pixels[i] == line, edge);
    }
    cells_free(&g);
}

/* --- layout --------------------------------------------------------------- */

static void mark(u8 *used, struct area a, u32 columns, u32 rows)
{
    assert_true(a.width * a.height == 0 ||
                (a.x + a.width <= columns && a.y + a.height <= rows));
    for (u32 y = 0; y < a.height; y++)
        for (u32 x = 0; x < a.width; x++)
            assert_int_equal(used[(a.y + y) * columns + a.x + x]++, 0);
}

/* Within the grid, without overlap, and nothing is left empty. */
static void check_layout(u32 columns, u32 rows, u32 focus, const u8 *chosen)
{
    struct layout l;
    u8 *used = calloc((size_t)columns * rows + 1, 1);
    layout_make(&l, columns, rows, focus, chosen);
    mark(used, l.title, columns, rows);
    mark(used, l.command, columns, rows);
    mark(used, l.keys, columns, rows);
    for (u32 i = 0; i < PANEL_COUNT; i++) {
        mark(used, l.panel[i], columns, rows);
        struct area inner = layout_inner(&l, i);
        assert_true(inner.height < l.panel[i].height || inner.height == 0);
    }
    for (u32 i = 0; i < columns * rows; i++)
        assert_int_equal(used[i], 1);
    assert_true(rows == 0 || l.panel[focus].height != 0);
    free(used);
}

static void test_layouts(void **state)
{
    static const u8 chosen[][PLACES] = {{PANEL_MEMORY, PANEL_CORES},
                                        {PANEL_CONSOLE, PANEL_DEVICES},
                                        {PANEL_MEMORY, PANEL_POINTS}};
    (void)state;
    for (u32 columns = 0; columns < 260; columns += columns < 90 ? 1 : 13)
        for (u32 rows = 0; rows < 90; rows++)
            for (u32 focus = 0; focus < PANEL_COUNT; focus++) {
                u32 place = layout_place(focus);
                u8 both[PLACES];
                memcpy(both, chosen[rows % 3], PLACES);
                if (place != PLACES)
                    both[place] = (u8)focus;
                check_layout(columns, rows, focus, both);
            }
}

/* 640 x 480: all registers with short names, whole rows of memory. */
static void test_layout_of_scale_1(void **state)
{
    static const u8 chosen[PLACES] = {PANEL_MEMORY, PANEL_CORES};
    struct layout l;
    (void)state;
    layout_make(&l, 80, 30, PANEL_CODE, chosen);
    assert_int_equal(layout_inner(&l, PANEL_REGISTERS).width, 29);
    assert_int_equal(layout_inner(&l, PANEL_REGISTERS).height, 19);
    assert_int_equal(layout_memory_bytes(&l), 8);
    assert_true(layout_inner(&l, PANEL_CODE).height >= 16);
}

/* --- console -------------------------------------------------------------- */

static void test_console_keeps_the_newest(void **state)
{
    struct console k = {0};
    char text[32];
    enum ink ink;
    (void)state;
    assert_null(console_line(&k, 0, &ink));
    for (u32 i = 0; i < CONSOLE_LINES + 10; i++) {
        snprintf(text, sizeof(text), "line %u\n", i);
        console_add(&k, INK_RED, text);
    }
    assert_string_equal(console_line(&k, 0, &ink), "line 521");
    assert_int_equal(ink, INK_RED);
    assert_string_equal(console_line(&k, CONSOLE_LINES - 1, &ink), "line 10");
    assert_null(console_line(&k, CONSOLE_LINES, &ink));
    console_add(&k, INK_TEXT, "a\n\nb");
    assert_string_equal(console_line(&k, 2, &ink), "a");
    assert_string_equal(console_line(&k, 1, &ink), "");
}

static void test_console_splits_long_lines(void **state)
{
    struct console k = {0};
    char text[2 * CONSOLE_BYTES + 1];
    enum ink ink;
    (void)state;
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    console_add(&k, INK_TEXT, text);
    assert_int_equal(k.count, 3);
    assert_int_equal(strlen(console_line(&k, 2, &ink)), CONSOLE_BYTES - 1);
    assert_int_equal(strlen(console_line(&k, 0, &ink)), 2);
}

static void test_line_editing(void **state)
{
    struct console k = {0};
    (void)state;
    console_type(&k, "regsters\n\t\xC3\xA4");
    assert_string_equal(k.input, "regsters");
    k.cursor = 3;
    console_type(&k, "i");
    assert_string_equal(k.input, "registers");
    console_delete(&k, true);
    console_delete(&k, false);
    assert_string_equal(k.input, "regters");
    k.cursor = 0;
    console_delete(&k, true);
    k.cursor = k.size;
    console_delete(&k, false);
    assert_string_equal(k.input, "regters");
    for (u32 i = 0; i < INPUT_BYTES; i++)
        console_type(&k, "ab");
    assert_int_equal(k.size, INPUT_BYTES - 1);
    assert_int_equal(strlen(k.input), INPUT_BYTES - 1);
}

static void take(struct console *k, const char *typed, const char *want)
{
    char line[INPUT_BYTES];
    console_type(k, typed);
    console_take(k, line);
    assert_string_equal(line, want);
    assert_int_equal(k->size, 0);
}

static void test_history(void **state)
{
    struct console k = {0};
    char text[16];
    (void)state;
    take(&k, "", "");
    take(&k, "step", "step");
    take(&k, "", "step"); /* again */
    take(&k, "cores", "cores");
    console_history(&k, -1);
    assert_string_equal(k.input, "cores");
    console_history(&k, -1);
    console_history(&k, -1);
    assert_string_equal(k.input, "step");
    console_history(&k, 1);
    console_history(&k, 1);
    assert_string_equal(k.input, "");
    console_history(&k, 1);
    for (u32 i = 0; i < 2 * HISTORY_LINES; i++) {
        snprintf(text, sizeof(text), "x %u", i);
        take(&k, text, text);
    }
    for (u32 i = 0; i < 3 * HISTORY_LINES; i++)
        console_history(&k, -1);
    assert_string_equal(k.input, "x 32");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_stays_in_its_area),
        cmocka_unit_test(test_unknown_bytes_are_boxes),
        cmocka_unit_test(test_area_within),
        cmocka_unit_test(test_pixels_are_the_font),
        cmocka_unit_test(test_font_is_whole),
        cmocka_unit_test(test_frame_is_drawn),
        cmocka_unit_test(test_layouts),
        cmocka_unit_test(test_layout_of_scale_1),
        cmocka_unit_test(test_console_keeps_the_newest),
        cmocka_unit_test(test_console_splits_long_lines),
        cmocka_unit_test(test_line_editing),
        cmocka_unit_test(test_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
