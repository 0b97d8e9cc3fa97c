/* SPDX-License-Identifier: MIT
 *
 * Ports 0xF0..0xFA: what each of them shows, what each refuses, and that they
 * act on the core that uses them.
 */
#include "devices.h"

#include <vm/context.h>

static void setup(struct rig *r, u32 cores)
{
    struct config c = config_default;
    c.cores = cores;
    rig_init(r, &c);
}

static const struct stack_ports {
    u32 index, base, count, stack, slot;
    const char *index_name, *base_name, *count_name;
} ports[] = {
    {0xF0, 0xF4, 0xF8, STACK_CALL, 8, "CSP", "CALL_BASE", "CALL_COUNT"},
    {0xF1, 0xF5, 0xF9, STACK_DATA, 4, "DSP", "DATA_BASE", "DATA_COUNT"},
    {0xF3, 0xF6, 0xFA, STACK_ISR, 8, "ISP", "ISR_BASE", "ISR_COUNT"}};

/* Panics with port, name, core and value. */
static void assert_refused(struct rig *r, u32 cpu, u32 port, const char *name,
                           u32 value)
{
    char text[80];
    snprintf(text, sizeof text, "port 0x%02X %s: core %u wrote 0x%08X", port,
             name, cpu, value);
    assert_port_refused(r, cpu, port, value, PANIC_CONTEXT, text);
}

static void test_reset_values_of_one_core(void **state)
{
    static const u32 base[] = {0x800, 0x1000, 0x1800};
    struct rig r;
    (void)state;
    setup(&r, 1);
    for (u32 i = 0; i < ARRAY_LEN(ports); i++) {
        assert_int_equal(rig_in(&r, 0, ports[i].index), 256);
        assert_int_equal(rig_in(&r, 0, ports[i].base), base[i]);
        assert_int_equal(rig_in(&r, 0, ports[i].count), 256);
    }
    assert_int_equal(rig_in(&r, 0, 0xF2), 0);
    assert_int_equal(rig_in(&r, 0, 0xF7), 0);
    rig_fini(&r);
}

static void test_reset_bases_in_the_pool(void **state)
{
    static const u32 offset[] = {0, 0x800, 0xC00};
    struct rig r;
    (void)state;
    setup(&r, 4);
    for (u32 cpu = 0; cpu < 4; cpu++)
        for (u32 i = 0; i < ARRAY_LEN(ports); i++)
            assert_int_equal(rig_in(&r, cpu, ports[i].base),
                             0x03FFB000 + 5120 * cpu + offset[i]);
    rig_fini(&r);
}

/* 0..count; above that a panic, and the index stays. */
static void test_index(void **state)
{
    static const u32 bad[] = {257, 0x10000, 0xFFFFFFFF};
    struct rig r;
    (void)state;
    setup(&r, 2);
    for (u32 i = 0; i < ARRAY_LEN(ports); i++) {
        rig_out(&r, 1, ports[i].index, 0);
        assert_int_equal(rig_in(&r, 1, ports[i].index), 0);
        assert_int_equal(rig_in(&r, 0, ports[i].index), 256);
        assert_int_equal(r.m->core[1]->stack[ports[i].stack].index, 0);
        rig_out(&r, 1, ports[i].index, 256);
        rig_out(&r, 1, ports[i].index, 100);
        for (u32 k = 0; k < ARRAY_LEN(bad); k++)
            assert_refused(&r, 1, ports[i].index, ports[i].index_name, bad[k]);
        assert_int_equal(rig_in(&r, 1, ports[i].index), 100);
    }
    rig_fini(&r);
}

/* The whole stack in RAM and outside the framebuffer windows. */
static void test_base(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 1);
    for (u32 i = 0; i < ARRAY_LEN(ports); i++) {
        const struct stack_ports *p = &ports[i];
        u32 bytes = 256 * p->slot;
        const u32 good[] = {
            0,          0x10001, 0x04000000 - bytes, 0x00620000 - bytes,
            0x0074C000, 0x2000};
        const u32 bad[] = {0x04000000 - bytes + 1,
                           0x00620000 - bytes + 1,
                           0x00620000,
                           0x0074BFFF,
                           0x04000000,
                           0xFFFFFFFF};
        rig_out(&r, 0, p->index, 77);
        for (u32 k = 0; k < ARRAY_LEN(good); k++) {
            rig_out(&r, 0, p->base, good[k]);
            assert_int_equal(rig_in(&r, 0, p->base), good[k]);
            assert_int_equal(rig_in(&r, 0, p->index), 77);
            assert_int_equal(rig_in(&r, 0, p->count), 256);
        }
        for (u32 k = 0; k < ARRAY_LEN(bad); k++)
            assert_refused(&r, 0, p->base, p->base_name, bad[k]);
        assert_int_equal(rig_in(&r, 0, p->base), 0x2000);
    }
    rig_fini(&r);
}

/* 1..65536 where that much fits behind the base; empties the stack. */
static void test_count(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 2);
    for (u32 i = 0; i < ARRAY_LEN(ports); i++) {
        const struct stack_ports *p = &ports[i];
        rig_out(&r, 1, p->base, 0x00100000);
        static const u32 good[] = {1, 65536, 300, 300};
        for (u32 k = 0; k < ARRAY_LEN(good); k++) {
            rig_out(&r, 1, p->index, 0);
            rig_out(&r, 1, p->count, good[k]);
            assert_int_equal(rig_in(&r, 1, p->count), good[k]);
            assert_int_equal(rig_in(&r, 1, p->index), good[k]);
        }
        rig_out(&r, 1, p->index, 5);
        assert_refused(&r, 1, p->count, p->count_name, 0);
        assert_refused(&r, 1, p->count, p->count_name, 65537);
        assert_refused(&r, 1, p->count, p->count_name, 0xFFFFFFFF);
        rig_out(&r, 1, p->base, 0x00620000 - 300 * p->slot);
        assert_refused(&r, 1, p->count, p->count_name, 301);
        assert_int_equal(rig_in(&r, 1, p->count), 300);
        assert_int_equal(rig_in(&r, 1, p->index), 5);
        assert_int_equal(rig_in(&r, 0, p->count), 256);
    }
    rig_fini(&r);
}

static void test_irq_masked(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 2);
    rig_out(&r, 1, PORT_IRQ_MASKED, 0x80000000);
    assert_int_equal(rig_in(&r, 1, PORT_IRQ_MASKED), 1);
    assert_int_equal(rig_in(&r, 0, PORT_IRQ_MASKED), 0);
    rig_out(&r, 0, PORT_IRQ_MASKED, 1);
    assert_int_equal(rig_in(&r, 0, PORT_IRQ_MASKED), 1);
    rig_out(&r, 1, PORT_IRQ_MASKED, 0);
    assert_int_equal(rig_in(&r, 1, PORT_IRQ_MASKED), 0);
    rig_fini(&r);
}

static void test_in_isr(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 2);
    r.m->core[1]->in_isr = 1;
    assert_int_equal(rig_in(&r, 1, PORT_IN_ISR), 1);
    assert_int_equal(rig_in(&r, 0, PORT_IN_ISR), 0);
    assert_port_refused(&r, 1, PORT_IN_ISR, 0, PANIC_READ_ONLY,
                        "port 0xF7 IN_ISR is read-only: core 1 wrote "
                        "0x00000000");
    assert_int_equal(rig_in(&r, 1, PORT_IN_ISR), 1);
    rig_fini(&r);
}

/* The ports beside them are words of storage. */
static void test_edges(void **state)
{
    static const u32 port[] = {0xEF, 0xFB, 0xFC, 0xFD, 0xFF};
    struct rig r;
    (void)state;
    setup(&r, 2);
    for (u32 i = 0; i < ARRAY_LEN(port); i++) {
        rig_out(&r, 0, port[i], 0x12340000 + port[i]);
        assert_int_equal(rig_in(&r, 1, port[i]), 0x12340000 + port[i]);
    }
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reset_values_of_one_core),
        cmocka_unit_test(test_reset_bases_in_the_pool),
        cmocka_unit_test(test_index),
        cmocka_unit_test(test_base),
        cmocka_unit_test(test_count),
        cmocka_unit_test(test_irq_masked),
        cmocka_unit_test(test_in_isr),
        cmocka_unit_test(test_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
