/* SPDX-License-Identifier: MIT
 *
 * Port EXIT: the status of every kind of word, from any core, and that the
 * first one decides.
 */
#include "devices.h"

#include <lamp/dev/exit.h>

static void assert_status(u32 cpu, u32 written, int status)
{
    struct config c = config_default;
    struct rig r;
    c.cores = cpu + 1;
    rig_init(&r, &c);
    assert_false(machine_over(r.m));
    rig_out(&r, cpu, 0xFE, written);
    assert_true(machine_over(r.m));
    assert_int_equal(machine_result(r.m)->state, MACHINE_HALTED);
    assert_int_equal(machine_result(r.m)->status, status);
    assert_int_equal(machine_result(r.m)->core, cpu);
    rig_fini(&r);
}

static void test_statuses(void **state)
{
    (void)state;
    assert_status(0, 0, 0);
    assert_status(0, 1, 1);
    assert_status(0, 2, 2);
    assert_status(1, 42, 42);
    assert_status(0, 78, 78);
    assert_status(0, 79, 79);
    assert_status(0, 80, 79);
    assert_status(1, 1000, 79);
    assert_status(0, 256, 79);
    assert_status(0, 0x80000000, 79);
    assert_status(3, 0xFFFFFFFF, 79);
}

static void test_first_decides(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    rig_out(&r, 0, PORT_EXIT, 3);
    rig_out(&r, 0, PORT_EXIT, 4);
    assert_int_equal(machine_result(r.m)->status, 3);
    rig_fini(&r);
}

static void test_reads_zero(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    assert_int_equal(rig_in(&r, 0, PORT_EXIT), 0);
    assert_false(machine_over(r.m));
    rig_out(&r, 0, PORT_EXIT, 9);
    assert_int_equal(rig_in(&r, 0, PORT_EXIT), 0);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statuses),
        cmocka_unit_test(test_first_decides),
        cmocka_unit_test(test_reads_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
