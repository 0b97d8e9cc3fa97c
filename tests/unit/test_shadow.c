/* SPDX-License-Identifier: MIT
 *
 * Bits of written bytes against an array that holds a bool for each, with
 * ranges at every alignment and beyond the end.
 */
#include "rig.h"

#include <debug/shadow.h>

enum { SIZE = 200 };

static void compare(const struct shadow *s, const bool *model)
{
    for (u32 i = 0; i < SIZE; i++)
        assert_int_equal(shadow_get(s, i), model[i]);
    for (u32 at = 0; at < SIZE; at++) {
        u64 run = 0;
        while (at + run < SIZE && model[at + run])
            run++;
        assert_int_equal(shadow_run(s, at, SIZE - at), run);
    }
}

static void ranges(void **state)
{
    struct shadow s;
    bool model[SIZE] = {false};
    u64 seed = 1;
    (void)state;
    assert_true(shadow_init(&s, SIZE));
    compare(&s, model);
    for (u32 round = 0; round < 500; round++) {
        u32 at = (u32)splitmix64(&seed) % SIZE;
        u32 n = (u32)splitmix64(&seed) % (SIZE + 8 - at);
        bool set = splitmix64(&seed) % 2;
        if (set)
            shadow_set(&s, at, n);
        else
            shadow_clear(&s, at, n);
        for (u32 i = at; i < at + n && i < SIZE; i++)
            model[i] = set;
        compare(&s, model);
    }
    shadow_fini(&s);
}

static void copies_ascend(void **state)
{
    struct shadow s;
    bool model[SIZE] = {false};
    u64 seed = 2;
    (void)state;
    assert_true(shadow_init(&s, SIZE));
    for (u32 i = 0; i < SIZE; i += 3) {
        shadow_set(&s, i, 1);
        model[i] = true;
    }
    for (u32 round = 0; round < 200; round++) {
        u32 to = (u32)splitmix64(&seed) % 150;
        u32 from = (u32)splitmix64(&seed) % 150;
        u32 n = (u32)splitmix64(&seed) % 50;
        shadow_copy(&s, to, from, n);
        for (u32 i = 0; i < n; i++)
            model[to + i] = model[from + i];
        compare(&s, model);
    }
    shadow_fini(&s);
}

static void beyond_the_end_is_written(void **state)
{
    struct shadow s;
    (void)state;
    assert_true(shadow_init(&s, SIZE));
    assert_true(shadow_get(&s, SIZE));
    assert_true(shadow_get(&s, 0xFFFFFFFF));
    shadow_set(&s, 0xFFFFFFF0, 0x20);
    shadow_clear(&s, SIZE, 1000);
    assert_int_equal(shadow_run(&s, SIZE, 77), 77);
    assert_int_equal(shadow_run(&s, SIZE - 4, 77), 0);
    shadow_fini(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges),
        cmocka_unit_test(copies_ascend),
        cmocka_unit_test(beyond_the_end_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
