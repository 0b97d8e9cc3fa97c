/* SPDX-License-Identifier: MIT
 *
 * gdb's remote protocol: going on, one core or all, and what stops, panics,
 * the end of the machine and leaving it say.
 */
#include "gdb_program.h"

/* --- running -------------------------------------------------------------- */

static void test_breakpoint(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_ask(x, "qSupported:swbreak+;hwbreak+");
    gdb_rig_expect(x, "Z0,3020,4", "OK");
    go(x, "vCont;c");
    const char *said = gdb_rig_run(x);
    assert_true(begins(said, "T05thread:1;core:0;swbreak:;"));
    assert_true(has(said, "20:20300000;"));
    gdb_rig_expect(x, "Z1,3028,4", "OK");
    go(x, "vCont;c");
    /* A point that is new is met although the core goes on from one. */
    assert_true(has(gdb_rig_run(x), "hwbreak:;20:28300000;"));
    gdb_rig_expect(x, "z1,3028,4", "OK");
    go(x, "c");
    assert_true(has(gdb_rig_run(x), "swbreak:;20:20300000;"));
}

/* Who never asked for them gets no reasons. */
static void test_plain_breakpoint(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Z0,3020,4", "OK");
    go(x, "vCont;c");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;core:0;20:20300000;"));
}

/* Before the access, with the address in the range that was asked for. */
static void test_watchpoints(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Z2,8000,4", "OK");
    go(x, "vCont;c");
    const char *said = gdb_rig_run(x);
    assert_true(begins(said, "T05thread:1;core:0;watch:8000;20:30300000;"));
    assert_int_equal(rig_load32(&x->r, 0, COUNTER), 0);
    gdb_rig_expect(x, "z2,8000,4", "OK");
    go(x, "vCont;s:1");
    assert_true(has(gdb_rig_run(x), "20:38300000;"));
    assert_int_equal(rig_load32(&x->r, 0, COUNTER), 1);
    gdb_rig_expect(x, "Z3,8000,4", "OK");
    go(x, "vCont;c");
    assert_true(has(gdb_rig_run(x), "rwatch:8000;20:20300000;"));
    gdb_rig_expect(x, "z3,8000,4", "OK");
    gdb_rig_expect(x, "Z4,8002,2", "OK");
    go(x, "vCont;c");
    assert_true(has(gdb_rig_run(x), "awatch:8002;"));
}

static void test_steps(void **state)
{
    struct gdb_rig *x = *state;
    go(x, "vCont;s:1;c");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;core:0;20:08300000;"));
    go(x, "s");
    assert_true(has(gdb_rig_run(x), "20:10300000;"));
    go(x, "S05");
    assert_true(has(gdb_rig_run(x), "20:18300000;"));
    go(x, "vCont;r3018,3030:1");
    assert_true(has(gdb_rig_run(x), "20:30300000;"));
    go(x, "vCont;S05:1");
    assert_true(has(gdb_rig_run(x), "20:38300000;"));
    go(x, "s3000");
    assert_true(has(gdb_rig_run(x), "20:08300000;"));
}

/* One core steps, the others stand or run, as was asked for. */
static void test_cores_step_alone(void **state)
{
    struct gdb_rig *x = *state;
    const u32 *counted = &x->r.m->core[1]->r[7];
    gdb_rig_expect(x, "Z0,3020,4", "OK");
    go(x, "vCont;c");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;"));
    gdb_rig_expect(x, "z0,3020,4", "OK");
    u32 before = *counted;
    go(x, "vCont;s:1");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;"));
    assert_int_equal(*counted, before);
    go(x, "vCont;t:1;s:2");
    assert_true(begins(gdb_rig_run(x), "T05thread:2;core:1;"));
    go(x, "vCont;s:1;c:2");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;"));
    assert_true(*counted > before);
}

static void test_interrupt(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Hc2", "OK");
    x->r.m->core[1]->ip = 0x3100;
    x->r.m->core[1]->state = CORE_RUNNING;
    go(x, "c");
    assert_null(gdb_rig_run(x));
    gdb_rig_expect(x, "g", "E01"); /* it runs */
    gdb_rig_raw(x, "\3", 1);
    assert_true(gdb_rig_get(x));
    assert_true(begins(x->reply, "T02thread:1;"));
    assert_true(x->r.m->core[1]->r[7] > 100);
    gdb_rig_raw(x, "\3", 1); /* too late */
    assert_false(gdb_rig_get(x));
}

/* BRK of the guest: behind it. */
static void test_guest_break(void **state)
{
    struct gdb_rig *x = *state;
    const u64 code[] = {rig_word(ISA_BRK, 0, 0, 0, 7)};
    rig_code(&x->r, RIG_PC, code, 1);
    go(x, "vCont;c");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;core:0;20:08300000;"));
    go(x, "vCont;c");
    assert_string_equal(gdb_rig_run(x), "W00");
}

static void test_panic(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "P4=000000ff", "OK");
    gdb_rig_expect(x, "P20=20300000", "OK");
    go(x, "vCont;c");
    assert_true(
        begins(gdb_rig_run(x), "O70616e69633a20636f72652030")); /* text */
    assert_true(gdb_rig_get(x));
    assert_true(begins(x->reply, "T0bthread:1;core:0;20:20300000;"));
    gdb_rig_expect(x, "qThreadExtraInfo,1", "636f726520302c2070616e69636b6564");
    go(x, "vCont;C0b:1;c");
    assert_string_equal(gdb_rig_run(x), "W01");
}

static void test_signals_of_panics(void **state)
{
    struct gdb_rig *x = *state;
    const u64 bad = 0;
    rig_code(&x->r, RIG_PC, &bad, 1);
    go(x, "vCont;c");
    gdb_rig_run(x);
    assert_true(gdb_rig_get(x));
    assert_true(begins(x->reply, "T04thread:1;"));
}

static void test_end(void **state)
{
    struct gdb_rig *x = *state;
    go(x, "vCont;c");
    assert_string_equal(gdb_rig_run(x), "W00");
}

static void test_end_by_signal(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Z2,8000,4", "OK");
    go(x, "vCont;c");
    machine_stop(x->r.m, STOPPED_SIGNAL, 15);
    gdb_end(x->g);
    assert_true(gdb_rig_get(x));
    /* The machine's result says 128 + 15. */
    assert_string_equal(x->reply, "X0f");
}

/* --- leaving -------------------------------------------------------------- */

static void test_detach(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Z0,3020,4", "OK");
    gdb_rig_expect(x, "D", "OK");
    assert_null(control_point_get(x->r.m, 0));
    assert_false(control_is_stopped(x->r.m));
    assert_null(gdb_rig_run(x));
    assert_int_equal(machine_result(x->r.m)->state, MACHINE_HALTED);
}

static void test_kill(void **state)
{
    struct gdb_rig *x = *state;
    assert_null(gdb_rig_ask(x, "k"));
    assert_int_equal(machine_result(x->r.m)->state, MACHINE_STOPPED);
    assert_int_equal(machine_result(x->r.m)->status, 0);
    gdb_end(x->g);
    assert_false(gdb_rig_get(x));
}

static void test_kill_process(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "vKill;1", "OK");
    assert_int_equal(machine_result(x->r.m)->status, 0);
}

/* A machine without a program file cannot be reset, and says so. */
static void test_reset_refused(void **state)
{
    struct gdb_rig *x = *state;
    go(x, "vRun;");
    assert_true(gdb_rig_get(x));
    assert_int_equal(x->reply[0], 'O');
    while (gdb_rig_get(x) && gdb_out(x->g)->size != 0)
        continue;
    assert_string_equal(x->reply, "E05");
}

/* Code that was lifted already is written: "halt" over "cmpi". */
static void test_code_is_written(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Z2,8000,4", "OK");
    gdb_rig_send(x, "vCont;c", 7);
    assert_non_null(gdb_rig_run(x));
    gdb_rig_expect(x, "M3038,8:0000000000000005", "OK");
    gdb_rig_expect(x, "z2,8000,4", "OK");
    gdb_rig_send(x, "vCont;c", 7);
    assert_string_equal(gdb_rig_run(x), "W00");
    assert_int_equal(rig_load32(&x->r, 0, COUNTER), 1);
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(breakpoint),
        T(plain_breakpoint),
        T(watchpoints),
        T(steps),
        T(cores_step_alone),
        T(interrupt),
        T(guest_break),
        T(panic),
        T(signals_of_panics),
        T(end),
        T(end_by_signal),
        T(detach),
        T(kill),
        T(kill_process),
        T(reset_refused),
        T(code_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
