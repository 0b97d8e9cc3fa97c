/* SPDX-License-Identifier: MIT
 *
 * TIME: every register, latches of cores and clocks, the tick's deadlines.
 * The machine is deterministic so that a test can say what time it is.
 */
#include "devices.h"

#include <lamp/dev/time.h>

enum { TICK_US = 1000 };

static u32 reg(u32 off)
{
    return TIME_BASE + off;
}

static void setup(struct rig *r, u32 cores)
{
    struct config c = config_default;
    c.deterministic = true;
    c.cores = cores;
    rig_init(r, &c);
    r->m->start_mono = 0;
}

/* Boot time starts later than monotonic time here, to tell them apart. */
static void test_clocks(void **state)
{
    const u64 now = 0x0000051234567890, start = 0x0000000087654321;
    struct rig r;
    (void)state;
    setup(&r, 1);
    rig_time(&r, now);
    r.m->start_mono = start;
    u64 unix_now = clock_unix(r.m);
    assert_int_equal(unix_now - now, (u64)1735689600 * 1000000000);
    assert_int_equal(rig_load32(&r, 0, reg(TIME_CTRL)), 1);
    assert_int_equal(rig_load32(&r, 0, reg(TIME_REAL_LO)), (u32)unix_now);
    assert_int_equal(rig_load32(&r, 0, reg(TIME_REAL_HI)), unix_now >> 32);
    assert_int_equal(rig_load32(&r, 0, reg(TIME_MONO_LO)), (u32)now);
    assert_int_equal(rig_load32(&r, 0, reg(TIME_MONO_HI)), now >> 32);
    assert_int_equal(rig_load32(&r, 0, reg(TIME_BOOT_LO)), (u32)(now - start));
    assert_int_equal(rig_load32(&r, 0, reg(TIME_BOOT_HI)), (now - start) >> 32);
    rig_fini(&r);
}

static void test_offsets(void **state)
{
    (void)state;
    assert_int_equal(TIME_BASE, 0x2000);
    assert_int_equal(TIME_SIZE, 28);
    assert_int_equal(TIME_CTRL, 0x00);
    assert_int_equal(TIME_REAL_LO, 0x04);
    assert_int_equal(TIME_REAL_HI, 0x08);
    assert_int_equal(TIME_MONO_LO, 0x0C);
    assert_int_equal(TIME_MONO_HI, 0x10);
    assert_int_equal(TIME_BOOT_LO, 0x14);
    assert_int_equal(TIME_BOOT_HI, 0x18);
}

static void assert_highs(struct rig *r, u32 cpu, u32 real, u32 mono, u32 boot)
{
    assert_int_equal(rig_load32(r, cpu, reg(TIME_REAL_HI)), real);
    assert_int_equal(rig_load32(r, cpu, reg(TIME_MONO_HI)), mono);
    assert_int_equal(rig_load32(r, cpu, reg(TIME_BOOT_HI)), boot);
}

/* One latch for each core and clock: a low read changes that one only. */
static void test_latches(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 3);
    u32 unix_high;
    rig_time(&r, 0x100000000);
    for (u32 cpu = 0; cpu < 3; cpu++)
        assert_highs(&r, cpu, 0, 0, 0);
    rig_load32(&r, 1, reg(TIME_MONO_LO));
    assert_highs(&r, 0, 0, 0, 0);
    assert_highs(&r, 1, 0, 1, 0);
    assert_highs(&r, 2, 0, 0, 0);
    rig_time(&r, 0x700000000);
    rig_load32(&r, 2, reg(TIME_BOOT_LO));
    assert_highs(&r, 0, 0, 0, 0);
    assert_highs(&r, 1, 0, 1, 0);
    assert_highs(&r, 2, 0, 0, 7);
    unix_high = (u32)(clock_unix(r.m) >> 32);
    rig_load32(&r, 0, reg(TIME_REAL_LO));
    assert_highs(&r, 0, unix_high, 0, 0);
    assert_highs(&r, 1, 0, 1, 0);
    rig_load32(&r, 1, reg(TIME_MONO_LO));
    assert_highs(&r, 1, 0, 7, 0);
    assert_highs(&r, 2, 0, 0, 7);
    rig_fini(&r);
}

static void test_latch_of_last_core(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, BOARD_CORES_MAX);
    rig_time(&r, 0x300000000);
    rig_load32(&r, BOARD_CORES_MAX - 1, reg(TIME_BOOT_LO));
    assert_highs(&r, BOARD_CORES_MAX - 1, 0, 0, 3);
    assert_highs(&r, BOARD_CORES_MAX - 2, 0, 0, 0);
    rig_fini(&r);
}

static void test_read_only(void **state)
{
    static const struct {
        u32 off;
        const char *text;
    } row[] = {{TIME_REAL_LO, "TIME +0x04 REAL_LO is read-only"},
               {TIME_REAL_HI, "TIME +0x08 REAL_HI is read-only"},
               {TIME_MONO_LO, "TIME +0x0C MONO_LO is read-only"},
               {TIME_MONO_HI, "TIME +0x10 MONO_HI is read-only"},
               {TIME_BOOT_LO, "TIME +0x14 BOOT_LO is read-only"},
               {TIME_BOOT_HI, "TIME +0x18 BOOT_HI is read-only"}};
    struct rig r;
    (void)state;
    setup(&r, 2);
    for (u32 i = 0; i < ARRAY_LEN(row); i++)
        assert_store_refused(&r, i % 2, reg(row[i].off), 5, PANIC_READ_ONLY,
                             row[i].text);
    rig_fini(&r);
}

/* The words before and after the window are RAM, and so is what lies below
 * it for accesses that are not words. */
static void test_edges(void **state)
{
    struct rig r;
    u32 v;
    (void)state;
    setup(&r, 1);
    rig_store32(&r, 0, TIME_BASE - 4, 0x11111111);
    rig_store32(&r, 0, TIME_BASE + TIME_SIZE, 0x22222222);
    assert_int_equal(rig_load32(&r, 0, TIME_BASE - 4), 0x11111111);
    assert_int_equal(rig_load32(&r, 0, TIME_BASE + TIME_SIZE), 0x22222222);
    assert_true(bus_store(r.m->core[0], reg(TIME_CTRL), 1, 0xA5));
    assert_true(bus_load(r.m->core[0], reg(TIME_CTRL), 1, &v));
    assert_int_equal(v, 0xA5);
    assert_int_equal(rig_load32(&r, 0, reg(TIME_CTRL)), 1);
    rig_time(&r, 100000000);
    assert_false(rig_pending(&r, 0, INT_TIMER));
    rig_fini(&r);
}

/* Nothing is due at `before`, one request at `due`. */
static void assert_tick(struct rig *r, u64 due)
{
    rig_time(r, due - 1);
    assert_false(rig_pending(r, 0, INT_TIMER));
    rig_time(r, due);
    assert_true(rig_pending(r, 0, INT_TIMER));
    rig_acknowledge(r, 0, INT_TIMER);
    assert_false(rig_pending(r, 0, INT_TIMER));
}

static void test_periods(void **state)
{
    static const struct {
        u32 written;
        u64 ns;
    } row[] = {{1, 1000000},
               {999, 1000000},
               {1000, 1000000},
               {1001, 1001000},
               {16667, 16667000},
               {1000000, 1000000000},
               {0xFFFFFFFF, 4294967295000}};
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        struct rig r;
        setup(&r, 1);
        rig_time(&r, 77);
        rig_store32(&r, 0, reg(TIME_CTRL), row[i].written);
        for (u64 n = 1; n <= 3; n++)
            assert_tick(&r, 77 + n * row[i].ns);
        rig_fini(&r);
    }
}

/* Requests go to core 0, whoever asked for them. */
static void test_tick_core(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 2);
    rig_store32(&r, 1, reg(TIME_CTRL), TICK_US);
    rig_time(&r, 1000000);
    assert_true(rig_pending(&r, 0, INT_TIMER));
    assert_false(rig_pending(&r, 1, INT_TIMER));
    rig_fini(&r);
}

/* Missed deadlines make one request; the series keeps its phase. */
static void test_missed(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 1);
    rig_time(&r, 500);
    rig_store32(&r, 0, reg(TIME_CTRL), TICK_US);
    rig_time(&r, 5300500);
    assert_true(rig_pending(&r, 0, INT_TIMER));
    rig_acknowledge(&r, 0, INT_TIMER);
    rig_time(&r, 5300501);
    assert_false(rig_pending(&r, 0, INT_TIMER));
    assert_tick(&r, 6000500);
    rig_time(&r, 9000500); /* exactly on a later deadline */
    assert_true(rig_pending(&r, 0, INT_TIMER));
    rig_acknowledge(&r, 0, INT_TIMER);
    assert_tick(&r, 10000500);
    rig_fini(&r);
}

static void test_restart_and_stop(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 1);
    rig_store32(&r, 0, reg(TIME_CTRL), TICK_US);
    rig_time(&r, 900000);
    rig_store32(&r, 0, reg(TIME_CTRL), TICK_US); /* the same: a new series */
    assert_tick(&r, 1900000);
    rig_store32(&r, 0, reg(TIME_CTRL), 3000);
    assert_tick(&r, 4900000);
    rig_time(&r, 7900000);
    rig_store32(&r, 0, reg(TIME_CTRL), 0);
    assert_true(rig_pending(&r, 0, INT_TIMER)); /* what was requested stays */
    rig_acknowledge(&r, 0, INT_TIMER);
    rig_time(&r, 100000000);
    assert_false(rig_pending(&r, 0, INT_TIMER));
    rig_fini(&r);
}

static void test_reset(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 2);
    rig_time(&r, 0x100000000);
    rig_load32(&r, 1, reg(TIME_MONO_LO));
    rig_store32(&r, 0, reg(TIME_CTRL), TICK_US);
    rig_reset_device(&r, "time");
    assert_highs(&r, 1, 0, 0, 0);
    rig_time(&r, 0x200000000);
    assert_false(rig_pending(&r, 0, INT_TIMER));
    rig_fini(&r);
}

static void test_saved_tick(void **state)
{
    struct rig r;
    struct buf saved;
    (void)state;
    setup(&r, 2);
    rig_time(&r, 0x100000000);
    rig_load32(&r, 1, reg(TIME_MONO_LO));
    rig_store32(&r, 0, reg(TIME_CTRL), TICK_US);
    u64 hash = rig_hash(&r, "time");
    rig_save(&r, "time", &saved);
    rig_reset_device(&r, "time");
    assert_true(rig_hash(&r, "time") != hash);
    assert_true(rig_restore(&r, "time", &saved));
    assert_true(rig_hash(&r, "time") == hash);
    assert_highs(&r, 1, 0, 1, 0);
    assert_tick(&r, 0x100000000 + 1000000);
    rig_fini(&r);
}

/* A period that no write makes could keep the host busy for ever. */
static void test_bad_period_refused(void **state)
{
    static const u64 period[] = {1, 999999, (u64)1 << 43};
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(period); i++) {
        struct rig r;
        struct buf saved;
        setup(&r, 1);
        rig_save(&r, "time", &saved);
        put_le64(saved.data, period[i]);
        assert_false(rig_restore(&r, "time", &saved));
        rig_time(&r, 1000000);
        assert_false(rig_pending(&r, 0, INT_TIMER));
        rig_fini(&r);
    }
}

/* On the host's clock: never backwards, and a tick that arrives. */
static void test_host_clock(void **state)
{
    struct rig r;
    u64 last = 0;
    (void)state;
    rig_init(&r, NULL);
    for (u32 i = 0; i < 1000; i++) {
        u64 now = rig_load32(&r, 0, reg(TIME_MONO_LO));
        now |= (u64)rig_load32(&r, 0, reg(TIME_MONO_HI)) << 32;
        assert_true(now >= last);
        last = now;
    }
    rig_store32(&r, 0, reg(TIME_CTRL), TICK_US);
    for (u32 i = 0; i < 5000 && !rig_pending(&r, 0, INT_TIMER); i++) {
        usleep(1000);
        pthread_mutex_lock(&r.m->lock);
        clock_fire(r.m);
        pthread_mutex_unlock(&r.m->lock);
    }
    assert_true(rig_pending(&r, 0, INT_TIMER));
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clocks),
        cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_latches),
        cmocka_unit_test(test_latch_of_last_core),
        cmocka_unit_test(test_read_only),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_tick_core),
        cmocka_unit_test(test_missed),
        cmocka_unit_test(test_restart_and_stop),
        cmocka_unit_test(test_reset),
        cmocka_unit_test(test_saved_tick),
        cmocka_unit_test(test_bad_period_refused),
        cmocka_unit_test(test_host_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
