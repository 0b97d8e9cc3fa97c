/* SPDX-License-Identifier: MIT
 *
 * Where the picture lies in the window: whole factors, fit, areas that are
 * too small, and the window's first size.
 */
#include "../../src/host/view.h"

#include <vm/config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void check(struct view v, int x, int y, int width, int height)
{
    assert_int_equal(v.x, x);
    assert_int_equal(v.y, y);
    assert_int_equal(v.width, width);
    assert_int_equal(v.height, height);
}

static void test_whole_factors(void **state)
{
    (void)state;
    check(view_place(640, 480, false), 0, 0, 640, 480);
    check(view_place(1279, 959, false), 319, 239, 640, 480);
    check(view_place(1280, 960, false), 0, 0, 1280, 960);
    check(view_place(3840, 2160, false), 640, 120, 2560, 1920);
    check(view_place(641, 4000, false), 0, 1760, 640, 480);
}

static void test_fit_fills_one_side(void **state)
{
    (void)state;
    check(view_place(1000, 600, true), 100, 0, 800, 600);
    check(view_place(960, 5000, true), 0, 2140, 960, 720);
}

/* A smaller area shrinks the picture in both modes, down to one pixel. */
static void test_small_areas(void **state)
{
    (void)state;
    check(view_place(320, 480, false), 0, 120, 320, 240);
    check(view_place(320, 240, true), 0, 0, 320, 240);
    for (int w = 1; w < 700; w += 13)
        for (int h = 1; h < 500; h += 11) {
            struct view v = view_place(w, h, false);
            assert_in_range(v.width, 1, w);
            assert_in_range(v.height, 1, h);
            assert_true(v.x >= 0 && v.x + v.width <= w);
            assert_true(v.y >= 0 && v.y + v.height <= h);
        }
}

static void test_first_size(void **state)
{
    (void)state;
    check(view_first(0, 1280, 1024), 0, 0, 1280, 960);
    check(view_first(0, 1279, 1024), 0, 0, 640, 480);
    check(view_first(0, 300, 200), 0, 0, 640, 480);
    check(view_first(3, 1280, 1024), 0, 0, 1920, 1440);
    check(view_first(CONFIG_SCALE_FIT, 1000, 600), 0, 0, 800, 600);
    check(view_first(CONFIG_SCALE_FIT, 0, 0), 0, 0, 640, 480);
    struct view big = view_first(1000000, 1280, 1024);
    assert_true(big.width <= 16384 && big.height <= 16384);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_factors),
        cmocka_unit_test(test_fit_fills_one_side),
        cmocka_unit_test(test_small_areas),
        cmocka_unit_test(test_first_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
