/* SPDX-License-Identifier: MIT
 *
 * Time of a machine: the tick as a program sees it, virtual time, and timers
 * of devices.
 */
#include "machine_rig.h"

#include <lamp/dev/time.h>

/* The handler counts ticks; the program waits for ten of them. */
static void test_ticks(void **state)
{
    const u64 code[] = {
        op(ISA_MOVI, 1, 0, 0, TIME_BASE),
        op(ISA_MOVI, 2, 0, 0, 1000),
        op(ISA_STORE32, 2, 1, 0, TIME_CTRL),
        op(ISA_WAIT, 0, 0, 0, 0),
        op(ISA_LOAD32, 3, 0, 0, 0x8000),
        op(ISA_CMPI, 3, 0, 0, 10),
        op(ISA_JL, 0, 0, 0, RIG_PC + 24),
        op(ISA_LOAD32, 4, 1, 0, TIME_BOOT_LO),
        op(ISA_HALT, 0, 0, 0, 0),
    };
    const u64 handler[] = {
        op(ISA_LOAD32, 5, 0, 0, 0x8000), op(ISA_INC, 5, 0, 0, 0),
        op(ISA_STORE32, 5, 0, 0, 0x8000), op(ISA_IRET, 0, 0, 0, 0)};
    (void)state;
    for (int det = 0; det < 2; det++) {
        struct rig r;
        struct config config = config_with(1, det);
        rig_init(&r, &config);
        rig_code(&r, RIG_PC, code, ARRAY_LEN(code));
        rig_code(&r, 0x5000, handler, ARRAY_LEN(handler));
        ram_put32(&r.m->bus.ram, 8 * INT_TIMER, 0x5000);
        assert_int_equal(run(&r)->state, MACHINE_HALTED);
        assert_int_equal(word(&r, 0x8000), 10);
        u32 ns = r.m->core[0]->r[4];
        assert_true(ns >= 10 * 1000000);
        /* Virtual time: ten periods and less than a turn. */
        if (det)
            assert_true(ns < 10 * 1000000 + 20000);
        rig_fini(&r);
    }
}

/* Virtual time is instructions: K cores running, 10000/K ps each. */
static void test_virtual_time(void **state)
{
    const u64 code[] = {op(ISA_MOVI, 1, 0, 0, TIME_BASE),
                        op(ISA_MOVI, 0, 0, 0, 0),
                        op(ISA_MOVI, 0, 0, 0, 0),
                        op(ISA_LOAD32, 2, 1, 0, TIME_MONO_LO),
                        op(ISA_LOAD32, 3, 1, 0, TIME_REAL_LO),
                        op(ISA_LOAD32, 4, 1, 0, TIME_REAL_HI),
                        op(ISA_HALT, 0, 0, 0, 0)};
    struct rig r;
    struct config config = config_with(1, true);
    (void)state;
    rig_init(&r, &config);
    rig_code(&r, RIG_PC, code, ARRAY_LEN(code));
    run(&r);
    const struct core *c = r.m->core[0];
    assert_int_equal(c->r[2], 30); /* three instructions before it */
    u64 unix_ns = c->r[3] | (u64)c->r[4] << 32;
    assert_true(unix_ns == (u64)1735689600 * 1000000000 + 40);
    rig_fini(&r);
}

static u32 fired[8], fired_count;

static void timer_fired(void *arg)
{
    fired[fired_count++] = (u32)(uintptr_t)arg;
}

static void test_timers(void **state)
{
    struct rig r;
    struct config config = config_with(1, true);
    struct timer t[4];
    static const u64 when[] = {30, 10, 20, 10};
    (void)state;
    rig_init(&r, &config);
    fired_count = 0;
    memset(t, 0, sizeof t);
    for (u32 i = 0; i < 4; i++) {
        t[i].fire = timer_fired;
        t[i].arg = (void *)(uintptr_t)i;
        timer_arm(r.m, &t[i], when[i]);
    }
    assert_int_equal(clock_next(r.m), 10);
    timer_cancel(r.m, &t[2]);
    r.m->virtual_ps = 29999;
    clock_fire(r.m);
    assert_int_equal(fired_count, 2);
    assert_int_equal(fired[0], 1);
    assert_int_equal(fired[1], 3);
    assert_int_equal(clock_next(r.m), 30);
    timer_arm(r.m, &t[0], 5);
    clock_fire(r.m);
    assert_int_equal(fired_count, 3);
    assert_true(clock_next(r.m) == CLOCK_NEVER);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ticks),
        cmocka_unit_test(test_virtual_time),
        cmocka_unit_test(test_timers),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
