/* SPDX-License-Identifier: MIT
 *
 * INTC: every register of every word, banking, EOI, and what happens to
 * writes that mean nothing.
 */
#include "devices.h"

static u32 get(struct rig *r, u32 cpu, u32 off)
{
    return rig_load32(r, cpu, INTC_BASE + off);
}

static void set(struct rig *r, u32 cpu, u32 off, u32 value)
{
    rig_store32(r, cpu, INTC_BASE + off, value);
}

static void setup(struct rig *r, u32 cores)
{
    struct config c = config_default;
    c.cores = cores;
    rig_init(r, &c);
}

static void test_offsets(void **state)
{
    (void)state;
    assert_int_equal(INTC_BASE, 0x0074D000);
    assert_int_equal(INTC_SIZE, 1284);
    assert_int_equal(INTC_PENDING, 0x000);
    assert_int_equal(INTC_ENABLE, 0x040);
    assert_int_equal(INTC_PRIORITY, 0x100);
    assert_int_equal(INTC_EOI, 0x500);
}

/* After reset: nothing pending, everything enabled, no priorities. */
static void test_reset_values(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 2);
    for (u32 off = 0; off < INTC_SIZE; off += 4) {
        bool enable = off >= INTC_ENABLE && off < INTC_ENABLE + 32;
        assert_int_equal(get(&r, 0, off), enable ? 0xFFFFFFFF : 0);
        assert_int_equal(get(&r, 1, off), enable ? 0xFFFFFFFF : 0);
    }
    rig_fini(&r);
}

/* A write ORs; vector v is bit v % 32 of word v / 32; the other core and the
 * other words see nothing. */
static void test_pending(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 2);
    for (u32 word = 0; word < 8; word++) {
        set(&r, 1, INTC_PENDING + 4 * word, 0x80000001);
        set(&r, 1, INTC_PENDING + 4 * word, 1u << word);
        set(&r, 1, INTC_PENDING + 4 * word, 0);
        assert_int_equal(get(&r, 1, INTC_PENDING + 4 * word),
                         0x80000001 | 1u << word);
        assert_int_equal(get(&r, 0, INTC_PENDING + 4 * word), 0);
        assert_int_equal(r.m->core[1]->irq.pending[word],
                         0x80000001 | 1u << word);
        assert_int_equal(r.m->core[1]->irq.in_service[word], 0);
        if (word < 7)
            assert_int_equal(get(&r, 1, INTC_PENDING + 4 * word + 4), 0);
    }
    rig_fini(&r);
}

static void test_pending_shows_in_service(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 1);
    r.m->core[0]->irq.in_service[3] = 0x00F0;
    set(&r, 0, INTC_PENDING + 12, 0x0030);
    assert_int_equal(get(&r, 0, INTC_PENDING + 12), 0x00F0);
    assert_int_equal(r.m->core[0]->irq.pending[3], 0x0030);
    rig_fini(&r);
}

static void test_enable(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 2);
    for (u32 word = 0; word < 8; word++) {
        set(&r, 0, INTC_ENABLE + 4 * word, 0x12345670 + word);
        assert_int_equal(get(&r, 0, INTC_ENABLE + 4 * word), 0x12345670 + word);
        assert_int_equal(get(&r, 1, INTC_ENABLE + 4 * word), 0xFFFFFFFF);
        assert_int_equal(r.m->core[0]->irq.enable[word], 0x12345670 + word);
    }
    assert_int_equal(get(&r, 0, INTC_ENABLE), 0x12345670);
    rig_fini(&r);
}

/* One table for all cores, low 8 bits of each word. */
static void test_priority(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 3);
    for (u32 v = 0; v < 256; v++)
        set(&r, v % 3, INTC_PRIORITY + 4 * v, 0xFFFFFF00 + (v ^ 0x5A));
    for (u32 v = 0; v < 256; v++) {
        assert_int_equal(get(&r, (v + 1) % 3, INTC_PRIORITY + 4 * v), v ^ 0x5A);
        assert_int_equal(r.m->priority[v], v ^ 0x5A);
    }
    rig_fini(&r);
}

/* EOI clears IN-SERVICE and keeps PENDING, or else clears PENDING. */
static void test_eoi(void **state)
{
    static const u32 vector[] = {0, 1, 31, 32, 100, 255};
    struct rig r;
    (void)state;
    setup(&r, 2);
    for (u32 i = 0; i < ARRAY_LEN(vector); i++) {
        u32 word = vector[i] / 32, bit = 1u << vector[i] % 32;
        struct irq_bank *own = &r.m->core[0]->irq;
        struct irq_bank *other = &r.m->core[1]->irq;
        own->pending[word] = own->in_service[word] = 0xFFFFFFFF;
        other->pending[word] = other->in_service[word] = 0xFFFFFFFF;
        set(&r, 0, INTC_EOI, vector[i]);
        assert_int_equal(own->in_service[word], ~bit);
        assert_int_equal(own->pending[word], 0xFFFFFFFF);
        set(&r, 0, INTC_EOI, vector[i]);
        assert_int_equal(own->in_service[word], ~bit);
        assert_int_equal(own->pending[word], ~bit);
        set(&r, 0, INTC_EOI, vector[i]);
        assert_int_equal(own->pending[word], ~bit);
        assert_int_equal(other->pending[word], 0xFFFFFFFF);
        assert_int_equal(other->in_service[word], 0xFFFFFFFF);
        assert_int_equal(get(&r, 0, INTC_EOI), 0);
        memset(own, 0, sizeof *own);
        memset(other, 0, sizeof *other);
    }
    rig_fini(&r);
}

static bool is_assigned(u32 off)
{
    return off < 0x20 || (off >= 0x40 && off < 0x60) ||
           (off >= 0x100 && off < 0x504);
}

/* Ignored with one warning in a machine's life, reset included. */
static void test_unassigned(void **state)
{
    struct rig r;
    struct capture c;
    char text[4096];
    u32 count = 0;
    (void)state;
    setup(&r, 2);
    for (u32 v = 0; v < 8; v++)
        r.m->core[0]->irq.pending[v] = 0xFFFFFFFF;
    u64 before = machine_hash(r.m);
    capture_start(&c);
    for (u32 off = 0; off < INTC_SIZE; off += 4) {
        if (is_assigned(off))
            continue;
        set(&r, off / 4 % 2, off, 0xFFFFFFFF);
        assert_int_equal(get(&r, 0, off), 0);
        count++;
    }
    set(&r, 0, INTC_EOI, 256);
    set(&r, 0, INTC_EOI, 0xFFFFFFFF);
    assert_int_equal(capture_end(&c, text, sizeof text), 1);
    assert_non_null(strstr(text, "INTC +0x020: no register"));
    assert_int_equal(count, 0x20 / 4 + 0xA0 / 4);
    assert_true(machine_hash(r.m) == before);
    rig_fini(&r);
}

static void test_warning_for_eoi(void **state)
{
    struct rig r;
    struct capture c;
    char text[4096];
    (void)state;
    setup(&r, 1);
    r.m->core[0]->irq.pending[0] = 1;
    capture_start(&c);
    set(&r, 0, INTC_EOI, 256);
    machine_reset(r.m, RIG_PC);
    set(&r, 0, INTC_EOI, 257);
    set(&r, 0, 0x60, 1);
    assert_int_equal(capture_end(&c, text, sizeof text), 1);
    assert_non_null(strstr(text, "INTC +0x500: EOI of no vector"));
    assert_non_null(strstr(text, "0x00000100"));
    rig_fini(&r);
}

static void test_strict(void **state)
{
    static const struct {
        u32 off, value;
        const char *text;
    } row[] = {{0x020, 0, "INTC +0x020"},
               {0x03C, 1, "INTC +0x03C"},
               {0x060, 0, "INTC +0x060"},
               {0x0FC, 1, "INTC +0x0FC"},
               {0x500, 256, "EOI of no vector"},
               {0x500, 0xFFFFFFFF, "EOI of no vector"}};
    struct config c = config_default;
    struct rig r;
    (void)state;
    c.strict = true;
    rig_init(&r, &c);
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        assert_false(
            bus_store(r.m->core[0], INTC_BASE + row[i].off, 4, row[i].value));
        assert_panic(&r, 0, PANIC_DEVICE, true, row[i].text);
    }
    set(&r, 0, INTC_EOI, 255);
    set(&r, 0, 0x05C, 0);
    set(&r, 0, 0x4FC, 1);
    assert_int_equal(get(&r, 0, 0x020), 0); /* reading is allowed */
    rig_fini(&r);
}

/* The words beside the window are RAM. */
static void test_edges(void **state)
{
    struct rig r;
    (void)state;
    setup(&r, 1);
    rig_store32(&r, 0, INTC_BASE - 4, 0x11223344);
    rig_store32(&r, 0, INTC_BASE + INTC_SIZE, 0x55667788);
    assert_int_equal(rig_load32(&r, 0, INTC_BASE - 4), 0x11223344);
    assert_int_equal(rig_load32(&r, 0, INTC_BASE + INTC_SIZE), 0x55667788);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_reset_values),
        cmocka_unit_test(test_pending),
        cmocka_unit_test(test_pending_shows_in_service),
        cmocka_unit_test(test_enable),
        cmocka_unit_test(test_priority),
        cmocka_unit_test(test_eoi),
        cmocka_unit_test(test_unassigned),
        cmocka_unit_test(test_warning_for_eoi),
        cmocka_unit_test(test_strict),
        cmocka_unit_test(test_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
