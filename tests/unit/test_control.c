/* SPDX-License-Identifier: MIT
 *
 * The control core: breakpoints, watchpoints, steps, what is seen at a stop,
 * and that none of it changes what the guest computes.
 */
#include "three_cores.h"

#include <vm/control.h>
#include <vm/front.h>

enum { COUNT = 1000 };

/* A front that acts at every stop until the machine has ended. */
struct driver {
    struct front front;
    struct listener_of_control listener;
    void (*act)(struct driver *d, struct machine *m,
                const struct control_stop *stop);
    u32 stops, limit;
    struct control_stop last;
    u32 seen[8]; /* what act wants to keep */
};

static u32 no_fds(struct front *f, struct machine *m, struct pollfd *fds,
                  u32 max)
{
    (void)f, (void)m, (void)fds, (void)max;
    return 0;
}

static void service(struct front *f, struct machine *m)
{
    struct driver *d = (struct driver *)f;
    for (u32 i = 0; control_is_stopped(m) && i < 4; i++) {
        d->last = *control_stop(m);
        if (++d->stops > d->limit)
            control_quit(m, 79);
        else
            d->act(d, m, &d->last);
    }
    if (control_is_stopped(m))
        machine_kick(m);
}

static void closed(struct front *f, struct machine *m)
{
    (void)f, (void)m;
}

static const struct front_class driver_class = {
    .name = "test", .fds = no_fds, .service = service, .close = closed};

static void told(struct listener_of_control *l, struct machine *m,
                 enum control_event event)
{
    (void)l;
    if (event == EVENT_STOPPED)
        machine_kick(m);
}

/* Runs the program under a driver that begins before the first instruction. */
static void drive(struct driver *d, bool deterministic, u64 *hash)
{
    struct config c = config_default;
    struct rig r;
    c.cores = 3;
    c.deterministic = deterministic;
    rig_init(&r, &c);
    three_cores_load(&r, COUNT);
    if (d) {
        assert_true(control_attach(r.m, true, &r.err));
        d->front.class = &driver_class;
        d->listener.told = told;
        front_add(r.m, &d->front);
        control_listen(r.m, &d->listener);
    }
    assert_true(machine_run(r.m, &r.err));
    if (!d || d->stops <= d->limit)
        assert_int_equal(machine_result(r.m)->state, MACHINE_HALTED);
    fronts_close(r.m);
    *hash = machine_hash(r.m);
    control_detach(r.m);
    rig_fini(&r);
}

static void act_step(struct driver *d, struct machine *m,
                     const struct control_stop *stop)
{
    if (d->stops == 1)
        assert_int_equal(stop->why, CONTROL_START);
    else
        assert_int_equal(stop->why, CONTROL_STEPPED);
    /* Parked cores do not step. */
    u32 core = d->stops < 100 ? 0 : d->stops / 50 % 3;
    control_step(m, core, 1 + d->stops % 2);
}

/* Steps on each of the cores, in the middle of turns. */
static void test_steps_change_nothing(void **state)
{
    struct driver d = {.act = act_step, .limit = 100000};
    u64 free_hash, hash;
    (void)state;
    drive(NULL, true, &free_hash);
    drive(&d, true, &hash);
    assert_true(d.stops > 400);
    assert_int_equal(hash, free_hash);
}

static void act_break(struct driver *d, struct machine *m,
                      const struct control_stop *stop)
{
    if (d->stops == 1) {
        assert_int_equal(control_point_add(m, POINT_BREAK, SUB, 0, false), 1);
    } else {
        assert_int_equal(stop->why, CONTROL_BREAK);
        assert_int_equal(stop->ip, SUB);
        assert_int_equal(stop->core, 0);
        assert_int_equal(m->core[0]->r[5], d->stops - 1);
        assert_int_equal(control_register_get(m->core[0], 32), SUB);
    }
    control_continue(m);
}

static void test_breakpoint_stops_every_time(void **state)
{
    struct driver d = {.act = act_break, .limit = 2 * COUNT};
    u64 free_hash, hash;
    (void)state;
    drive(NULL, true, &free_hash);
    drive(&d, true, &hash);
    assert_int_equal(d.stops, COUNT + 1);
    assert_int_equal(hash, free_hash);
    d = (struct driver){.act = act_break, .limit = 2 * COUNT};
    drive(&d, false, &hash);
    assert_int_equal(d.stops, COUNT + 1);
}

static void act_watch(struct driver *d, struct machine *m,
                      const struct control_stop *stop)
{
    u8 bytes[4];
    if (d->stops == 1) {
        assert_int_not_equal(
            control_point_add(m, POINT_WRITE, COUNTER + 1, 2, false), 0);
    } else {
        assert_int_equal(stop->why, CONTROL_WATCH);
        assert_int_equal(stop->address, COUNTER + 1);
        assert_true(stop->write);
        assert_int_equal(stop->ip, LOOP + 0x20); /* behind the store */
        assert_int_equal(control_memory_read(m, COUNTER, bytes, 4), 4);
        assert_int_equal(get_le32(bytes), d->stops - 1);
    }
    control_continue(m);
}

static void test_watchpoint_stops_behind_each_write(void **state)
{
    struct driver d = {.act = act_watch, .limit = 2 * COUNT};
    u64 free_hash, hash;
    (void)state;
    drive(NULL, true, &free_hash);
    drive(&d, true, &hash);
    assert_int_equal(d.stops, COUNT + 1);
    assert_int_equal(hash, free_hash);
}

static void act_until(struct driver *d, struct machine *m,
                      const struct control_stop *stop)
{
    if (d->stops == 1) {
        control_point_add(m, POINT_BREAK, LOOP + 0x20, 0, true);
        control_continue(m);
    } else if (d->stops == 2) {
        assert_int_equal(stop->why, CONTROL_BREAK);
        assert_null(control_point_get(m, 0)); /* it went by itself */
        control_until(m, 0, LOOP + 0x28);     /* over the call */
    } else {
        assert_int_equal(stop->why, CONTROL_STEPPED);
        assert_int_equal(stop->ip, LOOP + 0x28);
        assert_int_equal(m->core[0]->r[9], 7);
        control_continue(m);
    }
}

static void test_until_runs_over_a_call(void **state)
{
    struct driver d = {.act = act_until, .limit = 2 * COUNT};
    u64 hash;
    (void)state;
    drive(&d, false, &hash);
    assert_int_equal(d.stops, 3);
}

static void act_change(struct driver *d, struct machine *m,
                       const struct control_stop *stop)
{
    u8 almost[4];
    put_le32(almost, COUNT - 1);
    (void)stop;
    if (d->stops == 1) {
        control_point_add(m, POINT_BREAK, LOOP + 8, 0, false);
    } else if (d->stops == 3) {
        assert_int_equal(control_memory_write(m, COUNTER, almost, 4), 4);
        assert_true(control_register_set(m->core[0], 20, 0x1234));
        assert_false(control_register_set(
            m->core[0], (u32)control_register_find("csp"), 100000));
        assert_int_equal(control_register_find("nothing"), -1);
        assert_int_equal(control_memory_read(m, 0xF0000000, (u8 *)d->seen, 4),
                         0);
    }
    control_continue(m);
}

static void test_memory_and_registers_can_be_changed(void **state)
{
    struct driver d = {.act = act_change, .limit = 2 * COUNT};
    u64 hash;
    (void)state;
    drive(&d, false, &hash);
    assert_int_equal(d.stops, 3); /* the loop ended after that round */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps_change_nothing),
        cmocka_unit_test(test_breakpoint_stops_every_time),
        cmocka_unit_test(test_watchpoint_stops_behind_each_write),
        cmocka_unit_test(test_until_runs_over_a_call),
        cmocka_unit_test(test_memory_and_registers_can_be_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
