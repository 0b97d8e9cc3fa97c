/* SPDX-License-Identifier: MIT
 *
 * The state visitor: what it saves, loads, hashes and dumps, that a machine
 * comes back as it was, and that broken state is refused.
 */
#include "rig.h"

#include <vm/snap.h>

struct snapped {
    u32 a;
    u8 b[4];
    u64 c;
};

static void snapped_sync(struct snapped *p, struct snap *s)
{
    SNAP_BEGIN(s, "snapped", p);
    SNAP(s, p->a);
    SNAP_ARRAY(s, p->b);
    SNAP(s, p->c);
    SNAP_END(s, p);
}

static void test_snap(void **state)
{
    struct snapped from = {0x11223344, {1, 2, 3, 4}, 0x8877665544332211};
    struct snapped to = {0};
    struct buf b = {0};
    struct snap s;
    (void)state;
    snap_init(&s, SNAP_SAVE);
    s.out = &b;
    snapped_sync(&from, &s);
    assert_int_equal(b.size, 16);
    assert_int_equal(b.data[0], 0x44);
    assert_int_equal(b.data[8], 0x11);
    snap_init(&s, SNAP_LOAD);
    s.in = b.data;
    s.in_size = b.size;
    snapped_sync(&to, &s);
    assert_false(s.failed);
    assert_memory_equal(&from, &to, sizeof from);
    snap_init(&s, SNAP_LOAD);
    s.in = b.data;
    s.in_size = b.size - 1;
    snapped_sync(&to, &s);
    assert_true(s.failed);
    snap_init(&s, SNAP_HASH);
    snapped_sync(&from, &s);
    u64 hash = s.hash;
    from.b[3]++;
    snap_init(&s, SNAP_HASH);
    snapped_sync(&from, &s);
    assert_true(s.hash != hash);
    b.size = 0;
    snap_init(&s, SNAP_DUMP);
    s.out = &b;
    snapped_sync(&from, &s);
    buf_add(&b, "", 1);
    assert_non_null(strstr((char *)b.data, "p->a = 0x11223344"));
    buf_free(&b);
}

/* Save, load into another machine: the same state. */
static void test_sync_round_trip(void **state)
{
    struct rig r, copy;
    struct buf b = {0};
    struct snap s;
    (void)state;
    rig_init(&r, NULL);
    rig_init(&copy, NULL);
    rig_out(&r, 0, 0xE0, 5);
    rig_out(&r, 0, PORT_SERIAL_CTRL, 1);
    r.m->core[0]->r[7] = 77;
    r.m->core[0]->flags = (struct flags){1, 2, FLAGS_SUB, 0};
    snap_init(&s, SNAP_SAVE);
    s.out = &b;
    machine_sync(r.m, &s);
    assert_true(machine_hash(copy.m) != machine_hash(r.m));
    snap_init(&s, SNAP_LOAD);
    s.in = b.data;
    s.in_size = b.size;
    machine_sync(copy.m, &s);
    assert_false(s.failed);
    assert_int_equal(s.in_at, b.size);
    assert_true(machine_hash(copy.m) == machine_hash(r.m));
    buf_free(&b);
    rig_fini(&copy);
    rig_fini(&r);
}

/* Each broken invariant of a core is refused when it is loaded. */
static void test_sync_refuses(void **state)
{
    (void)state;
    for (u32 i = 0; i < 5; i++) {
        struct rig r;
        struct buf b = {0};
        struct snap s;
        rig_init(&r, NULL);
        struct core *c = r.m->core[0];
        struct stack good = c->stack[STACK_CALL];
        u32 serving = c->serving;
        c->stack[STACK_CALL].base += i == 0 ? BOARD_RAM_DEFAULT : 0;
        c->stack[STACK_CALL].index += i == 1;
        c->stack[STACK_CALL].count = i == 2 ? 0 : good.count;
        c->stack[STACK_CALL].slot += i == 3;
        c->serving = i == 4 ? 256 : serving;
        snap_init(&s, SNAP_SAVE);
        s.out = &b;
        core_sync(c, &s);
        snap_init(&s, SNAP_LOAD);
        s.in = b.data;
        s.in_size = b.size;
        core_sync(c, &s);
        assert_true(s.failed);
        assert_memory_equal(&c->stack[STACK_CALL], &good, sizeof good);
        assert_int_equal(c->serving, IRQ_NONE);
        buf_free(&b);
        rig_fini(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_snap),
        cmocka_unit_test(test_sync_round_trip),
        cmocka_unit_test(test_sync_refuses),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
