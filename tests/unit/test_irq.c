/* SPDX-License-Identifier: MIT
 *
 * Interrupts of a machine: which is delivered first, and that a core which
 * waits is woken whenever one comes.
 */
#include "machine_rig.h"

#include <lamp/dev/intc.h>

static void test_delivery_order(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct machine *m = r.m;
    struct core *c = m->core[0];
    const u64 iret = op(ISA_IRET, 0, 0, 0, 0);
    for (u32 v = 0; v < 256; v++)
        ram_put32(&m->bus.ram, 8 * v, 0x5000 + 8 * v);
    for (u32 v = 0; v < 256; v++)
        rig_code(&r, 0x5000 + 8 * v, &iret, 1);
    pthread_mutex_lock(&m->lock);
    irq_priority_set(m, 200, 9);
    irq_raise(m, 0, 40);
    irq_raise(m, 0, 200);
    irq_raise(m, 0, 7);
    pthread_mutex_unlock(&m->lock);
    static const u32 order[] = {200, 7, 40};
    for (u32 i = 0; i < 3; i++) {
        assert_true(irq_deliver(c));
        assert_int_equal(c->ip, 0x5000 + 8 * order[i]);
        assert_int_equal(c->r[31], order[i]);
        assert_int_equal(c->serving, order[i]);
        assert_int_equal(machine_step(m, 0, 0), STOP_BUDGET); /* in handler */
        assert_int_equal(c->ip, 0x5000 + 8 * order[i]);
        c->engine->run(c, 1); /* iret */
        assert_int_equal(c->ip, RIG_PC);
    }
    assert_false(irq_wanted(c));
    rig_fini(&r);
}

/* A waiting core is woken by an IPI that comes at any moment: ping-pong with
 * interrupts masked and acknowledged by EOI. */
static void test_no_lost_wakeups(void **state)
{
    enum { ROUNDS = 2000, VECTOR = 9 };
    const u64 boot[] = {
        op(ISA_MOVI, 1, 0, 0, 1),
        op(ISA_MOVI, 2, 0, 0, 0x4000),
        op(ISA_MOVI, 5, 0, 0, VECTOR),
        op(ISA_MOVI, 7, 0, 0, PORT_IRQ_MASKED),
        op(ISA_MOVI, 8, 0, 0, INTC_BASE + INTC_EOI),
        op(ISA_OUT, 1, 7, 0, 0),
        op(ISA_STARTAP, 1, 2, 0, 0),
        op(ISA_WAIT, 0, 0, 0, 0), /* 3038: pong */
        op(ISA_STORE32, 5, 8, 0, 0),
        op(ISA_IPI, 1, 5, 0, 0),
        op(ISA_INC, 6, 0, 0, 0),
        op(ISA_CMPI, 6, 0, 0, ROUNDS),
        op(ISA_JNZ, 0, 0, 0, RIG_PC + 0x38),
        op(ISA_HALT, 0, 0, 0, 0),
    };
    const u64 other[] = {
        op(ISA_MOVI, 1, 0, 0, 1),
        op(ISA_MOVI, 5, 0, 0, VECTOR),
        op(ISA_MOVI, 7, 0, 0, PORT_IRQ_MASKED),
        op(ISA_MOVI, 8, 0, 0, INTC_BASE + INTC_EOI),
        op(ISA_OUT, 1, 7, 0, 0),
        op(ISA_IPI, 9, 5, 0, 0), /* 4028: masked now, so ask core 0 */
        op(ISA_WAIT, 0, 0, 0, 0),
        op(ISA_STORE32, 5, 8, 0, 0),
        op(ISA_RJMP, 0, 0, 0, (u32)-24),
    };
    (void)state;
    for (int det = 0; det < 2; det++) {
        struct rig r;
        struct config config = config_with(2, det);
        rig_init(&r, &config);
        rig_code(&r, RIG_PC, boot, ARRAY_LEN(boot));
        rig_code(&r, 0x4000, other, ARRAY_LEN(other));
        assert_int_equal(run(&r)->state, MACHINE_HALTED);
        assert_int_equal(r.m->core[0]->r[6], ROUNDS);
        rig_fini(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_delivery_order),
        cmocka_unit_test(test_no_lost_wakeups),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
