/* SPDX-License-Identifier: MIT
 *
 * The framebuffer: one storage behind two windows, which rows are reported as
 * damaged and when, and that no store is lost while a core draws.
 */
#include "devices.h"

#include <stdatomic.h>
#include <lamp/dev/fb.h>

static u8 rows[FB_HEIGHT];

/* Rows reported now; their number is checked on the way. */
static u32 take(struct rig *r)
{
    u32 n = 0;
    memset(rows, 0xEE, sizeof rows);
    u32 told = (u32)rig_ctl(r, "fb", DEVICE_DAMAGE, rows);
    for (u32 y = 0; y < FB_HEIGHT; y++) {
        assert_true(rows[y] <= 1);
        n += rows[y];
    }
    assert_int_equal(told, n);
    return n;
}

/* A machine with nothing damaged. */
static void setup(struct rig *r)
{
    rig_init(r, NULL);
    take(r);
    take(r);
    assert_int_equal(take(r), 0);
}

static u32 at(struct rig *r, bool alias, u32 x, u32 y)
{
    u32 base = alias ? (u32)FB_ALIAS_BASE : r->m->bus.ram.fb_base;
    return base + y * FB_STRIDE + x * FB_BPP;
}

/* After power-on everything is drawn, twice, and then nothing. */
static void test_first_frames(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    assert_int_equal(take(&r), FB_HEIGHT);
    assert_int_equal(take(&r), FB_HEIGHT);
    assert_int_equal(take(&r), 0);
    rig_reset_device(&r, "fb");
    assert_int_equal(take(&r), FB_HEIGHT);
    rig_fini(&r);
}

/* Each row, through either window: this row, this frame and the next. */
static void test_rows(void **state)
{
    static const u32 y[] = {0, 1, 239, 478, 479};
    struct rig r;
    (void)state;
    setup(&r);
    for (u32 i = 0; i < 2 * ARRAY_LEN(y); i++) {
        u32 row = y[i / 2];
        rig_store32(&r, 0, at(&r, i % 2, i % 3 * 319, row), i + 1);
        assert_int_equal(take(&r), 1);
        assert_int_equal(rows[row], 1);
        assert_int_equal(take(&r), 1);
        assert_int_equal(rows[row], 1);
        assert_int_equal(take(&r), 0);
    }
    rig_fini(&r);
}

static void test_first_and_last_byte_of_a_row(void **state)
{
    struct rig r;
    (void)state;
    setup(&r);
    for (u32 i = 0; i < 2; i++) {
        u32 start = at(&r, i, 0, 100);
        assert_true(bus_store(r.m->core[0], start, 1, 1));
        assert_int_equal(take(&r), 1);
        assert_int_equal(rows[100], 1);
        take(&r);
        assert_true(bus_store(r.m->core[0], start + FB_STRIDE - 2, 2, 1));
        assert_int_equal(take(&r), 1);
        assert_int_equal(rows[100], 1);
        take(&r);
        rig_store32(&r, 0, start - 2, 7); /* half in row 99 */
        assert_int_equal(take(&r), 2);
        assert_int_equal(rows[99] + rows[100], 2);
        take(&r);
    }
    rig_fini(&r);
}

/* Stores to a row not looked at since are one report; the next is another. */
static void test_watched_again(void **state)
{
    struct rig r;
    (void)state;
    setup(&r);
    for (u32 x = 0; x < 10; x++)
        rig_store32(&r, 0, at(&r, false, x, 5), x);
    assert_int_equal(take(&r), 1);
    rig_store32(&r, 0, at(&r, true, 0, 5), 9); /* between two frames */
    assert_int_equal(take(&r), 1);
    assert_int_equal(take(&r), 1);
    assert_int_equal(take(&r), 0);
    rig_store32(&r, 0, at(&r, false, 639, 5), 9);
    assert_int_equal(take(&r), 1);
    assert_int_equal(rows[5], 1);
    rig_fini(&r);
}

static void test_blocks(void **state)
{
    struct rig r;
    u32 done;
    (void)state;
    setup(&r);
    assert_true(bus_fill(r.m->core[0], at(&r, false, 600, 10), 0x55,
                         2 * FB_STRIDE, &done, "memset"));
    assert_int_equal(take(&r), 3);
    assert_int_equal(rows[10] + rows[11] + rows[12], 3);
    take(&r);
    assert_true(bus_copy(r.m->core[0], at(&r, true, 0, 470),
                         at(&r, false, 0, 10), 10 * FB_STRIDE, &done,
                         "memcpy"));
    assert_int_equal(take(&r), 10);
    assert_int_equal(rows[470] + rows[479], 2);
    rig_fini(&r);
}

static void test_no_buffer(void **state)
{
    struct rig r;
    (void)state;
    setup(&r);
    rig_store32(&r, 0, at(&r, false, 1, 7), 1);
    assert_int_equal(rig_ctl(&r, "fb", DEVICE_DAMAGE, NULL), 1);
    assert_int_equal(take(&r), 1);
    assert_int_equal(take(&r), 0);
    rig_fini(&r);
}

/* Both windows show the same words, all bits of them, from first to last. */
static void test_one_storage(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    const u8 *pixels = device_fb_pixels(rig_device(&r, "fb"));
    assert_int_equal(at(&r, false, 0, 0), 0x04000000);
    assert_int_equal(rig_load32(&r, 0, at(&r, false, 639, 479)), 0);
    rig_store32(&r, 0, at(&r, false, 0, 0), 0xFF112233);
    rig_store32(&r, 0, at(&r, true, 639, 479), 0x80ABCDEF);
    assert_int_equal(rig_load32(&r, 0, at(&r, true, 0, 0)), 0xFF112233);
    assert_int_equal(rig_load32(&r, 0, at(&r, false, 639, 479)), 0x80ABCDEF);
    assert_int_equal(get_le32(pixels), 0xFF112233);
    assert_int_equal(get_le32(pixels + FB_SIZE - 4), 0x80ABCDEF);
    assert_false(bus_store(r.m->core[0], at(&r, false, 0, 480), 4, 1));
    assert_panic(&r, 0, PANIC_BOUNDS, false, "0x0412C000");
    rig_fini(&r);
}

/* What is to be drawn is the host's affair, not the machine's state; after a
 * load all of it is. */
static void test_state(void **state)
{
    struct rig r;
    struct buf saved;
    (void)state;
    setup(&r);
    u64 hash = rig_hash(&r, "fb");
    rig_store32(&r, 0, at(&r, false, 1, 7), 1);
    assert_true(rig_hash(&r, "fb") == hash);
    rig_save(&r, "fb", &saved);
    assert_int_equal(saved.size, 0);
    assert_true(rig_restore(&r, "fb", &saved));
    assert_int_equal(take(&r), FB_HEIGHT);
    rig_fini(&r);
}

struct painter {
    struct rig *r;
    pthread_t thread;
    atomic_bool done;
    u32 first; /* of two rows it draws into */
};

enum { STROKES = 20000 };

static void *paint(void *arg)
{
    struct painter *p = arg;
    for (u32 i = 1; i <= STROKES; i++) {
        u32 to = at(p->r, i & 1, i % FB_WIDTH, p->first + i % 2);
        u32 v = i;
        if (!bus_store(p->r->m->core[p->first / 2], to, 4, v))
            break;
    }
    atomic_store(&p->done, true);
    return NULL;
}

static void show(struct rig *r, u32 (*screen)[FB_WIDTH])
{
    take(r);
    for (u32 y = 0; y < FB_HEIGHT; y++)
        if (rows[y])
            machine_fb_row(r->m, y, screen[y]);
}

/* What was shown in the end is what is there. */
static void test_no_store_is_lost(void **state)
{
    static u32 screen[FB_HEIGHT][FB_WIDTH], truth[FB_HEIGHT * FB_WIDTH];
    struct config c = config_default;
    struct rig r;
    struct painter p[2] = {{.r = &r, .first = 0}, {.r = &r, .first = 2}};
    (void)state;
    c.cores = 2;
    rig_init(&r, &c);
    for (u32 i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&p[i].thread, NULL, paint, &p[i]), 0);
    while (!atomic_load(&p[0].done) || !atomic_load(&p[1].done))
        show(&r, screen);
    for (u32 i = 0; i < 2; i++)
        pthread_join(p[i].thread, NULL);
    show(&r, screen);
    show(&r, screen);
    machine_fb_copy(r.m, truth);
    assert_memory_equal(screen, truth, sizeof truth);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_frames),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_first_and_last_byte_of_a_row),
        cmocka_unit_test(test_watched_again),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_no_buffer),
        cmocka_unit_test(test_one_storage),
        cmocka_unit_test(test_state),
        cmocka_unit_test(test_no_store_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
